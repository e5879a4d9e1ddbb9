//! Which files a file refers to.

use super::{Kind, Sources};
use crate::diagnostics::{FileId, NodeId};
use std::collections::BTreeMap;

/// A file that is referred to, as written (without fragment).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileReference {
    /// The reference without its fragment.
    pub(super) path: String,
    /// The first string that holds it.
    pub(super) node: NodeId,
    /// How many strings hold it.
    pub(super) count: usize,
}

/// What the keys of a mapping are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Keywords.
    Object,
    /// Names that the author chose; with `true`, `x-` keys are extensions all the same.
    Names(bool),
    /// Names of Example Objects.
    Examples,
    /// Keywords of an Example Object, whose value is data.
    Example,
    /// Keywords of a Discriminator Object.
    Discriminator,
    /// Values of a discriminator; the values are names or references.
    Mapping,
}

/// The files that the strings of `$ref` and `$dynamicRef` and the values of discriminator
/// mappings name, in the order in which they come first. What is data (examples, defaults,
/// enum values, extensions) is passed over, and so is what `is_known` without a file.
pub(super) fn file_references(
    sources: &Sources,
    file: FileId,
    is_known: &dyn Fn(NodeId, &str) -> bool,
) -> Vec<FileReference> {
    let mut found: Vec<(NodeId, &str)> = Vec::new();
    let mut open = vec![(sources.file_root(file), Role::Object)];
    while let Some((node, role)) = open.pop() {
        if matches!(role, Role::Object | Role::Names(_)) {
            open.extend(sources.items(node).map(|item| (item, Role::Object)));
        }
        for (key, value) in sources.entries(node) {
            match sources.kind(value) {
                Kind::String(text) => {
                    let path = reference(sources, key, role, text);
                    found.extend(
                        path.filter(|path| !is_known(value, path)).map(|it| (value, it)),
                    );
                }
                Kind::Map | Kind::Seq => {
                    open.extend(role_of(key, role).map(|role| (value, role)));
                }
                _ => {}
            }
        }
    }
    found.sort_unstable();
    distinct(&found)
}

fn distinct(found: &[(NodeId, &str)]) -> Vec<FileReference> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut distinct: Vec<FileReference> = Vec::new();
    for &(node, path) in found {
        let at = *seen.entry(path).or_insert(distinct.len());
        match distinct.get_mut(at) {
            Some(reference) => reference.count += 1,
            None => {
                distinct.push(FileReference { path: path.to_owned(), node, count: 1 });
            }
        }
    }
    distinct
}

/// The role of a container under `key` of a mapping; `None` if nothing in it is a reference.
pub(crate) fn role_of(key: &str, role: Role) -> Option<Role> {
    match role {
        Role::Names(true) if key.starts_with("x-") => None,
        Role::Names(_) => Some(Role::Object),
        Role::Examples => Some(Role::Example),
        Role::Example | Role::Mapping => None,
        Role::Discriminator => (key == "mapping").then_some(Role::Mapping),
        Role::Object => role_of_keyword(key),
    }
}

fn role_of_keyword(key: &str) -> Option<Role> {
    match key {
        "example" | "default" | "const" | "enum" => None,
        "examples" => Some(Role::Examples),
        "discriminator" => Some(Role::Discriminator),
        "paths" | "responses" | "callbacks" => Some(Role::Names(true)),
        "$defs"
        | "additionalOperations"
        | "content"
        | "definitions"
        | "dependencies"
        | "dependentSchemas"
        | "encoding"
        | "headers"
        | "links"
        | "mediaTypes"
        | "parameters"
        | "pathItems"
        | "patternProperties"
        | "properties"
        | "requestBodies"
        | "schemas"
        | "securitySchemes"
        | "variables"
        | "webhooks" => Some(Role::Names(false)),
        _ if key.starts_with("x-") => None,
        _ => Some(Role::Object),
    }
}

/// The file part of a string that is a reference to another file.
fn reference<'a>(
    sources: &Sources,
    key: &str,
    role: Role,
    text: &'a str,
) -> Option<&'a str> {
    let path = text.split('#').next().filter(|path| !path.is_empty())?;
    match role {
        Role::Mapping => names_a_file(sources, text).then_some(path),
        _ => (key == "$ref" || key == "$dynamicRef").then_some(path),
    }
}

/// Whether the value of a discriminator mapping is a reference, not the name of a component.
fn names_a_file(sources: &Sources, value: &str) -> bool {
    let name = ["components", "schemas", value];
    let component =
        name.iter().try_fold(sources.root(), |node, key| sources.get(node, key));
    let extension = value.rsplit_once('.').map_or("", |(_, extension)| extension);
    component.is_none()
        && (value.contains(['#', '/']) || matches!(extension, "json" | "yaml" | "yml"))
}
