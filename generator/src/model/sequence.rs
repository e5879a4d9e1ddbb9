//! Answers in several pieces: pages, and values that come one after the other.

use super::{Field, Location, Operation, Param, SpecStr, Style, Type, TypeDef};
use std::borrow::Cow;

/// How to get from one page to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// The property path of the items in the answer; empty when the answer is the array.
    pub items: Vec<SpecStr>,
    /// Whether an answer may come without the array.
    pub optional: bool,
    /// Whether `null` may come instead of an answer.
    pub nullable: bool,
    /// The type of an item.
    pub element: Type,
    /// What moves on.
    pub next: NextPage,
    /// The property path of a boolean that is `false` on the last page; empty when there is
    /// none.
    pub more: Vec<SpecStr>,
    /// The property path of the number of items (by offset) or pages (by number); empty when
    /// there is none.
    pub total: Vec<SpecStr>,
    /// The property path of what is `null` on the last page, where pages are counted and nothing else
    /// says which one that is; empty when there is none.
    pub null_at_end: Vec<SpecStr>,
}

/// What moves from page to page.
#[derive(Clone, Debug, PartialEq)]
pub enum NextPage {
    /// A value of the request counts items.
    Offset(Place),
    /// A value of the request counts pages, from this number.
    Number(Place, i64),
    /// The answer holds the next value at this property path; `-1` is the last element of
    /// an array.
    Cursor(Place, Vec<SpecStr>),
    /// This header of the answer holds the next value.
    HeaderCursor(Place, SpecStr),
    /// The answer holds the URL of the next page at this property path.
    Url(Vec<SpecStr>),
    /// The `Link` header holds the URL of the next page (RFC 8288, `rel="next"`).
    Link,
}

impl NextPage {
    /// Whether what moves on stands in the body of the request.
    pub fn is_in_body(&self) -> bool {
        match self {
            Self::Offset(place)
            | Self::Number(place, _)
            | Self::Cursor(place, _)
            | Self::HeaderCursor(place, _) => matches!(place, Place::Field(_)),
            Self::Url(_) | Self::Link => false,
        }
    }

    /// The place of the request that takes what moves on.
    pub fn place_mut(&mut self) -> Option<&mut Place> {
        match self {
            Self::Offset(place)
            | Self::Number(place, _)
            | Self::Cursor(place, _)
            | Self::HeaderCursor(place, _) => Some(place),
            Self::Url(_) | Self::Link => None,
        }
    }
}

/// A place in a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// The parameter at this index of [`super::Operation::params`].
    Param(usize),
    /// A property of the object that is the parameter at this index.
    Property(usize, SpecStr),
    /// A property of the body: the path of names to it.
    Field(Vec<SpecStr>),
}

impl Operation {
    /// The places that parameters have in a request, by their names. An object that is written as
    /// pairs has those of its properties instead: `page` of `?page=1&size=20`, or, of a
    /// `deepObject`, `page.number` of `?page[number]=1`. They come behind the other parameters.
    pub fn named_places<'a>(
        &'a self,
        types: &'a [TypeDef],
    ) -> impl Iterator<Item = (Cow<'a, str>, Place)> {
        let params = self.params.iter().enumerate();
        let whole = params.clone().filter(|(_, param)| param.pairs(types).is_none());
        let whole = whole.map(|(at, param)| {
            (Cow::Borrowed(param.wire.untrusted()), Place::Param(at))
        });
        let pairs = params.filter_map(|(at, param)| Some((at, param.pairs(types)?)));
        let within = pairs.flat_map(|(at, (before, fields))| {
            fields.iter().map(move |field| {
                let name = format!("{before}{}", field.wire.untrusted());
                (Cow::Owned(name), Place::Property(at, field.wire.clone()))
            })
        });
        whole.chain(within)
    }
}

impl Param {
    /// The properties of an object that is written as pairs, and what stands before their names.
    fn pairs<'t>(&'t self, types: &'t [TypeDef]) -> Option<(String, &'t [Field])> {
        if self.location != Location::Query || self.content.is_some() {
            return None;
        }
        let before = match self.style {
            Style::Form if self.explode => String::new(),
            Style::DeepObject => format!("{}.", self.wire.untrusted()),
            _ => return None,
        };
        let fields = self.ty.properties(types);
        (!fields.is_empty()).then_some((before, fields))
    }
}

/// How the answer of an operation comes value by value.
#[derive(Clone, Debug, PartialEq)]
pub struct Streaming {
    /// The media type as in the document.
    pub media: SpecStr,
    /// How values follow one another.
    pub framing: Framing,
    /// One value.
    pub item: Type,
    /// The property of the body that asks for it, where the answer is another one without.
    pub flag: Option<SpecStr>,
}

/// How values follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Events whose data is the value.
    Events,
    /// Events that are the value, with their data as JSON or as text.
    WholeEvents {
        /// Whether the data is JSON.
        json: bool,
    },
    /// A line each.
    Lines,
    /// RFC 7464.
    Sequence,
}
