//! How to get from one page to the next: data, and the step itself.

use std::collections::BTreeSet;
use std::mem;

use bytes::Bytes;
use http::Uri;

use super::content::Payload;
use super::dig::{count_json_at, read_json_at};
use super::link::{find_link, follow};
use super::operation::Arguments;
use super::outgoing::Patch;
use super::{Answered, Edit, RequestError, Value, View};

/// Where an operation's answers hold their items and the way to the next page.
///
/// Written as `Paging { items: &["…"], .., ..Paging::DEFAULT }`.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// The path of keys to the array of items; empty when the answer is the array.
    pub items: &'static [&'static str],
    /// What moves on.
    pub next: NextPage,
    /// The path to a boolean that is `false` on the last page; empty when there is none.
    pub more: &'static [&'static str],
    /// The path to the number of items ([`NextPage::Offset`]) or of pages
    /// ([`NextPage::Number`]); empty when there is none.
    pub total: &'static [&'static str],
}

/// What moves from page to page.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum NextPage {
    /// A value of the request counts items, from 0.
    Offset(Place),
    /// A value of the request counts pages, from this number.
    Number(Place, i64),
    /// The answer holds the next value for a place of the request.
    Cursor(Place, &'static [&'static str]),
    /// A header of the answer holds the next value for a place of the request.
    HeaderCursor(Place, &'static str),
    /// The answer holds the URL of the next page.
    Url(&'static [&'static str]),
    /// A `Link` header holds the URL of the next page (`rel="next"`).
    Link,
}

/// A place in a request.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// The parameter at this index of [`super::Meta::params`].
    Param(usize),
    /// The property of the body at this path of names.
    Field(&'static [&'static str]),
}

impl Paging {
    /// Pages that `Link` headers connect, each an array.
    pub const DEFAULT: Self =
        Self { items: &[], next: NextPage::Link, more: &[], total: &[] };
}

/// What the next request differs in.
#[derive(Debug)]
pub enum Turn {
    /// Nothing: it is the first.
    First,
    /// The value at a place.
    Value(Place, Value),
    /// Path and query.
    Target(String, String),
    /// It must not be made.
    Refused(RequestError),
    /// There is none.
    End,
}

/// The way through the pages so far.
#[derive(Debug)]
pub struct Progress {
    paging: &'static Paging,
    turn: Turn,
    seen: BTreeSet<String>,
    last: Bytes,
}

impl Progress {
    /// Before the first page.
    #[must_use]
    pub fn new(paging: &'static Paging) -> Self {
        Self { paging, turn: Turn::First, seen: BTreeSet::new(), last: Bytes::new() }
    }

