//! Checks the crates, as members of one scratch workspace.

use crate::messages::{Said, said};
use crate::report::{Compiled, Outcome, Row};
use crate::rustc;
use crate::scratch::Scratch;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// What cargo said about a crate.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// The first error, in a line.
    pub(crate) first: Option<String>,
    /// How many errors.
    pub(crate) errors: usize,
    /// How many warnings.
    pub(crate) warnings: usize,
    /// The library is there.
    pub(crate) library: bool,
    /// The program, if one was asked for.
    pub(crate) program: Option<String>,
    /// All of it.
    rendered: String,
}

impl Findings {
    fn add(&mut self, said: Said) {
        match said {
            Said::Library => self.library = true,
            Said::Program(path) => self.program = Some(path),
            Said::Finding { short, rendered, warning } => {
                let _ = writeln!(self.rendered, "{rendered}");
                *(if warning { &mut self.warnings } else { &mut self.errors }) += 1;
                self.first.get_or_insert(short);
            }
        }
    }
}

/// Packages whose manifest cargo cannot read, with the reason.
pub(crate) type Broken = BTreeMap<String, String>;

/// Checks the crates of all documents that have one.
pub(crate) fn check(
    scratch: &Scratch,
    rows: &mut [Row],
    jobs: usize,
) -> Result<(), String> {
    let mut members: Vec<String> = rows
        .iter()
        .filter(|row| row.outcome == Outcome::Generated)
        .map(|row| row.package.clone())
        .collect();
    if members.is_empty() {
        return Ok(());
    }
    let (mut findings, broken) =
        cargo(scratch, &mut members, &["check", "--workspace"], jobs)?;
    for row in rows.iter_mut().filter(|row| row.outcome == Outcome::Generated) {
        let mut found = findings.remove(&row.package).unwrap_or_default();
        if let Some(why) = broken.get(&row.package) {
            found.first = Some(why.clone());
        }
        let path = scratch.messages(&row.package, "rustc");
        std::fs::write(&path, &found.rendered)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        judge(row, found);
        row.check_s = time(scratch, &row.package);
    }
    Ok(())
}

fn judge(row: &mut Row, found: Findings) {
    let well = found.library && found.errors + found.warnings == 0;
    row.compile = if well { Compiled::Ok } else { Compiled::Failed };
    row.warnings = Some(found.warnings);
    if !well {
        let first = found.first.unwrap_or_else(|| "the compiler ended badly".to_owned());
        row.error = Some(match found.errors + found.warnings {
            0 | 1 => first,
            all => format!("{first} and {} more", all - 1),
        });
    }
}

fn time(scratch: &Scratch, package: &str) -> Option<f64> {
    let path = scratch.times().join(package.replace('-', "_"));
    std::fs::read_to_string(path).ok()?.parse().ok()
}

/// Runs cargo over the workspace of these members. Those whose manifest it cannot read are
/// left out, and come back with the reason.
pub(crate) fn cargo(
    scratch: &Scratch,
    members: &mut Vec<String>,
    words: &[&str],
    jobs: usize,
) -> Result<(BTreeMap<String, Findings>, Broken), String> {
    let mut broken = BTreeMap::new();
    let mut offline = true;
    loop {
        workspace(scratch, members)?;
        let (findings, end) = run(scratch, words, jobs, offline)?;
        if !findings.is_empty() || end.success {
            return Ok((findings, broken));
        }
        let culprit = members.iter().position(|package| end.errors.contains(package));
        match culprit {
            Some(at) => {
                let why = end.errors.lines().take(8).collect::<Vec<_>>().join(" / ");
                broken.insert(members.remove(at), why);
            }
            // Something may have to be downloaded.
            None if offline => offline = false,
            None => return Err(end.errors),
        }
    }
}

/// Writes the workspace's manifest.
fn workspace(scratch: &Scratch, members: &[String]) -> Result<(), String> {
    let mut text = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
    for member in members {
        let _ = writeln!(text, "    \"crates/{member}\",");
    }
    text.push_str("]\n");
    let path = scratch.workspace().join("Cargo.toml");
    std::fs::write(&path, text)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    // The versions that the project itself is tested with; cargo drops what is not needed.
    let lock = scratch.workspace().join("Cargo.lock");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    if !lock.exists() {
        // Without it, cargo chooses the versions.
        let _ = std::fs::copy(own, lock);
    }
    Ok(())
}

struct End {
    success: bool,
    errors: String,
}

fn run(
    scratch: &Scratch,
    words: &[&str],
    jobs: usize,
    offline: bool,
) -> Result<(BTreeMap<String, Findings>, End), String> {
    let say = |error: std::io::Error| format!("cargo: {error}");
    let errors = scratch.messages("workspace", "cargo");
    let mut command =
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(words)
        .args(["--keep-going", "--message-format", "json", "--jobs", &jobs.to_string()])
        .args(offline.then_some("--offline"))
        .current_dir(scratch.workspace())
        // The same in every run, so that nothing is built anew.
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_TARGET_DIR", scratch.target())
        .env("RUSTC_WORKSPACE_WRAPPER", std::env::current_exe().map_err(say)?)
        .env(rustc::FOLDER, scratch.times())
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(File::create(&errors).map_err(say)?);
    let mut child = command.spawn().map_err(say)?;
    let mut findings: BTreeMap<String, Findings> = BTreeMap::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let Some((package, said)) = said(&line.map_err(say)?) else { continue };
            if said == Said::Library && package.starts_with("corpus-") {
                eprintln!("checked {package}");
            }
            findings.entry(package).or_default().add(said);
        }
    }
    let success = child.wait().map_err(say)?.success();
    let errors = std::fs::read_to_string(errors).unwrap_or_default();
    Ok((findings, End { success, errors }))
}

#[cfg(test)]
mod tests {
    use super::{Findings, judge};
    use crate::messages::Said;
    use crate::report::{Compiled, Row};

    fn row(said: Vec<Said>) -> Row {
        let mut found = Findings::default();
        for said in said {
            found.add(said);
        }
        let mut row = Row::new("a", String::new());
        judge(&mut row, found);
        row
    }

    fn finding(short: &str, warning: bool) -> Said {
        let (short, rendered) = (short.to_owned(), String::new());
        Said::Finding { short, rendered, warning }
    }

    #[test]
    fn only_a_library_without_findings_is_well() {
        let well = row(vec![Said::Library]);
        assert_eq!(
            (well.compile, well.warnings, well.error),
            (Compiled::Ok, Some(0), None)
        );
        let warned = row(vec![finding("[dead_code]", true), Said::Library]);
        assert_eq!((warned.compile, warned.warnings), (Compiled::Failed, Some(1)));
        let failed = row(vec![finding("one", false), finding("two", false)]);
        assert_eq!(failed.error.as_deref(), Some("one and 1 more"));
        let killed = row(Vec::new());
        assert_eq!(killed.compile, Compiled::Failed);
        assert!(killed.error.is_some());
    }
}
