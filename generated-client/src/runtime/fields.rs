//! The table of a struct.

/// Makes a struct an object with known keys, from a table of its fields.
///
/// ```text
/// fields! {
///     Cat {
///         name: "name",                   // the field and the key as sent
///         owner: "owner" or null,         // `None` is sent as `null`, not left out
///         password: "password" secret,    // never shown by `redacted_debug!`
///         id: "id" read only,             // only servers send it; the field is an `Option`
///         const "kind" = "cat",           // no field: sent by itself, checked on reading
///         ..extra,                        // a map of the keys that are not in the table
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! fields {
    ($name:ident {
        $(
            $field:ident
            $($constant:literal = $value:literal)?
            $(: $wire:literal $($mark:ident)*)?
        ,)*
        $(.. $extra:ident,)?
    }) => {
        impl $crate::runtime::Slot for $name {
            #[inline]
            fn vacant() -> Self {
                Self {
                    $($($field: { let _ = $wire; $crate::runtime::Slot::vacant() },)?)*
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
                    keys: &[$(
                        $($crate::runtime::Key { wire: $constant, field: "", marks: 0 },)?
                        $($crate::runtime::Key {
                            wire: $wire,
                            field: ::core::stringify!($field),
                            marks: 0 $(| $crate::runtime::marks::$mark)*,
                        },)?
                    )*],
                    extra: &[$(::core::stringify!($extra))?],
                }
            }

            #[inline]
            #[allow(unused_mut, reason = "there may be no fields")]
            fn edit_at(&mut self, at: usize) -> $crate::runtime::Edit<'_> {
                let mut left = at;
                $(
                    if left == 0 {
                        return $($crate::runtime::Edit::Constant($crate::runtime::View::from($value)))?
                            $({ let _ = $wire; $crate::runtime::Slot::edit(&mut self.$field) })?;
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
                        return $($crate::runtime::View::from($value))?
                            $({ let _ = $wire; $crate::runtime::Slot::view(&self.$field) })?;
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

        $crate::runtime::forward! { $name }
    };
}

#[allow(unused_imports, reason = "a document may have no objects")]
pub(crate) use fields;
