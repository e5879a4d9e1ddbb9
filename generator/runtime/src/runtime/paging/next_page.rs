//! How to get from one page to the next, as data.

/// Where an operation's answers hold their items and the way to the next page.
///
/// Written as `Paging { items: &["…"], .., ..Paging::DEFAULT }`.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// The path of keys to the array of items; empty when the answer is the array.
    pub items: &'static [&'static str],
    /// Whether a page may come without the array, or with `null` instead.
    pub optional: bool,
    /// Whether `null` may come instead of a page.
    pub nullable: bool,
    /// What moves on.
    pub next: NextPage,
    /// The path to a boolean that is `false` on the last page; empty when there is none.
    pub more: &'static [&'static str],
    /// The path to the number of items ([`NextPage::Offset`]) or of pages
    /// ([`NextPage::Number`]); empty when there is none.
    pub total: &'static [&'static str],
    /// The path to what is `null` on the last page, where pages are counted; empty when there is
    /// none.
    pub null_at_end: &'static [&'static str],
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
    /// The answer holds the URL of the next page, or an object with it as `href`.
    Url(&'static [&'static str]),
    /// A `Link` header holds the URL of the next page (`rel="next"`).
    Link,
}

/// A place in a request.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// The parameter at this index of [`crate::runtime::Meta::params`].
    Param(usize),
    /// A property of the object that is the parameter at this index.
    Property(usize, &'static str),
    /// The property of the body at this path of names.
    Field(&'static [&'static str]),
}

impl Paging {
    /// Pages that `Link` headers connect, each an array.
    pub const DEFAULT: Self = Self {
        items: &[],
        optional: false,
        nullable: false,
        next: NextPage::Link,
        more: &[],
        total: &[],
        null_at_end: &[],
    };

    /// Whether the answer's body is what says how to go on.
    pub(super) fn is_in_body(&self) -> bool {
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
    pub(super) const fn counts(&self) -> bool {
        matches!(self, Self::Offset(_) | Self::Number(..))
    }
}
