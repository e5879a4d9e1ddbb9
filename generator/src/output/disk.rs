//! Writes the files of a crate.
//!
//! The order makes an interrupted run harmless: first the ledger takes note of what will be
//! written, then the files are replaced one by one, then those that are no longer generated
//! are removed, and last comes the ledger as it will stay. Whenever a run ends early, the
//! next one still knows every file that is the generator's own.

use super::folder::{Folder, is_inside};
use super::ledger::{self, Fingerprint, Ledger};
use super::{InputFile, OutputFile};
use crate::diagnostics::{Code, Diagnostic, Place};
use std::collections::BTreeSet;
use std::path::Path;

/// What a run did to the output folder. The ledger itself is not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have a new text.
    pub written: Vec<String>,
    /// How many had the right text already and were not touched.
    pub unchanged: usize,
    /// Files of the previous run that are no longer generated.
    pub removed: Vec<String>,
    /// Files among `written` that somebody had edited.
    pub restored: Vec<String>,
    /// Files that are no longer generated but were edited by hand, and so left alone.
    pub kept: Vec<String>,
}

/// Makes `root` hold exactly these files, apart from what is not the generator's.
///
/// `force` permits a folder that was not generated, and to replace files in it. Even then
/// nothing is deleted that the ledger does not list.
pub fn write(
    root: &Path,
    inputs: &[InputFile],
    files: &[OutputFile],
    force: bool,
) -> Result<Written, Box<Diagnostic>> {
    check_paths(root, files)?;
    let folder = Folder::new(root);
    let before = previous(&folder, root, force)?;
    let plan = Plan::make(&folder, &before, files)?;
    if let (Some(foreign), false) = (plan.foreign.first(), force) {
        return Err(in_the_way(&root.join(foreign)));
    }
    plan.carry_out(&folder, before, &Ledger::of(inputs, files))
}

/// Every path is plain, and no two are the same on a file system that ignores case.
fn check_paths(root: &Path, files: &[OutputFile]) -> Result<(), Box<Diagnostic>> {
    let mut seen = BTreeSet::from([ledger::FILE.to_owned()]);
    for OutputFile { path, .. } in files {
        if !is_inside(path) || !seen.insert(path.to_ascii_lowercase()) {
            let place = Place::File(root.display().to_string());
            let message = format!(
                "{path:?} is not a path for a generated file, or is planned twice"
            );
            let defect = Diagnostic::new(Code::Defect, place, message);
            return Err(Box::new(defect.remedy("report this; nothing was written")));
        }
    }
    Ok(())
}

/// The ledger of what is in the folder; without one, nothing may be in it unless `force` says so.
pub(super) fn previous(
    folder: &Folder<'_>,
    root: &Path,
    force: bool,
) -> Result<Ledger, Box<Diagnostic>> {
    let text = if root.exists() { folder.read(ledger::FILE)? } else { None };
    let ledger = text.and_then(|text| Ledger::parse(&String::from_utf8_lossy(&text)));
    if let Some(ledger) = ledger {
        return Ok(ledger);
    }
    let occupant = if force { None } else { folder.occupant()? };
    occupant.map_or_else(
        || Ok(Ledger::default()),
        |name| {
            let what = "the output folder holds something that was not generated";
            Err(refused(root, &format!("{what}: {name}")))
        },
    )
}

pub(super) fn in_the_way(file: &Path) -> Box<Diagnostic> {
    refused(file, "a file that was not generated is in the way")
}

fn refused(at: &Path, message: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(
            Code::ForeignOutput,
            Place::File(at.display().to_string()),
            message,
        )
        .consequence("nothing was written")
        .remedy("name an empty folder, or permit it with --force"),
    )
}

/// What is to be done, found out before anything is done.
#[derive(Default)]
struct Plan<'a> {
    put: Vec<&'a OutputFile>,
    remove: Vec<String>,
    foreign: Vec<String>,
    report: Written,
}

impl<'a> Plan<'a> {
    fn make(
        folder: &Folder<'_>,
        before: &Ledger,
        files: &'a [OutputFile],
    ) -> Result<Self, Box<Diagnostic>> {
        let mut plan = Self::default();
        for file in files {
            plan.add(file, folder.read(&file.path)?, before);
        }
        let wanted: BTreeSet<&str> =
            files.iter().map(|file| file.path.as_str()).collect();
        for path in
            before.paths().filter(|path| !wanted.contains(path) && is_inside(path))
        {
            match folder.read(path)? {
                Some(bytes) if before.wrote(path, &bytes) => {
                    plan.remove.push(path.to_owned());
                }
                Some(_) => plan.report.kept.push(path.to_owned()),
                None => {}
            }
        }
        Ok(plan)
    }

    fn add(&mut self, file: &'a OutputFile, found: Option<Vec<u8>>, before: &Ledger) {
        if let Some(found) = found {
            if Fingerprint::of(&found) == Fingerprint::of(file.text.as_bytes()) {
                self.report.unchanged += 1;
                return;
            }
            if !before.has(&file.path) {
                self.foreign.push(file.path.clone());
            } else if !before.wrote(&file.path, &found) {
                self.report.restored.push(file.path.clone());
            }
        }
        self.put.push(file);
    }

    fn carry_out(
        self,
        folder: &Folder<'_>,
        mut before: Ledger,
        after: &Ledger,
    ) -> Result<Written, Box<Diagnostic>> {
        let mut report = self.report;
        folder.prepare()?;
        if !self.put.is_empty() {
            let entries = self
                .put
                .iter()
                .map(|file| (file.path.clone(), Fingerprint::of(file.text.as_bytes())));
            before.pending.extend(entries);
            folder.put(ledger::FILE, &before.text())?;
        }
        for file in self.put {
            folder.put(&file.path, &file.text)?;
            report.written.push(file.path.clone());
        }
        for path in self.remove {
            folder.remove(&path)?;
            report.removed.push(path);
        }
        let text = after.text();
        if folder.read(ledger::FILE)?.is_none_or(|found| !same(&found, text.as_bytes()))
        {
            folder.put(ledger::FILE, &text)?;
        }
        Ok(report)
    }
}

/// Whether two texts are the same apart from line endings.
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    Fingerprint::of(a) == Fingerprint::of(b)
}
