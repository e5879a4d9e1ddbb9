//! The way through a value, along what its slots show: compiled once for all types.

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::limit::{Limit, LimitTable};
use super::number::Number;
use super::violations::Violations;
use super::{pattern, unique};
use crate::runtime::Value;
use crate::runtime::codec::model::{Items, Map, Object, View, marks};

/// So deep is looked into a value: as deep as JSON is read.
const DEEPEST: usize = 128;

/// Checks a value against limits, and all that it holds against those of its types.
pub fn validate(view: View<'_>, limits: &'static [Limit]) -> Result<(), Violations> {
    let mut walk =
        Walk { path: Vec::new(), added: 0, violations: Violations::default() };
    walk.value(view, limits);
    walk.violations.into_result()
}

/// A step from a value to one that it holds.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Place(usize),
}

struct Walk<'a> {
    path: Vec<Step<'a>>,
    /// How many properties unions add to the object that comes next.
    added: usize,
    violations: Violations,
}

impl<'a> Walk<'a> {
    fn value(&mut self, view: View<'a>, limits: &[Limit]) {
        match view {
            View::Absent | View::Null | View::Bool(_) => {}
            // A limit of a file or of bytes counts what stands for them in a text.
            View::Bytes(_) | View::File(_) => {}
            View::I64(value) => self.number(Number::Whole(value.into()), limits),
            View::U64(value) => self.number(Number::Whole(value.into()), limits),
            View::F32(value) => self.number(Number::of_single(value), limits),
            View::F64(value) => self.number(Number::Real(value), limits),
            View::Str(text) => self.text(text, limits),
            View::Display(shown) => {
                let mut text = String::new();
                if !limits.is_empty() && write!(text, "{shown}").is_ok() {
                    self.text(&text, limits);
                }
            }
            View::List(items) => self.list(items, limits),
            View::Map(map) => self.map(map, limits),
            View::Object(object) => self.object(object, limits),
            View::Value(value) => self.json(value, limits),
            View::Tagged((property, _), content) => {
                let content = content.view();
                self.added += usize::from(content.lacks(property));
                self.value(content, limits);
            }
        }
    }

    /// What a value holds.
    fn within(&mut self, step: Step<'a>, view: View<'a>, limits: &[Limit]) {
        if self.path.len() < DEEPEST {
            self.path.push(step);
            self.value(view, limits);
            self.path.pop();
        }
    }

    fn number(&mut self, value: Number, limits: &[Limit]) {
        for limit in limits {
            let order = |bound: Number| value.compare(bound);
            let holds = match *limit {
                Limit::Minimum(bound) => order(bound).is_some_and(Ordering::is_ge),
                Limit::Maximum(bound) => order(bound).is_some_and(Ordering::is_le),
                Limit::ExclusiveMinimum(bound) => {
                    order(bound).is_some_and(Ordering::is_gt)
                }
                Limit::ExclusiveMaximum(bound) => {
                    order(bound).is_some_and(Ordering::is_lt)
                }
                Limit::MultipleOf(step) => value.is_multiple_of(step),
                _ => true,
            };
            self.judge(holds, *limit);
        }
    }

    /// A text; its length is that in characters of Unicode, not in bytes.
    fn text(&mut self, text: &str, limits: &[Limit]) {
        for limit in limits {
            let holds = match *limit {
                Limit::MinLength(least) => length(text) >= least,
                Limit::MaxLength(most) => length(text) <= most,
                Limit::Pattern(pattern) => pattern::fits(pattern, text),
                _ => true,
            };
            self.judge(holds, *limit);
        }
    }

    fn list(&mut self, items: &'a dyn Items, limits: &[Limit]) {
        self.count_items(items.count(), limits);
        if limits.contains(&Limit::UniqueItems) {
            self.judge(unique::differ(items), Limit::UniqueItems);
        }
        for at in 0..items.count() {
            self.within(Step::Place(at), items.item(at), of_items(limits));
        }
        for (at, limits) in of_places(limits).filter(|(at, _)| *at < items.count()) {
            self.within(Step::Place(at), items.item(at), limits);
        }
    }

    fn map(&mut self, map: &'a dyn Map, limits: &[Limit]) {
        let count = std::mem::take(&mut self.added) + map.count();
        self.count_properties(count, limits);
        self.entries(map, limits);
    }

