//! Types with more than one name.

use super::ModuleId;
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
}
