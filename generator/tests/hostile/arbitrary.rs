//! Documents that nobody has written: seeds with edits, and trees made of OpenAPI's own words.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Words that change what a text means; also the dictionary of the fuzz targets.
pub const DICTIONARY: &str = include_str!("dictionary.txt");

fn dictionary() -> Vec<String> {
    DICTIONARY
        .lines()
        .map(|line| line.replace("\\n", "\n").replace("\\0", "\0"))
        .collect()
}

/// A text with some edits: pieces are removed, doubled, moved and put in.
pub fn edited(seeds: Vec<String>) -> impl Strategy<Value = String> {
    let edit = (
        0..5_u8,
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        prop::sample::select(dictionary()),
    );
    (prop::sample::select(seeds), prop::collection::vec(edit, 1..6)).prop_map(
        |(seed, edits)| {
            let mut lines: Vec<String> =
                seed.split_inclusive('\n').map(str::to_owned).collect();
            for (kind, at, other, word) in edits {
                let (at, other) = (at.index(lines.len()), other.index(lines.len()));
                match kind {
                    0 => lines[at] = word + "\n",
                    1 => lines.insert(at, lines[other].clone()),
                    2 => lines.swap(at, other),
                    _ => {
                        let line = &lines[at];
                        let places: Vec<usize> =
                            line.char_indices().map(|(place, _)| place).collect();
                        let place = places[other % places.len()];
                        let (before, after) = line.split_at(place);
                        let after = if kind == 3 {
                            after
                        } else {
                            after.get(7..).unwrap_or("\n")
                        };
                        lines[at] = format!("{before}{word}{after}");
                    }
                }
            }
            lines.concat()
        },
    )
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(
        &["A", "B", "C", "a", "type", "kind", "Option", "", "x-y", "é"][..],
    )
    .prop_map(str::to_owned)
}

fn leaf() -> impl Strategy<Value = Value> {
    let odd = vec![
        json!({}),
        json!(true),
        json!(false),
        json!({"type": "string"}),
        json!({"type": "integer", "format": "int32"}),
        json!({"type": "number", "minimum": 1e308, "maximum": -5}),
        json!({"type": ["string", "null"]}),
        json!({"type": "null"}),
        json!({"type": "boolean", "default": "yes"}),
        json!({"type": "string", "format": "binary"}),
        json!({"const": null}),
        json!({"enum": []}),
        json!({"enum": [1, "a", null, true, 1.5, {}, []]}),
        json!({"type": "string", "enum": ["a", "a", ""]}),
        json!({"type": "integer", "enum": [i64::MIN, u64::MAX, 0]}),
        json!({"type": "array"}),
        json!({"type": "object"}),
        json!({"type": "string", "format": "byte", "default": 7}),
        json!({"not": {}}),
        json!({"$ref": "#/components/schemas/Nobody"}),
        json!({"type": "string", "const": "a"}),
        json!({"type": []}),
        json!({"type": "file"}),
        json!({"nullable": true}),
    ];
    prop_oneof![
        3 => prop::sample::select(odd),
        2 => name().prop_map(|name| json!({"$ref": format!("#/components/schemas/{name}")})),
        1 => name().prop_map(|name| json!({"$ref": format!("#/components/schemas/{name}"), "description": "beside", "nullable": true})),
    ]
}

/// What may stand beside any keyword, also where it means nothing.
fn annotation() -> impl Strategy<Value = (String, Value)> {
    let odd = [
        ("default", json!(null)),
        ("default", json!({"a": [1, "x"]})),
        ("default", json!("a")),
        ("example", json!(1.5)),
        ("examples", json!(["a", {}])),
        ("const", json!("a")),
        ("enum", json!(["a", "A", "á", 1])),
        ("nullable", json!(true)),
        ("readOnly", json!(true)),
        ("writeOnly", json!(true)),
        ("deprecated", json!(true)),
        ("format", json!("password")),
        ("format", json!("date-time")),
        ("format", json!("int64")),
        ("contentEncoding", json!("base64")),
        ("pattern", json!("^(a+)+$")),
        ("title", json!("Self")),
        ("description", json!("```\nx\n")),
        ("minItems", json!(-1)),
        ("maxLength", json!(1e300)),
        ("exclusiveMinimum", json!(true)),
        ("exclusiveMinimum", json!(5)),
        ("unevaluatedProperties", json!(false)),
        ("patternProperties", json!({"^x-": {"type": "string"}})),
        ("dependentRequired", json!({"a": ["b"]})),
        ("if", json!({"properties": {"a": {"const": 1}}})),
        ("$anchor", json!("a")),
        ("$id", json!("https://a.example/x")),
        ("x-enum-varnames", json!(["fn", "\"", ""])),
        ("xml", json!({"name": "a"})),
    ];
    prop::sample::select(odd.to_vec()).prop_map(|(key, value)| (key.to_owned(), value))
}

