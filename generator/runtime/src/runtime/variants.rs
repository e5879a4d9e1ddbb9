//! The table of a union.

/// Makes an enum a union, from a table of what its variants look like. Every variant of
/// the enum holds one value; one more, `Unknown(Value)`, keeps what fits none of them.
///
/// By the text of a property:
///
/// ```text
/// variants! {
///     Pet by tag "petType" {
///         Cat: "cat" | "kitty",
///         Dog: "dog",
///         Eel: sent "eel",                // `Eel` has no such property: the union sends it
///     }
/// }
/// ```
///
/// By looking at the value. Where more than one fits they are tried in this order:
///
/// ```text
/// variants! {
///     Id by probe {
///         Text: string,
///         Number: integer | number,
///         Cat: object("meow", "lives") where "kind" = "cat" | "kitten" and "a" = "b",
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a document may have no unions")]
macro_rules! variants {
    ($name:ident by tag $property:literal {
        $($variant:ident: $(sent $tag:literal)? $($value:literal)|*,)*
    }) => {
        $crate::runtime::variants! {
            @impls $name,
            $crate::runtime::Select::Tag {
                property: $property,
                values: &[$(&[$($tag)? $($value),*],)*],
            },
            [$($variant $($property = $tag)?,)*]
        }
    };
    ($name:ident by probe {
        $(
            $variant:ident: $($kind:ident)|+ $(($($required:literal),*))?
            $(where $($key:literal = $($text:literal)|+)and+)?
        ,)*
    }) => {
        $crate::runtime::variants! {
            @impls $name,
            $crate::runtime::Select::Probe(&[$(
                $crate::runtime::Probe {
                    kinds: 0 $(| $crate::runtime::kinds::$kind)+,
                    required: &[$($($required),*)?],
                    constants: &[$($(($key, &[$($text),+])),+)?],
                },
            )*]),
            [$($variant,)*]
        }
    };
    (@view $value:ident) => { $crate::runtime::Slot::view($value) };
    (@view $value:ident $property:literal $tag:literal) => {
        $crate::runtime::View::Tagged(&($property, $tag), $value)
    };
    (@impls $name:ident, $select:expr, [
        $($variant:ident $($property:literal = $tag:literal)?,)*
    ]) => {
        impl $crate::runtime::Slot for $name {
            #[inline]
            fn vacant() -> Self {
                Self::Unknown($crate::runtime::Value::Null)
            }

            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::runtime::variants!(@view value $($property $tag)?)
                    })*
                    Self::Unknown(value) => $crate::runtime::View::Value(value),
                }
            }

            #[inline]
            fn edit(&mut self) -> $crate::runtime::Edit<'_> {
                $crate::runtime::Edit::Union(self)
            }
        }

        impl $crate::runtime::Union for $name {
            #[inline]
            fn name(&self) -> &'static str {
                ::core::stringify!($name)
            }

            #[inline]
            fn select(&self) -> &'static $crate::runtime::Select {
                &$select
            }

            #[inline]
            fn become_variant(&mut self, at: usize) -> $crate::runtime::Edit<'_> {
                let mut left = at;
                $(
                    if left == 0 {
                        *self = Self::$variant($crate::runtime::Slot::vacant());
                    }
                    left = left.wrapping_sub(1);
                )*
                let _ = left;
                match self {
                    $(Self::$variant(value) => $crate::runtime::Slot::edit(value),)*
                    Self::Unknown(value) => $crate::runtime::Edit::Value(value),
                }
            }

            #[inline]
            fn become_unknown(&mut self, value: $crate::runtime::Value) {
                *self = Self::Unknown(value);
            }
        }

        $crate::runtime::forward! { $name }
    };
}

#[allow(unused_imports, reason = "a document may have no unions")]
pub(crate) use variants;