    /// What the next request differs in, or why it must not be made; `None` when there is
    /// none.
    pub fn patch(&mut self) -> Option<Result<Patch<'_>, RequestError>> {
        if matches!(self.turn, Turn::Refused(_)) {
            let Turn::Refused(error) = mem::replace(&mut self.turn, Turn::End) else {
                return None;
            };
            return Some(Err(error));
        }
        let mut patch = Patch::default();
        match &self.turn {
            Turn::End | Turn::Refused(_) => return None,
            Turn::First => {}
            Turn::Value(Place::Param(at), value) => patch.param = Some((*at, value)),
            Turn::Value(Place::Field(path), value) => patch.field = Some((path, value)),
            Turn::Target(path, query) => patch.target = Some((path, query)),
        }
        Some(Ok(patch))
    }

    /// Nothing more is asked for.
    pub fn end(&mut self) {
        self.turn = Turn::End;
    }

    /// Takes an answer and looks for the way to the next page. `false` when the answer
    /// is the last one once more, so that the service does not turn pages.
    pub fn advance(
        &mut self,
        answered: &Answered,
        from: &Uri,
        arguments: &dyn Arguments,
    ) -> bool {
        let count = count_json_at(&answered.body, self.paging.items);
        let turned = mem::replace(&mut self.turn, Turn::End);
        if count > 0 && answered.body == self.last {
            return false;
        }
        self.last = answered.body.clone();
        if self.value(self.paging.more) == Some(Value::Bool(false)) {
            return true;
        }
        let paging = self.paging;
        self.turn = match paging.next {
            NextPage::Offset(place) => {
                let at = position(&turned, arguments, place).unwrap_or(0);
                self.count_on(place, count, at.saturating_add_unsigned(count as u64), 0)
            }
            NextPage::Number(place, first) => {
                let at = position(&turned, arguments, place).unwrap_or(first);
                self.count_on(place, count, at.saturating_add(1), first)
            }
            NextPage::Cursor(place, path) => self.cursor(place, self.value(path)),
            NextPage::HeaderCursor(place, name) => {
                let value = answered.head.headers.get(name);
                let text = value.and_then(|value| value.to_str().ok());
                self.cursor(place, text.map(Value::from))
            }
            NextPage::Url(path) => {
                let url = self.value(path);
                self.target(from, url.as_ref().and_then(Value::as_str))
            }
            NextPage::Link => {
                let url = find_link(&answered.head.headers, "next");
                self.target(from, url.as_deref())
            }
        };
        true
    }

    /// The value at a path of the last answer.
    fn value(&self, path: &[&str]) -> Option<Value> {
        let mut value = Value::Null;
        let is_there = !path.is_empty()
            && read_json_at(&self.last, path, Edit::Value(&mut value)).unwrap_or(false);
        is_there.then_some(value)
    }

    fn count_on(&self, place: Place, count: usize, next: i64, first: i64) -> Turn {
        let total = self.value(self.paging.total).and_then(|total| total.as_i64());
        let is_last = total.is_some_and(|total| next.saturating_sub(first) >= total);
        if count == 0 || is_last { Turn::End } else { Turn::Value(place, next.into()) }
    }

    fn cursor(&mut self, place: Place, value: Option<Value>) -> Turn {
        match value {
            Some(value @ (Value::String(_) | Value::Number(_)))
                if value != "" && self.seen.insert(value.to_string()) =>
            {
                Turn::Value(place, value)
            }
            // The end, or a service that goes round in circles.
            _ => Turn::End,
        }
    }

    fn target(&mut self, from: &Uri, url: Option<&str>) -> Turn {
        let Some(url) = url.filter(|url| !url.is_empty()) else { return Turn::End };
        match follow(from, url) {
            Err(error) => Turn::Refused(error),
            Ok((path, query)) if self.seen.insert(format!("{path}?{query}")) => {
                Turn::Target(path, query)
            }
            Ok(_) => Turn::End,
        }
    }
}

/// Where counting stands: at the last turn, or where the caller has begun.
fn position(turned: &Turn, arguments: &dyn Arguments, place: Place) -> Option<i64> {
    match (turned, place) {
        (Turn::Value(_, value), _) => value.as_i64(),
        (_, Place::Param(at)) => integer(arguments.param(at)),
        (_, Place::Field(path)) => match arguments.body()?.payload {
            Payload::Json(view) => integer_at(view, path),
            _ => None,
        },
    }
}

/// The integer at a path of properties.
fn integer_at(view: View<'_>, path: &[&str]) -> Option<i64> {
    let Some((name, rest)) = path.split_first() else { return integer(view) };
    match view {
        View::Object(object) => {
            let keys = object.model().keys;
            let at = keys.iter().position(|key| key.wire == *name)?;
            integer_at(object.view_at(at), rest)
        }
        View::Value(value) => integer_at(View::Value(value.get(*name)?), rest),
        _ => None,
    }
}

fn integer(view: View<'_>) -> Option<i64> {
    match view {
        View::I64(value) => Some(value),
        View::U64(value) => i64::try_from(value).ok(),
        View::Value(value) => value.as_i64(),
        View::Str(text) => text.parse().ok(),
        _ => None,
    }
}
