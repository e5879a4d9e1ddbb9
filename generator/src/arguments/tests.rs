use super::arguments;
use crate::diagnostics::Diagnostics;
use crate::document;
use crate::source::{Budgets, from_text};
use serde_json::{Value, json};

/// The body of the only operation, whose schema is given.
fn body(schema: &str) -> Value {
    body_of("3.1.0", schema, "")
}

fn body_of(version: &str, schema: &str, more: &str) -> Value {
    let text = format!(
        "openapi: {version}
info: {{title: t, version: '1'}}
paths:
  /a:
    post:
      requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}
      responses: {{'200': {{description: d}}}}
{more}"
    );
    let mut diagnostics = Diagnostics::new();
    let sources =
        from_text("a.yaml", &text, &Budgets::default(), &mut diagnostics).unwrap();
    let document = document::read(&sources, &mut diagnostics).unwrap();
    let made = arguments(&document);
    let operation = document.paths[0].operations[0].node;
    made.body(operation, "application/json").expect("a body").untrusted().clone()
}

#[test]
fn scalars_keep_their_bounds() {
    assert_eq!(body("{type: integer}"), json!(1));
    assert_eq!(body("{type: number}"), json!(1.5));
    assert_eq!(body("{type: integer, minimum: 5, maximum: 5}"), json!(5));
    assert_eq!(body("{type: integer, exclusiveMinimum: 5}"), json!(6));
    assert_eq!(
        body("{type: number, exclusiveMinimum: 0, exclusiveMaximum: 1}"),
        json!(0.5)
    );
    assert_eq!(body("{type: integer, multipleOf: 7, minimum: 20}"), json!(21));
    assert_eq!(body("{type: string, minLength: 10}"), json!("contentaaa"));
    assert_eq!(body("{type: string, maxLength: 3}"), json!("con"));
    assert_eq!(body("{type: string, format: date}"), json!("2024-01-02"));
    assert_eq!(body("{type: string, pattern: '^[A-Z]{2}-\\d+$'}"), json!("AA-1"));
    assert_eq!(body("{type: string, pattern: '^a+$', minLength: 4}"), json!("aaaa"));
    assert_eq!(body("{enum: [b, c]}"), json!("b"));
    assert_eq!(body("{const: 7}"), json!(7));
    let old = "{type: integer, minimum: 5, exclusiveMinimum: true}";
    assert_eq!(body_of("3.0.3", old, ""), json!(6));
}

#[test]
fn numbers_are_whole_where_their_format_says_so() {
    assert_eq!(body("{type: number, format: integer}"), json!(1));
    assert_eq!(body("{type: number, format: int64, example: 2.5}"), json!(1));
    assert_eq!(body("{type: number, format: double}"), json!(1.5));
}

#[test]
fn items_that_differ_keep_their_format() {
    let items = |item: &str| body(&format!("{{type: array, items: {item}}}"));
    assert_eq!(
        items("{type: string, format: byte}"),
        json!(["Y29udGVudA==", "Y21udGVudA=="])
    );
    assert_eq!(
        items("{type: string, contentEncoding: base64}"),
        items("{type: string, format: byte}")
    );
    assert_eq!(items("{type: string, format: duration}"), json!(["P1DT2H", "P1DT1H"]));
    assert_eq!(
        items("{type: string, format: date}"),
        json!(["2024-01-02", "2024-01-01"])
    );
    assert_eq!(
        items("{type: string, format: email}"),
        json!(["person@example.com", "1person@example.com"])
    );
    assert_eq!(
        items("{type: string, format: date, example: '2023-02-28'}"),
        json!(["2023-02-28", "2024-01-01"])
    );
    assert_eq!(items("{type: string}"), json!(["content", "content1"]));
    assert_eq!(
        body("{type: string, format: byte, example: '<bytes>'}"),
        json!("Y29udGVudA==")
    );
}

#[test]
fn examples_count_if_their_schema_accepts_them() {
    assert_eq!(body("{type: string, example: mine}"), json!("mine"));
    assert_eq!(body("{type: integer, example: mine}"), json!(1));
    assert_eq!(body("{type: string, enum: [a], example: b}"), json!("a"));
    assert_eq!(body("{type: string, default: x, examples: [y, z]}"), json!("y"));
}

#[test]
fn objects_have_what_may_be_sent() {
    let made = body(
        "{type: object, required: [a, b, z], properties: {a: {type: integer}, \
         b: {type: string, readOnly: true}, c: {type: array, items: {type: boolean}}, \
         d: {type: object, additionalProperties: {type: integer}}}}",
    );
    assert_eq!(made, json!({"a": 1, "c": [true, true], "d": {"key": 1}, "z": "text"}));
    let merged = body(
        "{allOf: [{properties: {a: {type: integer}}}, {required: [a], \
         properties: {a: {minimum: 3}, b: {type: string}}}]}",
    );
    assert_eq!(merged, json!({"a": 3, "b": "b"}));
}

#[test]
fn exactly_one_branch_accepts_the_value() {
    let made = body(
        "{oneOf: [{type: object, properties: {a: {type: integer}}}, \
         {type: object, required: [b], additionalProperties: false, \
         properties: {b: {type: string}}}]}",
    );
    assert_eq!(made, json!({"a": 1}));
    let made =
        body("{oneOf: [{type: integer}, {type: integer, minimum: 0}, {const: x}]}");
    assert_eq!(made, json!("x"));
    assert_eq!(body("{anyOf: [{type: 'null'}, {type: string}]}"), json!("content"));
}

