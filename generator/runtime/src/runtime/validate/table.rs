//! The table of a type's limits.

/// Says what the values of a type must keep to, and adds `validate` to it.
///
/// ```text
/// limits! {
///     Pet: [MinProperties(1)] {
///         "name" = [MinLength(1), Pattern("^[a-z]+$")],
///         "tags" = [MaxItems(3), UniqueItems, Items(&[MaxLength(20)])],
///     }
/// }
/// limits! { Name: [MaxLength(20)] }       // a union, or a struct around one value
/// ```
#[allow(unused_macros, reason = "only generated code has limits")]
macro_rules! limits {
    ($name:ident $(: [$($own:expr),*])? {
        $($key:literal = [$($limit:expr),*],)*
    }) => {
        impl $crate::runtime::Limited for $name {
            const TABLE: &'static $crate::runtime::LimitTable = {
                #[allow(unused_imports, reason = "not every type has each of them")]
                use $crate::runtime::{Limit::*, Number::*};
                &$crate::runtime::LimitTable {
                    own: &[$($($own),*)?],
                    keys: &[$(($key, &[$($limit),*])),*],
                }
            };
        }

        // The table of the fields knows the limits of the object itself.
        $crate::runtime::limits! { $name: [] }
    };
    ($name:ident: [$($own:expr),*]) => {
        impl $name {
            /// Checks it, and all that it holds, against the limits of the document: lengths,
            /// bounds, patterns. Nothing does so by itself.
            ///
            /// # Errors
            ///
            /// Every limit that a value does not keep to, with its place.
            #[inline]
            pub fn validate(
                &self,
            ) -> ::core::result::Result<(), $crate::runtime::Violations> {
                #[allow(unused_imports, reason = "not every type has each of them")]
                use $crate::runtime::{Limit::*, Number::*};
                $crate::runtime::validate($crate::runtime::Slot::view(self), &[$($own),*])
            }
        }
    };
}

#[allow(unused_imports, reason = "only generated code has limits")]
pub(crate) use limits;
