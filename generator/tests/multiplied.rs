//! Small documents that would become large crates, or take long to read: what references, aliases
//! and path items multiply has limits, and so has what is compared with each other. Those without
//! a limit are here with a size that took minutes.

#[path = "support/text.rs"]
mod text;

use generator::config::Config;
use generator::diagnostics::{Code, Diagnostics};
use serde_json::{Map, Value, json};

/// The codes and messages of a document of which nothing is made.
fn refused(document: &Value) -> Vec<(Code, String)> {
    let diagnostics = planned(document);
    assert!(diagnostics.has_errors(), "a crate");
    let findings = diagnostics.iter();
    findings.map(|found| (found.code, found.message.clone())).collect()
}

/// What is found in a small document until its crate is planned.
fn planned(document: &Value) -> Diagnostics {
    planned_with(document, &Config::default())
}

fn planned_with(document: &Value, config: &Config) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let text = document.to_string();
    assert!(text.len() < 2 << 20, "a small document: {}", text.len());
    let sources = text::sources("api.json", &text, &mut diagnostics);
    generator::plan(&sources, config, &mut diagnostics);
    diagnostics
}

/// What is found in schemas with limits, of which many properties refer to one.
fn limited(schemas: &Value, target: &str) -> Diagnostics {
    let reference = json!({"$ref": format!("#/components/schemas/{target}")});
    let properties: Map<String, Value> =
        (0..2_000).map(|at| (format!("p{at}"), reference.clone())).collect();
    let mut schemas = schemas.clone();
    schemas["all"] = json!({"type": "object", "properties": properties});
    let config = Config { validate: true, ..Config::default() };
    planned_with(&document(&Map::new(), &json!({"schemas": schemas})), &config)
}

/// Limits are said where a value stands, so a pattern is said in each place.
#[test]
fn patterns_that_many_places_refer_to() {
    let pattern =
        |length: usize| json!({"type": "string", "pattern": "a".repeat(length)});
    assert!(!limited(&json!({"a": pattern(100)}), "a").has_errors());
    assert!(limited(&json!({"a": pattern(100_000)}), "a").has_errors());
}

#[test]
fn limits_of_many_parts() {
    let parts: Vec<Value> =
        (1..2_000).map(|at| json!({"pattern": at.to_string()})).collect();
    assert!(limited(&json!({"a": {"allOf": parts}}), "a").has_errors());
}

/// Lists and maps within each other, that have as many ways to each as there are values.
#[test]
fn limits_of_many_ways_to_the_same_lists() {
    let schemas: Map<String, Value> = (0..40)
        .map(|at| {
            let next =
                json!({"$ref": format!("#/components/schemas/a{}", (at + 1) % 40)});
            let list = json!({"type": "array", "minItems": at, "items": next});
            let map = json!({"type": "object", "additionalProperties": next});
            (format!("a{at}"), json!({"oneOf": [list, map, {"type": "string"}]}))
        })
        .collect();
    assert!(limited(&Value::Object(schemas), "a0").has_errors());
}

/// So many paths, each with this value.
fn paths(count: usize, item: &Value) -> Map<String, Value> {
    (0..count).map(|at| (format!("/a{at}"), item.clone())).collect()
}

fn document(paths: &Map<String, Value>, components: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": paths,
        "components": components,
    })
}

/// What the default of a variable contains is no variable: so many of them would double the URL
/// as often.
#[test]
fn variables_of_servers_within_each_other() {
    let variable = |at: usize| {
        let next = format!("{{a{}}}", at + 1);
        (format!("a{at}"), json!({"default": next.clone() + &next}))
    };
    let variables: Map<String, Value> = (0..60).map(variable).collect();
    let mut document = document(&Map::new(), &json!({}));
    document["servers"] = json!([{"url": "https://h/{a0}", "variables": variables}]);
    assert!(!planned(&document).has_errors());
}

#[test]
fn descriptions_that_many_places_refer_to() {
    let long = "word ".repeat(40_000);
    let responses = json!({"200": {"$ref": "#/components/responses/r"}});
    for (item, components) in [
        (
            json!({"get": {"responses": responses}}),
            json!({"responses": {"r": {"description": long}}}),
        ),
        (
            json!({"get": {
                "parameters": [{"$ref": "#/components/parameters/p"}],
                "responses": {"200": {"description": "ok"}},
            }}),
            json!({"parameters": {"p": {
                "name": "p", "in": "query", "description": long, "schema": {"type": "string"},
            }}}),
        ),
        (
            json!({"$ref": "#/components/pathItems/x"}),
            json!({"pathItems": {"x": {"description": long, "get": {
                "responses": {"200": {"description": "ok"}},
            }}}}),
        ),
    ] {
        let found = refused(&document(&paths(700, &item), &components));
        assert!(
            matches!(&found[..], [(Code::OverBudget, message)] if message.contains("texts")),
            "{found:?}"
        );
    }
}

