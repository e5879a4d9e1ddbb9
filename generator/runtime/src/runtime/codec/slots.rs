//! Slots of the types that models are made of.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use bytes::Bytes;
use serde_json::Value;

use super::model::{Edit, Items, List, Map, Optional, Slot, View, Whole};

macro_rules! plain {
    ($($type:ty: $vacant:expr, $view:expr, $edit:expr;)*) => {$(
        impl Slot for $type {
            #[inline]
            fn vacant() -> Self {
                $vacant
            }

            #[inline]
            fn view(&self) -> View<'_> {
                $view(self)
            }

            #[inline]
            fn edit(&mut self) -> Edit<'_> {
                $edit(self)
            }
        }
    )*};
}

plain! {
    bool: false, |v: &bool| View::Bool(*v), Edit::Bool;
    i64: 0, |v: &i64| View::I64(*v), Edit::I64;
    f32: 0.0, |v: &f32| View::F32(*v), Edit::F32;
    f64: 0.0, |v: &f64| View::F64(*v), Edit::F64;
    String: String::new(), View::Str, Edit::Str;
    Bytes: Bytes::new(), View::Bytes, Edit::Bytes;
}

impl Slot for Value {
    #[inline]
    fn vacant() -> Self {
        Value::Null
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Value(self)
    }

    #[inline]
    fn edit(&mut self) -> Edit<'_> {
        Edit::Value(self)
    }

    #[inline]
    fn of_null() -> Option<Self> {
        Some(Value::Null)
    }
}

macro_rules! whole {
    ($($type:ident as $view:ident: $expected:literal,)*) => {$(
        impl Slot for $type {
            #[inline]
            fn vacant() -> Self {
                0
            }

            #[inline]
            fn view(&self) -> View<'_> {
                View::$view((*self).into())
            }

            #[inline]
            fn edit(&mut self) -> Edit<'_> {
                Edit::Whole(self)
            }
        }

        impl Whole for $type {
            fn set(&mut self, value: i128) -> Result<(), &'static str> {
                *self = $type::try_from(value).map_err(|_| $expected)?;
                Ok(())
            }
        }
    )*};
}

whole! {
    i8 as I64: "an integer of 8 bits",
    i16 as I64: "an integer of 16 bits",
    i32 as I64: "an integer of 32 bits",
    u8 as U64: "an unsigned integer of 8 bits",
    u16 as U64: "an unsigned integer of 16 bits",
    u32 as U64: "an unsigned integer of 32 bits",
    u64 as U64: "an unsigned integer of 64 bits",
}

impl<T: Slot> Slot for Option<T> {
    #[inline]
    fn vacant() -> Self {
        None
    }

    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            None => View::Absent,
            Some(value) => value.view(),
        }
    }

    #[inline]
    fn edit(&mut self) -> Edit<'_> {
        Edit::Optional(self)
    }
}

impl<T: Slot> Optional for Option<T> {
    fn null(&mut self) {
        *self = T::of_null();
    }

    fn value(&mut self) -> Edit<'_> {
        self.insert(T::vacant()).edit()
    }
}

impl<T: Slot> Slot for Box<T> {
    #[inline]
    fn vacant() -> Self {
        Box::new(T::vacant())
    }

    #[inline]
    fn view(&self) -> View<'_> {
        (**self).view()
    }

    #[inline]
    fn edit(&mut self) -> Edit<'_> {
        (**self).edit()
    }
}

impl<T: Slot> Slot for Vec<T> {
    #[inline]
    fn vacant() -> Self {
        Vec::new()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    #[inline]
    fn edit(&mut self) -> Edit<'_> {
        Edit::List(self)
    }
}

impl<T: Slot> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, at: usize) -> View<'_> {
        self.get(at).map_or(View::Absent, T::view)
    }
}

impl<T: Slot> List for Vec<T> {
    fn empty(&mut self) {
        self.clear();
    }

    fn add(&mut self) -> Edit<'_> {
        self.push(T::vacant());
        self.last_mut().map_or(Edit::Ignore, T::edit)
    }
}

impl<T: Slot> Slot for BTreeMap<String, T> {
    #[inline]
    fn vacant() -> Self {
        BTreeMap::new()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    #[inline]
    fn edit(&mut self) -> Edit<'_> {
        Edit::Map(self)
    }
}

impl<T: Slot> Map for BTreeMap<String, T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn empty(&mut self) {
        self.clear();
    }

    fn add(&mut self, key: &str) -> Edit<'_> {
        match self.entry(key.to_owned()) {
            Entry::Vacant(entry) => entry.insert(T::vacant()).edit(),
            Entry::Occupied(mut entry) => {
                entry.insert(T::vacant());
                entry.into_mut().edit()
            }
        }
    }

    fn entries<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>) -> bool) {
        for (key, value) in self {
            if !visit(key, value.view()) {
                return;
            }
        }
    }
}
