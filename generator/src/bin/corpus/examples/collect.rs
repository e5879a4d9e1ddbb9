//! The examples of a document with their schemas.

use super::schema::{Judge, Verdict};
use super::{Example, Examples};
use generator::config::Config;
use generator::diagnostics::{Diagnostics, NodeId};
use generator::document::{self, MediaType, Parameter, PathItem};
use generator::source::{Kind, Sources};
use generator::{Typed, types_of_schemas};
use serde_json::Value;
use std::collections::BTreeSet;

/// Values that are nested deeper are not looked at: what reads the whole of them allows 128 levels,
/// a few of which are around each value.
const DEEPEST: usize = 120;

/// Collects and judges.
pub(super) fn examples(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Examples> {
    let document = document::read(sources, diagnostics)?;
    let typed = types_of_schemas(&document, config, diagnostics)?;
    let mut places = Places { sources, found: BTreeSet::new() };
    for item in document.paths.iter().chain(&document.webhooks) {
        places.item(item);
    }
    for schema in typed.schemas.keys() {
        places.schema(*schema);
    }
    let mut judge = Judge::new(sources, document.version);
    let mut examples = Examples::default();
    for (example, schema) in places.found {
        let pointer = sources.pointer(example);
        match judged(sources, &typed, &mut judge, example, schema) {
            Ok(example) => examples.accepted.push(Example { pointer, ..example }),
            Err(why) => examples.apart.push((pointer, why)),
        }
    }
    Some(examples)
}

fn judged(
    sources: &Sources,
    typed: &Typed,
    judge: &mut Judge<'_>,
    example: NodeId,
    schema: NodeId,
) -> Result<Example, String> {
    let value = sources.to_json(example).ok_or("too large to look at")?;
    if !is_within(&value, DEEPEST) {
        return Err("nested too deep to be passed on".to_owned());
    }
    let ty = ty(sources, typed, judge, schema).ok_or("its schema has no type")?;
    match judge.verdict(schema, &value) {
        Verdict::Accepted { undeclared } => {
            Ok(Example { pointer: String::new(), ty, value, undeclared })
        }
        Verdict::Rejected(why) => Err(format!("contradicts its schema: {why}")),
        Verdict::Unknown(why) => Err(format!("its schema cannot be judged by: {why}")),
    }
}

/// Whether arrays and objects are no deeper within one another than that.
fn is_within(value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(items) => {
            depth > 0 && items.iter().all(|item| is_within(item, depth - 1))
        }
        Value::Object(entries) => {
            depth > 0 && entries.values().all(|value| is_within(value, depth - 1))
        }
        _ => true,
    }
}

/// The type of a schema, behind its references if it has no own one.
fn ty(
    sources: &Sources,
    typed: &Typed,
    judge: &Judge<'_>,
    mut schema: NodeId,
) -> Option<String> {
    for _ in 0..32 {
        if let Some(ty) = typed.schemas.get(&schema) {
            return Some(ty.clone());
        }
        sources.get(schema, "$ref")?;
        schema = judge.target(schema)?;
    }
    None
}

/// Finds the examples: the value's node and its schema's.
struct Places<'s> {
    sources: &'s Sources,
    found: BTreeSet<(NodeId, NodeId)>,
}

impl Places<'_> {
    fn item(&mut self, item: &PathItem<'_>) {
        item.parameters.iter().for_each(|parameter| self.parameter(parameter));
        for operation in &item.operations {
            operation.parameters.iter().for_each(|parameter| self.parameter(parameter));
            if let Some(body) = &operation.request_body {
                self.content(&body.content);
            }
            for response in &operation.responses {
                self.content(&response.content);
            }
        }
    }

    fn parameter(&mut self, parameter: &Parameter<'_>) {
        if let Some(schema) = parameter.schema {
            self.found.extend(parameter.examples.iter().map(|node| (*node, schema)));
        }
        self.content(&parameter.content);
    }

    fn content(&mut self, content: &[MediaType<'_>]) {
        for media in content.iter().filter(|media| is_json(media.name)) {
            let Some(schema) = media.schema else { continue };
            let values = media.examples.iter().map(|example| (example.value, schema));
            self.found.extend(values);
        }
    }

    /// `example` of a schema, and `examples` where it is the list of 3.1.
    fn schema(&mut self, schema: NodeId) {
        let single = self.sources.get(schema, "example");
        self.found.extend(single.map(|node| (node, schema)));
        let several = self.sources.get(schema, "examples");
        if let Some(list) = several.filter(|node| self.sources.kind(*node) == Kind::Seq)
        {
            self.found.extend(self.sources.items(list).map(|node| (node, schema)));
        }
    }
}

