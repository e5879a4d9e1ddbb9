//! What the generator has to say about a document: data only.
//!
//! A stage reports into [`Diagnostics`] and goes on. Drawing (source lines, carets, colours)
//! is the business of [`crate::report`], the only place that needs the text.

use std::collections::{BTreeMap, BTreeSet};

/// A node of the located tree; see [`crate::source::Sources`].
///
/// It lives here because the model carries it as `origin` without knowing the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

/// One of the files that make up the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u32);

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be generated, or not what the document asks for.
    Error,
    /// Something is lost or doubtful; the rest is generated.
    Warning,
    /// Worth knowing.
    Note,
}

/// Where a finding is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Not in a file (wrong use of the command line, say).
    Nowhere,
    /// A file that could not be read at all.
    File(String),
    /// A position in a file that is not part of the document (the configuration).
    Position {
        /// The file, as the user knows it.
        file: String,
        /// The line, from 1.
        line: u32,
        /// The column, from 1.
        column: u32,
    },
    /// A byte range of a file.
    Span {
        /// The file.
        file: FileId,
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
    },
    /// A value of the document.
    Node(NodeId),
    /// The key under which this value stands in its mapping.
    Key(NodeId),
}

/// A mechanical repair: replace the place's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// What to replace.
    pub place: Place,
    /// The new text.
    pub replacement: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How much it weighs: the code's own severity unless configured otherwise.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What is lost, or what is done instead.
    pub consequence: Option<String>,
    /// What to do about it.
    pub remedy: Option<String>,
    /// Other places that belong to it, each with a label.
    pub related: Vec<(Place, String)>,
    /// The repair, where a machine can make it.
    pub patch: Option<Patch>,
}

impl Diagnostic {
    /// A finding with the severity of its code and nothing else said yet.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            place,
            message: message.into(),
            consequence: None,
            remedy: None,
            related: Vec::new(),
            patch: None,
        }
    }

    /// Says what is lost or done instead.
    #[must_use]
    pub fn consequence(mut self, text: impl Into<String>) -> Self {
        self.consequence = Some(text.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn remedy(mut self, text: impl Into<String>) -> Self {
        self.remedy = Some(text.into());
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// Adds a mechanical repair.
    #[must_use]
    pub fn patch(mut self, place: Place, replacement: impl Into<String>) -> Self {
        self.patch = Some(Patch { place, replacement: replacement.into() });
        self
    }
}

/// The findings of a run, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Where in the list the findings of a place are.
    places: BTreeMap<(Code, Place, String), Vec<usize>>,
    /// What is worth saying once.
    said: BTreeSet<(Code, String)>,
}

impl Diagnostics {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding; the same finding at the same place is kept once.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let Diagnostic { code, place, message, .. } = &diagnostic;
        let said = (*code, place.clone(), message.clone());
        let same = self.places.entry(said).or_default();
        if !same.iter().any(|&at| self.list[at] == diagnostic) {
            same.push(self.list.len());
            self.list.push(diagnostic);
        }
    }

    /// Adds a finding that is worth saying once for the whole document.
    pub fn report_once(&mut self, diagnostic: Diagnostic) {
        if self.said.insert((diagnostic.code, diagnostic.message.clone())) {
            self.report(diagnostic);
        }
    }

    /// All findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// Leaves out all but these.
    pub fn retain(&mut self, is_kept: impl Fn(&Diagnostic) -> bool) {
        let list = std::mem::take(&mut self.list);
        self.places.clear();
        list.into_iter().filter(is_kept).for_each(|diagnostic| self.report(diagnostic));
    }

    /// Weighs the findings as the user does: what is allowed goes, what is denied is an error.
    /// An error stays one, whatever is allowed.
    pub fn weigh(&mut self, weights: &Weights) {
        let list = std::mem::take(&mut self.list);
        self.places.clear();
        for mut diagnostic in list {
            if diagnostic.severity != Severity::Error {
                match weights.verdict(&diagnostic) {
                    Verdict::Allow => continue,
                    Verdict::Deny => diagnostic.severity = Severity::Error,
                    Verdict::Keep => {}
                }
            }
            self.report(diagnostic);
        }
    }
}

/// What the user makes of findings, over what their codes say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weights {
    /// Every warning is an error.
    pub strict: bool,
    /// Codes that are not mentioned, unless they are errors.
    pub allow: BTreeSet<Code>,
    /// Codes that are errors.
    pub deny: BTreeSet<Code>,
}

/// What becomes of a finding.
enum Verdict {
    Keep,
    Allow,
    Deny,
}

