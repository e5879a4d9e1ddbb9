//! The component that a broken reference probably means.

use super::{Kind, Sources};

impl Sources {
    /// The pointer of the root's component whose name is the last part of a reference:
    /// `Kind`, `/components/schemas/Kind` and `#/definitions/Kind` all mean the schema `Kind`.
    pub(crate) fn component_like(&self, reference: &str) -> Option<String> {
        let name = reference.rsplit(['/', '#']).next()?;
        let name = name.split('.').next()?;
        let components = self.get(self.root(), "components")?;
        let sections = self.entries(components);
        let found = sections
            .filter(|(_, section)| self.kind(*section) == Kind::Map)
            .find_map(|(_, section)| self.get(section, name))?;
        Some(self.pointer(found)).filter(|pointer| pointer != reference)
    }
}
