//! Parts of multipart bodies: where bytes are files.

use super::Planner;
use super::plan::Ty;
use crate::model::{Scalar, Type, TypeId};

impl Planner<'_> {
    /// The type of a part of a type that may be a multipart body.
    pub(super) fn part_type(&self, id: TypeId, ty: &Type, otherwise: Ty) -> Ty {
        if !self.facts.is_in_multipart(id) {
            return otherwise;
        }
        // What comes back as well is not read from a file.
        let received = self.facts.direction(id).received;
        let part = if received { Ty::Bytes } else { Ty::Upload };
        self.with_bytes(ty, &part, otherwise)
    }

    /// The type of a name for another type, which may be a map of parts.
    pub(super) fn with_files(&self, id: TypeId, ty: &Type) -> Ty {
        match ty {
            Type::Map(value) => {
                Ty::Map(Box::new(self.part_type(id, value, self.ty(value))))
            }
            ty => self.ty(ty),
        }
    }

    /// The type of a multipart body: a map without a name has a part for each key.
    pub(super) fn parts(&self, ty: &Type) -> Ty {
        match ty {
            Type::Map(value) => {
                let value = self.with_bytes(value, &Ty::Upload, self.ty(value));
                Ty::Map(Box::new(value))
            }
            ty => self.ty(ty),
        }
    }

    /// Bytes, or a list of them, where that is what a part of a multipart body holds; also under
    /// another name.
    fn with_bytes(&self, ty: &Type, part: &Ty, otherwise: Ty) -> Ty {
        const BINARY: &Type = &Type::Scalar(Scalar::Binary);
        if let Type::Nullable(inner) = ty {
            return Ty::Option(Box::new(self.with_bytes(inner, part, self.ty(inner))));
        }
        match self.resolved(ty) {
            Type::Scalar(Scalar::Binary) => part.clone(),
            Type::List(item)
                if !matches!(**item, Type::Nullable(_))
                    && self.resolved(item) == BINARY =>
            {
                Ty::Vec(Box::new(part.clone()))
            }
            _ => otherwise,
        }
    }
}
