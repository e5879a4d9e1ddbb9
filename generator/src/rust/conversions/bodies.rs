//! `From` for bodies that may have several media types.

use super::Definitions;
use crate::model::PayloadKind;
use crate::rust::Ident;
use crate::rust::draft::Draft;
use crate::rust::plan::{BodyChoice, ModuleId, Ty, TypeItem, TypeKind};
use std::collections::BTreeMap;

/// The types with files among their fields, and whether all of these may be left out.
type WithFiles = BTreeMap<(ModuleId, Ident), bool>;

/// Marks for each type of a body the media type that is sent when a value of that type is given
/// alone: the one that can hold its files, or else JSON, or else the first. JSON says more than a
/// form, which has no `null` and no types, so it is also sent for a value that has no file set.
pub(super) fn offer(draft: &mut Draft, definitions: &Definitions<'_>) {
    let with_files = draft.placed_items().filter_map(|(file, item)| {
        Some(((file, item.ident.clone()), files_may_be_left_out(item)?))
    });
    let with_files: WithFiles = with_files.collect();
    let operations = draft.groups.iter_mut().flat_map(|group| &mut group.operations);
    let bodies = operations.filter_map(|operation| operation.body.as_mut());
    for body in bodies.filter(|body| body.choices.len() > 1) {
        for (at, without_files) in chosen(&body.choices, definitions, &with_files) {
            body.choices[at].from = true;
            body.choices[at].without_files = without_files;
        }
    }
}

/// Which of several media types are sent for what is given alone, and which where it has no file.
fn chosen(
    choices: &[BodyChoice],
    definitions: &Definitions<'_>,
    with_files: &WithFiles,
) -> Vec<(usize, Option<usize>)> {
    let mut ranked: BTreeMap<(ModuleId, Ident), Vec<(u8, usize)>> = BTreeMap::new();
    for (at, choice) in choices.iter().enumerate() {
        // `From` for an `Option` of the body is allowed for a type of the crate only.
        let Some(Ty::Named(home, name)) = definitions.of_content(&choice.ty) else {
            continue;
        };
        let ty = (home.file, name);
        let rank = match choice.kind {
            PayloadKind::Multipart if with_files.contains_key(&ty) => 0,
            PayloadKind::Json => 1,
            _ => 2,
        };
        ranked.entry(ty).or_default().push((rank, at));
    }
    let best = ranked.into_iter().filter_map(|(ty, mut ranked)| {
        ranked.sort_unstable();
        let &(rank, first) = ranked.first()?;
        let may_have_none = rank == 0 && with_files.get(&ty) == Some(&true);
        let json = ranked.iter().find(|(rank, _)| may_have_none && *rank == 1);
        Some((first, json.map(|(_, at)| *at)))
    });
    best.collect()
}

/// Whether a type's fields that are files, alone or in lists, may all be left out; nothing if there
/// are none. Files by any name are fields as well.
fn files_may_be_left_out(item: &TypeItem) -> Option<bool> {
    fn is_file(ty: &Ty) -> bool {
        match ty {
            Ty::Bytes | Ty::Upload => true,
            Ty::Vec(ty) | Ty::Option(ty) | Ty::Nullable(ty) | Ty::Boxed(ty) => {
                is_file(ty)
            }
            _ => false,
        }
    }
    let TypeKind::Struct(item) = &item.kind else { return None };
    let files = item.fields.iter().filter(|field| is_file(&field.ty));
    let by_any_name = item.extra.as_ref().filter(|(_, ty)| is_file(ty));
    let mut left_out: Vec<bool> = files.map(|field| !field.required).collect();
    left_out.extend(by_any_name.map(|_| true));
    (!left_out.is_empty()).then(|| left_out.iter().all(|may_be| *may_be))
}
