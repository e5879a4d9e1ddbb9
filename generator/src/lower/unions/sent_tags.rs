//! Discriminators whose property a variant does not declare, or does not demand: the union
//! sends it, so that a value made by hand says what it is.

use super::facts::{fixed, structure};
use super::json_types::json_types;
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::model::{
    Presence, Select, Shape, SpecStr, Type, TypeDef, TypeId, Union, Variant,
};

impl Lowerer<'_, '_> {
    /// Decides which variants of a union that is told apart by a tag need it sent.
    pub(super) fn let_union_send_tag(&mut self, id: TypeId) {
        let Shape::Union(union) = &self.types[id].shape else { return };
        let Select::Tag { property, values, default, untagged } = &union.select else {
            return;
        };
        let mut made = Union { variants: Vec::new(), select: union.select.clone() };
        let mut moved: Vec<(SpecStr, usize)> = Vec::new();
        let (mut moved_default, mut moved_untagged) = (None, None);
        for (at, variant) in union.variants.iter().enumerate() {
            if *default == Some(at) {
                moved_default = Some(made.variants.len());
            }
            if *untagged == Some(at) {
                moved_untagged = Some(made.variants.len());
            }
            let own: Vec<&SpecStr> = values
                .iter()
                .filter(|(_, to)| *to == at)
                .map(|(value, _)| value)
                .collect();
            let kept = keeping(&self.types, &variant.ty, property);
            if kept == Keeping::Never && own.len() > 1 {
                // Nothing in the type remembers which of them came: a variant for each.
                for value in own {
                    moved.push((value.clone(), made.variants.len()));
                    made.variants.push(Variant {
                        name: Some(value.clone()),
                        tag: Some(value.clone()),
                        ..variant.clone()
                    });
                }
                continue;
            }
            let tag = match (&own[..], kept) {
                // Without a tag it is what it is with one.
                _ if *untagged == Some(at) => None,
                ([only], Keeping::Never | Keeping::Perhaps) => Some((*only).clone()),
                _ => None,
            };
            moved.extend(
                own.into_iter().map(|value| (value.clone(), made.variants.len())),
            );
            made.variants.push(Variant { tag, ..variant.clone() });
        }
        made.select = Select::Tag {
            property: property.clone(),
            values: moved,
            default: moved_default,
            untagged: moved_untagged,
        };
        self.types[id].shape = Shape::Union(made);
    }
}

/// Whether values of a type hold the tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeping {
    Always,
    Perhaps,
    Never,
}

fn keeping(types: &[TypeDef], ty: &Type, property: &SpecStr) -> Keeping {
    let Some(structure) = structure(types, ty) else {
        return match fixed(types, ty, property) {
            Some(_) => Keeping::Always,
            None => Keeping::Perhaps,
        };
    };
    match structure.fields.iter().find(|field| field.wire == *property) {
        None => Keeping::Never,
        Some(field) if field.presence == Presence::Required => Keeping::Always,
        // The union would send a text.
        Some(field) if !json_types(types, &field.ty).has(JsonTypes::STRING) => {
            Keeping::Always
        }
        Some(_) => Keeping::Perhaps,
    }
}
