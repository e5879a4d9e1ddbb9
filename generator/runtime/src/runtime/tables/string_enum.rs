//! Open enums of texts.

use std::fmt;

/// A text that an enum does not know. It is made only by turning text into the enum, so
/// that it never holds a text that the enum does know.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unknown(Box<str>);

impl Unknown {
    /// For the tables of enums.
    #[doc(hidden)]
    pub fn from_table(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes an open enum of texts: a unit variant for each, and `Unknown(Unknown)`.
///
/// ```text
/// string_enum! {
///     /// A colour.
///     pub enum Color {
///         Red = "red",
///         DarkGreen = "dark-green",
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a document may have no enums")]
macro_rules! string_enum {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident { $($(#[$about:meta])* $variant:ident = $text:literal,)* }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Hash)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the variants are the texts")]
        $visibility enum $name {
            $($(#[$about])* $variant,)*
            /// A value that this version of the crate does not know.
            Unknown($crate::runtime::Unknown),
        }

        impl $name {
            /// The texts that the API documents.
            pub const KNOWN: &'static [&'static str] = &[$($text,)*];

            /// The text as it is sent.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(unknown) => unknown.as_str(),
                }
            }

            /// Whether the API documents this value.
            #[inline]
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown($crate::runtime::Unknown::from_table(text)),
                }
            }
        }

        $crate::runtime::text! { $name }
    };
}

/// What all open enums of texts have in common.
#[allow(unused_macros, reason = "a document may have no enums")]
macro_rules! text {
    ($name:ident) => {
        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(
                text: &str,
            ) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.as_str(), f)
            }
        }

        impl $crate::runtime::Text for $name {
            #[inline]
            fn set(&mut self, text: &str) -> ::core::result::Result<(), &'static str> {
                *self = Self::from(text);
                ::core::result::Result::Ok(())
            }

            #[inline]
            fn listed(&self) -> ::core::option::Option<bool> {
                ::core::option::Option::Some(self.is_known())
            }
        }

        impl $crate::runtime::Slot for $name {
            #[inline]
            fn vacant() -> Self {
                Self::from("")
            }

            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Str(self.as_str())
            }

            #[inline]
            fn edit(&mut self) -> $crate::runtime::Edit<'_> {
                $crate::runtime::Edit::Text(self)
            }
        }

        $crate::runtime::forward! { $name }
    };
}

#[allow(unused_imports, reason = "a document may have no enums")]
pub(crate) use {string_enum, text};
