//! Headers of answers, with the types that the document gives them.

use std::fmt;
use std::marker::PhantomData;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderValue};

use super::media_type::split_outside_quotes;
use super::text_answer::put;
use crate::runtime::codec::read_object::may_be_missing;
use crate::runtime::json::document::read_json;
use crate::runtime::{ApiError, Edit, Object, Response, Slot};

/// A header that the document describes, with the type of its value.
pub struct Header<T> {
    name: &'static str,
    json: bool,
    // Gives values, holds none.
    value: PhantomData<fn() -> T>,
}

impl<T: Slot> Header<T> {
    /// The header of that name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, json: false, value: PhantomData }
    }

    /// The header of that name, whose value is JSON (`content` in the document).
    #[must_use]
    pub const fn json(name: &'static str) -> Self {
        Self { name, json: true, value: PhantomData }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Its value, if it is there and is what the document says. Lists and objects are
    /// split at commas, unless they are JSON or cookies; elements that are empty do not count
    /// (RFC 9110, section 5.6.1.2).
    #[must_use]
    pub fn read(self, headers: &HeaderMap) -> Option<T> {
        let mut values = headers.get_all(self.name).iter();
        let mut value = T::vacant();
        if self.json {
            read_json(whole(self.name, headers)?.as_bytes(), value.edit()).ok()?;
            return Some(value);
        }
        let is_json = |line: &HeaderValue| line.as_bytes().starts_with(b"{");
        let is_json = headers.get(self.name).is_some_and(is_json);
        match value.edit() {
            Edit::List(list) => {
                list.empty();
                values.next()?;
                let lines = headers.get_all(self.name).iter();
                for line in lines.map(text_of) {
                    for item in self.items(line?) {
                        put(item.to_owned(), list.add()).ok()?;
                    }
                }
            }
            Edit::Object(object) if !is_json => {
                read_object(&pairs(&whole(self.name, headers)?)?, object)?;
            }
            Edit::Map(map) if !is_json => {
                map.empty();
                for (key, text) in pairs(&whole(self.name, headers)?)? {
                    put(text, map.add(&key)).ok()?;
                }
            }
            edit => put(trimmed(text_of(values.next()?)?).to_owned(), edit).ok()?,
        }
        Some(value)
    }
}

impl<T> Header<T> {
    /// The elements on a line. Cookies have lines of their own, and commas in their dates
    /// (RFC 9110, section 5.3).
    fn items<'l>(&self, line: &'l str) -> impl Iterator<Item = &'l str> + use<'l, T> {
        let is_whole = self.name.eq_ignore_ascii_case(SET_COOKIE.as_str());
        let mut rest = line;
        let items = std::iter::from_fn(move || {
            let (item, behind) = match rest {
                "" => return None,
                whole if is_whole => (whole, ""),
                list => split_outside_quotes(list, ','),
            };
            rest = behind;
            Some(trimmed(item))
        });
        items.filter(|item| !item.is_empty())
    }
}

/// The lines of a header as one (RFC 9110, section 5.3); `None` when there are none.
fn whole(name: &str, headers: &HeaderMap) -> Option<String> {
    let lines: Option<Vec<&str>> = headers.get_all(name).iter().map(text_of).collect();
    let lines = lines.filter(|lines| !lines.is_empty())?;
    Some(lines.join(","))
}

/// The text of a line. Which one bytes outside ASCII are, nobody says (RFC 9110, section 5.5); where
/// they are UTF-8, they are hardly anything else.
fn text_of(line: &HeaderValue) -> Option<&str> {
    str::from_utf8(line.as_bytes()).ok()
}

/// A value without the blanks around it, of which there are two (RFC 9110, section 5.6.3).
fn trimmed(value: &str) -> &str {
    value.trim_matches([' ', '\t'])
}

/// The keys and texts of an object in the style `simple`: `a=1,b=2` or `a,1,b,2`.
fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let parts: Vec<&str> = text.split(',').map(trimmed).collect();
    let pair = |key: &str, text: &str| (key.to_owned(), text.to_owned());
    if parts.iter().all(|part| part.contains('=')) {
        let exploded = parts.iter().filter_map(|part| part.split_once('='));
        return Some(exploded.map(|(key, text)| pair(key, text)).collect());
    }
    let (all, rest) = parts.as_chunks::<2>();
    rest.is_empty().then(|| all.iter().map(|[key, text]| pair(key, text)).collect())
}

/// Fills an object from texts; `None` when one is not as described or lacks.
fn read_object(pairs: &[(String, String)], object: &mut dyn Object) -> Option<()> {
    for (at, known) in object.model().keys.iter().enumerate() {
        match pairs.iter().find(|(key, _)| key == known.wire) {
            Some((_, text)) => put(text.clone(), object.edit_at(at)).ok()?,
            None if may_be_missing(&object.edit_at(at)) => {}
            None => return None,
        }
    }
    Some(())
}

impl<T> Response<T> {
    /// A header that the document describes; `None` when it is not there, or is something
    /// else than it should be: [`Response::headers`] has it as it came.
    #[must_use]
    pub fn header<H: Slot>(&self, header: Header<H>) -> Option<H> {
        header.read(self.headers())
    }
}

impl<E> ApiError<E> {
    /// A header that the document describes; `None` when it is not there, or is something
    /// else than it should be: [`ApiError::headers`] has it as it came.
    #[must_use]
    pub fn header<H: Slot>(&self, header: Header<H>) -> Option<H> {
        header.read(self.headers())
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name).finish()
    }
}
