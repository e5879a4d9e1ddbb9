//! What stands behind the names of types.

use super::{Field, Shape, Type, TypeDef, TypeId};

/// Names for names are followed this far; one that leads back to itself has no end.
const MOST_NAMES: usize = 64;

impl Type {
    /// The type behind its other names.
    pub fn unaliased<'t>(&'t self, types: &'t [TypeDef]) -> &'t Type {
        let mut ty = self;
        for _ in 0..MOST_NAMES {
            match ty.target(types) {
                Some((_, target)) => ty = target,
                None => break,
            }
        }
        ty
    }

    /// The type behind its other names and `null`.
    pub fn bare<'t>(&'t self, types: &'t [TypeDef]) -> &'t Type {
        self.stripped(types, |_| false).0
    }

    /// The type behind its other names and `null`, and whether there was `null`; names that are
    /// types of their own stay.
    pub fn stripped<'t>(
        &'t self,
        types: &'t [TypeDef],
        is_own: impl Fn(TypeId) -> bool,
    ) -> (&'t Type, bool) {
        let (mut ty, mut nullable) = (self, false);
        for _ in 0..MOST_NAMES {
            ty = match (ty, ty.target(types)) {
                (Type::Nullable(inner), _) => {
                    nullable = true;
                    inner
                }
                (_, Some((id, target))) if !is_own(id) => target,
                _ => break,
            };
        }
        (ty, nullable)
    }

    /// The properties of the object behind a type.
    pub fn properties<'t>(&'t self, types: &'t [TypeDef]) -> &'t [Field] {
        let Type::Def(id) = self.bare(types) else { return &[] };
        match &types[*id].shape {
            Shape::Struct(structure) => &structure.fields,
            _ => &[],
        }
    }

    /// The name that a type is, and what it stands for.
    fn target<'t>(&self, types: &'t [TypeDef]) -> Option<(TypeId, &'t Type)> {
        let Type::Def(id) = self else { return None };
        match &types[*id].shape {
            Shape::Alias(target) => Some((*id, target)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Docs, NameSeed, NodeId, Scalar, SpecStr};

    fn alias(target: Type) -> TypeDef {
        TypeDef {
            origin: NodeId(0),
            seed: NameSeed::Component(SpecStr::new("A")),
            rename: None,
            docs: Docs::default(),
            examples: Vec::new(),
            component: true,
            limits: Vec::new(),
            shape: Shape::Alias(target),
        }
    }

    #[test]
    fn names_and_null_are_taken_off() {
        let bool = Type::Scalar(Scalar::Bool);
        let def = |at| Type::Def(TypeId::at(at));
        let types = [
            alias(def(1)),
            alias(Type::Nullable(Box::new(def(2)))),
            alias(bool.clone()),
            alias(def(3)),
        ];
        assert_eq!(def(0).unaliased(&types), &Type::Nullable(Box::new(def(2))));
        assert_eq!(def(0).bare(&types), &bool);
        assert_eq!(def(0).stripped(&types, |id| id == TypeId::at(2)), (&def(2), true));
        assert_eq!(def(2).stripped(&types, |_| false), (&bool, false));
        assert_eq!(def(3).bare(&types), &def(3));
    }
}
