//! `enum` and `const`: lists of scalars, tolerant of everything that documents do to them.

use super::Target;
use super::merged::MergedSchema;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::json_types::JsonTypes;
use crate::lower::unions::variant_names::TEXTS;
use crate::lower::{Lowerer, docs};
use crate::model::{
    Docs, Enum, EnumBase, EnumLiteral, EnumValue, Format, Integer, NameSeed, Probe,
    Role, Scalar, Select, Shape, SpecStr, Type, Union, Variant,
};
use crate::source::Kind;
use std::collections::BTreeSet;

/// What a list of values consists of, besides `null`.
#[derive(Default)]
pub(super) struct Census {
    pub(super) texts: usize,
    pub(super) integers: usize,
    pub(super) numbers: usize,
    booleans: usize,
    others: usize,
}

/// What `enum` lists, with the names and descriptions of its values from extensions.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct EnumValues<'s> {
    pub(in crate::lower) nodes: Vec<NodeId>,
    /// By value; empty where none is named.
    pub(in crate::lower) names: Vec<&'s str>,
    /// By value; empty where none is described.
    pub(in crate::lower) docs: Vec<&'s str>,
}

impl EnumValues<'_> {
    /// Values without names and descriptions.
    pub(in crate::lower) fn of(nodes: Vec<NodeId>) -> Self {
        Self { nodes, ..Self::default() }
    }
}

/// The values of an enum under way, each once.
#[derive(Default)]
struct Values {
    list: Vec<EnumValue>,
    known: BTreeSet<EnumLiteral>,
}

