//! Open enums with very many texts: constants of a newtype.

/// Makes a newtype over text with a constant for each value, from a table of them.
///
/// The type itself is made as well; attributes, documentation included, come before the
/// name.
///
/// ```text
/// string_constants! {
///     /// A country.
///     pub struct Country {
///         AF = "AF", AX = "AX",
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a document may have no large enums")]
macro_rules! string_constants {
    (
        $(#[$attribute:meta])*
        $visibility:vis struct $name:ident {
            $($(#[$about:meta])* $constant:ident = $text:literal,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        $visibility struct $name(::std::borrow::Cow<'static, str>);

        #[allow(missing_docs, reason = "the constants are the texts")]
        impl $name {
            $(
                $(#[$about])*
                pub const $constant: Self = Self(::std::borrow::Cow::Borrowed($text));
            )*

            /// The texts that the API documents.
            pub const KNOWN: &'static [&'static str] = &[$($text,)*];

            /// The text as it is sent.
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether the API documents this value.
            #[inline]
            pub fn is_known(&self) -> bool {
                Self::KNOWN.contains(&self.as_str())
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self(::std::borrow::Cow::Owned(text.into()))
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        $crate::runtime::text! { $name }
    };
}

#[allow(unused_imports, reason = "a document may have no large enums")]
pub(crate) use string_constants;
