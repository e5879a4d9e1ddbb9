//! What replacing a client means for its users, and the version that this asks for.

use super::print;
use generator::diff::{self, Both, Class, Diff};
use generator::output::previous::Previous;
use generator::pipeline::Outcome;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// How many changes of a class are listed.
const SHOWN: usize = 10;

/// The verdict on a client that replaces another one.
pub(super) struct Verdict {
    changes: Diff,
    before: String,
    class: Class,
    /// What was read before and is no more.
    unread: Vec<String>,
}

impl Verdict {
    /// Compares the surfaces; `None` where nothing of the client changes at all.
    pub(super) fn of(
        before: &Previous,
        outcome: &Outcome,
        differs: bool,
    ) -> Option<Self> {
        let planned = outcome.planned.as_ref()?;
        let surface = generator::emit::surface(&planned.plan);
        let changes = Diff::new(diff::compare_surfaces(&before.surface, &surface));
        let class = changes.verdict().or(differs.then_some(Class::Invisible))?;
        let version = before.version.as_ref();
        let version = version.unwrap_or(&planned.plan.package.version).clone();
        Some(Self { changes, before: version, class, unread: unread(before, outcome) })
    }

    /// Prints what changes for users, if anything does, and what may be why.
    pub(super) fn print(&self, outcome: &Outcome) {
        if !self.unread.is_empty() {
            let names: Vec<String> =
                self.unread.iter().map(|name| print::path(Path::new(name))).collect();
            print::note(&format!(
                "note: the last run read {} as well; is `--config` or `--overlay` missing?",
                names.join(", ")
            ));
        }
        if self.changes.changes.is_empty() {
            return;
        }
        let both = Both { old: None, new: outcome.sources.as_ref() };
        let text = diff::human(&self.changes, both, &self.before, SHOWN);
        print::note(text.trim_end());
    }

    /// The version that the changes ask for, unless the crate has one that suffices.
    pub(super) fn wanted_version(&self, outcome: &Outcome) -> Option<String> {
        let next = diff::next_version(&self.before, self.class)?;
        let now = &outcome.planned.as_ref()?.plan.package.version;
        (!diff::suffices(now, &next)).then_some(next)
    }
}

/// The first files that the run before read besides all that this one reads. Where this one reads
/// others, a document has another name, and nothing follows.
fn unread(before: &Previous, outcome: &Outcome) -> Vec<String> {
    let now: BTreeSet<&String> =
        outcome.inputs.iter().map(|input| &input.name).collect();
    if now.iter().any(|name| !before.inputs.contains(*name)) {
        return Vec::new();
    }
    let unread = before.inputs.iter().filter(|name| !now.contains(name));
    unread.take(SHOWN).cloned().collect()
}

/// Writes a version into a configuration; the error is for people.
pub(super) fn write_version(config: &Path, version: &str) -> Result<(), String> {
    let name = print::path(config);
    let text = fs::read_to_string(config).map_err(|error| format!("{name}: {error}"))?;
    let text = diff::set_version(&text, version).ok_or_else(|| {
        format!("{name}: `package.version` cannot be set; write {version} there")
    })?;
    fs::write(config, text).map_err(|error| format!("{name}: {error}"))?;
    print::note(&format!("note: {name} has `package.version: {version}` now"));
    Ok(())
}
