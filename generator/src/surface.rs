//! The public surface of a generated crate as lines: written as `API.md`, read back from it.

use crate::diagnostics::NodeId;

/// What a line ends with whose item is deprecated.
pub(crate) const DEPRECATED: &str = ", deprecated";

/// The title of the section on what a manifest that uses the crate says of it.
pub(crate) const MANIFEST: &str = "`Cargo.toml`";

/// How the line begins that says what the package is called.
pub(crate) const PACKAGE: &str = "`package.name`";

/// What the lines about features of groups end with.
pub(crate) const FEATURE: &str = " is a feature";

/// The feature of all groups, which there is where groups are features.
pub(crate) const FULL: &str = "`full`";

/// How the line begins that says where the service is.
pub(crate) const BASE_URL: &str = "`ClientBuilder::base_url()`";

/// How the line begins that says by which header support finds a call.
pub(crate) const REQUEST_ID: &str = "`Error::request_id()`";

/// Between the types of which an argument takes each.
pub(crate) const OR: &str = " or ";

/// How the line begins that says in which header idempotency keys are sent.
pub(crate) const IDEMPOTENCY_KEY: &str = "`RequestOptions::idempotency_key()`";

/// What the lines about variables of the environment end with, up to the security scheme.
pub(crate) const READ: &str = " is read by `Client::from_env()`";

/// What stands between a variable and its security scheme.
const FOR: &str = " for `";

/// What the lines about headers end with.
pub(crate) const SENT: &str = " is sent with every call";

/// How the line begins that says what `.stream()` gives, up to the type of an item.
pub(crate) const STREAM: &str = "`.stream()`: `ItemStream<";

const EARLIER_STREAM: &str = "`.stream()`: `";

/// What a parameter of the query is told by.
pub(crate) const QUERY: &str = "query";

/// What a page says of the names in code behind an item. One that does not was written before
/// pages had them all.
const SAID: &str = "Behind an item stands what it is called where it is sent, unless it is called the same.";

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
    /// What it is called where it is sent: a name, method and path of an operation, the scheme of
    /// a credential, the sign of a variant. A page adds it to the text.
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
        self.sent_item(text, None, origin);
    }

    /// Adds an item with what it is called where it is sent.
    pub(crate) fn sent_item(
        &mut self,
        text: String,
        wire: Option<String>,
        origin: NodeId,
    ) {
        self.lines.push(Line { part: false, text, wire, origin: Some(origin) });
    }

    /// Adds a part of the last item.
    pub(crate) fn part(&mut self, text: String, origin: NodeId) {
        self.sent_part(text, None, origin);
    }

    /// Adds a part with what it is called where it is sent.
    pub(crate) fn sent_part(
        &mut self,
        text: String,
        wire: Option<String>,
        origin: NodeId,
    ) {
        self.lines.push(Line { part: true, text, wire, origin: Some(origin) });
    }
}

impl Line {
    /// The line of a page.
    fn written(&self) -> String {
        let indent = if self.part { "  " } else { "" };
        let wire = self.wire.as_ref().filter(|_| self.wire != self.told());
        let text = match (wire, end_of_code(&self.text)) {
            (Some(wire), _) if self.text.ends_with(READ) => {
                format!("{}{FOR}{wire}`", self.text)
            }
            (Some(wire), Some(end)) => {
                let (code, rest) = self.text.split_at(end);
                format!("{code} `{wire}`{rest}")
            }
            _ => self.text.clone(),
        };
        format!("{indent}- {text}\n")
    }

    /// Reads the line of a page, of which `says_all` is whether names that are the same are all
    /// that it leaves out.
    fn read(line: &str, says_all: bool) -> Option<Self> {
        let (part, text) = match line.strip_prefix("  - ") {
            Some(text) => (true, text),
            None => (false, line.strip_prefix("- ")?),
        };
        // Earlier pages said so of operations of which no failure is documented.
        let mut text = text.replace(", or `NoFailure`", "");
        let wire = take_wire(&mut text);
        let mut line = Self { part, text, wire, origin: None };
        if line.wire.is_none() && says_all {
            line.wire = line.told();
        }
        Some(line)
    }

    /// What a field or a setter is called where it is sent, if its own name tells it.
    fn told(&self) -> Option<String> {
        let text = self.text.strip_prefix('`').filter(|_| self.part)?;
        if let Some(setter) = text.strip_prefix('.') {
            let (name, argument) = setter.split_once('(')?;
            return (!argument.starts_with(')')).then(|| format!("{QUERY} {name}"));
        }
        let (name, _) = text.split_once(": ")?;
        let is_name = !name.contains("::") && !name.starts_with(char::is_uppercase);
        is_name.then(|| name.to_owned())
    }
}

impl Surface {
    /// The text of `API.md`.
    pub fn text(&self) -> String {
        let mut text = format!("# Public surface\n\n{SAID}\n\n");
        for section in &self.sections {
            text.push_str(&format!("## {}\n\n", section.title));
            text.extend(section.lines.iter().map(Line::written));
            text.push('\n');
        }
        text
    }

    /// Reads an `API.md` back; lines of another form are passed over.
    pub fn parse(text: &str) -> Self {
        let mut surface = Self::default();
        let says_all = text.lines().any(|line| line == SAID);
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("## ") {
                surface.sections.push(Section::new(title));
            } else if let Some(section) = surface.sections.last_mut() {
                section.lines.extend(Line::read(line, says_all));
            }
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

/// Where the code ends that a line begins with.
fn end_of_code(text: &str) -> Option<usize> {
    let code = text.strip_prefix('`')?;
    code.find('`').map(|end| end + 2)
}

/// Takes what is sent out of a line: `` `id: String` `@id` `` and `` `Cat` `cat` `` say it.
fn take_wire(text: &mut String) -> Option<String> {
    if let Some((_, scheme)) = text.split_once(READ) {
        let wire = scheme.strip_prefix(FOR)?.strip_suffix('`')?.to_owned();
        text.truncate(text.len() - scheme.len());
        return Some(wire);
    }
    let end = end_of_code(text)?;
    let rest = text[end..].strip_prefix(" `")?;
    let (wire, behind) = rest.split_once('`')?;
    let (wire, line) = (wire.to_owned(), text[..end].to_owned() + behind);
    *text = line;
    Some(wire)
}
