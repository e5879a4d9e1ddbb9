//! Types of libraries as slots that hold a text.

/// Makes types slots: what one holds before it is read, how it is written and read, and what is
/// expected where a text is none of its values.
macro_rules! text_types {
    ($($type:ty {
        vacant: $vacant:expr,
        show: |$value:ident, $f:ident| $show:expr,
        read: |$text:ident| $read:expr,
        expected: $expected:literal,
    })+) => {$(
        impl $crate::runtime::Shown for $type {
            fn show(&self, $f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let $value = self;
                $show
            }
        }

        impl $crate::runtime::Text for $type {
            fn set(&mut self, $text: &str) -> ::core::result::Result<(), &'static str> {
                *self = ::core::option::Option::ok_or($read, $expected)?;
                ::core::result::Result::Ok(())
            }
        }

        impl $crate::runtime::Slot for $type {
            fn vacant() -> Self {
                $vacant
            }

            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Display(self)
            }

            fn edit(&mut self) -> $crate::runtime::Edit<'_> {
                $crate::runtime::Edit::Text(self)
            }
        }
    )+};
}

pub(super) use text_types;

/// Reads RFC 3339, and what is often sent for it: a space for the `T`, no offset (then UTC).
pub fn lenient<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    let text = text.trim();
    parse(text).or_else(|| {
        let text = text.replacen(' ', "T", 1);
        parse(&text).or_else(|| parse(&format!("{text}Z")))
    })
}
