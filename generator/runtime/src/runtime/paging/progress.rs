//! The steps from one page to the next.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Uri};

use super::link::{find_link, follow};
use super::next_page::{NextPage, Paging, Place};
use super::page::{Page, integer};
use crate::runtime::calls::operation::Arguments;
use crate::runtime::calls::parameter::Location;
use crate::runtime::requests::content::Payload;
use crate::runtime::requests::outgoing::Patch;
use crate::runtime::requests::plain::{Shape, scalar, shape};
use crate::runtime::requests::url::without;
use crate::runtime::{
    Answered, Edit, Meta, Problem, RequestError, SchemeKind, Service, Value, View,
};

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

/// A request for a page.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Who was asked.
    pub service: &'static Service,
    /// For what.
    pub meta: &'static Meta,
    /// With which arguments, but for what was turned.
    pub operation: &'a dyn Arguments,
    /// Where.
    pub from: &'a Uri,
}

impl Asked<'_> {
    /// A path and a query, without credentials: the same text for the same page.
    fn page(&self, path: &str, query: &str) -> String {
        let mut query = query.to_owned();
        for scheme in self.service.schemes {
            if let SchemeKind::ApiKey { location: Location::Query, name } = scheme.kind {
                query = without(&query, name);
            }
        }
        format!("{path}?{query}")
    }

    /// The page that was asked for.
    fn this_page(&self) -> String {
        self.page(self.from.path(), self.from.query().unwrap_or_default())
    }

    fn is_this_page(&self, url: &str) -> bool {
        let target = follow(self.from, url);
        target.is_ok_and(|(path, query)| self.page(&path, &query) == self.this_page())
    }

    /// What the caller has put at a place.
    fn argument(&self, place: Place) -> Option<View<'_>> {
        match place {
            Place::Param(at) => Some(self.operation.param(at)),
            Place::Property(at, name) => at_path(self.operation.param(at), &[name]),
            Place::Field(path) => match self.operation.body()?.payload {
                Payload::Json(view) => at_path(view, path),
                _ => None,
            },
        }
    }
}

/// So many pages without items may follow one another where items are wanted. Nobody sees them,
/// so that nobody could stop asking for more.
const MOST_EMPTY: u32 = 100;

/// So many cursors and targets are remembered, the first ones.
const MOST_SEEN: usize = 100_000;

/// The cursors and targets that were asked for and what came, as far as it takes to know both
/// again: a service may make them as long as it likes.
#[derive(Debug, Default)]
struct Seen {
    pages: BTreeMap<u64, u64>,
    /// Whether another page has come for one of them, so that the service goes on behind it.
    moves: bool,
}

impl Seen {
    fn contains(&self, key: &str) -> bool {
        self.pages.contains_key(&digest(key))
    }

    /// Remembers what came; whether it has come before.
    fn came_again(&mut self, key: &str, page: u64) -> bool {
        let key = digest(key);
        let before = self.pages.get(&key).copied();
        if before.is_some() || self.pages.len() < MOST_SEEN {
            self.pages.insert(key, page);
        }
        self.moves |= before.is_some_and(|before| before != page);
        before == Some(page)
    }
}

/// A number to know a value again by.
pub fn digest<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The way through the pages so far.
#[derive(Debug)]
pub struct Progress {
    paging: &'static Paging,
    turn: Turn,
    seen: Seen,
    last: Bytes,
    taken: u64,
    /// How many pages without items have come one after the other.
    empty: u32,
}

impl Progress {
    /// Before the first page.
    #[must_use]
    pub fn new(paging: &'static Paging) -> Self {
        let (seen, last) = (Seen::default(), Bytes::new());
        Self { paging, turn: Turn::First, seen, last, taken: 0, empty: 0 }
    }

