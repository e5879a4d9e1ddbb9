//! Objects: structs with fields, maps, and free-form values.

use super::Target;
use super::merged::{MergedSchema, Source};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{Schema, shown};
use crate::json_types::JsonTypes;
use crate::lower::{Lowerer, docs};
use crate::model::{
    Access, Docs, Field, NameSeed, Presence, Role, Scalar, Shape, SpecStr, SpecValue,
    Struct, Type, TypeId,
};
use crate::source::Kind;
use std::collections::BTreeMap;
use std::rc::Rc;

impl<'s> Lowerer<'_, 's> {
    pub(in crate::lower) fn build_object(
        &mut self,
        merged: &MergedSchema<'s>,
        target: Target,
    ) -> Type {
        let closed = merged.object.additional_allowed == Some(false)
            && merged.object.patterns.is_empty()
            && merged.object.additional.is_empty();
        if merged.object.properties.is_empty() && !closed {
            return self.build_map(merged, target);
        }
        let id = self.claim(target, merged.node);
        self.announce(merged.set.as_ref(), id);
        if !self.charge_fields(merged) {
            self.types[id].shape = Shape::Alias(Type::Map(Box::new(Type::Any)));
            return Type::Def(id);
        }
        let mut fields = Vec::new();
        for (name, sources) in &merged.object.properties {
            let required = merged.object.demanded.contains(name);
            fields.push(if merged.conditions.properties.contains(name) {
                self.conditional_field(id, name, sources, required)
            } else {
                let said = merged.conditions.of_properties.get(name);
                let said = said.map_or(&[][..], Vec::as_slice);
                self.field(id, name, sources, said, required)
            });
        }
        let extra = self.extra(merged, id);
        self.types[id].limits = self.limits_of_object(merged);
        fields.extend(self.undeclared_fields(merged, extra.as_ref()));
        self.types[id].shape = Shape::Struct(Struct { fields, extra });
        Type::Def(id)
    }

    /// What `required` names and nothing declares.
    fn undeclared_fields(
        &mut self,
        merged: &MergedSchema<'s>,
        extra: Option<&Type>,
    ) -> Vec<Field> {
        let required = merged.object.required.iter().copied();
        let missing: Vec<&str> =
            required.filter(|name| !merged.object.index.contains_key(name)).collect();
        if missing.is_empty() {
            return Vec::new();
        }
        let declared = merged.object.properties.iter().map(|(declared, _)| *declared);
        let free: Vec<&str> =
            declared.filter(|known| !merged.object.demanded.contains(known)).collect();
        let places = self.demands(merged);
        let mut fields = Vec::new();
        for name in missing {
            let Some(place) = places.get(name).copied() else { continue };
            let mut field = self.undeclared_field(place, name, extra);
            let near = self.document.suggestions.nearest(name, free.iter().copied());
            if let Some(near) = near {
                self.report(misspelt(place, name, near));
                field.presence = Presence::Optional;
            }
            fields.push(field);
        }
        fields
    }

    /// Where `required` names a property first.
    fn demands(&self, merged: &MergedSchema<'s>) -> BTreeMap<&'s str, NodeId> {
        let sources = self.document.sources;
        let mut places = BTreeMap::new();
        let lists = merged.seen.iter().filter_map(|node| sources.get(*node, "required"));
        for list in lists {
            // A single name is read without a list around it, and other scalars as texts.
            for item in std::iter::once(list).chain(sources.items(list)) {
                let name = match sources.kind(item) {
                    Kind::String(name) | Kind::Number(name) => name,
                    Kind::Bool(true) => "true",
                    Kind::Bool(false) => "false",
                    _ => continue,
                };
                places.entry(name).or_insert(item);
            }
        }
        places
    }

    fn build_map(&mut self, merged: &MergedSchema<'s>, target: Target) -> Type {
        let seed = match target {
            Target::Into(parent) => NameSeed::Inside { parent, role: Role::Value },
            Target::Fresh(seed) => seed,
        };
        if self.keeps_keys_of_conditions(merged) || self.has_loose_values(merged) {
            return Type::Map(Box::new(Type::Any));
        }
        let value = self.free_value(merged, seed).unwrap_or(Type::Any);
        Type::Map(Box::new(value))
    }

    /// What the keys hold that are not declared: only where the document says so explicitly.
    fn extra(&mut self, merged: &MergedSchema<'s>, id: TypeId) -> Option<Type> {
        let seed = NameSeed::Inside { parent: id, role: Role::Value };
        if self.keeps_keys_of_conditions(merged) {
            return Some(Type::Any);
        }
        if self.has_loose_values(merged) {
            return Some(Type::Any);
        }
        if self.leaves_others_free(merged) {
            self.report_free_keys(merged, &seed);
            return Some(Type::Any);
        }
        self.free_value(merged, seed).or_else(|| {
            (merged.object.additional_allowed == Some(true)).then_some(Type::Any)
        })
    }

    /// Whether nothing is said of the keys that fit no pattern, which may hold anything then
    /// (JSON Schema 2020-12, section 10.3.2). Beside properties such keys will come: an object
    /// with new ones must not be lost. Where there are no properties, the keys are data, and the
    /// patterns say what they all look like.
    fn leaves_others_free(&self, merged: &MergedSchema<'s>) -> bool {
        let every_key = |node: &NodeId| {
            self.document.sources.key_of(*node).is_some_and(fits_every_key)
        };
        !merged.object.patterns.is_empty()
            && merged.object.additional.is_empty()
            && merged.object.additional_allowed != Some(false)
            && !merged.object.patterns.iter().any(every_key)
    }

    /// Says that the types of keys with patterns are lost, if they have any.
    fn report_free_keys(&mut self, merged: &MergedSchema<'s>, seed: &NameSeed) {
        let mut patterns = merged.object.patterns.iter();
        let typed = patterns.find(|node| self.use_of(**node, seed.clone()) != Type::Any);
        if let Some(node) = typed {
            self.report(
                Diagnostic::new(
                    Code::SchemaPartIgnored,
                    Place::Node(*node),
                    "keys that fit no pattern may hold anything here",
                )
                .consequence(
                    "the values of all of them are read as they come, without a type",
                )
                .remedy("add `additionalProperties: false` if there are no other keys"),
            );
        }
    }

    /// Whether nothing is said of the values of other keys but that they are objects, which they
    /// need not be: beside `properties` it means an open object (`@odata.context` is a text), and
    /// without any it is what producers write for values of all kinds (`Map<String, Object>`).
    fn has_loose_values(&mut self, merged: &MergedSchema<'s>) -> bool {
        let says_values =
            merged.object.patterns.is_empty() && !merged.object.additional.is_empty();
        says_values
            && merged.object.additional.iter().all(|node| self.is_bare_object(*node))
    }

    /// Whether a schema says no more than `type: object`.
    fn is_bare_object(&mut self, node: NodeId) -> bool {
        let schema = self.schema(node);
        schema.types == JsonTypes::OBJECT
            && schema.reference.is_none()
            && schema.required.is_empty()
            && !schema.says_more_than_type()
    }

    /// What `additionalProperties` and `patternProperties` say about values. Keys that are told
    /// apart by patterns share a map, so their values share a type.
    fn free_value(&mut self, merged: &MergedSchema<'s>, seed: NameSeed) -> Option<Type> {
        let [first, more @ ..] = &merged.object.patterns[..] else {
            if merged.object.additional.is_empty() {
                return None;
            }
            let conditional =
                self.adding(&merged.object.additional, &merged.conditions.of_values);
            return Some(self.use_under(
                merged.object.additional.clone(),
                conditional,
                seed,
            ));
        };
        let value = self.use_of(*first, seed.clone());
        for node in more.iter().chain(&merged.object.additional) {
            if self.use_of(*node, seed.clone()) != value {
                self.report_mixed(
                    *node,
                    "the values of keys with different patterns are of different types",
                );
                return Some(Type::Any);
            }
        }
        Some(value)
    }

    fn field(
        &mut self,
        id: TypeId,
        name: &'s str,
        sources: &[Source],
        said: &[NodeId],
        required: bool,
    ) -> Field {
        let nodes: Vec<NodeId> = sources.iter().map(|source| source.node).collect();
        let conditional = self.adding(&nodes, said);
        let owner = match sources {
            [source] if conditional.is_empty() => source.owner.unwrap_or(id),
            _ => id,
        };
        let role = Role::Property(SpecStr::new(name));
        let seed = NameSeed::Inside { parent: owner, role };
        let constant = if required { self.constant_of_required(&nodes) } else { None };
        let numbers = match nodes[..] {
            [node] => self.numbers_or_texts(node),
            _ => None,
        };
        let or_text = numbers.is_some();
        let ty = match (&constant, numbers) {
            (Some(value), _) => Type::Scalar(scalar_of(value)),
            (None, Some(numbers)) => numbers,
            (None, None) => match self.event_content(&nodes) {
                Some(content) => self.use_of(content, seed),
                None => self.use_under(nodes.clone(), conditional, seed),
            },
        };
        let described = nodes.last().copied().unwrap_or(self.document.sources.root());
        let default = nodes.iter().rev().find_map(|node| self.default_of(*node));
        let docs = self.field_docs(&nodes, default);
        let is_sole = matches!(nodes[..], [node] if self.sole_value(node).is_some());
        let limits = self.limits_of_field(&nodes, constant.as_ref());
        Field {
            origin: described,
            wire: SpecStr::new(name),
            rename: self.renames.take(described),
            presence: self.presence(default, required),
            access: self.access(&nodes),
            is_sole,
            limits,
            or_text,
            secret: self.is_secret(name, &nodes),
            ty,
            constant,
            tag: None,
            docs,
        }
    }

    fn presence(&mut self, default: Option<NodeId>, required: bool) -> Presence {
        if required {
            return Presence::Required;
        }
        match default.and_then(|node| self.default_value(node)) {
            Some(value) if !value.is_null() => Presence::Default(SpecValue::new(value)),
            _ => Presence::Optional,
        }
    }

    /// What a property says about itself; of several schemas of it the last one, which is the
    /// most specific, comes first.
    fn field_docs(&mut self, nodes: &[NodeId], default: Option<NodeId>) -> Docs {
        let sources = self.document.sources;
        let mut docs = Docs::default();
        for node in nodes.iter().rev() {
            let schema = self.schema(*node);
            docs = docs::over(docs, self.value_docs(&schema));
        }
        let default = default.and_then(|node| sources.to_json(node));
        docs::state_default(&mut docs, default.map(SpecValue::new));
        docs.summary = docs.summary.filter(|_| docs.description.is_none());
        match nodes.last() {
            Some(node) => self.kept(*node, docs),
            None => docs,
        }
    }

    /// The `default` of a schema, its own or that of what it only refers to, also beside `null`.
    pub(in crate::lower) fn default_of(&mut self, node: NodeId) -> Option<NodeId> {
        const MOST_HOPS: usize = 16;
        let mut node = node;
        for _ in 0..MOST_HOPS {
            let schema = self.schema(node);
            if schema.default.is_some() {
                return schema.default;
            }
            node = match (schema.reference, &schema.all_of[..]) {
                (Some(target), _) => target,
                (None, [only]) => *only,
                (None, _) => self.only_beside_null(&schema)?,
            };
        }
        None
    }

    /// A property of which nothing is known but its name, which stands here.
    fn undeclared_field(
        &mut self,
        place: NodeId,
        name: &str,
        extra: Option<&Type>,
    ) -> Field {
        let silent = Rc::new(Schema::of_anything(place));
        self.schemas.insert(place, silent);
        Field {
            origin: place,
            wire: SpecStr::new(name),
            rename: None,
            ty: extra.cloned().unwrap_or(Type::Any),
            presence: Presence::Required,
            access: Access::Both,
            constant: None,
            is_sole: false,
            limits: Vec::new(),
            or_text: false,
            tag: None,
            secret: false,
            docs: Docs::default(),
        }
    }
}

