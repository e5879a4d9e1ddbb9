//! `From` for bodies that may have several media types.

use super::Definitions;
use crate::model::PayloadKind;
use crate::rust::Ident;
use crate::rust::draft::Draft;
use crate::rust::plan::{BodyChoice, ModuleId, Ty, TypeItem, TypeKind};
use std::collections::{BTreeMap, BTreeSet};

/// Marks for each type of a body the media type that is sent when a value of that type is given
/// alone: the one that can hold its files, or else JSON, or else the first.
pub(super) fn offer(draft: &mut Draft, definitions: &Definitions<'_>) {
    let items = draft.placed_items().filter(|(_, item)| has_files(item));
    let with_files = items.map(|(file, item)| (file, item.ident.clone())).collect();
    let operations = draft.groups.iter_mut().flat_map(|group| &mut group.operations);
    let bodies = operations.filter_map(|operation| operation.body.as_mut());
    for body in bodies.filter(|body| body.choices.len() > 1) {
        for at in chosen(&body.choices, definitions, &with_files) {
            body.choices[at].from = true;
        }
    }
}

/// Which of several media types are sent for what is given alone.
fn chosen(
    choices: &[BodyChoice],
    definitions: &Definitions<'_>,
    with_files: &BTreeSet<(ModuleId, Ident)>,
) -> Vec<usize> {
    let mut best: BTreeMap<(ModuleId, Ident), (u8, usize)> = BTreeMap::new();
    for (at, choice) in choices.iter().enumerate() {
        // `From` for an `Option` of the body is allowed for a type of the crate only.
        let Some(Ty::Named(home, name)) = definitions.of_content(&choice.ty) else {
            continue;
        };
        let ty = (home.file, name);
        let rank = match choice.kind {
            PayloadKind::Multipart if with_files.contains(&ty) => 0,
            PayloadKind::Json => 1,
            _ => 2,
        };
        let known = best.entry(ty).or_insert((rank, at));
        *known = (*known).min((rank, at));
    }
    best.into_values().map(|(_, at)| at).collect()
}

/// Whether a type has fields that are files, alone or in lists, or takes files by any name.
fn has_files(item: &TypeItem) -> bool {
    fn is_file(ty: &Ty) -> bool {
        match ty {
            Ty::Bytes | Ty::Upload => true,
            Ty::Vec(ty) | Ty::Option(ty) | Ty::Nullable(ty) | Ty::Boxed(ty) => {
                is_file(ty)
            }
            _ => false,
        }
    }
    let TypeKind::Struct(item) = &item.kind else { return false };
    let fields = item.fields.iter().map(|field| &field.ty);
    fields.chain(item.extra.as_ref().map(|(_, ty)| ty)).any(is_file)
}