impl<'s> Lowerer<'_, 's> {
    pub(in crate::lower) fn build_enum(
        &mut self,
        merged: &MergedSchema<'s>,
        target: Target,
    ) -> Type {
        let values = merged.values.clone().unwrap_or_default();
        let nodes = &values.nodes;
        let mut census = self.census(nodes);
        let types = merged.types;
        if matches!(types, JsonTypes::ARRAY | JsonTypes::OBJECT) {
            if let Some(item) = self.values_of_items(merged, &values) {
                return self.list_of_enum(&item, target);
            }
            // Which lists and objects there are is nothing that a type could say.
            self.report_odd_values(types, nodes);
            return self.build_single(merged, types, target);
        }
        if census.others > 0 {
            if types.is_empty() || types.overlaps(JsonTypes::STRUCTURED) {
                return Type::Any;
            }
            self.report_compound_values(types, nodes);
            census.others = 0;
        }
        let text =
            types.has(JsonTypes::STRING) || (types.is_empty() && census.texts > 0);
        let integer = types.has(JsonTypes::INTEGER) || types.is_empty();
        if text && (types.len() == 1 || census.texts == count(&census)) {
            return self.text_enum(merged.node, &values, target);
        }
        if integer && census.integers == count(&census) && census.integers > 0 {
            return self.integer_enum(merged.node, &values, target);
        }
        if types.len() == 1 {
            if census.texts == count(&census) && census.texts > 0 {
                return self.enum_of_another_type(merged, &values, target);
            }
            return self.without_values(merged, nodes);
        }
        if census.texts == 0 {
            return match (census.booleans, census.numbers + census.integers) {
                (0, 0) => Type::Any,
                (0, _) => Type::Scalar(Scalar::F64),
                (_, 0) => Type::Scalar(Scalar::Bool),
                _ => Type::Any,
            };
        }
        self.mixed_enum(merged, nodes, &census, target)
    }

    /// `const` where it does not become a field's constant.
    pub(super) fn build_constant(
        &mut self,
        constant: NodeId,
        merged: &MergedSchema<'s>,
        target: Target,
    ) -> Type {
        let values = self.constant_among(constant, merged.values.as_ref());
        match self.document.sources.kind(constant) {
            Kind::String(_) => self.text_enum(merged.node, &values, target),
            Kind::Bool(_) => Type::Scalar(Scalar::Bool),
            Kind::Number(text) if text.parse::<i64>().is_ok() => {
                self.integer_enum(merged.node, &values, target)
            }
            Kind::Number(text) if text.parse::<u64>().is_ok() => {
                Type::Scalar(Scalar::Integer(Integer::U64))
            }
            Kind::Number(_) => Type::Scalar(Scalar::F64),
            Kind::Null | Kind::Seq | Kind::Map => Type::Any,
        }
    }

    /// A constant as a list of one, with what an `enum` beside it says of this value.
    fn constant_among(
        &self,
        constant: NodeId,
        listed: Option<&EnumValues<'s>>,
    ) -> EnumValues<'s> {
        let own = self.compared(constant);
        let is_it = |value: &NodeId| self.compared(*value) == own;
        let said = listed.and_then(|it| Some((it, it.nodes.iter().position(is_it)?)));
        let of =
            |list: &[&'s str], at: usize| list.get(at).copied().into_iter().collect();
        EnumValues {
            nodes: vec![constant],
            names: said.map_or(Vec::new(), |(listed, at)| of(&listed.names, at)),
            docs: said.map_or(Vec::new(), |(listed, at)| of(&listed.docs, at)),
        }
    }

    pub(super) fn census(&self, nodes: &[NodeId]) -> Census {
        let mut census = Census::default();
        for node in nodes {
            match self.document.sources.kind(*node) {
                Kind::Null => {}
                Kind::Bool(_) => census.booleans += 1,
                Kind::Number(text) if text.parse::<i64>().is_ok() => {
                    census.integers += 1;
                }
                Kind::Number(_) => census.numbers += 1,
                Kind::String(_) => census.texts += 1,
                Kind::Seq | Kind::Map => census.others += 1,
            }
        }
        census
    }

    /// An enum of strings. Values that are not strings (YAML reads `on`, `1.10` and their like
    /// as something else) are taken as they are written.
    pub(in crate::lower) fn text_enum(
        &mut self,
        origin: Option<NodeId>,
        values: &EnumValues<'s>,
        target: Target,
    ) -> Type {
        let mut taken = Values::default();
        for (at, node) in values.nodes.iter().enumerate() {
            let text = match self.document.sources.kind(*node) {
                Kind::String(text) => text,
                Kind::Number(text) => self.odd_value(*node, text),
                Kind::Bool(true) => self.odd_value(*node, "true"),
                Kind::Bool(false) => self.odd_value(*node, "false"),
                _ => continue,
            };
            let value = EnumLiteral::Text(SpecStr::new(text));
            self.add_value(&mut taken, value, values, at);
        }
        if taken.list.is_empty() {
            return Type::Scalar(Scalar::Text(Format::Plain));
        }
        self.enum_of(EnumBase::Text, taken, origin, target)
    }

    fn odd_value<'t>(&mut self, node: NodeId, text: &'t str) -> &'t str {
        self.report(
            Diagnostic::new(
                Code::OddEnumValue,
                Place::Node(node),
                "this value of an enum of strings is not a string",
            )
            .consequence("it is read as the text that is written here")
            .remedy("put it in quotes"),
        );
        text
    }

    /// An enum of whole numbers, which may be written as texts.
    pub(in crate::lower) fn integer_enum(
        &mut self,
        origin: Option<NodeId>,
        values: &EnumValues<'s>,
        target: Target,
    ) -> Type {
        let mut taken = Values::default();
        for (at, node) in values.nodes.iter().enumerate() {
            let kind = self.document.sources.kind(*node);
            let (Kind::Number(text) | Kind::String(text)) = kind else { continue };
            let Ok(number) = text.parse() else { continue };
            self.add_value(&mut taken, EnumLiteral::Integer(number), values, at);
        }
        self.enum_of(EnumBase::Integer, taken, origin, target)
    }

    fn enum_of(
        &mut self,
        base: EnumBase,
        taken: Values,
        origin: Option<NodeId>,
        target: Target,
    ) -> Type {
        let id = self.claim(target, origin);
        self.types[id].shape = Shape::Enum(Enum { base, values: taken.list });
        Type::Def(id)
    }

    fn add_value(
        &mut self,
        taken: &mut Values,
        value: EnumLiteral,
        values: &EnumValues<'s>,
        at: usize,
    ) {
        let node = values.nodes[at];
        if !taken.known.insert(value.clone()) {
            self.report(
                Diagnostic::new(
                    Code::OddEnumValue,
                    Place::Node(node),
                    "this value is in the enum already",
                )
                .consequence("it is taken once")
                .remedy("remove it"),
            );
            return;
        }
        let rename = self.renames.take(node).map(|name| SpecStr::new(&name));
        let named = |list: &[&str]| docs::text(list.get(at).copied());
        taken.list.push(EnumValue {
            origin: node,
            value,
            name: rename.or_else(|| named(&values.names)),
            docs: Docs { description: named(&values.docs), ..Docs::default() },
        });
    }

    /// Strings beside other scalars: a union of the enum of the strings and those scalars.
    fn mixed_enum(
        &mut self,
        merged: &MergedSchema<'s>,
        nodes: &[NodeId],
        census: &Census,
        target: Target,
    ) -> Type {
        let id = self.claim(target, merged.node);
        let texts: Vec<NodeId> = nodes
            .iter()
            .copied()
            .filter(|node| matches!(self.document.sources.kind(*node), Kind::String(_)))
            .collect();
        let name = Some(SpecStr::new(TEXTS));
        let seed = NameSeed::Inside { parent: id, role: Role::Variant(name, 0) };
        let texts = EnumValues::of(texts);
        let mut variants = vec![(
            self.text_enum(merged.node, &texts, Target::Fresh(seed)),
            JsonTypes::STRING,
        )];
        if census.integers + census.numbers > 0 {
            let whole = census.numbers == 0;
            let (scalar, types) = if whole {
                (Scalar::Integer(Integer::I64), JsonTypes::INTEGER)
            } else {
                (Scalar::F64, JsonTypes::NUMBER)
            };
            variants.push((Type::Scalar(scalar), types));
        }
        if census.booleans > 0 {
            variants.push((Type::Scalar(Scalar::Bool), JsonTypes::BOOLEAN));
        }
        let probes = variants
            .iter()
            .enumerate()
            .map(|(variant, (_, types))| Probe {
                variant,
                types: *types,
                required: Vec::new(),
                constants: Vec::new(),
                hints: Vec::new(),
            })
            .collect();
        let variants = variants
            .into_iter()
            .map(|(ty, _)| Variant {
                name: None,
                ty,
                entry: None,
                tag: None,
                docs: Docs::default(),
            })
            .collect();
        self.types[id].shape =
            Shape::Union(Union { variants, select: Select::by_probes(probes) });
        Type::Def(id)
    }
}

pub(super) fn count(census: &Census) -> usize {
    census.texts + census.integers + census.numbers + census.booleans + census.others
}