/// Any schema of these words, with some annotations.
pub fn schema() -> impl Strategy<Value = Value> {
    (plain(), prop::collection::vec(annotation(), 0..3)).prop_map(
        |(mut schema, more)| {
            if let Value::Object(entries) = &mut schema {
                entries.extend(more);
            }
            schema
        },
    )
}

fn plain() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(4, 40, 4, |inner| {
        let some = prop::collection::vec(inner.clone(), 0..4);
        let named = prop::collection::vec((name(), inner.clone()), 0..4);
        let required = prop::collection::vec(name(), 0..3);
        prop_oneof![
            (named, required, prop::option::of(inner.clone()), any::<bool>()).prop_map(|(named, required, extra, says)| {
                let mut schema = json!({"properties": named.into_iter().collect::<Map<_, _>>(), "required": required});
                if says { schema["type"] = json!("object"); }
                if let Some(extra) = extra { schema["additionalProperties"] = extra; }
                schema
            }),
            (some.clone(), prop::sample::select(&["oneOf", "anyOf", "allOf", "prefixItems"][..]), prop::option::of(name()))
                .prop_map(|(some, word, tag)| {
                    let mut schema = json!({word: some});
                    if let Some(tag) = tag { schema["discriminator"] = json!({"propertyName": tag, "mapping": {"a": "A", "": "#/components/schemas/B"}}); }
                    schema
                }),
            inner.clone().prop_map(|items| json!({"type": "array", "items": items})),
            (inner.clone(), inner).prop_map(|(all, one)| json!({"allOf": [all, {"type": "object", "properties": {"kind": one}}], "title": "Both"})),
        ]
    })
}

/// A document around some schemas, which uses them everywhere.
pub fn document() -> impl Strategy<Value = Value> {
    let schemas = prop::collection::vec((name(), schema()), 0..5);
    let version = prop::sample::select(&["3.0.3", "3.1.0", "3.2.0"][..]);
    let media = prop::sample::select(
        &[
            "application/json",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "text/plain",
            "text/event-stream",
            "*/*",
            "",
        ][..],
    );
    let place = prop::sample::select(
        &["query", "header", "path", "cookie", "querystring", ""][..],
    );
    let style = prop::sample::select(
        &["form", "deepObject", "simple", "matrix", "pipeDelimited", ""][..],
    );
    (schemas, version, prop::collection::vec(schema(), 4), media, place, style, name(), any::<bool>()).prop_map(
        |(schemas, version, used, media, place, style, id, explode)| {
            let content = |at: usize| json!({media: {"schema": used[at], "itemSchema": used[3]}});
            json!({
                "openapi": version, "info": {"title": id, "version": "1"},
                "paths": {format!("/a/{{{id}}}"): {"post": {
                    "operationId": id, "tags": [id],
                    "parameters": [{"name": id, "in": place, "style": style, "explode": explode, "required": explode, "schema": used[0]}],
                    "requestBody": {"content": content(1)},
                    "responses": {"200": {"description": "", "content": content(2), "headers": {id.clone(): {"schema": used[3]}}}, "default": {"description": "", "content": content(3)}},
                }}},
                "webhooks": {id.clone(): {"post": {"requestBody": {"content": content(0)}, "responses": {}}}},
                "servers": [{"url": format!("https://{{{id}}}.example/{media}"), "variables": {id.clone(): {"default": style, "enum": [place, style]}}}],
                "security": [{id.clone(): []}],
                "components": {
                    "schemas": schemas.into_iter().collect::<Map<_, _>>(),
                    "securitySchemes": {id.clone(): {"type": "apiKey", "in": place, "name": id}},
                    "callbacks": {id.clone(): {"{$request.body#/a}": {"put": {"requestBody": {"content": content(1)}, "responses": {}}}}},
                },
            })
        },
    )
}
