//! What operations answer: statuses, headers and bodies.

use super::{Docs, NodeId, Payload, SpecStr, Type};

/// A status or a set of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// `201`.
    Exact(u16),
    /// `4XX`: the first digit.
    Range(u8),
    /// `default`.
    Default,
}

impl Status {
    /// As the document writes it: `201`, `4XX`, `default`.
    pub fn as_documented(self) -> String {
        match self {
            Self::Exact(code) => code.to_string(),
            Self::Range(first) => format!("{first}XX"),
            Self::Default => "default".to_owned(),
        }
    }

    /// Whether it says where to go on. `304` says that nothing has changed.
    pub fn is_redirect(self) -> bool {
        match self {
            Self::Exact(code) => (300..400).contains(&code) && code != 304,
            Self::Range(first) => first == 3,
            Self::Default => false,
        }
    }

    /// Whether it says that the call has done what it was for.
    pub fn is_success(self) -> bool {
        match self {
            Self::Exact(code) => (200..300).contains(&code),
            Self::Range(first) => first == 2,
            Self::Default => false,
        }
    }
}

/// A documented response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The response object.
    pub origin: NodeId,
    /// When it comes.
    pub status: Status,
    /// Its documentation.
    pub docs: Docs,
    /// Its headers.
    pub headers: Vec<Header>,
    /// Its body in each of its media types; empty when it has none.
    pub payloads: Vec<Payload>,
}

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name as in the document.
    pub wire: SpecStr,
    /// The type of its value.
    pub ty: Type,
    /// Whether the document promises it.
    pub required: bool,
    /// Whether its value is JSON (`content`).
    pub json: bool,
    /// Its documentation.
    pub docs: Docs,
}
