//! `type`, `nullable` and what people write instead of the names of types.

use super::Schema;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::document::Version;
use crate::document::reader::{Reader, shown};
use crate::document::suggestions::nearest;
use crate::json_types::JsonTypes;
use crate::source::Kind;

pub(super) fn read_types(
    reader: &mut Reader<'_, '_>,
    schema: &mut Schema<'_>,
    version: Version,
) {
    for name in reader.strings_at(schema.node, "type") {
        match name {
            "null" => schema.nullable = true,
            // An old spelling of "anything", still met.
            "any" => {}
            "file" => {
                schema.types.insert(JsonTypes::STRING);
                schema.format = Some("binary");
            }
            _ => match JsonTypes::named(name) {
                Some(types) => schema.types.insert(types),
                None => unknown_type(reader, schema, name),
            },
        }
    }
    if reader
        .sources
        .get(schema.node, "type")
        .is_some_and(|t| reader.sources.kind(t) == Kind::Null)
    {
        schema.nullable = true;
    }
    // What Swagger 2 had instead.
    if reader.bool_at(schema.node, "x-nullable") == Some(true) {
        schema.nullable = true;
    }
    if let Some(nullable) = reader.bool_at(schema.node, "nullable") {
        schema.nullable |= nullable;
        if version != Version::V30 {
            let node =
                reader.sources.get(schema.node, "nullable").unwrap_or(schema.node);
            reader.diagnostics.report_once(
                Diagnostic::new(
                    Code::OtherDialect,
                    Place::Key(node),
                    "`nullable` is a keyword of OpenAPI 3.0",
                )
                .consequence(if nullable {
                    "it is read as people mean it: `null` is allowed"
                } else {
                    "it is read as people mean it: of itself it allows no `null`"
                })
                .remedy(if nullable {
                    "write `type: [string, \"null\"]`, with the type in question"
                } else {
                    "leave it out: only `type` says whether `null` is allowed"
                }),
            );
        }
    }
}

fn unknown_type(reader: &mut Reader<'_, '_>, schema: &mut Schema<'_>, name: &str) {
    let place = reader.sources.get(schema.node, "type").unwrap_or(schema.node);
    let guess = match name.to_lowercase().as_str() {
        "int" | "int32" | "int64" | "long" => Some("integer"),
        "float" | "double" | "decimal" => Some("number"),
        "bool" => Some("boolean"),
        "str" | "text" | "date" | "datetime" | "uuid" => Some("string"),
        "dict" | "map" | "hash" => Some("object"),
        "list" => Some("array"),
        lower => nearest(lower, &JsonTypes::ANY.names().collect::<Vec<_>>()),
    };
    let diagnostic = Diagnostic::new(
        Code::UnknownValue,
        Place::Node(place),
        format!("there is no type `{}`", shown(name)),
    );
    reader.report(match guess {
        Some(guess) => diagnostic
            .consequence("any value is allowed")
            .remedy(format!("did you mean `{guess}`?"))
            .patch(Place::Node(place), guess),
        None => diagnostic.consequence("any value is allowed").remedy(
            "the types are boolean, integer, number, string, array, object, null",
        ),
    });
}
