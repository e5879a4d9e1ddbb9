//! Arrays with a type for each place.

use super::model::{Edit, Items, Slot, Tuple, View};

macro_rules! tuples {
    ($($count:literal: $($type:ident $at:tt),+;)*) => {$(
        impl<$($type: Slot),+> Slot for ($($type,)+) {
            fn vacant() -> Self {
                ($($type::vacant(),)+)
            }

            fn view(&self) -> View<'_> {
                View::List(self)
            }

            fn edit(&mut self) -> Edit<'_> {
                Edit::Tuple(self)
            }
        }

        impl<$($type: Slot),+> Items for ($($type,)+) {
            fn count(&self) -> usize {
                $count
            }

            fn item(&self, at: usize) -> View<'_> {
                match at {
                    $($at => self.$at.view(),)+
                    _ => View::Absent,
                }
            }
        }

        impl<$($type: Slot),+> Tuple for ($($type,)+) {
            fn edit_item(&mut self, at: usize) -> Edit<'_> {
                match at {
                    $($at => self.$at.edit(),)+
                    _ => Edit::Ignore,
                }
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}