#[test]
fn parameters_of_a_path_item_that_many_paths_refer_to() {
    let parameters: Vec<Value> = (0..300)
        .map(|at| json!({"name": format!("p{at}"), "in": "query", "schema": {}}))
        .collect();
    let answers = json!({"responses": {"200": {"description": "ok"}}});
    let item = json!({"x": {"parameters": parameters, "get": answers, "put": answers}});
    let referred = json!({"$ref": "#/components/pathItems/x"});
    let found = refused(&document(&paths(500, &referred), &json!({"pathItems": item})));
    assert!(
        matches!(&found[..], [(Code::OverBudget, message)] if message.contains("parameters")),
        "{found:?}"
    );
}

/// A name is repeated by each type that extends its own.
#[test]
fn long_names_that_many_types_have() {
    let long = "n".repeat(200_000);
    let mut schemas = Map::new();
    schemas
        .insert("Base".to_owned(), json!({"type": "object", "properties": {long: {}}}));
    for at in 0..1_000 {
        let base = json!({"$ref": "#/components/schemas/Base"});
        let own = json!({"type": "object", "properties": {"own": {}}});
        schemas.insert(format!("Type{at}"), json!({"allOf": [base, own]}));
    }
    let found = refused(&document(&Map::new(), &json!({"schemas": schemas})));
    assert!(
        found.iter().any(|(code, message)| {
            *code == Code::OverBudget && message.contains("texts")
        }),
        "{:?}",
        found.first()
    );
}

