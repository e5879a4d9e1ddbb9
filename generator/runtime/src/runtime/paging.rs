//! How to get from one page to the next: data, and the step itself.

use std::collections::BTreeSet;
use std::mem;

use bytes::Bytes;
use http::Uri;

use super::content::Payload;
use super::link::{find_link, follow};
use super::operation::Arguments;
use super::outgoing::Patch;
use super::page::{Page, integer};
use super::{Answered, Edit, Meta, Problem, RequestError, Value, View};

/// Where an operation's answers hold their items and the way to the next page.
///
/// Written as `Paging { items: &["…"], .., ..Paging::DEFAULT }`.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// The path of keys to the array of items; empty when the answer is the array.
    pub items: &'static [&'static str],
    /// Whether a page may come without the array, or with `null` instead.
    pub optional: bool,
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
    pub const DEFAULT: Self = Self {
        items: &[],
        optional: false,
        next: NextPage::Link,
        more: &[],
        total: &[],
    };

    /// Whether the answer's body is what says how to go on.
    fn is_in_body(&self) -> bool {
        let is_in_head =
            matches!(self.next, NextPage::Link | NextPage::HeaderCursor(..));
        !is_in_head || !self.more.is_empty()
    }
}

impl NextPage {
    /// The path to what moves on, where the answer's body holds it.
    pub(super) const fn path(&self) -> &'static [&'static str] {
        match self {
            Self::Cursor(_, path) | Self::Url(path) => path,
            _ => &[],
        }
    }

    /// Whether it counts what has come so far.
    const fn counts(&self) -> bool {
        matches!(self, Self::Offset(_) | Self::Number(..))
    }
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
    /// There is none: it has been made before.
    Again,
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
            Turn::End | Turn::Again | Turn::Refused(_) => return None,
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

    /// Takes an answer, its items if they are wanted, and looks for the way to the next page.
    /// `false` when the answer is the last one once more and says nothing of more pages, so that
    /// the service does not turn pages.
    ///
    /// # Errors
    ///
    /// What is wrong with the answer. Nothing more is asked for then.
    pub fn advance(
        &mut self,
        meta: &Meta,
        answered: &Answered,
        from: &Uri,
        arguments: &dyn Arguments,
        items: Option<Edit<'_>>,
    ) -> Result<bool, Problem> {
        let turned = mem::replace(&mut self.turn, Turn::End);
        let page = self.read(meta, answered, items)?;
        let more = page.more == Some(true);
        let is_same = (page.count > 0 || more) && answered.body == self.last;
        self.last = answered.body.clone();
        if page.more == Some(false) {
            return Ok(true);
        }
        let turn = self.turn_after(&turned, &page, answered, from, arguments);
        let is_over = matches!(turn, Turn::End | Turn::Again);
        let counts = self.paging.next.counts();
        let says_more = more || if counts { page.total.is_some() } else { !is_over };
        if is_same && says_more {
            return Err(Problem::NextPage(
                "the last page came again, and says more comes",
            ));
        }
        if more && is_over {
            return Err(Problem::NextPage("it says that more comes, but not where"));
        }
        if is_same && (counts || matches!(turn, Turn::Again)) {
            return Ok(false);
        }
        self.turn = turn;
        Ok(true)
    }

    /// What the answer says. Who wants no items takes other answers than pages, too.
    fn read(
        &self,
        meta: &Meta,
        answered: &Answered,
        items: Option<Edit<'_>>,
    ) -> Result<Page, Problem> {
        let wanted = items.is_some();
        match Page::read(meta, self.paging, answered, items) {
            Err(Problem::NoPage) if !wanted => Ok(Page::default()),
            Err(_) if !wanted && !self.paging.is_in_body() => Ok(Page::default()),
            page => page,
        }
    }

    fn turn_after(
        &mut self,
        turned: &Turn,
        page: &Page,
        answered: &Answered,
        from: &Uri,
        arguments: &dyn Arguments,
    ) -> Turn {
        let headers = &answered.head.headers;
        match self.paging.next {
            NextPage::Offset(place) => {
                let at = position(turned, arguments, place).unwrap_or(0);
                count_on(place, page, at, page.count, 0)
            }
            NextPage::Number(place, first) => {
                let at = position(turned, arguments, place).unwrap_or(first);
                let goes_on = page.count > 0 || page.more == Some(true);
                count_on(place, page, at, goes_on.into(), first)
            }
            NextPage::Cursor(place, _) => self.cursor(place, page.next.clone()),
            NextPage::HeaderCursor(place, name) => {
                let text = headers.get(name).and_then(|value| value.to_str().ok());
                self.cursor(place, text.map(Value::from))
            }
            NextPage::Url(_) => {
                self.target(from, page.next.as_ref().and_then(Value::as_str))
            }
            NextPage::Link => self.target(from, find_link(headers, "next").as_deref()),
        }
    }

    fn cursor(&mut self, place: Place, value: Option<Value>) -> Turn {
        match value.filter(|value| *value != "") {
            None => Turn::End,
            Some(value) if self.seen.insert(value.to_string()) => {
                Turn::Value(place, value)
            }
            Some(_) => Turn::Again,
        }
    }

    fn target(&mut self, from: &Uri, url: Option<&str>) -> Turn {
        let Some(url) = url.filter(|url| !url.is_empty()) else { return Turn::End };
        match follow(from, url) {
            Err(error) => Turn::Refused(error),
            Ok((path, query)) if self.seen.insert(format!("{path}?{query}")) => {
                Turn::Target(path, query)
            }
            Ok(_) => Turn::Again,
        }
    }
}

fn count_on(place: Place, page: &Page, at: i64, step: usize, first: i64) -> Turn {
    let next = at.saturating_add_unsigned(step as u64);
    let is_last = page.total.is_some_and(|total| next.saturating_sub(first) >= total);
    if step == 0 || is_last { Turn::End } else { Turn::Value(place, next.into()) }
}

/// Where counting stands: at the last turn, or where the caller has begun.
fn position(turned: &Turn, arguments: &dyn Arguments, place: Place) -> Option<i64> {
    match (turned, place) {
        (Turn::Value(_, value), _) => value.as_i64(),
        (_, Place::Param(at)) => integer(arguments.param(at)),
        (_, Place::Field(path)) => match arguments.body()?.payload {
            Payload::Json(view) => integer(at_path(view, path)?),
            _ => None,
        },
    }
}

/// What stands at a path of properties.
fn at_path<'v>(view: View<'v>, path: &[&str]) -> Option<View<'v>> {
    let Some((name, rest)) = path.split_first() else { return Some(view) };
    match view {
        View::Object(object) => {
            let keys = object.model().keys;
            let at = keys.iter().position(|key| key.wire == *name)?;
            at_path(object.view_at(at), rest)
        }
        View::Value(value) => at_path(View::Value(value.get(*name)?), rest),
        _ => None,
    }
}
