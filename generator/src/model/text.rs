//! Text of the document, which nobody trusts.

use std::fmt;

/// Text that comes from the document.
///
/// It has neither `Display` nor `ToTokens`, so it cannot slip into generated code: it leaves
/// the program as a literal, an allocated identifier or a sanitised doc line, and in no other
/// way (`emit::literal`, `rust::names`, `emit::docs`).
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpecStr(Box<str>);

impl SpecStr {
    /// Takes the text over unchanged.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text, to compare, to split or to turn into one of the three permitted forms.
    pub fn untrusted(&self) -> &str {
        &self.0
    }
}

impl From<&str> for SpecStr {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Quoted and escaped: for snapshots and assertions.
impl fmt::Debug for SpecStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// A JSON value of the document (a default, an example, an enum value); as [`SpecStr`], it
/// has no `Display`.
#[derive(Clone, PartialEq)]
pub struct SpecValue(serde_json::Value);

impl SpecValue {
    /// Takes the value over unchanged.
    pub fn new(value: serde_json::Value) -> Self {
        Self(value)
    }

    /// The value, to compare, to classify or to turn into one of the permitted forms.
    pub fn untrusted(&self) -> &serde_json::Value {
        &self.0
    }
}

/// As JSON: for snapshots and assertions.
impl fmt::Debug for SpecValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The keyword of a format that the Rust type says as well: only limits are measured by it.
pub const HELD_FORMAT: &str = "format of the type";

/// What a person should read about a thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// `summary` or `title`: a line.
    pub summary: Option<SpecStr>,
    /// `description`: `CommonMark` that may contain HTML.
    pub description: Option<SpecStr>,
    /// `externalDocs`.
    pub external: Option<ExternalDocs>,
    /// Facts that the type cannot express, in the order of the document: `default`, `format`,
    /// `pattern`, bounds. The first part is the keyword.
    pub facts: Vec<(&'static str, SpecValue)>,
    /// `deprecated: true`.
    pub deprecated: bool,
}

/// A link to documentation elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalDocs {
    /// Where.
    pub url: SpecStr,
    /// What is there.
    pub description: Option<SpecStr>,
}

/// What is left of a name in any case and with any separators: `FirstName`, `first_name` and
/// `first-name` are the same.
pub fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a text is a token (RFC 9110, section 5.6.2): a method, or the name of a header.
pub fn is_token(text: &str) -> bool {
    let is_tchar =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_tchar)
}