    /// The entries that have no field.
    fn entries(&mut self, map: &'a dyn Map, limits: &[Limit]) {
        map.entries(&mut |key, view| {
            self.key(key, limits);
            self.within(Step::Key(key), view, of_values(limits));
            true
        });
    }

    fn key(&mut self, key: &'a str, limits: &[Limit]) {
        let names = limits.iter().find_map(|limit| match limit {
            Limit::PropertyNames(names) => Some(*names),
            _ => None,
        });
        if let Some(names) = names {
            self.within(Step::Key(key), View::Str(key), names);
        }
    }

    /// An object: the limits of its type, and those of the place where it stands.
    fn object(&mut self, object: &'a dyn Object, limits: &[Limit]) {
        let model = object.model();
        let table = model.limits.and_then(|table| table.downcast_ref::<LimitTable>());
        let own = table.map_or(&[][..], |table| table.own);
        let mut known = table.map_or(&[][..], |table| table.keys).iter().peekable();
        let mut count = std::mem::take(&mut self.added);
        for (at, key) in model.keys.iter().enumerate() {
            let view = object.view_at(at);
            let sent = !matches!(view, View::Absent) || key.marks & marks::null != 0;
            count += usize::from(sent);
            let limits = known.next_if(|(wire, _)| *wire == key.wire);
            let limits = limits.map_or(&[][..], |(_, limits)| limits);
            self.within(Step::Key(key.wire), view, limits);
        }
        if !model.extra.is_empty()
            && let View::Map(map) = object.view_at(model.keys.len())
        {
            count += map.count();
            self.entries(map, own);
        }
        self.count_properties(count, own);
        self.count_properties(count, limits);
    }

    /// A value without a type.
    fn json(&mut self, value: &'a Value, limits: &[Limit]) {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::String(text) => self.text(text, limits),
            Value::Number(number) => {
                let whole = number.as_i64().map(i128::from);
                let whole = whole.or(number.as_u64().map(i128::from));
                let real = number.as_f64().map(Number::Real);
                if let Some(number) = whole.map(Number::Whole).or(real) {
                    self.number(number, limits);
                }
            }
            Value::Array(items) => self.list(items, limits),
            Value::Object(entries) => {
                let count = std::mem::take(&mut self.added) + entries.len();
                self.count_properties(count, limits);
                for (key, value) in entries {
                    self.key(key, limits);
                    self.within(Step::Key(key), View::Value(value), of_values(limits));
                }
            }
        }
    }

    fn count_items(&mut self, count: usize, limits: &[Limit]) {
        for limit in limits {
            let holds = match *limit {
                Limit::MinItems(least) => count as u64 >= least,
                Limit::MaxItems(most) => count as u64 <= most,
                _ => true,
            };
            self.judge(holds, *limit);
        }
    }

    fn count_properties(&mut self, count: usize, limits: &[Limit]) {
        for limit in limits {
            let holds = match *limit {
                Limit::MinProperties(least) => count as u64 >= least,
                Limit::MaxProperties(most) => count as u64 <= most,
                _ => true,
            };
            self.judge(holds, *limit);
        }
    }

    fn judge(&mut self, holds: bool, limit: Limit) {
        if !holds {
            let path = &self.path;
            self.violations.add(limit, || pointer(path));
        }
    }
}

/// A path as a JSON pointer (RFC 6901).
fn pointer(path: &[Step<'_>]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            Step::Place(at) => {
                let _ = write!(out, "/{at}");
            }
            Step::Key(key) => {
                out.push('/');
                out.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
        }
    }
    out
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
}

/// The limits of each element.
fn of_items(limits: &[Limit]) -> &'static [Limit] {
    let found = limits.iter().find_map(|limit| match limit {
        Limit::Items(limits) => Some(*limits),
        _ => None,
    });
    found.unwrap_or_default()
}

/// The limits of elements at places.
fn of_places(limits: &[Limit]) -> impl Iterator<Item = (usize, &'static [Limit])> {
    limits.iter().filter_map(|limit| match limit {
        Limit::Item(at, limits) => Some((*at, *limits)),
        _ => None,
    })
}

/// The limits of the values of keys that have no field.
fn of_values(limits: &[Limit]) -> &'static [Limit] {
    let found = limits.iter().find_map(|limit| match limit {
        Limit::Values(limits) => Some(*limits),
        _ => None,
    });
    found.unwrap_or_default()
}
