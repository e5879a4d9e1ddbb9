//! Objects: structs with fields, maps, and free-form values.

use super::flat::{Flat, Source};
use super::schemas::Target;
use super::{Lowerer, docs};
use crate::diagnostics::NodeId;
use crate::document::Schema;
use crate::model::{
    Access, Docs, Field, NameSeed, Presence, Role, Scalar, Shape, SpecStr, SpecValue,
    Struct, Type, TypeId,
};
use crate::source::Kind;

impl<'s> Lowerer<'_, 's> {
    pub(super) fn build_object(&mut self, flat: &Flat<'s>, target: Target) -> Type {
        if flat.properties.is_empty() && flat.additional_allowed != Some(false) {
            return self.build_map(flat, target);
        }
        let id = self.claim(target, flat);
        if let (Some(node), false) = (flat.node, self.types[id.0 as usize].component) {
            // Known before its fields are, for schemas that refer back to it.
            self.inline.entry(node).or_insert(Type::Def(id));
        }
        let mut fields = Vec::new();
        for (name, sources) in &flat.properties {
            let required = flat.required.contains(name);
            fields.push(self.field(id, name, sources, required));
        }
        let extra = self.extra(flat, id);
        for name in &flat.required {
            if !flat.properties.iter().any(|(known, _)| known == name) {
                fields.push(self.undeclared_field(flat, id, name, extra.as_ref()));
            }
        }
        self.types[id.0 as usize].shape = Shape::Struct(Struct { fields, extra });
        Type::Def(id)
    }

    fn build_map(&mut self, flat: &Flat<'s>, target: Target) -> Type {
        let nodes: Vec<NodeId> = match (&flat.additional[..], &flat.patterns[..]) {
            ([], [pattern]) => vec![*pattern],
            (additional, []) => additional.to_vec(),
            _ => Vec::new(),
        };
        if nodes.is_empty() {
            return Type::Map(Box::new(Type::Any));
        }
        let seed = match target {
            Target::Into(parent) => NameSeed::Inside { parent, role: Role::Value },
            Target::Fresh(seed) => seed,
        };
        let value = self.use_of_all(nodes, seed);
        Type::Map(Box::new(value))
    }

    /// What the keys hold that are not declared: only where the document says so explicitly.
    fn extra(&mut self, flat: &Flat<'s>, id: TypeId) -> Option<Type> {
        let seed = NameSeed::Inside { parent: id, role: Role::Value };
        match (&flat.additional[..], &flat.patterns[..]) {
            ([], []) => (flat.additional_allowed == Some(true)).then_some(Type::Any),
            ([], [pattern]) => Some(self.use_of(*pattern, seed)),
            (additional, []) => Some(self.use_of_all(additional.to_vec(), seed)),
            _ => Some(Type::Any),
        }
    }

    fn field(
        &mut self,
        id: TypeId,
        name: &'s str,
        sources: &[Source],
        required: bool,
    ) -> Field {
        let nodes: Vec<NodeId> = sources.iter().map(|source| source.node).collect();
        let owner = match sources {
            [source] => source.owner.unwrap_or(id),
            _ => id,
        };
        let role = Role::Property(SpecStr::new(name));
        let seed = NameSeed::Inside { parent: owner, role };
        let constant = if required { self.constant_of(&nodes) } else { None };
        let ty = match &constant {
            Some(value) => Type::Scalar(scalar_of(value)),
            None => self.use_of_all(nodes.clone(), seed),
        };
        let described = nodes.last().copied().unwrap_or(self.document.sources.root());
        let schema = self.schema(described);
        let mut docs = docs::of_schema(self.document.sources, &schema);
        docs.summary = docs.summary.filter(|_| docs.description.is_none());
        Field {
            origin: described,
            wire: SpecStr::new(name),
            rename: self.renames.get(&described).cloned(),
            presence: self.presence(&schema, required),
            access: self.access(&nodes),
            secret: self.is_secret(name, &nodes),
            ty,
            constant,
            docs,
        }
    }

    fn presence(&mut self, schema: &Schema<'s>, required: bool) -> Presence {
        if required {
            return Presence::Required;
        }
        match schema.default.and_then(|node| self.document.sources.to_json(node)) {
            Some(value) if !value.is_null() => Presence::Default(SpecValue::new(value)),
            _ => Presence::Optional,
        }
    }

    /// The value of a property that can only have one.
    fn constant_of(&mut self, nodes: &[NodeId]) -> Option<SpecValue> {
        for node in nodes {
            let schema = self.schema(*node);
            if let Some(constant) = schema.constant {
                return match self.document.sources.kind(constant) {
                    Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {
                        self.document.sources.to_json(constant).map(SpecValue::new)
                    }
                    _ => None,
                };
            }
        }
        None
    }

    /// `readOnly` and `writeOnly`, also on what a property refers to.
    fn access(&mut self, nodes: &[NodeId]) -> Access {
        for node in nodes {
            let schema = self.schema(*node);
            let target = schema.reference.map(|target| self.schema(target));
            let says = |flag: fn(&Schema<'s>) -> bool| {
                flag(&schema) || target.as_ref().is_some_and(|target| flag(target))
            };
            if says(|schema| schema.read_only) {
                return Access::ReadOnly;
            }
            if says(|schema| schema.write_only) {
                return Access::WriteOnly;
            }
        }
        Access::Both
    }

    fn is_secret(&mut self, name: &str, nodes: &[NodeId]) -> bool {
        let named =
            self.config.sensitive.iter().any(|word| word.eq_ignore_ascii_case(name));
        named
            || nodes.iter().any(|node| {
                let schema = self.schema(*node);
                schema.format == Some("password") || schema.write_only
            })
    }

    /// `required` names a property that is not declared: it can be sent and read all the same.
    fn undeclared_field(
        &self,
        flat: &Flat<'s>,
        id: TypeId,
        name: &str,
        extra: Option<&Type>,
    ) -> Field {
        Field {
            origin: flat.node.unwrap_or(self.types[id.0 as usize].origin),
            wire: SpecStr::new(name),
            rename: None,
            ty: extra.cloned().unwrap_or(Type::Any),
            presence: Presence::Required,
            access: Access::Both,
            constant: None,
            secret: false,
            docs: Docs::default(),
        }
    }
}

/// The scalar that a constant is.
pub(super) fn scalar_of(value: &SpecValue) -> Scalar {
    match value.untrusted() {
        serde_json::Value::Bool(_) => Scalar::Bool,
        serde_json::Value::Number(number) if number.is_f64() => Scalar::F64,
        serde_json::Value::Number(_) => Scalar::Integer(crate::model::Integer::I64),
        _ => Scalar::Text(crate::model::Format::Plain),
    }
}
