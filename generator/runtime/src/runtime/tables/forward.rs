//! serde for every model, by two forwarding lines.

/// Implements `Serialize` and `Deserialize` through the slot.
#[allow(unused_macros, reason = "a document may have no models")]
macro_rules! forward {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(
                &self,
                target: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::write(self, target)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(
                source: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::read(source)
            }
        }
    };
}

#[allow(unused_imports, reason = "a document may have no models")]
pub(crate) use forward;
