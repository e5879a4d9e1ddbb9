//! Documents that a test has as text, and what becomes of them.

#![allow(dead_code, unreachable_pub, reason = "each test uses its part")]

use generator::config::Config;
use generator::diagnostics::Diagnostics;
use generator::output::OutputFile;
use generator::source::{self, Budgets, Sources};
use generator::{Generated, Planned};

/// The tree of a text that a file of this name holds, in which mistakes may be found.
pub fn sources(name: &str, text: &str, found: &mut Diagnostics) -> Sources {
    let sources = source::from_text(name, text, &Budgets::default(), found);
    sources.expect("a text")
}

/// The crate of a text, if it has one, with the findings.
pub fn generated(
    name: &str,
    text: &str,
    config: &Config,
) -> (Option<Generated>, Diagnostics) {
    let mut found = Diagnostics::new();
    let sources = sources(name, text, &mut found);
    let generated = generator::generate(&sources, config, &mut found);
    (generated, found)
}

/// The files of a text's crate.
pub fn files(name: &str, text: &str, package: &str) -> Vec<OutputFile> {
    let mut config = Config::default();
    config.package.name = Some(package.to_owned());
    generated(name, text, &config).0.expect("a crate").files
}

/// The plan of a text in which there is no error, and the tree.
pub fn planned(name: &str, text: &str) -> (Sources, Planned) {
    let mut found = Diagnostics::new();
    let sources = sources(name, text, &mut found);
    let planned = generator::plan(&sources, &Config::default(), &mut found);
    assert!(!found.has_errors(), "{found:?}");
    (sources, planned.expect("a plan"))
}
