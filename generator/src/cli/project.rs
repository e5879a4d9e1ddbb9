//! The workspace whose client is regenerated when nothing else is asked for.

use std::env;
use std::path::{Path, PathBuf};

/// Where the project keeps its document.
pub(super) const DOCUMENT: &str = "spec/openapi.yaml";

/// Where the project keeps its configuration.
pub(super) const CONFIG: &str = "spec/generator.yaml";

/// What is said where there is no project.
pub(super) const MISSING: &str = "there is no spec/openapi.yaml in or above this folder; name a document (see `--help`)";

/// The workspace around the current folder; as a relative path, since diagnostics show it.
pub(super) fn find() -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    let up = here.ancestors().position(is_project)?;
    Some(std::iter::repeat_n("..", up).collect())
}

fn is_project(folder: &Path) -> bool {
    folder.join(DOCUMENT).is_file() && folder.join("generator/Cargo.toml").is_file()
}

/// Whether a path is the document of a project.
pub(super) fn is_document(path: &Path) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    let root = path.parent().and_then(Path::parent);
    path.ends_with(DOCUMENT) && root.is_some_and(is_project)
}
