//! What an earlier run left in the output folder: the surface and the version of the crate.

use super::folder::Folder;
use super::ledger::{self, Ledger};
use crate::surface::Surface;
use std::collections::BTreeSet;
use std::path::Path;

/// The crate that is about to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previous {
    /// Its name.
    pub name: Option<String>,
    /// Its public surface, as `API.md` has it.
    pub surface: Surface,
    /// The files that it was made from, by their names in the ledger.
    pub inputs: BTreeSet<String>,
    /// Its version, unless somebody made the manifest take it from a workspace.
    pub version: Option<String>,
}

/// Reads what an earlier run wrote; `None` where there was none, or its files are not there.
pub fn previous(root: &Path) -> Option<Previous> {
    let folder = Folder::new(root);
    let read = |path: &str| {
        let bytes = folder.read(path).ok().flatten()?;
        Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))
    };
    let ledger = Ledger::parse(&read(ledger::FILE)?)?;
    let surface = Surface::parse(&read("API.md").filter(|_| ledger.has("API.md"))?);
    let manifest = read("Cargo.toml").filter(|_| ledger.has("Cargo.toml"))?;
    // The first one of each is the package's.
    let value = |start: &str| {
        let rest = manifest.lines().find_map(|line| line.strip_prefix(start))?;
        rest.split('"').next().map(str::to_owned)
    };
    let (name, version) = (value("name = \""), value("version = \""));
    let inputs = ledger.inputs.into_keys().collect();
    Some(Previous { name, surface, inputs, version })
}
