//! The table of a struct.

/// Makes a struct an object with known keys, from a table of its fields.
///
/// ```text
/// fields! {
///     Cat: Debug, Eq, Hash {
///         "kind" = "cat",                 // no field: sent by itself, checked on reading
///         name, lives,                    // the key as sent is the field's name
///         kind_of_food: "food",           // or another
///         owner or null,                  // `None` is sent as `null`, not left out
///         age or text,                    // a number that may come in quotes
///         password secret,                // never shown by `Debug`
///         ..extra,                        // a map of the keys that are not in the table
///     }
/// }
/// ```
///
/// The traits behind the name are implemented by the table; what is derived is not there. `Cat with
/// Limited` has a table of limits as well.
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! fields {
    ($name:ident $(with $limited:ident)? $(: $($implemented:ident),+)? {
        $($constant:literal = $value:literal,)*
        $($field:ident $(: $wire:literal)? $($mark:ident)*,)*
        $(.. $extra:ident,)?
    }) => {
        impl $crate::runtime::Slot for $name {
            #[inline]
            fn vacant() -> Self {
                Self {
                    $($field: $crate::runtime::Slot::vacant(),)*
                    $($extra: $crate::runtime::Slot::vacant(),)?
                }
            }

            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Object(self)
            }

            #[inline]
            fn edit(&mut self) -> $crate::runtime::Edit<'_> {
                $crate::runtime::Edit::Object(self)
            }
        }

        impl $crate::runtime::Object for $name {
            #[inline]
            fn model(&self) -> &'static $crate::runtime::Model {
                &$crate::runtime::Model {
                    name: ::core::stringify!($name),
                    keys: &[
                        $($crate::runtime::Key {
                            wire: $constant,
                            field: "",
                            marks: $crate::runtime::marks::escaped,
                        },)*
                        $($crate::runtime::Key {
                            wire: [$($wire,)? ::core::stringify!($field)][0],
                            field: ::core::stringify!($field),
                            marks: 0 $(| $crate::runtime::marks::$mark)*,
                        },)*
                    ],
                    extra: &[$(::core::stringify!($extra))?],
                    limits: [
                        $(::core::option::Option::Some(
                            <$name as $crate::runtime::$limited>::UNTYPED,
                        ),)?
                        ::core::option::Option::None,
                    ][0],
                }
            }

            #[inline]
            #[allow(unused_mut, reason = "there may be no fields")]
            fn edit_at(&mut self, at: usize) -> $crate::runtime::Edit<'_> {
                let mut left = at;
                $(
                    if left == 0 {
                        return $crate::runtime::Edit::Constant($crate::runtime::View::from($value));
                    }
                    left -= 1;
                )*
                $(
                    if left == 0 {
                        return $crate::runtime::Slot::edit(&mut self.$field);
                    }
                    left -= 1;
                )*
                $(
                    if left == 0 {
                        return $crate::runtime::Slot::edit(&mut self.$extra);
                    }
                )?
                let _ = left;
                $crate::runtime::Edit::Ignore
            }

            #[inline]
            #[allow(unused_mut, reason = "there may be no fields")]
            fn view_at(&self, at: usize) -> $crate::runtime::View<'_> {
                let mut left = at;
                $(
                    if left == 0 {
                        return $crate::runtime::View::from($value);
                    }
                    left -= 1;
                )*
                $(
                    if left == 0 {
                        return $crate::runtime::Slot::view(&self.$field);
                    }
                    left -= 1;
                )*
                $(
                    if left == 0 {
                        return $crate::runtime::Slot::view(&self.$extra);
                    }
                )?
                let _ = left;
                $crate::runtime::View::Absent
            }
        }

        $($($crate::runtime::implement! { $implemented $name })+)?
        $crate::runtime::forward! { $name }
    };
}

/// A trait of an object, by its table.
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! implement {
    (Debug $name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::debug(self, f)
            }
        }
    };
    (Eq $name:ident) => {
        impl ::core::cmp::Eq for $name {}
    };
    (Hash $name:ident) => {
        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::runtime::hash(self, state);
            }
        }
    };
}

#[allow(unused_imports, reason = "a document may have no objects")]
pub(crate) use {fields, implement};