impl Weights {
    /// These weights, where they say something; otherwise those of `other`.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        let rest =
            |mine: &BTreeSet<Code>, theirs: &BTreeSet<Code>, other: &BTreeSet<Code>| {
                let kept = theirs.iter().filter(|code| !other.contains(code));
                mine.iter().chain(kept).copied().collect()
            };
        Self {
            strict: self.strict || other.strict,
            allow: rest(&self.allow, &other.allow, &self.deny),
            deny: rest(&self.deny, &other.deny, &self.allow),
        }
    }

    /// A code that is denied and allowed in one breath is denied.
    fn verdict(&self, diagnostic: &Diagnostic) -> Verdict {
        let code = diagnostic.code;
        let strict = self.strict && diagnostic.severity == Severity::Warning;
        if self.deny.contains(&code) {
            Verdict::Deny
        } else if self.allow.contains(&code) {
            Verdict::Allow
        } else if strict {
            Verdict::Deny
        } else {
            Verdict::Keep
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal $severity:ident;)*) => {
        /// The stable codes, by the hundreds: 00 files and syntax, 01 the document's frame,
        /// 02 references, 03 schemas, 04 operations, 05 names, 06 configuration, 07 output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as printed: `E0103`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The code of this name, in small letters or capitals.
            pub fn parse(text: &str) -> Option<Self> {
                let text = text.to_ascii_uppercase();
                Self::ALL.iter().copied().find(|code| code.as_str() == text)
            }

            /// What it weighs unless configured otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// A file cannot be read.
    Unreadable = "E0001" Error;
    /// A file is empty.
    Empty = "E0002" Error;
    /// A file is not UTF-8.
    NotUtf8 = "E0003" Error;
    /// The YAML or JSON does not parse.
    Syntax = "E0004" Error;
    /// A mapping has the same key twice.
    DuplicateKey = "E0005" Error;
    /// A budget (size, depth, nodes, aliases) is exceeded.
    OverBudget = "E0006" Error;
    /// A YAML construct that has no JSON meaning (a mapping as key, an unknown alias).
    NotJsonLike = "E0007" Error;

    /// Not an OpenAPI document.
    NotOpenApi = "E0101" Error;
    /// A version that this generator does not read (Swagger 2.0).
    UnsupportedVersion = "E0102" Error;
    /// A value of the wrong kind (a string where an object belongs).
    WrongKind = "E0103" Warning;
    /// A key that the specification does not know.
    UnknownKey = "E0104" Warning;
    /// A required key is missing.
    MissingKey = "E0105" Warning;
    /// A keyword with a value outside its list (`in: querry`).
    UnknownValue = "E0106" Warning;
    /// A keyword of another OpenAPI version, read with that version's meaning.
    OtherDialect = "E0107" Note;
    /// A component that nothing refers to.
    UnusedComponent = "E0108" Note;
    /// `required` names a property that is nearly one of the declared ones.
    UndeclaredRequired = "E0109" Warning;
    /// A format or a media type that is nearly a known one.
    NearlyKnown = "E0110" Note;

    /// A reference without a target.
    DanglingReference = "E0201" Warning;
    /// References that lead back to themselves without a schema.
    CyclicReference = "E0202" Warning;
    /// A reference that is not followed (network, outside the permitted folders).
    ForbiddenReference = "E0203" Warning;
    /// A reference to something of another kind (a parameter where a schema belongs).
    WrongTarget = "E0204" Warning;
    /// The file of a reference cannot be read.
    UnreadableReference = "E0205" Warning;

    /// Part of a schema has no counterpart in a type.
    SchemaPartIgnored = "E0301" Warning;
    /// `allOf` asks for things that exclude each other.
    EmptyIntersection = "E0302" Warning;
    /// The variants of a union cannot be told apart for certain.
    AmbiguousUnion = "E0303" Warning;
    /// A default that its schema does not allow.
    WrongDefault = "E0304" Warning;
    /// An enum value that contradicts the enum's type, or is there twice.
    OddEnumValue = "E0305" Warning;
    /// An example that contradicts its schema.
    ContradictingExample = "E0306" Warning;
    /// A discriminator that names nothing.
    BrokenDiscriminator = "E0307" Warning;
    /// An object that is taken for `null` beside a reference.
    ObjectForNull = "E0308" Note;

    /// A template parameter that is not declared, or a declared one that is not in the path.
    PathParameterMismatch = "E0401" Warning;
    /// Two operations with one `operationId`.
    DuplicateOperationId = "E0402" Warning;
    /// A parameter that is declared twice, or that the specification says to ignore.
    IgnoredParameter = "E0403" Warning;
    /// A security scheme that is not defined.
    UndefinedSecurityScheme = "E0404" Warning;
    /// A part of an operation that is left out.
    OperationPartIgnored = "E0405" Warning;
    /// A server URL that cannot be used.
    BadServer = "E0406" Warning;
    /// Pages that the operation does not have as described.
    PaginationIgnored = "E0407" Warning;
    /// A body in XML of which nothing is described.
    XmlAsText = "E0408" Note;
    /// Two operations whose paths differ only in the names of parameters.
    SamePath = "E0409" Warning;
    /// A path without a slash in front, or with a brace that has no partner.
    OddPath = "E0410" Warning;
    /// Something of an XML Object that cannot be, or a name that XML does not have.
    OddXml = "E0411" Warning;
    /// A security scheme whose credentials are made from a challenge of the server.
    UnansweredChallenge = "E0412" Warning;

    /// Two names became one identifier; a suffix tells them apart.
    NameCollision = "E0501" Note;

    /// The configuration does not parse.
    BadConfiguration = "E0601" Error;
    /// The configuration has a key that does not exist.
    UnknownSetting = "E0602" Error;
    /// The configuration names something that the document does not have.
    UnusedSetting = "E0603" Warning;
    /// An overlay that cannot be applied.
    BadOverlay = "E0604" Error;
    /// An action of an overlay that changes nothing.
    IdleAction = "E0605" Warning;
    /// An overlay that says it is for another document.
    OverlayForAnother = "E0606" Warning;

    /// The output folder holds something that was not generated.
    ForeignOutput = "E0701" Error;
    /// A file cannot be written.
    Unwritable = "E0702" Error;
    /// The generated text does not match the model: a defect of the generator.
    Defect = "E0703" Error;
    /// The file that is to be written is one that was read, or holds something else.
    OccupiedFile = "E0704" Error;
}
