//! cargo-semver-checks and cargo-public-api, both of which read what rustdoc writes as JSON.

use generator::diff::Class;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The programs, and the folder that they work in.
pub(crate) struct Judges {
    folder: PathBuf,
}

/// The public interface of a crate.
pub(crate) struct Api {
    rustdoc: PathBuf,
    lines: BTreeSet<String>,
}

/// What the programs say of a pair.
pub(crate) struct Opinion {
    pub(crate) semver: Semver,
    /// Lines of the old interface that are not in the new one.
    pub(crate) gone: Vec<String>,
    /// Lines of the new interface that are not in the old one.
    pub(crate) new: Vec<String>,
}

/// The verdict of cargo-semver-checks: the checks that failed.
#[derive(Debug)]
pub(crate) struct Semver {
    pub(crate) major: usize,
    pub(crate) minor: usize,
    pub(crate) failed: Vec<String>,
    /// What they failed in, beside what is only deprecated now.
    pub(crate) items: Vec<String>,
}

impl Semver {
    pub(crate) fn class(&self) -> Option<Class> {
        match (self.major, self.minor) {
            (0, 0) => None,
            (0, _) => Some(Class::Additive),
            _ => Some(Class::Breaking),
        }
    }

    pub(crate) fn words(&self) -> String {
        match self.class() {
            None => "nothing".to_owned(),
            Some(Class::Breaking) => format!("major: {}", self.failed.join(", ")),
            Some(_) => format!("minor: {}", self.failed.join(", ")),
        }
    }
}

impl Opinion {
    /// Has two interfaces compared.
    pub(crate) fn of(old: &Api, new: &Api) -> Self {
        let mut command = Command::new("cargo-semver-checks");
        command
            .args(["semver-checks", "--color", "never", "--release-type", "patch"])
            .arg("--baseline-rustdoc")
            .arg(&old.rustdoc)
            .arg("--current-rustdoc")
            .arg(&new.rustdoc);
        let done = command.output().expect("cargo-semver-checks runs");
        let difference =
            |a: &Api, b: &Api| a.lines.difference(&b.lines).cloned().collect();
        Opinion {
            semver: semver(&done),
            gone: difference(old, new),
            new: difference(new, old),
        }
    }

    pub(crate) fn lines(&self) -> String {
        format!("{} gone, {} new", self.gone.len(), self.new.len())
    }
}

impl Judges {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Has the interface of a crate written down.
    pub(crate) fn document(&self, krate: &Path, number: usize) -> Api {
        let manifest = fs::read_to_string(krate.join("Cargo.toml")).expect("a manifest");
        let mut features = vec!["blocking", "mock"];
        let optional = ["full", "stream", "webhooks"].into_iter();
        features.extend(optional.filter(|it| manifest.contains(&format!("\n{it} = "))));
        let target = self.folder.join("target");
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .current_dir(krate)
            .args(["rustdoc", "--quiet", "--lib", "--no-default-features", "--features"])
            .arg(features.join(","))
            .args(["--", "-Zunstable-options", "--output-format", "json"])
            // `runtime` is hidden; what is public of it has its methods there all the same.
            .arg("--document-hidden-items")
            .env("CARGO_TARGET_DIR", &target)
            // What cargo-semver-checks does for a stable toolchain as well.
            .env("RUSTC_BOOTSTRAP", "1")
            .env_remove("RUSTFLAGS");
        finished(command);
        let rustdoc = self.folder.join(format!("{number}.json"));
        fs::rename(target.join("doc/compared.json"), &rustdoc).expect("rustdoc's file");
        let mut command = Command::new("cargo-public-api");
        command.args(["--color", "never", "-ss", "--rustdoc-json"]).arg(&rustdoc);
        let said = finished(command).stdout;
        let text = String::from_utf8(said).expect("text");
        Api { rustdoc, lines: without_aliases(public(&text)) }
    }
}

