//! The command line.

use clap::Parser;
use std::path::PathBuf;

/// Runs the generator over a folder of OpenAPI documents.
///
/// If the folder has an `INDEX.tsv`, its rows are the documents; otherwise every OpenAPI
/// document below it is one. The last line on standard output sums up. The exit code is 1 if a
/// document crashed the generator or gave a crate that does not compile.
#[derive(Debug, Parser)]
#[command(name = "corpus")]
pub(crate) struct Args {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// Only documents of this kind (the column `kind` of `INDEX.tsv`).
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// Check the crates, warnings denied.
    #[arg(long)]
    pub(crate) compile: bool,
    /// Decode every example, encode it again and compare.
    #[arg(long)]
    pub(crate) examples: bool,
    /// Call every operation, with Prism as the server.
    #[arg(long)]
    pub(crate) contract: bool,
    /// Prism's program; by default the one that tests/prism.sh installs.
    #[arg(long, value_name = "FILE")]
    pub(crate) prism: Option<PathBuf>,
    /// Only documents whose path in the folder matches; may be given several times.
    #[arg(long, value_name = "GLOB")]
    pub(crate) only: Vec<String>,
    /// How much to do at once; the default is what the machine has.
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// Write a row for each document to this file.
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) report: Option<PathBuf>,
}

impl Args {
    /// How much to do at once: at least one thing.
    pub(crate) fn jobs(&self) -> usize {
        let machine = || std::thread::available_parallelism().map_or(1, usize::from);
        self.jobs.unwrap_or_else(machine).max(1)
    }

    /// Prism's program.
    pub(crate) fn prism(&self) -> PathBuf {
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        let target = target.unwrap_or_else(|| PathBuf::from("target"));
        let installed = || target.join("prism-5.16.0/node_modules/.bin/prism");
        self.prism.clone().unwrap_or_else(installed)
    }
}

#[cfg(test)]
mod tests {
    use super::Args;
    use clap::Parser;
    use std::path::Path;

    #[test]
    fn all_options() {
        let line = "corpus docs --kind real --compile --examples --only a/* --only b \
                    --jobs 3 --report out.tsv --contract --prism p";
        let args = Args::try_parse_from(line.split_whitespace()).unwrap();
        assert_eq!(args.kind.as_deref(), Some("real"));
        assert!(args.compile && args.examples && args.contract);
        assert_eq!(args.prism(), Path::new("p"));
        assert_eq!(args.only, ["a/*", "b"]);
        assert_eq!(args.jobs(), 3);
        assert_eq!(args.report, Some("out.tsv".into()));
    }

    #[test]
    fn only_the_folder_is_needed() {
        assert!(Args::try_parse_from(["corpus"]).is_err());
        let args = Args::try_parse_from(["corpus", "docs"]).unwrap();
        assert!(!args.compile && !args.examples && !args.contract);
        assert!(args.only.is_empty() && args.prism().ends_with(".bin/prism"));
        assert!(args.jobs() >= 1);
        let args = Args::try_parse_from(["corpus", "docs", "--jobs", "0"]).unwrap();
        assert_eq!(args.jobs(), 1);
    }
}
