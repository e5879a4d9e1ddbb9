//! A call of the program, and all that it says.

#![allow(dead_code, unreachable_pub, reason = "each test uses its part")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The program's file.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_generator");

/// The program, to be called in a folder.
pub fn generator(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(args).current_dir(folder);
    command
}

/// Calls the program, which has to succeed; what it says on stderr.
pub fn succeeds(folder: &Path, args: &[&str]) -> String {
    let done = generator(folder, args).output().expect("it runs");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{args:?}: {said}");
    said
}

/// What the program says, in its parts.
pub struct Said {
    /// On stdout.
    pub out: String,
    /// On stderr, without durations.
    pub err: String,
    /// The exit code.
    pub code: Option<i32>,
}

/// Calls the program.
pub fn said(folder: &Path, args: &[&str]) -> Said {
    let done = generator(folder, args).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let err = text(&done.stderr);
    let err: Vec<String> = err.lines().map(without_time).collect();
    Said { out: text(&done.stdout), err: err.join("\n"), code: done.status.code() }
}

/// A session: the command, what it prints, and its exit code.
pub fn session(folder: &Path, args: &[&str]) -> String {
    let Said { out, err, code } = said(folder, args);
    let mut said = format!("$ generator {}\n{out}", args.join(" "));
    if !err.is_empty() {
        said += &format!("stderr:\n{err}\n");
    }
    said + &format!("exit code {}\n", code.unwrap_or(-1))
}

/// `…; 12 ms`, or a line of `--timings`, without the number.
fn without_time(line: &str) -> String {
    let Some(rest) = line.strip_suffix(" ms") else { return line.to_owned() };
    let end = rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if end.len() == rest.len() {
        line.to_owned()
    } else {
        format!("{} … ms", end.trim_end())
    }
}

/// The workspace, where the document of the user is.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}
