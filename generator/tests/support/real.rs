//! Documents that are not part of this project, where they are.

#![allow(dead_code, unreachable_pub, reason = "each test uses its part")]

use std::path::{Path, PathBuf};

/// A document of the folder that `CORPUS` names, or of `../shared/corpus` beside the workspace.
pub fn document(file: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let beside = root.join("../shared/corpus");
    std::env::var_os("CORPUS").map_or(beside, PathBuf::from).join(file)
}
