//! Documents whose names are those of things that generated code has or uses already.

use super::taken::TAKEN;
use serde_json::{Map, Value, json};

/// Every word in every kind of name. What names stand for is as different as can be, since
/// names meet in different places then.
pub fn documents() -> Vec<(&'static str, Value)> {
    vec![
        ("schemas", schemas()),
        ("properties", properties()),
        ("values", values()),
        ("operations", operations()),
        ("groups", groups()),
        ("parameters", parameters()),
    ]
}

fn document(paths: &Value, components: &Value) -> Value {
    json!({"openapi": "3.1.0", "info": {"title": "names", "version": "1"}, "servers": [{"url": "https://a.example"}],
        "paths": paths, "components": components})
}

fn map(value: impl Fn(usize, &str) -> Value) -> Value {
    Value::Object(
        TAKEN
            .iter()
            .enumerate()
            .map(|(at, name)| ((*name).to_owned(), value(at, name)))
            .collect::<Map<_, _>>(),
    )
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn next(at: usize) -> Value {
    reference(TAKEN[(at + 1) % TAKEN.len()])
}

/// One use, both ways, of a schema.
fn exchange(schema: &Value) -> Value {
    let content = json!({"application/json": {"schema": schema}});
    json!({"requestBody": {"required": true, "content": content}, "responses": {
        "200": {"description": "Good", "content": content}, "400": {"description": "Bad", "content": content}}})
}

fn schemas() -> Value {
    let shape = |at: usize, _: &str| match at % 6 {
        0 => {
            json!({"type": "object", "required": ["a"], "properties": {"a": next(at), "b": {"type": "string"}}, "additionalProperties": next(at)})
        }
        1 => json!({"type": "string", "enum": ["a", "b"]}),
        2 => json!({"oneOf": [next(at), {"type": "integer"}]}),
        3 => json!({"type": "array", "items": next(at)}),
        4 => {
            json!({"type": "object", "properties": {"a": {"oneOf": [next(at), {"type": "null"}]}, "b": {"type": "object", "properties": {"c": next(at)}}}})
        }
        _ => json!({"type": "integer", "enum": [1, 2]}),
    };
    let all: Vec<Value> = TAKEN.iter().map(|name| reference(name)).collect();
    let paths =
        json!({"/a": {"post": exchange(&json!({"type": "array", "prefixItems": all}))}});
    document(&paths, &json!({"schemas": map(shape)}))
}

fn properties() -> Value {
    let kinds = |at: usize, _: &str| match at % 5 {
        0 => json!({"type": "string"}),
        1 => json!({"type": ["string", "null"]}),
        2 => json!({"type": "string", "enum": ["a", "b"], "default": "a"}),
        3 => json!({"type": "object", "properties": {"a": {"type": "string"}}}),
        _ => json!({"const": at}),
    };
    let all = map(kinds);
    let required: Vec<&str> =
        TAKEN.iter().copied().filter(|name| name.len() % 2 == 0).collect();
    let object = json!({"type": "object", "properties": all});
    let strict = json!({"type": "object", "properties": all, "required": required, "additionalProperties": true});
    let paths = json!({"/a": {"post": exchange(&reference("A"))}, "/b": {"post": exchange(&reference("B"))}});
    document(&paths, &json!({"schemas": {"A": object, "B": strict}}))
}

fn values() -> Value {
    let tagged: Vec<Value> = TAKEN
        .iter()
        .map(|name| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"const": name}, "a": {"type": "string"}}}))
        .collect();
    let titled: Vec<Value> = TAKEN
        .iter()
        .map(|name| json!({"type": "object", "title": name, "required": [format!("only {name}")], "properties": {format!("only {name}"): {"type": "string"}}}))
        .collect();
    let some: Vec<&str> = TAKEN.iter().copied().take(60).collect();
    let schemas = json!({
        "Enum": {"type": "string", "enum": TAKEN},
        "Short": {"type": "string", "enum": some},
        "Numbers": {"type": "integer", "enum": [1, 2, 3], "x-enum-varnames": ["Unknown", "Self", "KNOWN"]},
        "Tagged": {"oneOf": tagged},
        "Titled": {"oneOf": titled},
    });
    let names = ["Enum", "Short", "Numbers", "Tagged", "Titled"];
    let paths: Map<String, Value> = names
        .iter()
        .map(|name| (format!("/{name}"), json!({"post": exchange(&reference(name))})))
        .collect();
    document(&Value::Object(paths), &json!({"schemas": schemas}))
}

