//! A schema with everything that it refers to and extends.

use crate::diagnostics::{Diagnostics, NodeId};
use crate::document::{Additional, Document, Schema};
use crate::formats::is_of_integers;
use crate::json_types::JsonTypes;
use crate::source::Kind;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Schemas, each read once.
pub(super) struct Schemas<'d, 's> {
    pub(super) document: &'d Document<'s>,
    read: RefCell<BTreeMap<NodeId, Rc<Schema<'s>>>>,
    whole: RefCell<BTreeMap<NodeId, Rc<Whole<'s>>>>,
}

/// A schema, what it refers to and what it extends; all hold at once.
pub(super) struct Whole<'s> {
    /// The schemas, the most specific first.
    pub(super) parts: Vec<Rc<Schema<'s>>>,
    /// The types that all of them allow; empty if none says anything.
    pub(super) types: JsonTypes,
    /// Whether `null` is allowed.
    pub(super) nullable: bool,
}

impl<'d, 's> Schemas<'d, 's> {
    pub(super) fn new(document: &'d Document<'s>) -> Self {
        Self { document, read: RefCell::default(), whole: RefCell::default() }
    }

    /// A schema as it stands there.
    pub(super) fn schema(&self, node: NodeId) -> Rc<Schema<'s>> {
        if let Some(known) = self.read.borrow().get(&node) {
            return Rc::clone(known);
        }
        let schema = Rc::new(self.document.schema(node, &mut Diagnostics::new()));
        self.read.borrow_mut().insert(node, Rc::clone(&schema));
        schema
    }

    /// The schema that a schema which only refers to others stands for.
    pub(super) fn behind(&self, node: NodeId) -> NodeId {
        let mut seen = BTreeSet::new();
        let next =
            |node: &NodeId| self.schema(*node).reference.filter(|it| seen.insert(*it));
        std::iter::successors(Some(node), next).last().unwrap_or(node)
    }

    /// Everything that holds for the values of a schema.
    pub(super) fn whole(&self, node: NodeId) -> Rc<Whole<'s>> {
        if let Some(known) = self.whole.borrow().get(&node) {
            return Rc::clone(known);
        }
        let mut parts = Vec::new();
        let mut seen = BTreeSet::new();
        let mut work = vec![node];
        while let Some(node) = work.pop() {
            if !seen.insert(node) {
                continue;
            }
            let schema = self.schema(node);
            work.extend(schema.all_of.iter().rev());
            work.extend(schema.reference);
            parts.push(schema);
        }
        let whole = Rc::new(Whole::of(parts));
        self.whole.borrow_mut().insert(node, Rc::clone(&whole));
        whole
    }
}

impl<'s> Whole<'s> {
    fn of(parts: Vec<Rc<Schema<'s>>>) -> Self {
        let typed =
            || parts.iter().filter(|part| part.nullable || !part.types.is_empty());
        let types = typed()
            .map(|part| part.types)
            .filter(|types| !types.is_empty())
            .reduce(JsonTypes::intersection)
            .unwrap_or_default();
        let nullable = typed().count() > 0 && typed().all(|part| part.nullable);
        Self { parts, types, nullable }
    }

    /// The properties with all schemas that each has, in the document's order.
    pub(super) fn properties(&self) -> Vec<(&'s str, Vec<NodeId>)> {
        let mut properties: Vec<(&'s str, Vec<NodeId>)> = Vec::new();
        for (name, node) in self.parts.iter().flat_map(|part| &part.properties) {
            match properties.iter_mut().find(|(known, _)| known == name) {
                Some((_, nodes)) => nodes.push(*node),
                None => properties.push((name, vec![*node])),
            }
        }
        properties
    }

    /// The names that must be there.
    pub(super) fn required(&self) -> BTreeSet<&'s str> {
        self.parts.iter().flat_map(|part| &part.required).copied().collect()
    }

    /// The schema of keys without one of their own.
    pub(super) fn additional(&self) -> Option<NodeId> {
        self.parts.iter().find_map(|part| match part.additional {
            Some(Additional::Schema(node)) => Some(node),
            _ => None,
        })
    }

    pub(super) fn items(&self) -> Option<NodeId> {
        self.parts.iter().find_map(|part| part.items)
    }

    pub(super) fn format(&self) -> Option<&'s str> {
        self.parts.iter().find_map(|part| part.format)
    }

    /// Whether a value is of one of these types.
    pub(super) fn has(&self, types: JsonTypes, value: &Value) -> bool {
        match value {
            Value::Null => false,
            Value::Bool(_) => types.has(JsonTypes::BOOLEAN),
            Value::Number(number) => {
                let is_whole = number.is_i64()
                    || number.is_u64()
                    || number.as_f64().is_some_and(|n| n.fract() == 0.0);
                (types.has(JsonTypes::NUMBER) && !self.is_of_integers())
                    || (types.has(JsonTypes::INTEGER) && is_whole)
            }
            Value::String(_) => types.has(JsonTypes::STRING),
            Value::Array(_) => types.has(JsonTypes::ARRAY),
            Value::Object(_) => types.has(JsonTypes::OBJECT),
        }
    }

    /// Whether numbers are whole because their format says so.
    pub(super) fn is_of_integers(&self) -> bool {
        self.format().is_some_and(is_of_integers)
    }

    /// The types that other keywords imply where none has `type`; an object, where `required` is
    /// all that there is.
    pub(super) fn implied_types(&self) -> JsonTypes {
        let implied: JsonTypes =
            self.parts.iter().map(|part| part.implied_types()).collect();
        if implied.is_empty() && self.parts.iter().any(|part| !part.required.is_empty())
        {
            return JsonTypes::OBJECT;
        }
        implied
    }

    /// The values of a constraint in all parts.
    pub(super) fn facts(&self, keyword: &str) -> Vec<NodeId> {
        let facts = self.parts.iter().flat_map(|part| &part.facts);
        facts.filter(|(name, _)| *name == keyword).map(|(_, node)| *node).collect()
    }
}

impl<'s> Schemas<'_, 's> {
    /// The values of a constraint that are numbers.
    pub(super) fn numbers(&self, whole: &Whole<'s>, keyword: &str) -> Vec<f64> {
        let number = |node: NodeId| match self.document.sources.kind(node) {
            Kind::Number(text) => text.parse().ok(),
            _ => None,
        };
        whole.facts(keyword).into_iter().filter_map(number).collect()
    }

    /// The strictest lower bound on lengths and counts.
    pub(super) fn at_least(&self, whole: &Whole<'s>, keyword: &str) -> usize {
        let all = self.numbers(whole, keyword).into_iter();
        all.map(whole_number).max().unwrap_or(0)
    }

    /// The strictest upper bound on lengths and counts.
    pub(super) fn at_most(&self, whole: &Whole<'s>, keyword: &str) -> usize {
        let all = self.numbers(whole, keyword).into_iter();
        all.map(whole_number).min().unwrap_or(usize::MAX)
    }

    /// Whether a constraint is there and `true`.
    pub(super) fn is_set(&self, whole: &Whole<'s>, keyword: &str) -> bool {
        let sources = self.document.sources;
        whole.facts(keyword).iter().any(|node| sources.kind(*node) == Kind::Bool(true))
    }
}

/// A length; absurd ones are as good as a large one.
fn whole_number(number: f64) -> usize {
    const LARGE: f64 = 1e9;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is within bounds"
    )]
    if number.is_finite() { number.clamp(0.0, LARGE) as usize } else { 0 }
}
