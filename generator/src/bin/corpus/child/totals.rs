//! Counts what a document has, without the stages that are to be judged.

use generator::diagnostics::NodeId;
use generator::source::{Kind, Sources, percent_decode};
use std::collections::BTreeSet;

const METHODS: &[&str] =
    &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// What a document has.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Totals {
    /// How many operations stand under `paths`.
    pub(super) operations: usize,
    /// The names under `components/schemas`.
    pub(super) schemas: BTreeSet<String>,
}

impl Totals {
    /// Counts.
    pub(super) fn of(sources: &Sources) -> Self {
        let mut totals = Self::default();
        let get = |node, key| sources.get(node, key);
        let root = sources.root();
        if let Some(paths) = get(root, "paths") {
            for (path, item) in sources.entries(paths) {
                if path.starts_with('/') {
                    totals.operations += operations(sources, item);
                }
            }
        }
        let components = get(root, "components").map(|node| follow(sources, node));
        if let Some(schemas) = components.and_then(|node| get(node, "schemas")) {
            let names = sources.entries(follow(sources, schemas));
            totals.schemas = names
                .filter(|(_, node)| {
                    matches!(sources.kind(*node), Kind::Map | Kind::Bool(_))
                })
                .map(|(name, _)| name.to_owned())
                .collect();
        }
        totals
    }
}

/// The operations of a path item, those behind its reference included.
fn operations(sources: &Sources, item: NodeId) -> usize {
    let mut keys = BTreeSet::new();
    let mut next = Some(item);
    for _ in 0..20 {
        let Some(item) = next else { break };
        for (key, node) in sources.entries(item) {
            if METHODS.contains(&key) && sources.kind(node) == Kind::Map {
                keys.insert(key.to_owned());
            }
        }
        if let Some(more) = sources.get(item, "additionalOperations") {
            keys.extend(sources.entries(more).map(|(key, _)| key.to_owned()));
        }
        next = target(sources, item);
    }
    keys.len()
}

fn follow(sources: &Sources, mut node: NodeId) -> NodeId {
    for _ in 0..20 {
        match target(sources, node) {
            Some(next) => node = next,
            None => break,
        }
    }
    node
}

/// Where the `$ref` of a node leads.
fn target(sources: &Sources, node: NodeId) -> Option<NodeId> {
    let reference = sources.get(node, "$ref")?;
    let Kind::String(text) = sources.kind(reference) else { return None };
    let root = sources.file_root(sources.linked(sources.file(reference), text)?);
    let pointer = text.split_once('#').map_or("", |(_, pointer)| pointer);
    sources.resolve_pointer(root, &percent_decode(pointer)?)
}

#[cfg(test)]
mod tests {
    use super::Totals;
    use generator::diagnostics::Diagnostics;
    use generator::source::{Budgets, from_text};

    fn totals(text: &str) -> Totals {
        let sources =
            from_text("a.yaml", text, &Budgets::default(), &mut Diagnostics::new());
        Totals::of(&sources.unwrap())
    }

    #[test]
    fn operations_and_schemas() {
        let totals = totals(
            "openapi: 3.2.0\npaths:\n  /a:\n    get: {}\n    parameters: []\n    x-get: {}\n  \
             /b:\n    $ref: '#/components/pathItems/B'\n  x-no: {get: {}}\ncomponents:\n  \
             pathItems:\n    B: {post: {}, additionalOperations: {COPY: {}}}\n  schemas:\n    \
             A: {}\n    B: true\n    C: text\n",
        );
        assert_eq!(totals.operations, 3);
        assert_eq!(totals.schemas.into_iter().collect::<Vec<_>>(), ["A", "B"]);
    }

    #[test]
    fn nothing_to_count() {
        assert_eq!(totals("openapi: 3.1.0\n"), Totals::default());
        assert_eq!(totals("[]\n"), Totals::default());
    }
}
