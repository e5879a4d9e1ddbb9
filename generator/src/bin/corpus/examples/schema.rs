//! Judges values by schemas, with a validator that knows nothing of this generator.
//!
//! What a schema refers to is bundled under `$defs`, so that references over several files
//! and into the middle of anything work alike. OpenAPI 3.0 has its own dialect: its schemas
//! are put into the words of draft 4, which it derives from.

use super::compare::place;
use generator::diagnostics::NodeId;
use generator::document::Version;
use generator::source::{Kind, Sources, percent_decode};
use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What the validator says.
pub(super) enum Verdict {
    /// The schema accepts the value.
    Accepted {
        /// Places of keys that the schema has no word about.
        undeclared: BTreeSet<String>,
    },
    /// The schema rejects the value, for this reason.
    Rejected(String),
    /// The schema is not one that can be used.
    Unknown(String),
}

/// Judges values.
pub(super) struct Judge<'s> {
    sources: &'s Sources,
    version: Version,
    validators: BTreeMap<NodeId, Result<Rc<Validator>, String>>,
}

impl<'s> Judge<'s> {
    /// For a document of this version.
    pub(super) fn new(sources: &'s Sources, version: Version) -> Self {
        Self { sources, version, validators: BTreeMap::new() }
    }

    /// What a schema says about a value.
    pub(super) fn verdict(&mut self, schema: NodeId, value: &Value) -> Verdict {
        match self.validator(schema) {
            Err(why) => Verdict::Unknown(why),
            Ok(ready) => match ready.iter_errors(value).next() {
                Some(error) => Verdict::Rejected(reason(&error)),
                None => {
                    let mut look = Undeclared { judge: self, found: BTreeSet::new() };
                    look.look(value, &[schema], "");
                    Verdict::Accepted { undeclared: look.found }
                }
            },
        }
    }

    fn validator(&mut self, schema: NodeId) -> Result<Rc<Validator>, String> {
        let known = self.validators.get(&schema).cloned();
        known.unwrap_or_else(|| {
            let ready = self.prepare(schema).map(Rc::new);
            self.validators.insert(schema, ready.clone());
            ready
        })
    }

    /// Whether a schema has a say about a value: one that refuses it has none (JSON Schema
    /// 2020-12, Core 7.7.1.2).
    fn has_a_say(&mut self, schema: NodeId, value: &Value) -> bool {
        self.validator(schema).map_or(true, |ready| ready.is_valid(value))
    }

    /// The schema that a reference leads to.
    pub(super) fn target(&self, schema: NodeId) -> Option<NodeId> {
        let reference = self.sources.get(schema, "$ref")?;
        let Kind::String(text) = self.sources.kind(reference) else { return None };
        let file = self.sources.linked(self.sources.file(reference), text)?;
        let pointer = text.split_once('#').map_or("", |(_, pointer)| pointer);
        let pointer = percent_decode(pointer)?;
        self.sources.resolve_pointer(self.sources.file_root(file), &pointer)
    }

    fn prepare(&self, schema: NodeId) -> Result<Validator, String> {
        let mut bundle = Bundle {
            judge: self,
            open: vec![schema],
            known: BTreeMap::from([(schema, 0)]),
        };
        let mut definitions = Map::new();
        let mut done = 0_usize;
        while let Some(node) = bundle.open.pop() {
            let at = bundle.known.get(&node).copied().unwrap_or_default();
            definitions.insert(format!("s{at}"), bundle.schema(node, 0)?);
            done += 1;
            if done > 5_000 {
                return Err("too many schemas".to_owned());
            }
        }
        let draft = match self.version {
            Version::V30 => Draft::Draft4,
            Version::V31 | Version::V32 => Draft::Draft202012,
        };
        let whole = json!({ "$ref": "#/$defs/s0", "$defs": definitions });
        jsonschema::options()
            .with_draft(draft)
            .should_validate_formats(false)
            .build(&whole)
            .map_err(|error| short(&error.to_string()))
    }
}

fn reason(error: &jsonschema::ValidationError<'_>) -> String {
    let at = error.instance_path().as_str();
    let at = if at.is_empty() { "the value" } else { at };
    short(&format!("at {at}: {error}"))
}

