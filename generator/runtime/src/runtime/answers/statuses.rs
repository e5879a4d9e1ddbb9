//! Enums with a variant per status.

/// Implements [`crate::runtime::Outcome`] for an enum with a variant per status.
///
/// Exact statuses come before ranges, ranges before `_`. The first entry is the one that an
/// undocumented success is read as. `Name()` is a unit variant: there is no body.
///
/// ```text
/// statuses! {
///     GetOutput {
///         200 => Ok,
///         204 => Empty(),
///         400..=499 => ClientError,
///         _ => Other,
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a document may have no answers by status")]
macro_rules! statuses {
    (@vacant $variant:ident) => {
        ::core::option::Option::Some(Self::$variant($crate::runtime::Slot::vacant()))
    };
    (@vacant $variant:ident ()) => {
        ::core::option::Option::Some(Self::$variant)
    };
    (@edit $this:ident [$($arms:tt)*]) => {
        match $this { $($arms)* }
    };
    (@edit $this:ident [$($arms:tt)*] $variant:ident (), $($rest:tt)*) => {
        $crate::runtime::statuses!(@edit $this [
            $($arms)*
            Self::$variant => $crate::runtime::Edit::Ignore,
        ] $($rest)*)
    };
    (@edit $this:ident [$($arms:tt)*] $variant:ident, $($rest:tt)*) => {
        $crate::runtime::statuses!(@edit $this [
            $($arms)*
            Self::$variant(slot) => $crate::runtime::Slot::edit(slot),
        ] $($rest)*)
    };
    (@main $variant:ident $(($($unit:tt)*))?, $($rest:tt)*) => {
        $crate::runtime::statuses!(@vacant $variant $(($($unit)*))?)
    };
    ($name:ident { $($status:pat => $variant:ident $(($($unit:tt)*))?,)+ }) => {
        impl $crate::runtime::Outcome for $name {
            #[allow(unreachable_patterns)]
            fn vacant_for(status: u16) -> ::core::option::Option<Self> {
                match status {
                    $($status => $crate::runtime::statuses!(
                        @vacant $variant $(($($unit)*))?
                    ),)+
                    _ => ::core::option::Option::None,
                }
            }

            fn vacant_main() -> ::core::option::Option<Self> {
                $crate::runtime::statuses!(@main $($variant $(($($unit)*))?,)+)
            }

            fn edit(&mut self) -> $crate::runtime::Edit<'_> {
                $crate::runtime::statuses!(@edit self [] $($variant $(($($unit)*))?,)+)
            }
        }
    };
}

#[allow(unused_imports, reason = "a document may have no answers by status")]
pub(crate) use statuses;
