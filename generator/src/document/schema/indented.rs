//! Keywords of an object's schema that stand among its properties, a level too deep.

use super::Schema;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::reader::Reader;
use crate::source::Kind;

/// Takes the keywords out of the properties, where their value is what the keyword has and no
/// property is described by, and reads them as what they are.
pub(super) fn raise<'s>(reader: &mut Reader<'s, '_>, schema: &mut Schema<'s>) {
    let indented: Vec<(&str, NodeId)> = schema
        .properties
        .extract_if(.., |(key, value)| is_keyword(key, reader.sources.kind(*value)))
        .collect();
    for (key, value) in indented {
        reader.report(
            Diagnostic::new(
                Code::WrongKind,
                Place::Node(value),
                format!("`{key}` stands among the properties, where a schema belongs"),
            )
            .consequence(format!("it is read as the `{key}` of the object around it"))
            .remedy(format!("write `{key}` beside `properties`, a level further out")),
        );
        match (key, reader.sources.kind(value)) {
            ("required", _) => {
                let names = reader.sources.parent(value);
                let names = names.map(|properties| reader.strings_at(properties, key));
                schema.required.extend(names.unwrap_or_default());
            }
            (_, Kind::Bool(allowed)) if schema.additional.is_none() => {
                schema.additional = Some(super::Additional::Allowed(allowed));
            }
            _ => {}
        }
    }
}

/// Whether this is more likely a keyword than a property. A schema may be a boolean as well
/// (JSON Schema 2020-12, Core, 4.3.2), but a property with that very name is not described so.
fn is_keyword(key: &str, value: Kind<'_>) -> bool {
    matches!(
        (key, value),
        ("required", Kind::Seq)
            | ("additionalProperties" | "unevaluatedProperties", Kind::Bool(_))
    )
}