    /// How many pages have come.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken
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
            Turn::Value(Place::Param(at), value) => {
                patch.param = Some((*at, None, value));
            }
            Turn::Value(Place::Property(at, name), value) => {
                patch.param = Some((*at, Some(name), value));
            }
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
    /// `false` when the answer has come before, to the same request, and says nothing of more
    /// pages: the way leads in a circle, and nothing is left out.
    ///
    /// # Errors
    ///
    /// What is wrong with the answer. Nothing more is asked for then.
    pub fn advance(
        &mut self,
        asked: &Asked<'_>,
        answered: &Answered,
        items: Option<Edit<'_>>,
    ) -> Result<bool, Problem> {
        let turned = mem::replace(&mut self.turn, Turn::End);
        let wanted = items.is_some();
        let mut page = self.read(asked.meta, answered, items)?;
        // There are items, so that nobody has counted them.
        page.total = page.total.filter(|total| *total > 0 || page.count == 0);
        self.taken += 1;
        self.empty = if wanted && page.count == 0 { self.empty + 1 } else { 0 };
        let more = page.more == Some(true);
        let is_same = (page.count > 0 || more) && answered.body == self.last;
        self.last = answered.body.clone();
        if page.more == Some(false) {
            return Ok(true);
        }
        let turn = self.turn_after(&turned, &page, &answered.head.headers, asked)?;
        let next = self.key(&turn, asked);
        let came_again = self.key(&turned, asked).is_some_and(|key| {
            self.seen.came_again(&key, digest(&(page.items, &next, more)))
        });
        let is_known = next.is_some_and(|next| self.seen.contains(&next));
        let is_over = matches!(turn, Turn::End) || is_known && page.count == 0;
        if came_again && !more && !self.seen.moves {
            return Ok(false);
        }
        if came_again || is_same && (self.paging.next.counts() || !is_over) {
            return Err(Problem::NextPage("the service gave the same page again"));
        }
        if more && is_over {
            return Err(Problem::NextPage("it says that more comes, but not where"));
        }
        if self.empty >= MOST_EMPTY && !is_over {
            return Err(Problem::NextPage("100 pages in a row are empty"));
        }
        self.turn = if is_over { Turn::End } else { turn };
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
        &self,
        turned: &Turn,
        page: &Page,
        headers: &HeaderMap,
        asked: &Asked<'_>,
    ) -> Result<Turn, Problem> {
        Ok(match self.paging.next {
            NextPage::Offset(place) => {
                let at = position(turned, asked, place).unwrap_or(0);
                let next = at.saturating_add_unsigned(page.count as u64);
                count_on(place, page, (at, next), next)?
            }
            NextPage::Number(place, first) => {
                let at = position(turned, asked, place).unwrap_or(first);
                let goes_on = page.count > 0 || page.more == Some(true);
                let behind = at.saturating_add(1);
                let next = if goes_on { behind } else { at };
                count_on(place, page, (at, next), behind.saturating_sub(first))?
            }
            NextPage::Cursor(place, _) => cursor(place, page.next.clone()),
            NextPage::HeaderCursor(place, name) => {
                let value = headers.get(name).map(HeaderValue::as_bytes);
                let text = value.map(str::from_utf8).transpose().map_err(|_| {
                    Problem::NextPage("the header that says it is not text in UTF-8")
                })?;
                cursor(place, text.map(Value::from))
            }
            NextPage::Url(_) => {
                target(asked, page.next.as_ref().and_then(Value::as_str))
            }
            NextPage::Link => {
                let is_here = |anchor: &str| asked.is_this_page(anchor);
                target(asked, find_link(headers, "next", &is_here).as_deref())
            }
        })
    }

    /// The cursor or target of the page that was asked for first.
    fn start(&self, asked: &Asked<'_>) -> Option<String> {
        match self.paging.next {
            NextPage::Cursor(place, _) | NextPage::HeaderCursor(place, _) => {
                let own = asked.argument(place)?;
                let is_scalar = shape(own) == Shape::Scalar;
                is_scalar.then(|| scalar(own).ok())?.map(Cow::into_owned)
            }
            NextPage::Url(_) | NextPage::Link => Some(asked.this_page()),
            NextPage::Offset(_) | NextPage::Number(..) => None,
        }
    }

    /// The cursor or target that a turn asks for.
    fn key(&self, turn: &Turn, asked: &Asked<'_>) -> Option<String> {
        match turn {
            Turn::First => self.start(asked),
            Turn::Value(..) if self.paging.next.counts() => None,
            Turn::Value(_, Value::String(text)) => Some(text.clone()),
            Turn::Value(_, value) => Some(value.to_string()),
            Turn::Target(path, query) => Some(asked.page(path, query)),
            Turn::Refused(_) | Turn::End => None,
        }
    }
}

fn cursor(place: Place, value: Option<Value>) -> Turn {
    let value = value.filter(|value| *value != "");
    value.map_or(Turn::End, |value| Turn::Value(place, value))
}

fn target(asked: &Asked<'_>, url: Option<&str>) -> Turn {
    let Some(url) = url.filter(|url| !url.is_empty()) else { return Turn::End };
    match follow(asked.from, url) {
        Err(error) => Turn::Refused(error),
        Ok((path, query)) => Turn::Target(path, query),
    }
}

/// The turn from one number to the next one; so many items or pages are behind it then.
fn count_on(
    place: Place,
    page: &Page,
    (at, next): (i64, i64),
    behind: i64,
) -> Result<Turn, Problem> {
    match page.total {
        Some(total) if behind >= total => Ok(Turn::End),
        Some(_) if next == at => {
            Err(Problem::NextPage("it has no items, and says that more comes"))
        }
        _ if next == at => Ok(Turn::End),
        _ => Ok(Turn::Value(place, next.into())),
    }
}

/// Where counting stands: at the last turn, or where the caller has begun.
fn position(turned: &Turn, asked: &Asked<'_>, place: Place) -> Option<i64> {
    match turned {
        Turn::Value(_, value) => value.as_i64(),
        _ => integer(asked.argument(place)?),
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
