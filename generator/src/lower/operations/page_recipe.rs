//! Descriptions of pages, before it is known whether an operation has what they name.

use crate::config::{PagesBy, PagesConfig};
use crate::model::{Method, Operation};

/// How one gets from page to page, by names that need not be there.
#[derive(Clone, Debug)]
pub(super) struct Recipe {
    pub(super) turn: Turn,
    /// The path to the items; `None`: the only array.
    pub(super) items: Option<Vec<String>>,
    /// The path to what says whether there are more pages, if something does.
    pub(super) more: Vec<String>,
    /// The path to how many items or pages there are, if something says so.
    pub(super) total: Vec<String>,
}

/// With what the next page is asked for. What nobody has said is `None`, or a path without steps.
#[derive(Clone, Debug)]
pub(super) enum Turn {
    /// With the URL in the header `Link`.
    Link,
    /// With the URL at a path of the answer.
    Url(Vec<String>),
    /// With what is at a path of the answer.
    Cursor { to: Option<Target>, from: Vec<String> },
    /// With what a header of the answer holds.
    HeaderCursor { to: Option<Target>, header: Option<String> },
    /// With how many items there have been.
    Offset { to: Option<Target> },
    /// With the page's number; that of the first page may be said.
    Number { to: Option<Target>, first: Option<i64> },
}

/// A place in a request, by name.
#[derive(Clone, Debug)]
pub(super) enum Target {
    Param(String),
    Field(String),
}

impl Turn {
    fn configured(config: &PagesConfig) -> Self {
        let to = config.param.as_ref().map(|name| match name.strip_prefix("body.") {
            Some(field) => Target::Field(field.to_owned()),
            None => Target::Param(name.clone()),
        });
        match config.by {
            PagesBy::Link => Self::Link,
            PagesBy::Url => Self::Url(path(config.from.as_ref()).unwrap_or_default()),
            PagesBy::Cursor => {
                Self::Cursor { to, from: path(config.from.as_ref()).unwrap_or_default() }
            }
            PagesBy::Header => Self::HeaderCursor { to, header: config.from.clone() },
            PagesBy::Offset => Self::Offset { to },
            PagesBy::Number => Self::Number { to, first: config.first },
        }
    }

    /// The place of the request that takes the next value.
    pub(super) fn to(&self) -> Option<&Target> {
        match self {
            Self::Link | Self::Url(_) => None,
            Self::Cursor { to, .. }
            | Self::HeaderCursor { to, .. }
            | Self::Offset { to }
            | Self::Number { to, .. } => to.as_ref(),
        }
    }
}

fn path(text: Option<&String>) -> Option<Vec<String>> {
    Some(text?.split('.').map(str::to_owned).collect())
}

impl Recipe {
    pub(super) fn configured(config: &PagesConfig) -> Self {
        Self {
            turn: Turn::configured(config),
            items: path(config.items.as_ref()),
            more: path(config.more.as_ref()).unwrap_or_default(),
            total: path(config.total.as_ref()).unwrap_or_default(),
        }
    }

    /// Whether an operation may be called for each page because its names fit: what may change
    /// something is not repeated unasked. Who names a property of the body asks for searches.
    pub(super) fn may_repeat(&self, operation: &Operation) -> bool {
        let in_body = matches!(self.turn.to(), Some(Target::Field(_)));
        operation.method.is_safe() || (in_body && operation.method == Method::Post)
    }
}
