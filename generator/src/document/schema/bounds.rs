//! Bounds of numbers. In OpenAPI 3.0 `exclusiveMinimum` is a boolean that makes `minimum` a strict
//! bound, later it is the bound itself; both are read everywhere, and become the later form.

use super::Schema;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::Version;
use crate::document::reader::Reader;
use crate::source::Kind;

const BOUNDS: &[(&str, &str)] =
    &[("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")];

/// Makes strict bounds of those that a boolean beside them says to be strict.
pub(super) fn read_bounds(
    reader: &mut Reader<'_, '_>,
    schema: &mut Schema<'_>,
    version: Version,
) {
    for (inclusive, exclusive) in BOUNDS {
        let Some(at) = schema.facts.iter().position(|(key, _)| key == exclusive) else {
            continue;
        };
        let (_, node) = schema.facts[at];
        let Kind::Bool(strict) = reader.sources.kind(node) else { continue };
        schema.facts.remove(at);
        if let Some(bound) =
            schema.facts.iter_mut().find(|(key, _)| strict && key == inclusive)
        {
            bound.0 = exclusive;
        }
        if version != Version::V30 {
            reader.diagnostics.report_once(of_old_version(node, inclusive, exclusive));
        }
    }
}

fn of_old_version(node: NodeId, inclusive: &str, exclusive: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OtherDialect,
        Place::Key(node),
        format!("`{exclusive}` is a boolean in OpenAPI 3.0 only"),
    )
    .consequence(format!("it is read as there: `{inclusive}` is the bound"))
    .remedy(format!("write the bound itself: `{exclusive}` instead of `{inclusive}`"))
}
