//! The table of a union.

/// Makes a union, from a table of what its variants look like. Every variant holds one
/// value; one more, `Unknown(Value)`, keeps what fits none of them. Behind the variant
/// stands the name of its accessor, and `from` where its content alone says which it is;
/// `from_text` if that is a `String`, for which a `&str` does as well. Content that is `boxed`,
/// since its type would have no end otherwise, is given and taken without its box.
///
/// By the text of a property:
///
/// ```text
/// variants! {
///     /// A pet.
///     #[derive(Clone, Debug, PartialEq)]
///     pub enum Pet by tag "petType" {
///         Cat(Cat) as_cat from: "cat" | "kitty",
///         Dog(Dog) as_dog from: "dog",
///         Eel(Eel) as_eel from: sent "eel", // an `Eel` may lack it: the union sends it
///     }
/// }
/// ```
///
/// With `by tag "petType" else Eel`, whatever has another text there, or none, is an `Eel`,
/// which needs no text then: `Eel(Eel) as_eel from: _`. With `by tag "petType" untagged Eel`, that
/// is an `Eel` which has none.
///
/// By looking at the value. Where more than one fits, the one that demands most is tried
/// first:
///
/// ```text
/// variants! {
///     /// An id.
///     #[derive(Clone, Debug, PartialEq)]
///     pub enum Id by probe {
///         Text(String) as_text from_text: string,
///         Number(f64) as_number from: integer | number,
///         Cat(boxed Cat) as_cat from: object("meow", "lives") where "kind" = "cat" | "kitten",
///     }
/// }
/// ```
///
/// With `by probe at once`, a value may be of several variants, also where a constant speaks for
/// one. With `by probe or anything`, what cannot be read as its variant is kept as it came.
///
/// A key alone stands for an object of that entry, of which the variant holds the value, as in
/// `{"circle": {"radius": 1}}`:
///
/// ```text
/// variants! {
///     /// A shape.
///     #[derive(Clone, Debug, PartialEq)]
///     pub enum Shape by probe {
///         Circle(Circle) as_circle: "circle",
///         Corners(Vec<Point>) as_corners: "corners",
///         Text(ShapeText) as_text from: string,
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a document may have no unions")]
macro_rules! variants {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident by tag $property:literal
            $(else $default:ident)? $(untagged $untagged:ident)?
        {
            $(
                $(#[$about:meta])*
                $variant:ident($($held:tt)+) $accessor:ident $($from:ident)?:
                $(_)? $(sent $tag:literal)? $($value:literal)|*,
            )*
        }
    ) => {
        $crate::runtime::variants! {
            @impls [$(#[$attribute])* $visibility] $name,
            $crate::runtime::Select::Tag {
                property: $property,
                values: &[$(&[$($tag)? $($value),*],)*],
                default: $crate::runtime::variants! { @place [$($default)?] $($variant)* },
                untagged: $crate::runtime::variants! { @place [$($untagged)?] $($variant)* },
            },
            [$(
                [$(#[$about])*] $variant($($held)+) $accessor [$($from)?] [$($property, $tag)?] []
            )*]
        }
    };
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident by probe
            $(at $once:ident)? $(or $anything:ident)?
        {
            $(
                $(#[$about:meta])*
                $variant:ident($($held:tt)+) $accessor:ident $($from:ident)?:
                $($entry:literal)? $($kind:ident)|* $(($($required:literal),*))?
                $(where $($key:literal = $($text:literal)|+)and+)?
                $(with $($hint:literal = $($hinted:literal)|+ or absent)and+)?,
            )*
        }
    ) => {
        $crate::runtime::variants! {
            @impls [$(#[$attribute])* $visibility] $name,
            $crate::runtime::Select::Probe {
                probes: &[$(
                    $crate::runtime::Probe {
                        kinds: $crate::runtime::variants!(@kinds [$($entry)?] [$($kind)*]),
                        required: &[$($entry)? $($($required),*)?],
                        constants: &[$($(($key, &[$($text),+])),+)?],
                        hints: &[$($(($hint, &[$($hinted),+])),+)?],
                    },
                )*],
                at_once: $crate::runtime::variants!(@has [$($once)?]),
                open: $crate::runtime::variants!(@has [$($anything)?]),
            },
            [$(
                [$(#[$about])*] $variant($($held)+) $accessor [$($from)?] [] [$($entry)?]
            )*]
        }

        $crate::runtime::variants! {
            @object $name [$($($entry)?)*] [$($variant [$($entry)?])*]
        }
    };
    (@has []) => { false };
    (@has [$word:ident]) => { true };
    (@kinds [$key:literal] []) => { $crate::runtime::kinds::object };
    (@kinds [] [$($kind:ident)+]) => { 0 $(| $crate::runtime::kinds::$kind)+ };
    (@object $name:ident [] $variants:tt) => {};
    (@object $name:ident [$($keys:literal)+] [$($variant:ident [$($key:literal)?])*]) => {
        // An object of one entry, which is what the variant holds.
        impl $crate::runtime::Object for $name {
            #[inline]
            fn model(&self) -> &'static $crate::runtime::Model {
                match self {
                    $(Self::$variant(_) => &$crate::runtime::Model {
                        name: ::core::stringify!($name),
                        keys: &[$($crate::runtime::Key {
                            wire: $key,
                            field: ::core::stringify!($variant),
                            marks: $crate::runtime::marks::null | $crate::runtime::marks::escaped,
                        })?],
                        extra: &[],
                        limits: ::core::option::Option::None,
                    },)*
                    Self::Unknown(_) => &$crate::runtime::Model {
                        name: ::core::stringify!($name),
                        keys: &[],
                        extra: &[],
                        limits: ::core::option::Option::None,
                    },
                }
            }

            #[inline]
            fn edit_at(&mut self, at: usize) -> $crate::runtime::Edit<'_> {
                match self {
                    _ if at > 0 => $crate::runtime::Edit::Ignore,
                    $(Self::$variant(value) => $crate::runtime::Slot::edit(value),)*
                    Self::Unknown(value) => $crate::runtime::Edit::Value(value),
                }
            }

            #[inline]
            fn view_at(&self, at: usize) -> $crate::runtime::View<'_> {
                match self {
                    _ if at > 0 => $crate::runtime::View::Absent,
                    $(Self::$variant(value) => $crate::runtime::Slot::view(value),)*
                    Self::Unknown(value) => $crate::runtime::View::Value(value),
                }
            }
        }
    };
    (@place [] $($variant:ident)*) => { ::core::option::Option::None };
    (@place [$wanted:ident] $($variant:ident)*) => {
        const {
            $crate::runtime::Select::place_of(
                &[$(::core::stringify!($variant)),*],
                ::core::stringify!($wanted),
            )
        }
    };
    (@view $self:ident $value:ident [] []) => { $crate::runtime::Slot::view($value) };
    (@view $self:ident $value:ident [$property:literal, $tag:literal] []) => {
        $crate::runtime::View::Tagged(&($property, $tag), $value)
    };
    (@view $self:ident $value:ident [] [$key:literal]) => {{
        let _ = $value;
        $crate::runtime::View::Object($self)
    }};
    (@edit $self:ident $value:ident []) => { $crate::runtime::Slot::edit($value) };
    (@edit $self:ident $value:ident [$key:literal]) => {{
        let _ = $value;
        $crate::runtime::Edit::Object($self)
    }};
    (@held boxed $type:ty) => { ::std::boxed::Box<$type> };
    (@held $type:ty) => { $type };
    (@accessor $variant:ident $accessor:ident boxed $type:ty) => {
        $crate::runtime::variants! { @accessor $variant $accessor $type }
    };
    (@accessor $variant:ident $accessor:ident $type:ty) => {
        #[doc = ::core::concat!("The content, if this is `", ::core::stringify!($variant), "`.")]
        #[inline]
        #[must_use]
        pub fn $accessor(&self) -> ::core::option::Option<&$type> {
            match self {
                Self::$variant(value) => ::core::option::Option::Some(value),
                _ => ::core::option::Option::None,
            }
        }
    };
    (@from [] $name:ident $variant:ident $($held:tt)+) => {};
    (@from [from_text] $name:ident $variant:ident $type:ty) => {
        $crate::runtime::variants! { @from [from] $name $variant $type }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                Self::$variant(value.into())
            }
        }
    };
    (@from [from] $name:ident $variant:ident boxed $type:ty) => {
        impl ::core::convert::From<$type> for $name {
            #[inline]
            fn from(value: $type) -> Self {
                Self::$variant(::std::boxed::Box::new(value))
            }
        }
    };
    (@from [from] $name:ident $variant:ident $type:ty) => {
        impl ::core::convert::From<$type> for $name {
            #[inline]
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        }
    };
    (
        @impls [$($attributes:tt)*] $name:ident, $select:expr,
        [$([$($about:tt)*] $variant:ident($($held:tt)+) $accessor:ident $from:tt $tag:tt $key:tt)*]
    ) => {
        #[non_exhaustive]
        #[allow(missing_docs, reason = "a variant is what it holds")]
        $($attributes)* enum $name {
            $($($about)* $variant($crate::runtime::variants!(@held $($held)+)),)*
            /// A value that this version of the crate does not know.
            Unknown($crate::runtime::Value),
        }

        impl $name {
            $($crate::runtime::variants! { @accessor $variant $accessor $($held)+ })*

            /// The value, if this version of the crate does not know it.
            #[inline]
            #[must_use]
            pub fn as_unknown(&self) -> ::core::option::Option<&$crate::runtime::Value> {
                match self {
                    Self::Unknown(value) => ::core::option::Option::Some(value),
                    _ => ::core::option::Option::None,
                }
            }
        }

        $($crate::runtime::variants! { @from $from $name $variant $($held)+ })*

        impl $crate::runtime::Slot for $name {
            #[inline]
            fn vacant() -> Self {
                Self::Unknown($crate::runtime::Value::Null)
            }

            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::runtime::variants!(@view self value $tag $key)
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
                    $(Self::$variant(value) => {
                        $crate::runtime::variants!(@edit self value $key)
                    })*
                    Self::Unknown(value) => $crate::runtime::Edit::Value(value),
                }
            }

            #[inline]
            fn become_unknown(&mut self, value: $crate::runtime::Value) {
                *self = Self::Unknown(value);
            }

            #[inline]
            fn read(
                &mut self,
                reader: &mut $crate::runtime::Reader<'_>,
            ) -> $crate::runtime::Read<bool> {
                reader.union(self)
            }
        }

        $crate::runtime::forward! { $name }
    };
}

#[allow(unused_imports, reason = "a document may have no unions")]
pub(crate) use variants;

impl crate::runtime::codec::model::Select {
    /// Which of these names is this one.
    #[allow(dead_code, reason = "a document may say nothing of other values")]
    pub const fn place_of(names: &[&str], name: &str) -> Option<usize> {
        let mut at = 0;
        while at < names.len() {
            if is_same(names[at].as_bytes(), name.as_bytes()) {
                return Some(at);
            }
            at += 1;
        }
        None
    }
}

/// Comparing texts where constants are made: `==` cannot do that yet.
const fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}
