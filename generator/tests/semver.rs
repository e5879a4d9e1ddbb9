//! The verdict of `diff` beside those of cargo-semver-checks and cargo-public-api, for every
//! step of tests/evolution and for pairs of real documents (tests/semver/pairs.tsv).
//!
//! It needs both programs and minutes, so tests/semver.sh runs it by hand. It fails if `diff` is
//! weaker than one of them, or stronger for no reason that is known.

#[path = "evolution/steps.rs"]
mod steps;

#[path = "semver/judges.rs"]
mod judges;
#[path = "semver/reasons.rs"]
mod reasons;
#[path = "support/scratch.rs"]
mod scratch;

use generator::diff::{self, Class, Diff, Side};
use generator::pipeline::{Goal, Request, run};
use judges::{Judges, Opinion};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// An old document and a new one.
struct Pair {
    name: String,
    old: PathBuf,
    new: PathBuf,
}

/// How much of a long list is printed.
const SHOWN: usize = 12;

fn root() -> PathBuf {
    scratch::folder("semver")
}

/// The steps of tests/evolution, as documents on the disk.
fn steps() -> Vec<Pair> {
    let folder = root().join("documents");
    let old = folder.join("pets.yaml");
    scratch::write(&old, steps::PETS);
    let pair = |(at, step): (usize, &steps::Step)| {
        let new = folder.join(format!("step-{at}.yaml"));
        scratch::write(&new, &steps::after(step));
        Pair { name: format!("step: {}", step.name), old: old.clone(), new }
    };
    steps::all().into_iter().enumerate().map(pair).collect()
}

/// The pairs of real documents that are there.
fn real() -> Vec<Pair> {
    let Some(corpus) = std::env::var_os("CORPUS").map(PathBuf::from) else {
        println!("CORPUS is not set: no real documents");
        return Vec::new();
    };
    let mut pairs = Vec::new();
    for line in include_str!("semver/pairs.tsv").lines() {
        let mut cells = line.split('\t');
        let [name, old, new] = [(); 3].map(|()| cells.next().expect("three cells"));
        let [old, new] = [old, new].map(|file| corpus.join(file));
        if old.is_file() && new.is_file() {
            pairs.push(Pair { name: name.to_owned(), old, new });
        } else {
            println!("{name}: its documents are not there");
        }
    }
    pairs
}

/// What is known of a document.
struct Known {
    planned: generator::Planned,
    api: judges::Api,
}

/// Documents that crates were made of.
struct Crates {
    config: PathBuf,
    judges: Judges,
    known: BTreeMap<PathBuf, Known>,
}

impl Crates {
    fn make(&mut self, document: &Path) {
        if self.known.contains_key(document) {
            return;
        }
        let request = Request {
            document: document.to_owned(),
            config: Some(self.config.clone()),
            goal: Goal::Files,
            ..Request::default()
        };
        let outcome = run(&request);
        let files = outcome.files.expect("a crate");
        let folder = root().join("crates").join(self.known.len().to_string());
        let _ = fs::remove_dir_all(&folder);
        for file in files {
            // The target folder is in a workspace that has nothing to do with it.
            let root = if file.path == "Cargo.toml" { "\n[workspace]\n" } else { "" };
            scratch::write(&folder.join(&file.path), &(file.text + root));
        }
        scratch::lock(&folder);
        let api = self.judges.document(&folder, self.known.len());
        let _ = fs::remove_dir_all(&folder);
        let planned = outcome.planned.expect("a plan");
        self.known.insert(document.to_owned(), Known { planned, api });
    }

    /// The verdicts on a pair, as a line; the second value says what is wrong about it.
    fn compare(&mut self, pair: &Pair) -> (String, Option<String>) {
        self.make(&pair.old);
        self.make(&pair.new);
        let (old, new) = (&self.known[&pair.old], &self.known[&pair.new]);
        let diff = diff::diff(&old.planned, &new.planned);
        let opinion = Opinion::of(&old.api, &new.api);
        let agreement = agreement(&diff, &opinion);
        let line = format!(
            "{}\t{}\t{}\t{}\t{}",
            pair.name,
            word(diff.class(Side::Rust)),
            opinion.semver.words(),
            opinion.lines(),
            agreement.as_ref().map_or_else(String::as_str, String::as_str),
        );
        (line, agreement.err())
    }
}

fn word(class: Option<Class>) -> &'static str {
    class.map_or("nothing", Class::as_str)
}

/// How the verdicts agree, or why they need not; the error is a disagreement.
fn agreement(diff: &Diff, opinion: &Opinion) -> Result<String, String> {
    let ours = diff.class(Side::Rust);
    let semver = opinion.semver.class();
    if ours < semver {
        return Err(format!("WEAKER than cargo-semver-checks: {:?}", opinion.semver));
    }
    let unseen = reasons::unseen(diff, opinion);
    if !unseen.is_empty() {
        let some = unseen[..unseen.len().min(SHOWN)].join(" | ");
        let count = unseen.len();
        return Err(format!("WEAKER than one of the tools in {count} items: {some}"));
    }
    if let Some(wrong) = reasons::wrongly_harmless(ours, opinion) {
        return Err(wrong);
    }
    if ours == Some(Class::Breaking) && semver < ours {
        return reasons::not_seen_by_semver_checks(diff)
            .map(|reason| format!("stronger: {reason}"));
    }
    let extra = reasons::without_a_line(diff, opinion);
    if extra.is_empty() {
        return Ok("agrees".to_owned());
    }
    let some = extra.iter().take(SHOWN).map(|it| format!("{} {}", it.subject, it.what));
    let some: Vec<String> = some.collect();
    Ok(format!("agrees, with {} more: {}", extra.len(), some.join(" | ")))
}

#[test]
#[ignore = "needs cargo-semver-checks and cargo-public-api: tests/semver.sh"]
fn diff_is_never_weaker_than_the_tools() {
    let config = root().join("generator.yaml");
    scratch::write(&config, "package:\n  name: compared\n  version: 1.0.0\n");
    let judges = Judges::new(root());
    let mut crates = Crates { config, judges, known: BTreeMap::new() };
    let only = std::env::var("PAIR").unwrap_or_default();
    let pairs = steps().into_iter().chain(real());
    let mut wrong = Vec::new();
    println!("pair\tdiff\tcargo-semver-checks\tcargo-public-api\tagreement");
    let is_wanted = |name: &str| only.split('|').any(|part| name.contains(part));
    for pair in pairs.filter(|pair| is_wanted(&pair.name)) {
        let (line, error) = crates.compare(&pair);
        println!("{line}");
        wrong.extend(error.map(|error| format!("{}: {error}", pair.name)));
    }
    assert!(!crates.known.is_empty(), "no pair has {only:?} in its name");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
