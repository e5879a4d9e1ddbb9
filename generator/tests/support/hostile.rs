//! Documents with hostile texts.

#![allow(dead_code, unreachable_pub, reason = "each test uses its part")]

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What ends literals, comments, names, lines, paths and terminals.
pub const HOSTILE: &[&str] = &[
    "\"",
    "\\",
    "\n",
    "\r",
    "*/",
    "/*",
    "\"#",
    "{}",
    "{",
    "}",
    "${x}",
    "#{x}",
    "//",
    "///",
    "\u{202e}",
    "\u{2066}",
    "\u{2028}",
    "\0",
    "../../x",
    "C:\\x",
    "\u{1b}[31m",
    "```",
    "~~~",
    "    indented",
    "'",
    "r#\"",
    "[`x`]",
    "<b>",
    "$ref",
    "type",
    "Self",
    "self",
    "_",
    "",
    " ",
    "con",
    "+1",
    "1",
    "é",
    "😀",
    "x-y",
    "#[doc]",
    "unsafe{}",
    "crate",
    "Option",
    "Unknown",
];

/// A document with a text in every slot.
pub fn document_of(t: &[String]) -> Value {
    let s = |at: usize| Value::from(t[at % t.len()].clone());
    let k = |at: usize| t[at % t.len()].clone();
    let property = json!({
        "type": "string", "title": s(0), "description": s(1), "format": s(2), "default": s(3),
        "pattern": s(4), "enum": [s(5), s(6)], "example": s(7), "deprecated": true,
        "x-enum-varnames": [s(8)], "x-enum-descriptions": [s(9)],
        "externalDocs": {"url": s(10), "description": s(11)},
    });
    let mut properties = BTreeMap::new();
    properties.insert(k(12), property.clone());
    properties.insert(k(13), json!({"const": s(14)}));
    properties.insert(k(15), json!({"type": "object", "properties": {k(16): property}}));
    properties.insert("tag".into(), json!({"type": "string"}));
    let mut schemas = BTreeMap::new();
    let object = json!({
        "type": "object", "title": s(17), "description": s(18), "properties": properties,
        "required": ["tag", s(12), s(13)], "additionalProperties": {"type": "integer"},
    });
    schemas.insert(k(19), object.clone());
    schemas.insert(k(20), json!({"type": "string", "enum": t}));
    schemas.insert("Known".into(), object);
    schemas.insert(k(21), json!({
        "description": s(22),
        "oneOf": [{"$ref": "#/components/schemas/Known"}, {"type": "object", "title": s(23)}],
        "discriminator": {"propertyName": "tag", "mapping": {k(24): "Known", k(25): s(26)}},
    }));
    let body = json!({
        "description": s(27),
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Known"}, "example": s(28)},
            k(29): {"schema": {"type": "string"}}},
    });
    let operation = json!({
        "operationId": s(30), "summary": s(31), "description": s(32), "tags": [s(33)],
        "parameters": [
            {"name": s(34), "in": "query", "description": s(35), "schema": {"type": "string", "enum": [s(36)]}},
            {"name": s(37), "in": "header", "required": true, "schema": {"type": "string"}},
            {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
        ],
        "requestBody": body,
        "responses": {
            "200": {"description": s(38), "headers": {k(39): {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": {"type": "object", "properties": {k(40): {"type": "string"}}}}}},
            "4XX": {"description": s(41), "content": {k(42): {"schema": {"type": "string"}}}},
            k(43): {"description": s(44)},
        },
        "security": [{k(45): []}],
    });
    json!({
        "openapi": "3.1.0",
        "info": {"title": s(46), "version": s(47), "description": s(48), "summary": s(49)},
        "servers": [{"url": s(50), "description": s(51), "variables": {k(52): {"default": s(53)}}}],
        "tags": [{"name": s(33), "description": s(54)}],
        "paths": {format!("/{}/{{id}}", k(55)): {"post": operation}},
        "webhooks": {k(56): {"post": {"requestBody": body}}},
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                k(45): {"type": "apiKey", "in": "header", "name": s(57), "description": s(58)},
                k(59): {"type": "http", "scheme": s(60)},
                "basic": {"type": "http", "scheme": "basic", "description": s(61)},
            },
        },
    })
}

/// Some documents with all of them.
pub fn documents() -> impl Iterator<Item = Value> {
    (0..4).map(|turn| {
        let mut texts: Vec<String> =
            HOSTILE.iter().map(|&text| text.to_owned()).collect();
        texts.rotate_left(turn * 11);
        document_of(&texts)
    })
}
