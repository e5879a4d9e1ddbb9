//! The single file that a command writes: what else may stand there is not replaced.

use super::{Exit, print};
use generator::diagnostics::{Code, Diagnostic, Place};
use generator::pipeline::{self, Outcome, Request};
use std::fs;
use std::io::Read;
use std::path::Path;

/// What may be replaced, since the command may have written it before.
#[derive(Clone, Copy)]
pub(super) enum Replaceable {
    /// A document with this key at its root; the second text says what that is.
    Document(&'static str, &'static str),
    /// Whatever it is.
    Anything,
}

/// Refuses a file that was read, and one that is there and that nobody would take for what is
/// written: the refusal is among the findings then.
pub(super) fn check(
    file: &Path,
    replaceable: Replaceable,
    request: &Request,
    outcome: &mut Outcome,
) {
    if let Some(found) = refusal(file, replaceable, request, outcome) {
        outcome.diagnostics.report(found);
    }
}

fn refusal(
    file: &Path,
    replaceable: Replaceable,
    request: &Request,
    outcome: &Outcome,
) -> Option<Diagnostic> {
    let found = fs::metadata(file).ok()?;
    if outcome.inputs.iter().any(|input| is_same(&input.path, file)) {
        return Some(refused(file, "it is one of the files that were read", ""));
    }
    // Pipes and devices hold nothing that could be lost, and neither does an empty file.
    if let Replaceable::Document(key, what) = replaceable
        && found.is_file()
        && found.len() > 0
        && !pipeline::has_root_key(file, key, request)
    {
        let message = format!("there is a file already, and it is not {what}");
        return Some(refused(file, &message, ", or remove this one"));
    }
    None
}

fn refused(file: &Path, message: &str, or: &str) -> Diagnostic {
    let place = Place::File(file.display().to_string());
    Diagnostic::new(Code::OccupiedFile, place, message)
        .consequence("nothing was written")
        .remedy(format!("name another file{or}"))
}

/// Whether a file begins as what a command writes, or holds nothing that could be lost. What cannot
/// be read says so when it is written.
pub(super) fn begins_as(file: &Path, beginnings: &[&str]) -> bool {
    const LONGEST: u64 = 64;
    if fs::metadata(file).is_ok_and(|found| !found.is_file()) {
        return true;
    }
    let mut found = Vec::new();
    let read =
        fs::File::open(file).and_then(|it| it.take(LONGEST).read_to_end(&mut found));
    let is_one = |with: &&str| found.starts_with(with.as_bytes());
    read.is_err() || found.is_empty() || beginnings.iter().any(is_one)
}

/// Says that a file is something else than what a command writes.
pub(super) fn not_replaced(file: &Path) -> Exit {
    let file = print::path(file);
    print::error(&format!("{file}: there is something else, which is not replaced"))
}

/// Whether two paths lead to one file, also through links or by another spelling.
fn is_same(a: &Path, b: &Path) -> bool {
    let canonical = |path: &Path| path.canonicalize().ok();
    is_one(a, b) || canonical(a).is_some_and(|a| canonical(b) == Some(a))
}

/// Whether two names stand for the same entry of the disk: hard links, which have no one path.
#[cfg(unix)]
fn is_one(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let entry =
        |path: &Path| Some(fs::metadata(path).ok()?).map(|it| (it.dev(), it.ino()));
    entry(a).is_some_and(|a| entry(b) == Some(a))
}

#[cfg(not(unix))]
fn is_one(_: &Path, _: &Path) -> bool {
    false
}
