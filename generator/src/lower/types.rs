//! What is asked of types while they are being made.

use super::Lowerer;
use crate::model::{Field, Type};

impl Lowerer<'_, '_> {
    /// A type without names and `null` around it.
    pub(super) fn bare<'t>(&'t self, ty: &'t Type) -> &'t Type {
        ty.bare(&self.types)
    }

    /// The properties of an object type.
    pub(super) fn properties<'t>(&'t self, ty: &'t Type) -> &'t [Field] {
        ty.properties(&self.types)
    }

    /// A property of an object type.
    pub(super) fn property<'t>(&'t self, ty: &'t Type, name: &str) -> Option<&'t Field> {
        field(self.properties(ty), name)
    }
}

/// The property of this name.
pub(super) fn field<'f>(fields: &'f [Field], name: &str) -> Option<&'f Field> {
    fields.iter().find(|field| field.wire.untrusted() == name)
}
