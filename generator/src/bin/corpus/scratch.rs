//! The scratch folder under the target folder.

use std::path::{Path, PathBuf};

/// Where crates are written and checked. It is kept: what has not changed since the last run
/// is not checked again.
#[derive(Clone, Debug)]
pub(crate) struct Scratch {
    root: PathBuf,
}

impl Scratch {
    /// `corpus` in the target folder.
    pub(crate) fn open() -> Result<Self, String> {
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        Self::at(&target.unwrap_or_else(|| PathBuf::from("target")).join("corpus"))
    }

    /// A certain folder.
    pub(crate) fn at(root: &Path) -> Result<Self, String> {
        let say = |error| format!("{}: {error}", root.display());
        for folder in ["crates", "examples", "results", "messages", "times"] {
            std::fs::create_dir_all(root.join(folder)).map_err(say)?;
        }
        Ok(Self { root: root.canonicalize().map_err(say)? })
    }

    /// The workspace.
    pub(crate) fn workspace(&self) -> &Path {
        &self.root
    }

    /// Where cargo compiles, `generated` beside the scratch folder: tests compile what generated
    /// crates depend on there as well.
    pub(crate) fn target(&self) -> PathBuf {
        self.root.with_file_name("generated")
    }

    /// The crate of a document.
    pub(crate) fn member(&self, package: &str) -> PathBuf {
        self.root.join("crates").join(package)
    }

    /// What the process that generated it has to say.
    pub(crate) fn result(&self, package: &str) -> PathBuf {
        self.root.join("results").join(format!("{package}.json"))
    }

    /// What was printed about it: by the generator, by the compiler.
    pub(crate) fn messages(&self, package: &str, who: &str) -> PathBuf {
        self.root.join("messages").join(format!("{package}.{who}.txt"))
    }

    /// Files of its examples.
    pub(crate) fn examples(&self, package: &str, extension: &str) -> PathBuf {
        self.root.join("examples").join(format!("{package}.{extension}"))
    }

    /// Where the time that rustc takes is noted down.
    pub(crate) fn times(&self) -> PathBuf {
        self.root.join("times")
    }
}

/// The package's name of a document: the same in every run, and a different one for each.
pub(crate) fn package(file: &str) -> String {
    // FNV-1a: it need not resist anybody.
    let hash = file.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("corpus-{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::package;

    #[test]
    fn packages_are_distinct_and_stay() {
        assert_eq!(package("a.yaml"), package("a.yaml"));
        assert_ne!(package("a.yaml"), package("b.yaml"));
        assert_eq!(package("").len(), "corpus-".len() + 16);
    }
}
