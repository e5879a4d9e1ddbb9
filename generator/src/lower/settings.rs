//! What the configuration says in vain: names of things that the document does not have.

use super::Lowerer;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{Document, shown};
use crate::model::Operation;
use std::collections::{BTreeMap, BTreeSet};

/// A finding about an entry that means nothing, with what was probably meant.
pub(super) fn unused(
    place: Place,
    message: String,
    near: Option<&str>,
    otherwise: &str,
) -> Diagnostic {
    let remedy = match near {
        Some(near) => format!("did you mean `{}`?", shown(near)),
        None => otherwise.to_owned(),
    };
    Diagnostic::new(Code::UnusedSetting, place, message).remedy(remedy)
}

/// What operations are called by: their ids, and method and path.
pub(super) fn operation_keys(document: &Document<'_>) -> Vec<String> {
    let mut keys = Vec::new();
    for item in &document.paths {
        for source in &item.operations {
            keys.extend(source.id.map(str::to_owned));
            keys.push(source.request(item));
        }
    }
    keys
}

/// Names that the configuration gives, and those that something has got.
#[derive(Default)]
pub(super) struct Renames {
    given: BTreeMap<NodeId, (String, String)>,
    taken: BTreeSet<NodeId>,
}

impl Renames {
    /// The name of what stands here.
    pub(super) fn take(&mut self, node: NodeId) -> Option<String> {
        let (_, name) = self.given.get(&node)?;
        self.taken.insert(node);
        Some(name.clone())
    }
}

impl Lowerer<'_, '_> {
    /// Resolves the pointers of the configuration's `names`.
    pub(super) fn read_renames(&mut self) {
        let root = self.document.sources.root();
        let config = self.config;
        for (pointer, name) in &config.names {
            let named = self.document.find_schema(root, pointer);
            if let Some(node) = named.or_else(|| self.in_file_of_name(pointer)) {
                self.renames.given.insert(node, (pointer.clone(), name.clone()));
                continue;
            }
            let near = self.document.pointer_like(root, pointer);
            self.report(unused(
                config.places.at(&["names", pointer]),
                format!("`names` has `{pointer}`, which the document does not"),
                near.as_deref(),
                "remove it, or correct the pointer",
            ));
        }
    }

    /// What is at a pointer with the name of its file in front, as findings print it: also where only
    /// another file refers to that one.
    fn in_file_of_name(&self, pointer: &str) -> Option<NodeId> {
        let sources = self.document.sources;
        let (name, _) = pointer.split_once('#')?;
        let file = sources.files().find(|file| sources.file_name(*file) == name)?;
        self.document.find_schema(sources.file_root(file), &pointer[name.len()..])
    }

    /// Names that nothing has got. In a part of a document most things may be missing.
    pub(super) fn report_unused_renames(&mut self) {
        if self.is_part() {
            return;
        }
        let Renames { given, taken } = std::mem::take(&mut self.renames);
        for (_, (pointer, name)) in
            given.iter().filter(|(node, _)| !taken.contains(node))
        {
            self.report(unused(
                self.config.places.at(&["names", pointer]),
                format!("nothing is called `{name}`: what is at `{pointer}` has no name in Rust"),
                None,
                "name a schema with properties, values or variants, a property, a parameter, or \
                 a value of an enum",
            ));
        }
    }

    /// The place of what the configuration says of an operation.
    pub(super) fn setting(&self, operation: &Operation, key: &str) -> Place {
        let Some((name, _)) = self.operation_setting(operation) else {
            return Place::Nowhere;
        };
        self.config.places.at(&["operations", &name, key])
    }
}