fn schema(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// An operation whose answer has this schema.
fn answering(schema: &Value) -> Value {
    let content = json!({"application/json": {"schema": schema}});
    json!({"responses": {"200": {"description": "ok", "content": content}}})
}

fn over_budget(found: &[(Code, String)], what: &str) -> bool {
    found
        .iter()
        .any(|(code, message)| *code == Code::OverBudget && message.contains(what))
}

/// Each unknown name would be compared with each known one.
#[test]
fn thousands_of_names_that_are_nearly_others() {
    const MANY: usize = 4_000;
    let named = |word: &str| {
        let names = (0..MANY).map(|at| format!("{word}{at}"));
        names.collect::<Vec<String>>()
    };
    let properties: Map<String, Value> =
        named("property").into_iter().map(|name| (name, json!({}))).collect();
    let schemes: Map<String, Value> = named("scheme")
        .into_iter()
        .map(|name| (name, json!({"type": "http", "scheme": "bearer"})))
        .collect();
    let references: Vec<Value> =
        named("Schemx").iter().map(|name| schema(name)).collect();
    let mut schemas: Map<String, Value> =
        named("Schema").into_iter().map(|name| (name, json!({}))).collect();
    schemas.insert(
        "A".to_owned(),
        json!({"type": "object", "properties": properties, "required": named("propertx")}),
    );
    schemas.insert("B".to_owned(), json!({"oneOf": references}));
    let security: Vec<Value> =
        named("schemx").into_iter().map(|name| json!({name: []})).collect();
    let mut operation = answering(&json!({}));
    operation["security"] = Value::from(security);
    let components = json!({"schemas": schemas, "securitySchemes": schemes});
    let found = planned(&document(&paths(1, &json!({"get": operation})), &components));
    let of = |code| found.iter().filter(move |found| found.code == code);
    // All of them are reported, and some are compared.
    assert_eq!(of(Code::DanglingReference).count(), MANY);
    assert_eq!(of(Code::UndefinedSecurityScheme).count(), MANY);
    let suggestions = found
        .iter()
        .filter_map(|found| found.remedy.as_ref())
        .filter(|remedy| remedy.starts_with("did you mean"))
        .count();
    assert!((1..=500_000 / MANY).contains(&suggestions), "{suggestions}");
}

/// All that stand below a base are variants of its union.
#[test]
fn a_long_chain_of_bases_with_discriminators() {
    let mut schemas = Map::new();
    for at in 0..400_usize {
        let bases: Vec<Value> = at
            .checked_sub(1)
            .map(|base| schema(&format!("D{base}")))
            .into_iter()
            .collect();
        let base = json!({
            "type": "object",
            "properties": {"t": {"type": "string"}},
            "discriminator": {"propertyName": "t"},
            "allOf": bases,
        });
        schemas.insert(format!("D{at}"), base);
    }
    let found = refused(&document(&Map::new(), &json!({"schemas": schemas})));
    assert!(over_budget(&found, "discriminator"), "{:?}", found.first());
}

/// Each set of these schemas is one of its own, as in the making of a deterministic automaton.
#[test]
fn schemas_that_have_all_their_combinations() {
    const MANY: usize = 60;
    let object =
        |a: Value, b: Value| json!({"type": "object", "properties": {"a": a, "b": b}});
    let schemas: Map<String, Value> = (0..MANY)
        .map(|at| {
            let next = schema(&format!("N{}", (at + 1) % MANY));
            let second = if at == 1 { schema("N1") } else { next.clone() };
            let first = object(next, json!({}));
            let mut parts = vec![first, object(json!({}), second)];
            if at == 0 {
                parts.push(object(schema("N0"), schema("N1")));
            }
            (format!("N{at}"), json!({"allOf": parts}))
        })
        .collect();
    let found = refused(&document(&Map::new(), &json!({"schemas": schemas})));
    assert!(over_budget(&found, "combinations"), "{:?}", found.first());
}

#[test]
fn unions_of_what_extends_unions() {
    const MANY: usize = 60;
    let own =
        |at: usize| json!({"type": "object", "properties": {format!("k{at}"): {}}});
    let mut schemas = Map::new();
    for at in 0..MANY {
        let below = [schema(&format!("U{}", at + 1)), schema(&format!("V{}", at + 1))];
        let variants: Vec<Value> =
            below.iter().map(|base| json!({"allOf": [base, own(at)]})).collect();
        schemas.insert(format!("U{at}"), json!({"anyOf": variants}));
        schemas.insert(format!("V{at}"), json!({"oneOf": variants}));
    }
    schemas.insert(format!("U{MANY}"), own(MANY));
    schemas.insert(format!("V{MANY}"), own(MANY));
    let found = refused(&document(&Map::new(), &json!({"schemas": schemas})));
    assert!(over_budget(&found, "combinations"), "{:?}", found.first());
}

/// Each of a chain of schemas says what all before it say.
#[test]
fn a_long_chain_of_lists_of_values() {
    let values: Vec<String> = (0..1_000).map(|at| format!("v{at}")).collect();
    let mut schemas = Map::new();
    for at in 0..150_usize {
        let bases = at.checked_sub(1).map(|base| schema(&format!("E{base}")));
        let own = json!({"type": "string", "enum": values});
        let parts: Vec<Value> = bases.into_iter().chain([own]).collect();
        schemas.insert(format!("E{at}"), json!({"allOf": parts}));
    }
    let found = refused(&document(&Map::new(), &json!({"schemas": schemas})));
    assert!(over_budget(&found, "extend each other"), "{:?}", found.first());
}

/// What extensions say of pages is looked for in what answers consist of: each of these objects
/// has all others.
#[test]
fn answers_with_many_ways_to_the_same_objects() {
    const MANY: usize = 100;
    let properties: Map<String, Value> =
        (0..MANY).map(|at| (format!("p{at}"), schema(&format!("W{at}")))).collect();
    let object = json!({"type": "object", "properties": properties});
    let schemas: Map<String, Value> =
        (0..MANY).map(|at| (format!("W{at}"), object.clone())).collect();
    let item = json!({"get": answering(&schema("W0"))});
    let found = planned(&document(&paths(30, &item), &json!({"schemas": schemas})));
    assert!(!found.has_errors(), "{found:?}");
}

/// Definitions that lead to others are not nested in one another.
#[test]
fn a_long_way_from_definition_to_definition() {
    let definitions: Map<String, Value> = (0..1_000)
        .map(|at| {
            let next = json!({"$ref": format!("#/$defs/D{}", at + 1)});
            (format!("D{at}"), json!({"type": "object", "properties": {"next": next}}))
        })
        .chain([("D1000".to_owned(), json!({"type": "object"}))])
        .collect();
    let item = json!({"get": answering(&json!({"$ref": "#/$defs/D0"}))});
    let mut document = document(&paths(1, &item), &json!({}));
    document["$defs"] = Value::Object(definitions);
    let found = planned(&document);
    assert!(!found.has_errors(), "{found:?}");
}

/// Names for names are as large as what they stand for.
#[test]
fn a_long_chain_of_names() {
    let mut schemas: Map<String, Value> = (0..1_500)
        .map(|at| (format!("A{at}"), schema(&format!("A{}", at + 1))))
        .collect();
    let places = [json!({"type": "string"}), json!({"type": "integer"})];
    let pair = json!({"type": "array", "prefixItems": places, "items": false});
    schemas.insert("A1500".to_owned(), pair);
    let found = planned(&document(&Map::new(), &json!({"schemas": schemas})));
    assert!(found.iter().next().is_none(), "{found:?}");
}

/// A type alias has no end for a compiler that has two of the next one.
#[test]
fn tuples_of_tuples() {
    let mut schemas: Map<String, Value> = (0..40)
        .map(|at| {
            let next = schema(&format!("T{}", at + 1));
            let tuple =
                json!({"type": "array", "prefixItems": [next, next], "minItems": 2});
            (format!("T{at}"), tuple)
        })
        .collect();
    schemas.insert("T40".to_owned(), json!({"type": "string"}));
    let found = planned(&document(&Map::new(), &json!({"schemas": schemas})));
    assert!(!found.has_errors(), "{found:?}");
    let limited = found.iter().filter(|it| it.message.contains("1000 places"));
    assert_eq!(limited.count(), 4, "{found:?}");
}

#[test]
fn paths_that_no_server_takes() {
    let many: Vec<String> = (0..1_500).map(|at| format!("/{{a{at}}}")).collect();
    let many = many.concat();
    for (path, message) in [
        (many, "braces"),
        (format!("/{}", "{{}".repeat(66_000)), "braces"),
        (format!("/{}", "a".repeat(100_000)), "bytes"),
    ] {
        let item = json!({"get": answering(&json!({}))});
        let paths = Map::from_iter([(path, item)]);
        let found = refused(&document(&paths, &json!({})));
        assert!(over_budget(&found, message), "{:?}", found.first());
    }
}
