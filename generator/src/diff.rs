//! What changes between two versions of a document: on the wire, and for those who use the
//! generated crate.
//!
//! The Rust side compares the planned crates line by line (`rust`), and what no line says of their
//! plans (`plans`); the wire side compares facts of the models (`wire`). The version step follows
//! from the Rust side alone: it is the crate that has a version.

mod bump;
mod directions;
mod plans;
mod report;
mod rust;
mod wire;

pub use bump::{next_version, set_version, suffices};
pub use report::{Both, human, json, markdown};
pub use rust::compare as compare_surfaces;

use crate::Planned;
use crate::diagnostics::NodeId;

/// How much a change weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Nobody has to do anything, and nobody can do anything new.
    Invisible,
    /// There is something new; what was there works as before.
    Additive,
    /// What worked before may not work any more.
    Breaking,
}

impl Class {
    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invisible => "invisible",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

/// Who notices a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Users of the crate, when they compile.
    Rust,
    /// Clients that are in use, and the server: what is sent and answered.
    Wire,
}

impl Side {
    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Wire => "api",
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who notices.
    pub side: Side,
    /// How much it weighs.
    pub class: Class,
    /// The thing that changed.
    pub subject: String,
    /// How it changed.
    pub what: String,
    /// Its place in the old document.
    pub old: Option<NodeId>,
    /// Its place in the new document.
    pub new: Option<NodeId>,
    /// The type that changed, if sending it or getting it for the first time can do that alone.
    pub(crate) reused: Option<String>,
}

impl Change {
    /// A change without places.
    fn new(side: Side, class: Class, subject: impl Into<String>, what: String) -> Self {
        let subject = subject.into();
        Self { side, class, subject, what, old: None, new: None, reused: None }
    }

    /// With its places in the old and the new document.
    fn at(self, [old, new]: [Option<NodeId>; 2]) -> Self {
        Self { old, new, ..self }
    }
}

/// All changes, by side and weight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The changes: Rust first, the weightiest first.
    pub changes: Vec<Change>,
}

impl Diff {
    /// Sorts changes; those of one side and weight keep their order.
    pub fn new(mut changes: Vec<Change>) -> Self {
        changes.sort_by_key(|change| (change.side, std::cmp::Reverse(change.class)));
        Self { changes }
    }

    /// The weightiest class of a side; nothing changed if there is none.
    pub fn class(&self, side: Side) -> Option<Class> {
        let classes =
            self.changes.iter().filter(|c| c.side == side).map(|change| change.class);
        classes.max()
    }

    /// The weightiest class of both sides.
    pub fn worst(&self) -> Option<Class> {
        self.changes.iter().map(|change| change.class).max()
    }

    /// What the crate's version has to say: anything that changes asks for a new version.
    pub fn verdict(&self) -> Option<Class> {
        if self.changes.is_empty() {
            return None;
        }
        Some(self.class(Side::Rust).unwrap_or(Class::Invisible))
    }
}

/// Compares what two documents become.
pub fn diff(old: &Planned, new: &Planned) -> Diff {
    let surfaces = [old, new].map(|planned| crate::emit::surface(&planned.plan));
    let mut changes = rust::compare(&surfaces[0], &surfaces[1]);
    directions::explain(&mut changes, old, new);
    changes.extend(plans::compare(old, new));
    changes.extend(wire::compare(&old.api, &new.api));
    Diff::new(changes)
}
