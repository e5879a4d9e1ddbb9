//! Makes values that schemas accept.

use super::bases::Bases;
use super::object::GENEROUS;
use super::pattern;
use super::text::{of_format, other_of_format};
use super::whole::{Schemas, Whole};
use crate::diagnostics::NodeId;
use crate::document::Document;
use crate::json_types::JsonTypes;
use crate::source::Kind;
use serde_json::{Number, Value, json};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Values nested deeper than this are not made.
const DEEPEST: usize = 12;
/// What may be spent on one argument: schemas looked at.
const FUEL: usize = 20_000;
/// An example longer than this is not used.
const LONGEST: usize = 8_192;
/// So many examples and values of a schema are tried until one is accepted.
const MOST_TRIED: usize = 100;

/// The types, the one that is tried first before the others.
const IN_ORDER: [JsonTypes; 5] = [
    JsonTypes::OBJECT,
    JsonTypes::STRING,
    JsonTypes::ARRAY,
    JsonTypes::NUMBER,
    JsonTypes::BOOLEAN,
];

/// Makes values.
pub(super) struct Maker<'d, 's> {
    pub(super) schemas: Schemas<'d, 's>,
    pub(super) bases: Bases,
    fuel: Cell<usize>,
    /// What schemas list as `enum`, as JSON.
    pub(super) lists: RefCell<BTreeMap<NodeId, Rc<BTreeSet<String>>>>,
}

impl<'d, 's> Maker<'d, 's> {
    pub(super) fn new(document: &'d Document<'s>) -> Self {
        Self {
            schemas: Schemas::new(document),
            bases: Bases::default(),
            fuel: Cell::new(FUEL),
            lists: RefCell::default(),
        }
    }

    /// Begins with another argument.
    pub(super) fn restart(&self) {
        self.fuel.set(FUEL);
    }

