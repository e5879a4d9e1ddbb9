//! Words of the specification of which there are only so many: where a parameter is, how a value is
//! written, which status a response has.

use super::reader::{Reader, shown};
use super::suggestions::nearest;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use std::fmt;

/// Where a parameter is sent: `in`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are OpenAPI's")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// `querystring` (3.2): the whole query.
    QueryString,
}

impl Location {
    pub(super) const NAMES: &[&str] =
        &["path", "query", "header", "cookie", "querystring"];

    pub(super) fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "path" => Self::Path,
            "query" => Self::Query,
            "header" => Self::Header,
            "cookie" => Self::Cookie,
            "querystring" => Self::QueryString,
            _ => return None,
        })
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::QueryString => "querystring",
        })
    }
}

/// How the value of a parameter, or of a property in a form, is written: `style`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are OpenAPI's")]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// `cookie` (3.2).
    Cookie,
}

impl Style {
    const NAMES: &[&str] = &[
        "simple",
        "label",
        "matrix",
        "form",
        "spaceDelimited",
        "pipeDelimited",
        "deepObject",
        "cookie",
    ];

    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "simple" => Self::Simple,
            "label" => Self::Label,
            "matrix" => Self::Matrix,
            "form" => Self::Form,
            "spaceDelimited" => Self::SpaceDelimited,
            "pipeDelimited" => Self::PipeDelimited,
            "deepObject" => Self::DeepObject,
            "cookie" => Self::Cookie,
            _ => return None,
        })
    }

    /// Reads `style` of a parameter or an encoding.
    pub(super) fn read(reader: &mut Reader<'_, '_>, owner: NodeId) -> Option<Self> {
        let text = reader.string_at(owner, "style")?;
        let style = Self::parse(text);
        if style.is_none() {
            let node = reader.sources.get(owner, "style").unwrap_or(owner);
            reader.report(unknown_style(node, text));
        }
        style
    }
}

fn unknown_style(node: NodeId, text: &str) -> Diagnostic {
    let message = format!("there is no style `{}`", shown(text));
    let found = Diagnostic::new(Code::UnknownValue, Place::Node(node), message)
        .consequence("the value is written as if it had none");
    match nearest(text, Style::NAMES) {
        Some(near) => found
            .remedy(format!("did you mean `{near}`?"))
            .patch(Place::Node(node), near),
        None => found.remedy("see the table of styles in the specification"),
    }
}

/// The key of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusKey {
    /// `404`
    Exact(u16),
    /// The first digit of `4XX`, also in small letters.
    Range(u8),
    /// `default`
    Default,
}

impl StatusKey {
    fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            b"default" => Some(Self::Default),
            [first @ b'1'..=b'5', b'x' | b'X', b'x' | b'X'] => {
                Some(Self::Range(first - b'0'))
            }
            [b'1'..=b'9', _, _] => text.parse().ok().map(Self::Exact),
            _ => None,
        }
    }

    /// Reads the key of a response.
    pub(super) fn read(
        reader: &mut Reader<'_, '_>,
        key: &str,
        entry: NodeId,
    ) -> Option<Self> {
        let status = Self::parse(key);
        if status.is_none() {
            reader.report(
                Diagnostic::new(
                    Code::UnknownValue,
                    Place::Key(entry),
                    "this is not a status of a response",
                )
                .consequence("the response is left out")
                .remedy(
                    "use a status such as `404`, a range such as `4XX`, or `default`",
                ),
            );
        }
        status
    }

    /// Whether this is a status of 2xx, or all of them.
    pub(super) fn is_2xx(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }
}
