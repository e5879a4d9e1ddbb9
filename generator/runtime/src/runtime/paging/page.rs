//! What a page says: its items, and how one gets to the next.

use std::borrow::Cow;

use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::dig::{Part, find_parts};
use super::next_page::{NextPage, Paging};
use super::progress::digest;
use crate::runtime::answers::charset::json_to_utf8;
use crate::runtime::answers::content_coding::is_compressed;
use crate::runtime::codec::read_scalar::integral;
use crate::runtime::json::document::{is_any_json, json_text};
use crate::runtime::requests::plain::scalar;
use crate::runtime::{
    Answered, Edit, Head, JsonError, Kind, Meta, Problem, Value, View,
};

/// What a page says.
#[derive(Debug, Default)]
pub struct Page {
    /// How many items there are on it.
    pub count: usize,
    /// What to know its items again by.
    pub items: u64,
    /// Whether there are more pages.
    pub more: Option<bool>,
    /// How many items or pages there are in all.
    pub total: Option<i64>,
    /// The next cursor, a text or a number; or the URL of the next page, a text.
    pub next: Option<Value>,
}

impl Page {
    /// Reads an answer to its end; its items into a slot, if they are wanted.
    ///
    /// # Errors
    ///
    /// [`Problem::NoPage`] when it is not a page and the document describes another answer for its
    /// status; otherwise what is wrong with it.
    pub fn read(
        meta: &Meta,
        paging: &Paging,
        answered: &Answered,
        items: Option<Edit<'_>>,
    ) -> Result<Self, Problem> {
        let Answered { head, body, .. } = answered;
        let is_another = is_another(meta, head.status);
        let otherwise = |problem| if is_another { Problem::NoPage } else { problem };
        let bytes = bytes_of(head, body).map_err(otherwise)?;
        let text = json_text(&bytes).map_err(|error| otherwise(error.into()))?;
        // What a page may come without is its array, and not the page itself.
        let is_nothing = !paging.nullable && text.trim_start().starts_with('n');
        let required = items.is_some() && (is_nothing || !paging.optional);
        let mut parts = [
            Part::new(paging.items, required),
            Part::new(paging.next.path(), false),
            Part::new(paging.more, false),
            Part::new(paging.total, false),
            Part::new(paging.null_at_end, false),
        ];
        find_parts(text, &mut parts)
            .map_err(|error| otherwise(misnamed(head, text, error)))?;
        let [list, next, more, total, end] = parts;
        if let Some(edit) = items {
            if is_another && !list.is_there() {
                return Err(Problem::NoPage);
            }
            list.read(text, meta.lenient, edit)?;
        }
        let more = more.value(text)?.as_ref().and_then(Value::as_bool);
        let more = more.or(end.is_null.then_some(false));
        Ok(Self {
            count: list.count,
            items: digest(list.text(text)),
            more,
            total: total.value(text)?.as_ref().map(View::Value).and_then(integer),
            next: match more {
                Some(false) => None,
                _ => next_of(paging, &next, text)?,
            },
        })
    }
}

/// The bytes of a body that should be JSON, in UTF-8.
fn bytes_of<'b>(head: &Head, body: &'b [u8]) -> Result<Cow<'b, [u8]>, Problem> {
    if body.is_empty() {
        return Err(Problem::Empty);
    }
    if is_compressed(head, body) {
        return Err(Problem::Compressed);
    }
    json_to_utf8(media(head), body)
}

fn media(head: &Head) -> Option<&str> {
    head.headers.get(CONTENT_TYPE)?.to_str().ok()
}

/// What is wrong with a body that cannot be read: its content type, if it is what that says.
fn misnamed(head: &Head, text: &str, error: JsonError) -> Problem {
    match media(head).and_then(Kind::of) {
        Some(found) if found != Kind::Json && !is_any_json(text.as_bytes()) => {
            Problem::ContentType { found: found.name(), expected: "JSON" }
        }
        _ => error.into(),
    }
}

/// The member of a link in an object that holds its URL (JSON:API, "Link Objects"; HAL).
const HREF: &str = "href";

/// The way to the next page. Some services say `false` where there is none.
fn next_of(
    paging: &Paging,
    next: &Part<'_>,
    text: &str,
) -> Result<Option<Value>, JsonError> {
    let is_url = matches!(paging.next, NextPage::Url(_));
    let found = match next.value(text)? {
        Some(Value::Object(mut link)) if is_url && link.contains_key(HREF) => {
            link.get_mut(HREF).map(Value::take)
        }
        found => found,
    };
    match found {
        None | Some(Value::Null | Value::Bool(false)) => Ok(None),
        Some(Value::String(empty)) if empty.is_empty() => Ok(None),
        Some(value @ Value::String(_)) => Ok(Some(value)),
        Some(value @ Value::Number(_)) if !is_url => Ok(Some(value)),
        Some(_) if is_url => next.refuse(text, "a URL"),
        Some(_) => next.refuse(text, "a string or a number"),
    }
}

/// A whole number, however it is written.
pub fn integer(view: View<'_>) -> Option<i64> {
    i64::try_from(integral(&scalar(view).ok()?)?).ok()
}

/// Whether a status is documented for another answer than the first success, which is the page.
fn is_another(meta: &Meta, status: StatusCode) -> bool {
    let this = meta.answer(status.as_u16());
    this.is_some_and(|this| {
        meta.first_success().is_some_and(|page| page.status != this.status)
    })
}