/// What to say of a name in `required` that is nearly that of a property which is not.
fn misspelt(place: NodeId, name: &str, near: &str) -> Diagnostic {
    let near = shown(near);
    let diagnostic = Diagnostic::new(
        Code::UndeclaredRequired,
        Place::Node(place),
        "`required` names a property that is not declared",
    );
    let diagnostic = diagnostic
        .consequence(format!("`{}` and `{near}` may be left out", shown(name)))
        .remedy(format!("did you mean `{near}`?"));
    diagnostic.patch(Place::Node(place), near)
}

/// Whether a pattern fits every key.
fn fits_every_key(pattern: &str) -> bool {
    let inner = pattern.trim_start_matches('^').trim_end_matches('$');
    matches!(inner, "" | ".*" | ".+" | "(.*)" | "(.+)" | r"[\s\S]*" | r"[\s\S]+")
}

/// The scalar that a constant is.
pub(in crate::lower) fn scalar_of(value: &SpecValue) -> Scalar {
    match value.untrusted() {
        serde_json::Value::Bool(_) => Scalar::Bool,
        serde_json::Value::Number(number) if number.is_f64() => Scalar::F64,
        serde_json::Value::Number(number) if number.is_i64() => {
            Scalar::Integer(crate::model::Integer::I64)
        }
        serde_json::Value::Number(_) => Scalar::Integer(crate::model::Integer::U64),
        _ => Scalar::Text(crate::model::Format::Plain),
    }
}
