//! Types with more than one name.

use super::{ModuleId, Ty};
use crate::rust::Ident;
use std::collections::BTreeMap;

/// The names that stand for a type which is defined under another name in the same file.
#[derive(Debug, Default)]
pub struct FurtherNames(BTreeMap<(ModuleId, Ident), Ident>);

impl FurtherNames {
    /// Makes all of these names, but that of the definition, further names of it.
    pub fn add<'a>(
        &mut self,
        file: ModuleId,
        defined: &Ident,
        names: impl Iterator<Item = &'a Ident>,
    ) {
        for name in names.filter(|name| *name != defined) {
            self.0.insert((file, name.clone()), defined.clone());
        }
    }

    /// The name of the definition, where this one is a further name of it.
    pub fn definition(&self, file: ModuleId, name: &Ident) -> Option<&Ident> {
        self.0.get(&(file, name.clone()))
    }

    /// A use of a type with the names of definitions alone: two uses are the same type in Rust
    /// if these are equal.
    pub fn defined(&self, ty: &Ty) -> Ty {
        let inner = |ty: &Ty| Box::new(self.defined(ty));
        match ty {
            Ty::Vec(item) => Ty::Vec(inner(item)),
            Ty::Map(value) => Ty::Map(inner(value)),
            Ty::Option(some) => Ty::Option(inner(some)),
            Ty::Nullable(some) => Ty::Nullable(inner(some)),
            Ty::Boxed(content) => Ty::Boxed(inner(content)),
            Ty::Tuple(elements) => {
                Ty::Tuple(elements.iter().map(|ty| self.defined(ty)).collect())
            }
            Ty::Named(home, name) => {
                let name = self.definition(home.file, name).unwrap_or(name);
                Ty::Named(home.clone(), name.clone())
            }
            plain => plain.clone(),
        }
    }
}
