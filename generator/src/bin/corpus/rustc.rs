//! This program as cargo's `RUSTC_WORKSPACE_WRAPPER`: notes down how long rustc works on a
//! crate, without the time that cargo takes.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Holds the folder for the times; its being set makes the program a wrapper.
pub(crate) const FOLDER: &str = "CORPUS_RUSTC_TIMES";

/// Whether cargo has started this program as the compiler.
pub(crate) fn is_asked_for() -> bool {
    std::env::var_os(FOLDER).is_some()
}

/// Runs the compiler that the arguments name.
pub(crate) fn run() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(rustc) = arguments.next() else { return ExitCode::from(2) };
    let arguments: Vec<OsString> = arguments.collect();
    let status = Command::new(rustc).args(&arguments).status();
    let place = std::env::var_os(FOLDER).zip(checked(&arguments));
    if let Some((folder, name)) = place
        && let Some(seconds) = children_seconds()
    {
        // A missing time shows as an empty cell.
        let _ = std::fs::write(Path::new(&folder).join(name), seconds.to_string());
    }
    match status.map(|status| status.code()) {
        Ok(Some(code)) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        _ => ExitCode::from(101),
    }
}

/// The name of the library that is checked, if that is what these arguments ask for.
fn checked(arguments: &[OsString]) -> Option<String> {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let behind = |flag: &str| {
        words.windows(2).find(|pair| pair[0] == flag).map(|pair| pair[1].to_owned())
    };
    let library = behind("--crate-type").as_deref() == Some("lib");
    let linked =
        words.iter().any(|word| word.starts_with("--emit") && word.contains("link"));
    if library && !linked { behind("--crate-name") } else { None }
}

/// The user time of ended children, in seconds.
fn children_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    seconds_of(&stat)
}

/// `cutime` of `proc_pid_stat(5)`, field 16, in ticks of 10 ms. The name in field 2 may hold
/// anything, so fields are counted from its closing parenthesis.
fn seconds_of(stat: &str) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: u32 = fields.split_whitespace().nth(13)?.parse().ok()?;
    Some(f64::from(ticks) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::{checked, seconds_of};
    use std::ffi::OsString;

    fn words(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn checks_of_libraries_count() {
        let check = "--crate-name a_b --edition=2024 src/lib.rs --crate-type lib \
                     --emit=dep-info,metadata";
        assert_eq!(checked(&words(check)).as_deref(), Some("a_b"));
        let build = check.replace("metadata", "metadata,link");
        assert_eq!(checked(&words(&build)), None);
        let program = check.replace("--crate-type lib", "--crate-type bin");
        assert_eq!(checked(&words(&program)), None);
        assert_eq!(checked(&words("-vV")), None);
    }

    #[test]
    fn the_time_of_children() {
        let stat = "12 (a) b) S 1 2 3 4 5 6 7 8 9 10 11 12 345 14 15";
        assert_eq!(seconds_of(stat), Some(3.45));
        assert_eq!(seconds_of(""), None);
    }
}