    /// Spends some; whether there was any.
    pub(super) fn burn(&self) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(1));
        left > 0
    }

    /// The first example that the schema accepts, or a value that is made.
    pub(super) fn of_examples(
        &self,
        schema: Option<NodeId>,
        mut examples: impl Iterator<Item = NodeId>,
        hint: &str,
    ) -> Option<Value> {
        let example = examples.find_map(|node| self.example(schema, node));
        let made = || match schema {
            Some(schema) => self.make(schema, hint, 0),
            None => Some(json!("text")),
        };
        example.or_else(made)
    }

    /// An example, if it is short and its schema accepts it.
    fn example(&self, schema: Option<NodeId>, node: NodeId) -> Option<Value> {
        let value = self.schemas.document.sources.to_json(node)?;
        let fits = schema.is_none_or(|schema| {
            self.accepts(schema, &value, 0) && self.is_meant(schema, &value)
        });
        let empty = [json!(null), json!(""), json!({}), json!([])];
        let useful = !empty.contains(&value);
        (fits && useful && value.to_string().len() <= LONGEST).then_some(value)
    }

    /// A schema without `type` accepts anything; one with properties means objects.
    fn is_meant(&self, schema: NodeId, value: &Value) -> bool {
        let whole = self.schemas.whole(schema);
        let implied = whole.implied_types();
        !whole.types.is_empty() || implied.is_empty() || whole.has(implied, value)
    }

    /// A value that the schema accepts; `None` where none could be made.
    pub(super) fn make(&self, node: NodeId, hint: &str, depth: usize) -> Option<Value> {
        if depth > DEEPEST || !self.burn() {
            return None;
        }
        let whole = self.schemas.whole(node);
        self.given(node, &whole)
            .or_else(|| self.child(node, hint, depth))
            .or_else(|| self.branch(node, &whole, hint, depth))
            .or_else(|| self.plain(node, &whole, hint, depth))
    }

    /// What the document itself gives: a constant, an example, a default, one of a list.
    fn given(&self, node: NodeId, whole: &Whole<'s>) -> Option<Value> {
        let sources = self.schemas.document.sources;
        let constant = whole.parts.iter().find_map(|part| part.constant);
        if let Some(constant) = constant {
            return sources.to_json(constant);
        }
        let parts = || whole.parts.iter();
        let examples = parts().flat_map(|part| part.examples.iter().copied());
        let defaults = parts().filter_map(|part| part.default);
        let listed = parts().flat_map(|part| part.values.iter().flatten().copied());
        let (examples, listed) = (examples.take(MOST_TRIED), listed.take(MOST_TRIED));
        let mut all = examples.chain(listed).chain(defaults);
        all.find_map(|value| self.example(Some(node), value))
    }

    /// A value of a schema that extends a base with a discriminator: what is declared as the
    /// base is one of these (OpenAPI 3.0.4, "Models with Polymorphism Support").
    fn child(&self, node: NodeId, hint: &str, depth: usize) -> Option<Value> {
        let (base, children) = self.bases.children(&self.schemas, node)?;
        children.iter().find_map(|child| {
            let made = self.make(*child, hint, depth + 1)?;
            let made = self.tagged(&base, *child, made);
            self.accepts(node, &made, 0).then_some(made)
        })
    }

    /// A value of one of the branches of `oneOf` or `anyOf`.
    fn branch(
        &self,
        node: NodeId,
        whole: &Whole<'s>,
        hint: &str,
        depth: usize,
    ) -> Option<Value> {
        let part = whole
            .parts
            .iter()
            .find(|part| !part.one_of.is_empty() || !part.any_of.is_empty())?;
        let branches = if part.one_of.is_empty() { &part.any_of } else { &part.one_of };
        let (null, others): (Vec<NodeId>, Vec<NodeId>) =
            branches.iter().partition(|branch| self.stands_for_null(**branch));
        let mut first = None;
        for branch in others.iter().chain(&null) {
            let made =
                self.make(*branch, hint, depth + 1).filter(|made| !made.is_null());
            let Some(made) = made else { continue };
            // With everything first; what may be left out can make it fit another branch, too.
            let depths = [depth, GENEROUS + 1];
            for depth in depths.into_iter().take(if depth <= GENEROUS { 2 } else { 1 }) {
                let beside = self.beside(whole, made.clone(), depth);
                let made = self.tagged(part, *branch, beside);
                if self.accepts(node, &made, 0) {
                    return Some(made);
                }
                first.get_or_insert(made);
            }
        }
        first
    }

    /// Whether `null` is meant by a branch: `{ type: object, nullable: true }`, and nothing is said
    /// of what the object holds.
    fn stands_for_null(&self, node: NodeId) -> bool {
        let schema = self.schemas.schema(node);
        schema.nullable
            && schema.types == JsonTypes::OBJECT
            && schema.properties.is_empty()
            && schema.additional.is_none()
            && schema.required.is_empty()
            && [&schema.all_of, &schema.any_of, &schema.one_of]
                .iter()
                .all(|it| it.is_empty())
    }

    fn plain(
        &self,
        node: NodeId,
        whole: &Whole<'s>,
        hint: &str,
        depth: usize,
    ) -> Option<Value> {
        let types =
            if whole.types.is_empty() { whole.implied_types() } else { whole.types };
        if types.is_empty() {
            return if whole.nullable {
                Some(Value::Null)
            } else {
                self.schemas.text(whole, "").map(Value::String)
            };
        }
        let all = IN_ORDER.into_iter().filter(|one| types.overlaps(*one));
        let made = all.filter_map(|one| match one {
            JsonTypes::OBJECT => self.object(whole, depth),
            JsonTypes::ARRAY => self.array(whole, hint, depth),
            JsonTypes::STRING => self.schemas.text(whole, hint).map(Value::String),
            JsonTypes::BOOLEAN => Some(json!(true)),
            _ => {
                let is_whole = !types.has(JsonTypes::NUMBER) || whole.is_of_integers();
                self.number(whole, is_whole)
            }
        });
        let made: Vec<Value> = made.collect();
        let fitting = made.iter().find(|value| self.accepts(node, value, 0));
        fitting.or(made.first()).cloned()
    }

    fn array(&self, whole: &Whole<'s>, hint: &str, depth: usize) -> Option<Value> {
        let least = self.schemas.at_least(whole, "minItems");
        let most = self.schemas.at_most(whole, "maxItems");
        let prefixes = whole.parts.iter().map(|part| &part.prefix_items);
        let prefix = prefixes.max_by_key(|prefix| prefix.len());
        let mut items: Vec<Value> = Vec::new();
        for node in prefix.into_iter().flatten().take(most) {
            items.push(self.make(*node, hint, depth + 1)?);
        }
        if least > 100 {
            return None;
        }
        if let Some(node) = whole.items() {
            // Several, so that it is seen how they are told apart.
            let wanted = least.max(2).min(most);
            while items.len() < wanted {
                let unique = self.schemas.is_set(whole, "uniqueItems");
                let made = self.make(node, hint, depth + 1);
                match made.map(|item| self.unlike(node, &items, item)) {
                    Some(item) if unique && items.contains(&item) => break,
                    Some(item) => items.push(item),
                    None if items.len() >= least => break,
                    None => return None,
                }
            }
        }
        Some(Value::Array(items))
    }

    /// An item that is not among those that are there, if one is found.
    fn unlike(&self, node: NodeId, items: &[Value], item: Value) -> Value {
        if !items.contains(&item) {
            return item;
        }
        let sources = self.schemas.document.sources;
        let whole = self.schemas.whole(node);
        let listed = whole.parts.iter().flat_map(|part| part.values.iter().flatten());
        let listed = listed.filter_map(|value| sources.to_json(*value));
        let patterns = whole.facts("pattern");
        let pattern = patterns.first().and_then(|node| match sources.kind(*node) {
            Kind::String(pattern) => Some(pattern),
            _ => None,
        });
        let varied = (1..10).filter_map(|n| match &item {
            Value::String(text) => match (pattern, whole.form()) {
                (Some(pattern), _) => pattern::other_text(pattern, n).map(Value::String),
                (None, Some(form)) if of_format(form).is_some() => {
                    other_of_format(form, n).map(Value::String)
                }
                _ => Some(json!(format!("{text}{n}"))),
            },
            Value::Number(number) => number.as_u64().map(|it| json!(it + n as u64)),
            _ => None,
        });
        listed
            .chain(varied)
            .find(|other| !items.contains(other) && self.accepts(node, other, 0))
            .unwrap_or(item)
    }

    fn number(&self, whole: &Whole<'s>, is_whole: bool) -> Option<Value> {
        let of = |keyword| self.schemas.numbers(whole, keyword).into_iter();
        let steps: Vec<f64> = of("multipleOf").collect();
        let step = steps.first().copied().filter(|step| *step > 0.0);
        let bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
        let bounds: Vec<f64> = bounds.into_iter().flat_map(of).collect();
        let mut tried = vec![1.0, 0.0];
        tried.extend(step);
        for bound in &bounds {
            tried.extend([*bound, bound + 1.0, bound - 1.0]);
            if let Some(step) = step {
                let near = (bound / step).ceil() * step;
                tried.extend([near, near + step, near - step]);
            }
        }
        if let [low, high] = bounds[..] {
            tried.push(f64::midpoint(low, high));
        }
        let fits = |number: &f64| {
            self.in_range(whole, *number) && (!is_whole || number.fract() == 0.0)
        };
        let found = tried.into_iter().find(fits)?;
        // A fraction where there may be one, so that it is seen how it is written.
        let found = if !is_whole && fits(&1.5) { 1.5 } else { found };
        if found.fract() == 0.0 && found.abs() < 9e15 {
            #[expect(clippy::cast_possible_truncation, reason = "it is within bounds")]
            return Some(json!(found as i64));
        }
        Number::from_f64(found).map(Value::Number)
    }
}
