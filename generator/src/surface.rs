//! The public surface of a generated crate as lines: written as `API.md`, read back from it.

use crate::diagnostics::NodeId;

/// What a line ends with whose item is deprecated.
pub(crate) const DEPRECATED: &str = ", deprecated";

/// How the line begins that says where the service is.
pub(crate) const BASE_URL: &str = "`ClientBuilder::base_url()`";

/// How the line begins that says by which header support finds a call.
pub(crate) const REQUEST_ID: &str = "`Error::request_id()`";

/// Between the types of which an argument takes each.
pub(crate) const OR: &str = " or ";

/// How the line begins that says in which header idempotency keys are sent.
pub(crate) const IDEMPOTENCY_KEY: &str = "`RequestOptions::idempotency_key()`";

/// What the lines about variables of the environment end with.
pub(crate) const READ: &str = " is read by `Client::from_env()`";

/// What the lines about headers end with.
pub(crate) const SENT: &str = " is sent with every call";

/// How the line begins that says what `.stream()` gives, up to the type of an item.
pub(crate) const STREAM: &str = "`.stream()`: `ItemStream<";

const EARLIER_STREAM: &str = "`.stream()`: `";

/// What stands between two names of one type.
const SAME: &str = " is the same type as ";

/// The whole surface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// The client, the groups of operations, the types.
    pub sections: Vec<Section>,
}

/// Items under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// The items, each followed by its parts.
    pub lines: Vec<Line>,
}

/// An item, or a part of the item before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether it is a part: a field, a variant, a setter.
    pub part: bool,
    /// What it says, as Markdown.
    pub text: String,
    /// What it is called where it is sent. A line that was read back knows it only if it says it.
    pub wire: Option<String>,
    /// Where it comes from; nothing if it was read back from `API.md`.
    pub origin: Option<NodeId>,
}

impl Section {
    /// A section without items.
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), lines: Vec::new() }
    }

    /// Adds an item.
    pub(crate) fn item(&mut self, text: String, origin: NodeId) {
        self.lines.push(Line { part: false, text, wire: None, origin: Some(origin) });
    }

    /// Adds a part of the last item.
    pub(crate) fn part(&mut self, text: String, origin: NodeId) {
        self.lines.push(Line { part: true, text, wire: None, origin: Some(origin) });
    }

    /// Adds a part that has a name of its own where it is sent.
    pub(crate) fn sent_part(&mut self, text: String, wire: String, origin: NodeId) {
        let wire = Some(wire);
        self.lines.push(Line { part: true, text, wire, origin: Some(origin) });
    }
}

impl Surface {
    /// The text of `API.md`.
    pub fn text(&self) -> String {
        let mut text = String::from("# Public surface\n\n");
        for section in &self.sections {
            text.push_str(&format!("## {}\n\n", section.title));
            for line in &section.lines {
                let indent = if line.part { "  " } else { "" };
                text.push_str(&format!("{indent}- {}\n", line.text.trim_end()));
            }
            text.push('\n');
        }
        text
    }

    /// Reads an `API.md` back; lines of another form are passed over.
    pub fn parse(text: &str) -> Self {
        let mut surface = Self::default();
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("## ") {
                surface.sections.push(Section::new(title));
                continue;
            }
            let Some(section) = surface.sections.last_mut() else { continue };
            let (part, text) = match line.strip_prefix("  - ") {
                Some(text) => (true, text),
                None => match line.strip_prefix("- ") {
                    Some(text) => (false, text),
                    None => continue,
                },
            };
            // Earlier pages said so of operations of which no failure is documented.
            let text = text.replace(", or `NoFailure`", "");
            let wire = said_wire(&text).map(str::to_owned);
            section.lines.push(Line { part, text, wire, origin: None });
        }
        surface
    }
}

/// A line about a stream as earlier pages have it, which did not say how items are told apart.
pub(crate) fn unframed(text: &str) -> Option<String> {
    let (item, _) = text.strip_prefix(STREAM)?.rsplit_once(", ")?;
    Some(format!("{EARLIER_STREAM}{item}`"))
}

/// Whether a line about a stream does not say how items are told apart.
pub(crate) fn is_unframed(text: &str) -> bool {
    text.starts_with(EARLIER_STREAM) && !text.starts_with(STREAM)
}

/// The line that says that one name stands for the type of another one.
pub(crate) fn one_type(name: &str, definition: &str) -> String {
    format!("`{name}`{SAME}`{definition}`")
}

/// The names in such a line.
pub(crate) fn names_of_one_type(text: &str) -> Option<(&str, &str)> {
    let (name, definition) = text.split_once(SAME)?;
    Some((quoted_word(name)?, quoted_word(definition)?))
}

fn quoted_word(text: &str) -> Option<&str> {
    let word = text.strip_prefix('`')?.strip_suffix('`')?;
    word.chars().all(|c| c.is_alphanumeric() || c == '_').then_some(word)
}

/// What `` `id: String` `@id` `` and `` `Cat` `cat` `` say that is sent.
fn said_wire(text: &str) -> Option<&str> {
    let mut pieces = text.split('`').skip(2);
    pieces.next().filter(|between| *between == " ")?;
    pieces.next()
}
