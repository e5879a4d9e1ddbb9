//! Setters of what may be left out: fields of objects, parameters of calls.

/// Adds a method for each optional field, which takes a value and gives the object back.
///
/// ```text
/// setters! {
///     Cat {
///         lives(i64),                     // takes an `i64`
///         name(into String),              // takes whatever becomes a `String`
///         mother(boxed Cat),              // takes a `Cat`, and boxes it
///         owner(nullable String),         // takes whatever becomes a `Nullable<String>`
///         friend(nullable boxed Cat),     // takes whatever becomes a `Nullable<Cat>`
///         new as new_(bool),              // the method's name, where it is not the field's
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a document may have no optional fields")]
macro_rules! setters {
    ($name:ident {
        $($(#[$attribute:meta])* $field:ident $(as $method:ident)? ($($how:tt)*),)*
    }) => {
        impl $name {
            $($crate::runtime::setter! {
                [
                    #[doc = ::core::concat!(
                        "Sets the field `", ::core::stringify!($field), "`."
                    )]
                    $(#[$attribute])*
                    #[must_use]
                ]
                [$($method)? $field] [$field] $($how)*
            })*
        }
    };
}

/// Adds a method to the call of an operation for each optional parameter.
///
/// ```text
/// parameters! {
///     ListCats {
///         /// How many there are on a page.
///         limit(u32),
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a document may have no optional parameters")]
macro_rules! parameters {
    ($name:ident $(<$lifetime:lifetime>)? {
        $($(#[$attribute:meta])* $field:ident ($($how:tt)*),)*
    }) => {
        impl $crate::runtime::Call<'_, $name $(<$lifetime>)?> {
            $($crate::runtime::setter! {
                [$(#[$attribute])*] [$field] [operation.$field] $($how)*
            })*
        }
    };
}

/// One of them: its attributes, its name, the place to fill, the type of the value.
#[allow(unused_macros, reason = "a document may have nothing optional")]
macro_rules! setter {
    ([$($attributes:tt)*] [$method:ident $($rest:ident)?] [$($place:tt)*] into $type:ty) => {
        $($attributes)*
        pub fn $method(mut self, value: impl ::core::convert::Into<$type>) -> Self {
            self.$($place)* = ::core::option::Option::Some(value.into());
            self
        }
    };
    (
        [$($attributes:tt)*] [$method:ident $($rest:ident)?] [$($place:tt)*]
        nullable boxed $type:ty
    ) => {
        $($attributes)*
        pub fn $method(
            mut self,
            value: impl ::core::convert::Into<$crate::runtime::Nullable<$type>>,
        ) -> Self {
            self.$($place)* = value.into().map(::std::boxed::Box::new);
            self
        }
    };
    (
        [$($attributes:tt)*] [$method:ident $($rest:ident)?] [$($place:tt)*]
        nullable $type:ty
    ) => {
        $($attributes)*
        pub fn $method(
            mut self,
            value: impl ::core::convert::Into<$crate::runtime::Nullable<$type>>,
        ) -> Self {
            self.$($place)* = value.into();
            self
        }
    };
    ([$($attributes:tt)*] [$method:ident $($rest:ident)?] [$($place:tt)*] boxed $type:ty) => {
        $($attributes)*
        #[inline]
        pub fn $method(mut self, value: $type) -> Self {
            self.$($place)* = ::core::option::Option::Some(::std::boxed::Box::new(value));
            self
        }
    };
    ([$($attributes:tt)*] [$method:ident $($rest:ident)?] [$($place:tt)*] $type:ty) => {
        $($attributes)*
        #[inline]
        pub fn $method(mut self, value: $type) -> Self {
            self.$($place)* = ::core::option::Option::Some(value);
            self
        }
    };
}

/// The values of an operation's parameters, in the order of its data: those that the caller
/// gives, and those that are always the same.
///
/// ```text
/// impl Operation for ListCats {
///     values_of! { limit, page; version = "2024-10-01" }
/// }
/// ```
#[allow(unused_macros, reason = "a document may have no parameters")]
macro_rules! values_of {
    ($($field:ident),* $(; $($name:ident = $constant:literal),+)?) => {
        #[inline]
        fn param(&self, at: usize) -> $crate::runtime::View<'_> {
            let mut left = at;
            $(
                if left == 0 {
                    return $crate::runtime::Slot::view(&self.$field);
                }
                left = left.wrapping_sub(1);
            )*
            $($(
                if left == 0 {
                    return $crate::runtime::View::from($constant);
                }
                left = left.wrapping_sub(1);
            )+)?
            let _ = left;
            $crate::runtime::View::Absent
        }
    };
}

#[allow(unused_imports, reason = "a document may have nothing optional")]
pub(crate) use {parameters, setter, setters, values_of};
