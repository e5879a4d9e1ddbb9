//! Arrays with a type for each place.

use super::model::{Edit, Items, Slot, Tuple, View};

macro_rules! tuples {
    ($([$($type:ident $at:tt),*] $last:ident $end:tt;)*) => {$(
        impl<$($type: Slot,)* $last: Slot> Slot for ($($type,)* $last,) {
            fn vacant() -> Self {
                ($($type::vacant(),)* $last::vacant(),)
            }

            fn view(&self) -> View<'_> {
                View::List(self)
            }

            fn edit(&mut self) -> Edit<'_> {
                Edit::Tuple(self)
            }
        }

        impl<$($type: Slot,)* $last: Slot> Items for ($($type,)* $last,) {
            fn count(&self) -> usize {
                match self.$end.view() {
                    View::List(rest) if $last::is_rest() => $end + rest.count(),
                    _ => $end + 1,
                }
            }

            fn item(&self, at: usize) -> View<'_> {
                match (at, self.$end.view()) {
                    $(($at, _) => self.$at.view(),)*
                    (_, View::List(rest)) if $last::is_rest() => rest.item(at - $end),
                    ($end, last) => last,
                    _ => View::Absent,
                }
            }
        }

        impl<$($type: Slot,)* $last: Slot> Tuple for ($($type,)* $last,) {
            fn places(&self) -> usize {
                $end + usize::from(!$last::is_rest())
            }

            fn edit_item(&mut self, at: usize) -> Option<Edit<'_>> {
                match (at, self.$end.edit()) {
                    $(($at, _) => Some(self.$at.edit()),)*
                    (_, Edit::List(rest)) if $last::is_rest() => Some(rest.add()),
                    ($end, last) => Some(last),
                    _ => None,
                }
            }
        }
    )*};
}

tuples! {
    [] A 0;
    [A 0] B 1;
    [A 0, B 1] C 2;
    [A 0, B 1, C 2] D 3;
    [A 0, B 1, C 2, D 3] E 4;
    [A 0, B 1, C 2, D 3, E 4] F 5;
    [A 0, B 1, C 2, D 3, E 4, F 5] G 6;
    [A 0, B 1, C 2, D 3, E 4, F 5, G 6] H 7;
    [A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7] I 8;
    [A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8] J 9;
    [A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9] K 10;
    [A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10] L 11;
}
