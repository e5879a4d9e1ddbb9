//! Steps in the life of a document, with the verdict on each.

#![allow(dead_code, unreachable_pub, reason = "each test uses its part")]

#[path = "operations.rs"]
mod operations;
#[path = "schemas.rs"]
mod schemas;

use generator::diff::Class;

/// The document that every step begins with.
pub const PETS: &str = include_str!("pets.yaml");

/// One change.
pub struct Step {
    /// What it is called.
    pub name: &'static str,
    /// What is replaced by what.
    pub edits: &'static [(&'static str, &'static str)],
    /// The verdict for those who compile against the crate.
    pub rust: Option<Class>,
    /// The verdict for those who send and answer.
    pub wire: Option<Class>,
}

const fn step(
    name: &'static str,
    edits: &'static [(&'static str, &'static str)],
    rust: Option<Class>,
    wire: Option<Class>,
) -> Step {
    Step { name, edits, rust, wire }
}

const NONE: Option<Class> = None;
const INVISIBLE: Option<Class> = Some(Class::Invisible);
const ADDITIVE: Option<Class> = Some(Class::Additive);
pub const BREAKING: Option<Class> = Some(Class::Breaking);

/// All of them, the one without a change first.
pub fn all() -> Vec<&'static Step> {
    operations::STEPS.iter().chain(schemas::STEPS).collect()
}

/// The document behind a step.
pub fn after(step: &Step) -> String {
    step.edits.iter().fold(PETS.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{}: {old:?} is not there", step.name);
        text.replace(old, new)
    })
}
