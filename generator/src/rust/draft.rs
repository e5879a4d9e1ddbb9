//! What a crate defines, before it is known which of its types are the same and what becomes what by
//! itself.

use super::plan::{Group, Module, ModuleId, Operation, TypeItem, XmlType, placed_items};

/// The types and operations of a crate.
pub(super) struct Draft {
    pub(super) types: Vec<Module>,
    pub(super) groups: Vec<Group>,
    pub(super) webhooks: Option<Module>,
    pub(super) xml: Option<Vec<XmlType>>,
}

impl Draft {
    /// The operations of all groups.
    pub(super) fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }

    /// All types, each with the file that it is in.
    pub(super) fn placed_items(&self) -> impl Iterator<Item = (ModuleId, &TypeItem)> {
        placed_items(&self.types, &self.groups, self.webhooks.as_ref())
    }

    /// All types, to be changed.
    pub(super) fn items_mut(&mut self) -> impl Iterator<Item = &mut TypeItem> {
        let types = self.types.iter_mut().chain(&mut self.webhooks);
        let types = types.flat_map(|module| &mut module.items);
        types.chain(self.groups.iter_mut().flat_map(|group| &mut group.items))
    }
}