/// The lines about what users can name: of the hidden module only what the root exports.
fn public(text: &str) -> BTreeSet<String> {
    let path = |line: &str| {
        let (_, path) = line.split_once("compared::")?;
        let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
        Some(path[..end.unwrap_or(path.len())].to_owned())
    };
    let exported: BTreeSet<String> =
        text.lines().filter_map(path).filter(|path| !path.contains(':')).collect();
    let is_public = |line: &&str| {
        path(line).is_none_or(|path| {
            let mut names = path.split("::");
            names.next() != Some("runtime")
                || names.any(|name| exported.contains(name) && is_type(name))
        })
    };
    text.lines().filter(is_public).map(str::to_owned).collect()
}

/// The lines with the types that others are names for: another name for a type is no change.
fn without_aliases(lines: BTreeSet<String>) -> BTreeSet<String> {
    const DEEPEST: usize = 8;
    let alias = |line: &String| {
        let (name, ty) = line.strip_prefix("pub type ")?.split_once(" = ")?;
        // The types of traits stand in types.
        let is_own = name.split("::").filter(|word| is_type(word)).count() == 1;
        is_own.then(|| (name.to_owned(), ty.to_owned()))
    };
    let known: BTreeMap<String, String> = lines.iter().filter_map(alias).collect();
    let expand = |line: String| {
        let name = alias(&line).map(|(name, _)| format!("pub type {name} = "));
        let head = name.unwrap_or_default();
        let mut rest = line[head.len()..].to_owned();
        for _ in 0..DEEPEST {
            rest = named(&rest, &known);
        }
        head + &rest
    };
    lines.into_iter().map(expand).collect()
}

/// A line with the types that its paths are names for.
fn named(line: &str, known: &BTreeMap<String, String>) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some(start) = rest.find("compared::") {
        let path = &rest[start..];
        let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
        let (path, behind) = path.split_at(end.unwrap_or(path.len()));
        let (path, colons) = path.split_at(path.trim_end_matches(':').len());
        out.push_str(&rest[..start]);
        out.push_str(known.get(path).map_or(path, String::as_str));
        out.push_str(colons);
        rest = behind;
    }
    out + rest
}

fn is_type(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

fn finished(mut command: Command) -> Output {
    let done = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command:?}: {said}");
    done
}

fn semver(done: &Output) -> Semver {
    let text = [&done.stderr, &done.stdout].map(|it| String::from_utf8_lossy(it));
    let text = text.concat();
    let summary = text.lines().find(|line| line.contains("Summary"));
    let summary = summary.unwrap_or_else(|| panic!("no summary: {text}"));
    let count = |word: &str| {
        let before = summary.split(word).next().filter(|it| it.len() < summary.len());
        let number = before.and_then(|it| it.split_whitespace().last());
        number.map_or(0, |it| it.parse().expect("a number"))
    };
    let failed = text.lines().filter_map(|line| {
        Some(line.strip_prefix("--- failure ")?.split(':').next()?.to_owned())
    });
    let items = items(&text);
    let (major, minor) = if done.status.success() {
        (0, 0)
    } else {
        (count(" major and "), count(" minor checks failed"))
    };
    assert!(done.status.success() || major + minor > 0, "{text}");
    Semver { major, minor, failed: failed.collect(), items }
}

/// The lines below "Failed in:", without their places.
fn items(text: &str) -> Vec<String> {
    let checks = text.split("--- failure ").skip(1);
    let checks = checks.filter(|check| {
        !check.split(':').next().is_some_and(|name| name.ends_with("marked_deprecated"))
    });
    let lines = checks.filter_map(|check| check.split_once("Failed in:\n"));
    let lines = lines
        .flat_map(|(_, lines)| lines.lines().take_while(|line| line.starts_with("  ")));
    let item = |line: &str| {
        let end = [", previously in", " in file", " in /", " in src/"];
        let end = end.iter().filter_map(|end| line.find(end)).min();
        line[..end.unwrap_or(line.len())].trim().to_owned()
    };
    lines.map(item).collect()
}