fn is_json(media: &str) -> bool {
    let essence =
        media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::{Example, Examples, examples, is_json};
    use generator::config::Config;
    use generator::diagnostics::Diagnostics;
    use generator::source::{Budgets, from_text};

    const DOCUMENT: &str = "openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    get:
      parameters:
        - {name: p, in: query, example: 5, schema: {type: integer}}
      responses:
        '200':
          description: d
          content:
            text/plain: {schema: {type: string}, example: x}
            application/json:
              schema: {$ref: '#/components/schemas/A'}
              examples: {one: {value: {n: x}}, two: {value: {n: 1, more: 2}}}
components:
  schemas:
    A:
      type: object
      example: {n: null}
      properties: {n: {type: integer, nullable: true}}
";

    fn found(document: &str) -> Examples {
        let sources =
            from_text("a.yaml", document, &Budgets::default(), &mut Diagnostics::new());
        examples(&sources.unwrap(), &Config::default(), &mut Diagnostics::new()).unwrap()
    }

    fn accepted(found: &Examples) -> Vec<String> {
        let said = |it: &Example| format!("{} {:?}", it.value, it.undeclared);
        let mut accepted: Vec<String> = found.accepted.iter().map(said).collect();
        accepted.sort();
        accepted
    }

    #[test]
    fn examples_of_media_parameters_and_schemas() {
        let found = found(DOCUMENT);
        let expected = ["5 {}", "{\"more\":2,\"n\":1} {\"/more\"}", "{\"n\":null} {}"];
        assert_eq!(accepted(&found), expected);
        let [(pointer, why)] = &found.apart[..] else { panic!("{:?}", found.apart) };
        assert!(pointer.ends_with("/examples/one/value"), "{pointer}");
        assert!(why.starts_with("contradicts its schema"), "{why}");
    }

    #[test]
    fn what_depends_on_a_key_is_described() {
        let found = found(
            "openapi: 3.1.0
info: {title: t, version: '1'}
paths: {}
components:
  schemas:
    A:
      type: object
      properties: {pay: {type: string}}
      dependentSchemas: {pay: {properties: {card: {type: string}}}}
      examples: [{pay: x, card: y}, {card: y}]
",
        );
        let expected =
            ["{\"card\":\"y\",\"pay\":\"x\"} {}", "{\"card\":\"y\"} {\"/card\"}"];
        assert_eq!(accepted(&found), expected);
    }

    #[test]
    fn parts_that_say_nothing_of_keys_leave_none_free() {
        let found = found(
            "openapi: 3.1.0
info: {title: t, version: '1'}
paths: {}
components:
  schemas:
    Base: {type: object, properties: {id: {type: string}}}
    A:
      allOf: [{$ref: '#/components/schemas/Base'}, {description: words}]
      examples: [{id: x, zz: 2}]
    Free: {type: object, description: words, examples: [{zz: 1}]}
",
        );
        let expected = ["{\"id\":\"x\",\"zz\":2} {\"/zz\"}", "{\"zz\":1} {}"];
        assert_eq!(accepted(&found), expected);
    }

    #[test]
    fn what_is_nested_too_deep_stands_apart() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        let found = found(&format!(
            "openapi: 3.1.0
info: {{title: t, version: '1'}}
paths: {{}}
components:
  schemas:
    A: {{type: array, items: {{}}, examples: [{}, {}]}}
",
            nested(120),
            nested(121)
        ));
        assert_eq!(found.accepted.len(), 1);
        assert_eq!(found.apart.len(), 1);
        let json = serde_json::to_vec(&found).unwrap();
        assert!(serde_json::from_slice::<Examples>(&json).is_ok());
    }

    #[test]
    fn media_types_of_json() {
        assert!(is_json("application/json; charset=utf-8"));
        assert!(is_json("Application/Problem+JSON"));
        assert!(!is_json("application/jsonl"));
    }
}
