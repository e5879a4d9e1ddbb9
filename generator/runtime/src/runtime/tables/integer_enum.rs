//! Open enums of whole numbers.

/// Makes an open enum of whole numbers: a unit variant for each, and `Unknown(i64)`.
///
/// `Unknown` with a number that has a name is equal to nothing that was read: use
/// `From<i64>`, which gives the name.
///
/// ```text
/// integer_enum! {
///     /// How loud it is.
///     pub enum Level {
///         Low = 1,
///         Off = -1,
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a document may have no enums of numbers")]
macro_rules! integer_enum {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident { $($(#[$about:meta])* $variant:ident = $number:literal,)* }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Hash)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the variants are the numbers")]
        $visibility enum $name {
            $($(#[$about])* $variant,)*
            /// A value that this version of the crate does not know.
            Unknown(i64),
        }

        impl ::core::cmp::Eq for $name {}

        impl $name {
            /// The numbers that the API documents.
            pub const KNOWN: &'static [i64] = &[$($number,)*];

            /// The number as it is sent.
            #[inline]
            pub fn number(&self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::Unknown(number) => *number,
                }
            }

            /// Whether the API documents this value.
            #[inline]
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }
        }

        impl ::core::convert::From<i64> for $name {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    _ => Self::Unknown(number),
                }
            }
        }

        impl ::core::convert::From<$name> for i64 {
            #[inline]
            fn from(value: $name) -> Self {
                value.number()
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.number(), f)
            }
        }

        impl $crate::runtime::Whole for $name {
            #[inline]
            fn set(&mut self, value: i128) -> ::core::result::Result<(), &'static str> {
                match <i64 as ::core::convert::TryFrom<i128>>::try_from(value) {
                    ::core::result::Result::Ok(number) => {
                        *self = <Self as ::core::convert::From<i64>>::from(number);
                        ::core::result::Result::Ok(())
                    }
                    ::core::result::Result::Err(_) => {
                        ::core::result::Result::Err("an integer of 64 bits")
                    }
                }
            }

            #[inline]
            fn listed(&self) -> ::core::option::Option<bool> {
                ::core::option::Option::Some(self.is_known())
            }
        }

        impl $crate::runtime::Slot for $name {
            #[inline]
            fn vacant() -> Self {
                <Self as ::core::convert::From<i64>>::from(0)
            }

            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::I64(self.number())
            }

            #[inline]
            fn edit(&mut self) -> $crate::runtime::Edit<'_> {
                $crate::runtime::Edit::Whole(self)
            }
        }

        $crate::runtime::forward! { $name }
    };
}

#[allow(unused_imports, reason = "a document may have no enums of numbers")]
pub(crate) use integer_enum;