fn short(text: &str) -> String {
    let text = text.replace('\n', " ");
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// Finds the keys of a value that no schema has a word about.
struct Undeclared<'a, 's> {
    judge: &'a mut Judge<'s>,
    found: BTreeSet<String>,
}

impl Undeclared<'_, '_> {
    fn look(&mut self, value: &Value, schemas: &[NodeId], pointer: &str) {
        let sources = self.judge.sources;
        let schemas = self.applicable(schemas, value);
        match value {
            Value::Array(items) => {
                let lists = schemas.iter().flat_map(|schema| {
                    let prefix = sources.get(*schema, "prefixItems");
                    let prefix = prefix.into_iter().flat_map(|node| sources.items(node));
                    let others = ["items", "unevaluatedItems"].into_iter();
                    others.filter_map(|word| sources.get(*schema, word)).chain(prefix)
                });
                let lists: Vec<NodeId> = lists.collect();
                for (at, item) in items.iter().enumerate() {
                    self.look(item, &lists, &place(pointer, &at.to_string()));
                }
            }
            Value::Object(entries) => {
                for (key, value) in entries {
                    let place = place(pointer, key);
                    let (schemas, open) = self.of_key(&schemas, key);
                    if schemas.is_empty() && !open {
                        self.found.insert(place.clone());
                    }
                    self.look(value, &schemas, &place);
                }
            }
            _ => {}
        }
    }

    /// The schemas of the value under a key, and whether any value may stand there.
    fn of_key(&self, schemas: &[NodeId], key: &str) -> (Vec<NodeId>, bool) {
        let sources = self.judge.sources;
        let says = |word| move |schema: &NodeId| sources.get(*schema, word).is_some();
        // Without properties it is a free object, unless another schema of it has some.
        let mut open = !schemas.iter().any(says("properties"))
            && !schemas.iter().all(says("allOf"));
        let mut found = Vec::new();
        for schema in schemas {
            let named = sources.get(*schema, "properties");
            if let Some(named) = named.and_then(|node| sources.get(node, key)) {
                found.push(named);
                continue;
            }
            for word in ["additionalProperties", "unevaluatedProperties"] {
                match sources.get(*schema, word).map(|node| (node, sources.kind(node))) {
                    Some((node, Kind::Map)) => found.push(node),
                    Some((_, Kind::Bool(allowed))) => open |= allowed,
                    _ => {}
                }
            }
            let patterns = sources.get(*schema, "patternProperties");
            found.extend(
                patterns
                    .iter()
                    .flat_map(|node| sources.entries(*node).map(|(_, schema)| schema)),
            );
        }
        (found, open)
    }

    /// These schemas and those that apply with them to the same value.
    fn applicable(&mut self, schemas: &[NodeId], value: &Value) -> Vec<NodeId> {
        let sources = self.judge.sources;
        let (mut all, mut open) = (Vec::new(), schemas.to_vec());
        while let Some(schema) = open.pop() {
            if all.contains(&schema) {
                continue;
            }
            let mut parts: Vec<NodeId> = self.judge.target(schema).into_iter().collect();
            let list = |word| {
                let list = sources.get(schema, word);
                list.into_iter().flat_map(|node| sources.items(node))
            };
            parts.extend(list("allOf"));
            let alternatives = list("anyOf").chain(list("oneOf"));
            parts.extend(alternatives.filter(|node| self.judge.has_a_say(*node, value)));
            for word in ["if", "then", "else"] {
                parts.extend(sources.get(schema, word));
            }
            let dependent = sources.get(schema, "dependentSchemas");
            let dependent = dependent.into_iter().flat_map(|node| sources.entries(node));
            let holds = |(key, _): &(&str, NodeId)| value.get(key).is_some();
            parts.extend(dependent.filter(holds).map(|(_, node)| node));
            all.push(schema);
            open.extend(parts);
        }
        // One that only points at others says nothing of keys.
        all.retain(|schema| {
            let says = |word| sources.get(*schema, word).is_some();
            says("properties")
                || says("additionalProperties")
                || says("patternProperties")
                || !["$ref", "allOf", "anyOf", "oneOf", "enum", "required"]
                    .iter()
                    .any(|word| says(word))
        });
        all
    }
}

/// Collects what a schema refers to.
struct Bundle<'a, 's> {
    judge: &'a Judge<'s>,
    /// Schemas that are referred to and not yet bundled.
    open: Vec<NodeId>,
    known: BTreeMap<NodeId, usize>,
}

/// Keywords whose values describe nothing.
const WORDLESS: &[&str] = &[
    "$anchor",
    "$comment",
    "$dynamicAnchor",
    "$id",
    "$schema",
    "$vocabulary",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "example",
    "examples",
    "externalDocs",
    "id",
    "nullable",
    "readOnly",
    "title",
    "writeOnly",
    "xml",
];

impl Bundle<'_, '_> {
    fn schema(&mut self, node: NodeId, depth: usize) -> Result<Value, String> {
        let sources = self.judge.sources;
        match sources.kind(node) {
            Kind::Bool(value) => return Ok(Value::Bool(value)),
            Kind::Map if depth < 200 => {}
            Kind::Map => return Err("schemas nested too deep".to_owned()),
            _ => return Err(format!("no schema at {}", sources.pointer(node))),
        }
        let mut schema = Map::new();
        if sources.get(node, "$ref").is_some() {
            schema.insert("$ref".to_owned(), self.reference(node)?);
            if self.judge.version == Version::V30 {
                return Ok(Value::Object(schema));
            }
        }
        for (key, value) in sources.entries(node) {
            if key != "$ref" && !WORDLESS.contains(&key) && !key.starts_with("x-") {
                let value = self.keyword(key, value, depth)?;
                schema.insert(key.to_owned(), value);
            }
        }
        // A property that is read only need not be in a request, and the other way round:
        // `required` cannot be judged for it here.
        self.relax_required(node, &mut schema);
        let nullable = sources.get(node, "nullable").map(|node| sources.kind(node));
        let nullable = nullable == Some(Kind::Bool(true));
        if nullable && self.judge.version == Version::V30 && !schema.is_empty() {
            return Ok(json!({ "anyOf": [{ "enum": [null] }, schema] }));
        }
        Ok(Value::Object(schema))
    }

    fn keyword(
        &mut self,
        key: &str,
        node: NodeId,
        depth: usize,
    ) -> Result<Value, String> {
        let sources = self.judge.sources;
        match key {
            "properties" | "patternProperties" | "$defs" | "definitions"
            | "dependentSchemas" => {
                let mut schemas = Map::new();
                for (name, schema) in sources.entries(node) {
                    schemas.insert(name.to_owned(), self.schema(schema, depth + 1)?);
                }
                Ok(Value::Object(schemas))
            }
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                let schemas =
                    sources.items(node).map(|item| self.schema(item, depth + 1));
                schemas.collect::<Result<Vec<_>, _>>().map(Value::Array)
            }
            "items" if sources.kind(node) == Kind::Seq => {
                let schemas =
                    sources.items(node).map(|item| self.schema(item, depth + 1));
                schemas.collect::<Result<Vec<_>, _>>().map(Value::Array)
            }
            "items"
            | "additionalProperties"
            | "not"
            | "if"
            | "then"
            | "else"
            | "contains"
            | "propertyNames"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "contentSchema" => self.schema(node, depth + 1),
            _ => sources.to_json(node).ok_or_else(|| format!("`{key}` is too large")),
        }
    }

    fn reference(&mut self, node: NodeId) -> Result<Value, String> {
        let target = self.judge.target(node).ok_or_else(|| {
            format!(
                "a reference without a target at {}",
                self.judge.sources.pointer(node)
            )
        })?;
        let next = self.known.len();
        let at = *self.known.entry(target).or_insert_with(|| {
            self.open.push(target);
            next
        });
        Ok(Value::String(format!("#/$defs/s{at}")))
    }

    fn relax_required(&self, node: NodeId, schema: &mut Map<String, Value>) {
        let sources = self.judge.sources;
        let Some(properties) = sources.get(node, "properties") else { return };
        let Some(Value::Array(required)) = schema.get_mut("required") else { return };
        let one_way = |name: &str| {
            let property = sources.get(properties, name);
            property.is_some_and(|property| {
                ["readOnly", "writeOnly"].iter().any(|word| {
                    let value = sources.get(property, word);
                    value.is_some_and(|node| sources.kind(node) == Kind::Bool(true))
                })
            })
        };
        required.retain(|name| !name.as_str().is_some_and(one_way));
        if required.is_empty() {
            // Draft 4 forbids the empty list.
            schema.remove("required");
        }
    }
}
