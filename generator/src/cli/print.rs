//! Output that nobody may want to read to its end: a closed pipe is not an error.

use super::Exit;
use generator::report::harmless;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Prints a line to stdout.
pub(super) fn out(text: &str) {
    let mut stdout = io::stdout().lock();
    let _ = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
}

/// Writes a text to a file, or prints it where none is named.
pub(super) fn to(file: Option<&Path>, text: &str) -> Exit {
    let Some(file) = file else {
        out(text.trim_end());
        return Exit::Done;
    };
    match std::fs::write(file, text) {
        Ok(()) => Exit::Done,
        Err(found) => error(&format!("{}: {found}", path(file))),
    }
}

/// Prints a line to stderr.
pub(super) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Prints an error that no diagnostic stands for: wrong use, or a file.
pub(super) fn error(text: &str) -> Exit {
    note(&format!("error: {text}"));
    Exit::Failed
}

/// Says why nothing can be written into a folder.
pub(super) fn no_folder(folder: &Path, found: &io::Error) -> Exit {
    let name = path(folder);
    if folder.is_file() {
        return error(&format!("{name}: it is a file, and `--out` names a folder"));
    }
    error(&format!("{name}: {found}"))
}

/// Whether stderr may be coloured: it is a terminal, and the user has not said otherwise.
pub(super) fn colours() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stderr().is_terminal() && !set("NO_COLOR") && !dumb
}

/// A path as a message shows it: files are called as somebody else wanted.
pub(super) fn path(path: &Path) -> String {
    harmless(&path.to_string_lossy())
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
