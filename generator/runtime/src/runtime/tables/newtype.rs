//! Structs around one value, for aliases that contain themselves.

/// Makes a struct around one value read and write as that value.
///
/// ```text
/// newtype! { Tree }       // pub struct Tree(pub Vec<Tree>);
/// ```
#[allow(unused_macros, reason = "a document may have no recursive aliases")]
macro_rules! newtype {
    ($name:ident) => {
        impl $crate::runtime::Slot for $name {
            #[inline]
            fn vacant() -> Self {
                Self($crate::runtime::Slot::vacant())
            }

            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::Slot::view(&self.0)
            }

            #[inline]
            fn edit(&mut self) -> $crate::runtime::Edit<'_> {
                $crate::runtime::Slot::edit(&mut self.0)
            }
        }

        $crate::runtime::forward! { $name }
    };
}

#[allow(unused_imports, reason = "a document may have no recursive aliases")]
pub(crate) use newtype;
