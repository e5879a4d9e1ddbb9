//! `--check`: what would change, without changing it.

use super::disk::{in_the_way, previous, same};
use super::folder::{Folder, is_inside};
use super::ledger::{self, Ledger};
use super::{InputFile, OutputFile};
use crate::diagnostics::Diagnostic;
use std::path::Path;

/// How the output folder differs from what would be generated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Files that are generated but not there.
    pub missing: Vec<String>,
    /// Files as a run wrote them, from another document or by another generator.
    pub stale: Vec<String>,
    /// Files that somebody changed after they were written.
    pub edited: Vec<String>,
    /// Files that a run wrote but that are no longer generated.
    pub extra: Vec<String>,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_clean(&self) -> bool {
        self.rows().next().is_none()
    }

    /// Whether a file of the crate differs. The ledger alone does where the document changed in
    /// what the client does not show.
    pub fn concerns_the_crate(&self) -> bool {
        self.rows().any(|(_, path)| path != ledger::FILE)
    }

    /// Each file that differs, with a word for how.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let lists = [
            ("missing", &self.missing),
            ("stale", &self.stale),
            ("edited by hand", &self.edited),
            ("no longer generated", &self.extra),
        ];
        lists
            .into_iter()
            .flat_map(|(how, list)| list.iter().map(move |path| (how, path.as_str())))
    }
}

/// Compares the folder with the files that would be generated. What a run would refuse, since it
/// was not generated, is refused here as well, unless `force` permits it.
pub fn compare(
    root: &Path,
    inputs: &[InputFile],
    files: &[OutputFile],
    force: bool,
) -> Result<Comparison, Box<Diagnostic>> {
    let folder = Folder::new(root);
    let before = previous(&folder, root, force)?;
    let mut found = Comparison::default();
    for file in files {
        match folder.read(&file.path)? {
            None => found.missing.push(file.path.clone()),
            Some(bytes) if same(&bytes, file.text.as_bytes()) => {}
            Some(bytes) if before.wrote(&file.path, &bytes) => {
                found.stale.push(file.path.clone());
            }
            Some(_) if !force && !before.has(&file.path) => {
                return Err(in_the_way(&root.join(&file.path)));
            }
            Some(_) => found.edited.push(file.path.clone()),
        }
    }
    for path in before.paths().filter(|path| is_inside(path)) {
        if files.iter().all(|file| file.path != path) && folder.read(path)?.is_some() {
            found.extra.push(path.to_owned());
        }
    }
    match folder.read(ledger::FILE)? {
        None => found.missing.push(ledger::FILE.to_owned()),
        Some(text) if same(&text, Ledger::of(inputs, files).text().as_bytes()) => {}
        Some(_) => found.stale.push(ledger::FILE.to_owned()),
    }
    Ok(found)
}