#[test]
fn tags_stand_for_their_branch() {
    let more = "components:
  schemas:
    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
";
    let tag = "discriminator: {propertyName: kind, mapping: {feline: '#/components/schemas/Cat'}}";
    let branch = "oneOf: [{$ref: '#/components/schemas/Cat'}]";
    let made = body_of("3.0.3", &format!("{{{branch}, {tag}}}"), more);
    assert_eq!(made, json!({"kind": "feline"}));
    let tag = "discriminator: {propertyName: kind}";
    let branch = "oneOf: [{$ref: '#/components/schemas/Dog'}]";
    let made = body_of("3.0.3", &format!("{{{branch}, {tag}}}"), more);
    assert_eq!(made, json!({"kind": "Dog"}));
}

#[test]
fn tags_of_a_base() {
    let more = "components:
  schemas:
    Shape: {type: object, required: [kind], discriminator: {propertyName: kind}, \
            properties: {kind: {type: string}}}
    Circle: {allOf: [{$ref: '#/components/schemas/Shape'}]}
    Square: {allOf: [{$ref: '#/components/schemas/Shape'}]}
";
    let union = "{oneOf: [{$ref: '#/components/schemas/Circle'}, {$ref: '#/components/schemas/Square'}]}";
    assert_eq!(body_of("3.1.0", union, more), json!({"kind": "Circle"}));
}

#[test]
fn a_base_with_a_discriminator_is_what_extends_it() {
    let schemas = |mapping: &str| {
        format!(
            "components:
  schemas:
    Shape: {{type: object, required: [kind], discriminator: {{propertyName: kind{mapping}}}, \
            properties: {{kind: {{type: string}}}}}}
    Circle: {{allOf: [{{$ref: '#/components/schemas/Shape'}}, {{required: [r], properties: {{r: {{type: integer}}}}}}]}}
    Square: {{allOf: [{{$ref: '#/components/schemas/Shape'}}, {{required: [w], properties: {{w: {{type: integer}}}}}}]}}
"
        )
    };
    let shape = "{$ref: '#/components/schemas/Shape'}";
    let made = body_of("3.1.0", shape, &schemas(""));
    assert_eq!(made, json!({"kind": "Circle", "r": 1}));
    let mapping = ", mapping: {square: '#/components/schemas/Square'}";
    let made = body_of("3.1.0", shape, &schemas(mapping));
    assert_eq!(made, json!({"kind": "square", "w": 1}));
}

#[test]
fn a_branch_that_only_demands_a_property() {
    let schema = "{type: object, properties: {a: {type: integer}, b: {type: boolean}}, \
                   oneOf: [{required: [b]}, {required: [a]}]}";
    assert_eq!(body(schema), json!({"b": true}));
}

#[test]
fn recursion_ends() {
    let more = "components:
  schemas:
    Node: {type: object, properties: {next: {$ref: '#/components/schemas/Node'}, \
           all: {type: array, items: {$ref: '#/components/schemas/Node'}}}}
";
    let made = body_of("3.1.0", "{$ref: '#/components/schemas/Node'}", more);
    assert!(made.to_string().len() < 2_000, "{made}");
}

#[test]
fn items_are_unlike_where_they_must_be() {
    let made =
        body("{type: array, minItems: 3, uniqueItems: true, items: {type: string}}");
    assert_eq!(made, json!(["content", "content1", "content2"]));
    let made =
        body("{type: array, minItems: 2, uniqueItems: true, items: {enum: [a, b]}}");
    assert_eq!(made, json!(["a", "b"]));
    let made = body(
        "{type: array, uniqueItems: true, items: {type: string, pattern: '^[A-Z]{2}$'}}",
    );
    assert_eq!(made, json!(["AA", "BB"]));
}

/// Each example would be compared with each value.
#[test]
fn thousands_of_examples_that_are_none_of_thousands_of_values() {
    let all = |word: &str| {
        let all: Vec<String> = (0..20_000).map(|at| format!("{word}{at}")).collect();
        all.join(",")
    };
    let schema = format!("{{enum: [{}], examples: [{}]}}", all("v"), all("x"));
    assert_eq!(body(&schema), json!("v0"));
}

/// The client has the type that the keywords imply, and reads the arguments as that.
#[test]
fn keywords_imply_the_type_that_the_client_has() {
    assert_eq!(body("{format: int64}"), json!(1));
    assert_eq!(body("{format: double}"), json!(1.5));
    assert_eq!(body("{exclusiveMaximum: 3}"), json!(1.5));
    assert_eq!(body("{format: date}"), json!("2024-01-02"));
    assert_eq!(body("{patternProperties: {a: {type: string}}}"), json!({}));
    assert_eq!(body("{format: int64, example: text}"), json!(1));
    assert_eq!(body("{maxLength: 3, example: 7}"), json!("con"));
    // Nothing is implied, and a text of the format does as well as anything.
    assert_eq!(body("{format: duration}"), json!("P1DT2H"));
    assert_eq!(body("{minimum: 3, pattern: '^b+$'}"), json!("b"));
}
