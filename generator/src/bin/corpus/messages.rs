//! What cargo says with `--message-format json`.

use serde::Deserialize;
use std::path::Path;

/// A line of cargo's.
#[derive(Debug, Deserialize)]
struct Line {
    reason: String,
    #[serde(default)]
    manifest_path: String,
    message: Option<Message>,
    #[serde(default)]
    executable: Option<String>,
    target: Option<Target>,
}

#[derive(Debug, Deserialize)]
struct Target {
    #[serde(default)]
    kind: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Message {
    level: String,
    #[serde(rename = "message")]
    text: String,
    code: Option<Code>,
    rendered: Option<String>,
    #[serde(default)]
    spans: Vec<Span>,
}

#[derive(Debug, Deserialize)]
struct Code {
    code: String,
}

#[derive(Debug, Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    is_primary: bool,
}

/// Something that cargo has to say about a package.
#[derive(Debug, PartialEq)]
pub(crate) enum Said {
    /// The compiler found something.
    Finding {
        /// In a line: code, message, file and line.
        short: String,
        /// As rustc prints it.
        rendered: String,
        /// Whether it is a warning, denied or not.
        warning: bool,
    },
    /// A library is there.
    Library,
    /// A program is there.
    Program(String),
}

/// What a line says, and the folder of the package it speaks of.
pub(crate) fn said(line: &str) -> Option<(String, Said)> {
    let line: Line = serde_json::from_str(line).ok()?;
    let folder = Path::new(&line.manifest_path).parent()?.file_name()?.to_str()?;
    let said = match line.reason.as_str() {
        "compiler-message" => finding(line.message?)?,
        "compiler-artifact" => match line.executable {
            Some(program) => Said::Program(program),
            None if line.target?.kind.iter().any(|kind| kind == "lib") => Said::Library,
            None => return None,
        },
        _ => return None,
    };
    Some((folder.to_owned(), said))
}

fn finding(message: Message) -> Option<Said> {
    let code = message.code.map(|code| code.code).unwrap_or_default();
    // Lints have words, errors have numbers: with warnings denied both are errors.
    let is_lint = code.chars().next().is_some_and(char::is_lowercase);
    let warning = match message.level.as_str() {
        "error" => is_lint,
        "warning" if !code.is_empty() => true,
        // "aborting due to 2 previous errors" and the like.
        _ => return None,
    };
    if code.is_empty() && message.text.starts_with("aborting due to") {
        return None;
    }
    let place = message.spans.iter().find(|span| span.is_primary);
    let place = place
        .map(|span| format!(" ({}:{})", span.file_name, span.line_start))
        .unwrap_or_default();
    let short = format!("[{code}] {}{place}", message.text);
    Some(Said::Finding {
        short,
        rendered: message.rendered.unwrap_or_default(),
        warning,
    })
}

#[cfg(test)]
mod tests {
    use super::{Said, said};

    fn message(body: &str) -> Option<(String, Said)> {
        said(&format!(
            r#"{{"reason":"compiler-message","manifest_path":"/s/crates/a/Cargo.toml",
               "message":{body}}}"#
        ))
    }

    #[test]
    fn errors_and_denied_warnings() {
        let (package, said) = message(
            r#"{"level":"error","message":"cannot find","code":{"code":"E0433"},
                "rendered":"all of it","spans":[{"file_name":"src/lib.rs","line_start":3,
                "is_primary":true}]}"#,
        )
        .unwrap();
        assert_eq!(package, "a");
        let short = "[E0433] cannot find (src/lib.rs:3)".to_owned();
        let rendered = "all of it".to_owned();
        assert_eq!(said, Said::Finding { short, rendered, warning: false });
        let denied = r#"{"level":"error","message":"m","code":{"code":"dead_code"}}"#;
        let (_, said) = message(denied).unwrap();
        assert!(matches!(said, Said::Finding { warning: true, .. }));
        let end = r#"{"level":"error","message":"aborting due to 1 previous error"}"#;
        assert!(message(end).is_none());
    }

    #[test]
    fn what_was_built() {
        let line = r#"{"reason":"compiler-artifact","manifest_path":"/c/b/Cargo.toml",
                       "target":{"kind":["lib"]},"executable":null}"#;
        assert_eq!(said(line), Some(("b".to_owned(), Said::Library)));
        let line = r#"{"reason":"compiler-artifact","manifest_path":"/c/b/Cargo.toml",
                       "target":{"kind":["example"]},"executable":"/t/x"}"#;
        assert_eq!(said(line), Some(("b".to_owned(), Said::Program("/t/x".to_owned()))));
        assert_eq!(said("not json"), None);
        assert_eq!(said(r#"{"reason":"build-finished","success":true}"#), None);
    }
}