fn operations() -> Value {
    let inline = json!({"type": "object", "properties": {"a": {"type": "object", "properties": {"b": {"type": "string", "enum": ["c"]}}}}});
    let paths: Map<String, Value> = TAKEN
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let mut operation = if at % 3 == 0 {
                exchange(&inline)
            } else {
                json!({"responses": {"204": {"description": "Done"}}})
            };
            operation["operationId"] = json!(name);
            operation["tags"] = if at % 2 == 0 { json!([]) } else { json!(["std"]) };
            (format!("/{at}"), json!({"post": operation}))
        })
        .collect();
    document(&Value::Object(paths), &json!({}))
}

fn groups() -> Value {
    let paths: Map<String, Value> = TAKEN
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let mut operation = exchange(&json!({"type": "object", "title": name, "properties": {"a": {"type": "string"}}}));
            operation["tags"] = json!([name]);
            operation["operationId"] = json!(format!("{name}_{}", at % 4));
            (format!("/{name}/a"), json!({"post": operation}))
        })
        .collect();
    let schemes: Map<String, Value> = TAKEN
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let scheme = match at % 3 {
                0 => json!({"type": "http", "scheme": "bearer"}),
                1 => {
                    json!({"type": "apiKey", "in": "header", "name": format!("X-{at}")})
                }
                _ => json!({"type": "http", "scheme": "basic"}),
            };
            ((*name).to_owned(), scheme)
        })
        .collect();
    let mut made = document(&Value::Object(paths), &json!({"securitySchemes": schemes}));
    made["security"] = TAKEN.iter().map(|name| json!({*name: []})).collect();
    made
}

fn parameters() -> Value {
    let parameters: Vec<Value> = TAKEN
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let place = ["query", "header", "cookie"][at % 3];
            let schema = if at % 4 == 0 {
                json!({"type": "array", "items": {"type": "string", "enum": ["a", "b"]}})
            } else {
                json!({"type": "string"})
            };
            json!({"name": name, "in": place, "required": at % 5 == 0, "schema": schema})
        })
        .collect();
    let few: Vec<&Value> = parameters.iter().take(30).collect();
    let headers = map(
        |at, _| json!({"schema": {"type": if at % 2 == 0 { "string" } else { "integer" }}}),
    );
    let answers = json!({"200": {"description": "Good", "headers": headers}});
    let ascii: Vec<&str> =
        TAKEN.iter().copied().filter(|name| name.is_ascii()).take(80).collect();
    let path = format!("/{{{}}}", ascii.join("}/{"));
    let in_path: Vec<Value> = TAKEN.iter().filter(|name| name.is_ascii()).take(80).map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}})).collect();
    let variables = map(|_, _| json!({"default": "a", "enum": ["a", "b"]}));
    let url: String = format!("/{{{}}}", TAKEN.join("}/{"));
    let paths = json!({
        "/many": {"post": {"operationId": "many", "parameters": parameters, "responses": answers}},
        "/few": {"post": {"operationId": "few", "parameters": few, "responses": answers}},
        path: {"get": {"operationId": "path", "parameters": in_path, "responses": answers}},
        "/form": {"post": {"operationId": "form", "requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object", "properties": map(|_, _| json!({"type": "string"}))}}}}, "responses": answers}},
    });
    let mut made = document(&paths, &json!({}));
    made["servers"] =
        json!([{"url": format!("https://a.example{url}"), "variables": variables}]);
    made
}
