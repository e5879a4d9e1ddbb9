//! Anchors that several schemas have.

use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::reader::{Reader, shown};

/// A schema has an anchor for itself within its resource (JSON Schema 2020-12, section 8.2.2).
pub(super) fn report_namesake(
    reader: &mut Reader<'_, '_>,
    place: NodeId,
    text: &str,
    target: NodeId,
) {
    let anchor = text.rsplit('#').next().unwrap_or_default();
    let sources = reader.sources;
    let all = sources.anchored(sources.resource(target), anchor);
    let other = all.iter().copied().find(|node| *node != target);
    let Some(other) = other.filter(|_| all.contains(&target)) else { return };
    reader.report(
        Diagnostic::new(
            Code::SchemaPartIgnored,
            Place::Node(place),
            format!("`{}` is the anchor of several schemas", shown(anchor)),
        )
        .related(Place::Node(target), "it is this one here")
        .related(Place::Node(other), "another one")
        .consequence("the first one is taken")
        .remedy("give each schema an anchor of its own"),
    );
}

/// Another schema may bind a dynamic anchor anew for those that it refers to (JSON Schema
/// 2020-12, section 8.2.3.2); types have no such scope. What is bound otherwise is not bound
/// anew.
pub(super) fn report_rebound(
    reader: &mut Reader<'_, '_>,
    place: NodeId,
    text: &str,
    target: NodeId,
) {
    let anchor = text.rsplit('#').next().unwrap_or_default();
    let sources = reader.sources;
    let bound = sources.identified("$dynamicAnchor", anchor);
    let other = bound.iter().copied().find(|node| *node != target);
    let (Some(_), Some(other)) = (sources.get(target, "$dynamicAnchor"), other) else {
        return;
    };
    let anchor = shown(anchor);
    reader.report(
        Diagnostic::new(
            Code::SchemaPartIgnored,
            Place::Node(place),
            format!("`$dynamicRef` to `{anchor}`, which several schemas bind"),
        )
        .related(Place::Node(target), "it is this one here")
        .related(Place::Node(other), "another one, which may be meant elsewhere")
        .consequence("one type is made, with the schema that the anchor has here")
        .remedy("write the schema out for each `$dynamicAnchor` of this name"),
    );
}
