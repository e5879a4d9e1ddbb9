//! What must be true of the result, whatever the document says.

use super::markdown;
use super::payloads::CANARY;
use generator::config::Config;
use generator::diagnostics::{Code, Diagnostics, Place, Severity};
use generator::generate;
use generator::output::OutputFile;
use generator::source::{self, Budgets};
use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;

/// What became of a document.
pub enum Verdict {
    /// A crate.
    Generated,
    /// Nothing; a finding says where and why.
    Refused,
}

/// Generates from a document and looks at everything that comes out.
pub fn judge(document: &Value, what: &str) -> Verdict {
    judge_text("x.json", &document.to_string(), what)
}

/// Generates from a text and looks at everything that comes out.
pub fn judge_text(name: &str, text: &str, what: &str) -> Verdict {
    judge_with(name, text, &Config::default(), what)
}

/// Generates with a configuration and looks at everything that comes out, in a thread with room
/// for the reader of Rust: its calls nest as the types of the document do.
pub fn judge_with(name: &str, text: &str, config: &Config, what: &str) -> Verdict {
    const STACK: usize = 256 << 20;
    let judged = std::thread::scope(|scope| {
        let judge = || judge_here(name, text, config, what);
        let thread = std::thread::Builder::new().stack_size(STACK);
        thread.spawn_scoped(scope, judge).expect("a thread").join()
    });
    judged.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn judge_here(name: &str, text: &str, config: &Config, what: &str) -> Verdict {
    let mut diagnostics = Diagnostics::default();
    let sources = source::from_text(name, text, &Budgets::default(), &mut diagnostics);
    let readable = sources.as_ref().filter(|sources| !sources.is_broken());
    let generated =
        readable.and_then(|sources| generate(sources, config, &mut diagnostics));
    let defects: Vec<&str> = diagnostics
        .iter()
        .filter(|finding| finding.code == Code::Defect)
        .map(|finding| finding.message.as_str())
        .collect();
    assert!(defects.is_empty(), "{what}: {defects:#?}");
    for finding in diagnostics.iter() {
        // What the configuration says in vain has no place in the document.
        let placed = finding.severity == Severity::Note
            || finding.code == Code::UnusedSetting
            || finding.place != Place::Nowhere;
        assert!(placed, "{what}: {finding:?}");
    }
    let drawn = generator::report::human(
        &diagnostics,
        sources.as_ref(),
        &generator::report::Options::default(),
    );
    visible("the findings", &drawn.replace('\t', " "), what);
    match generated {
        Some(generated) => {
            for file in &generated.files {
                look(file, what);
            }
            different_paths(&generated.files, what);
            // Files that an error forbids to write are looked at all the same.
            if diagnostics.has_errors() { Verdict::Refused } else { Verdict::Generated }
        }
        None => {
            assert!(diagnostics.has_errors(), "{what}: nothing, and no error says why");
            Verdict::Refused
        }
    }
}

fn look(file: &OutputFile, what: &str) {
    let OutputFile { path, text } = file;
    let plain = |c: char| c.is_ascii_alphanumeric() || "_/.".contains(c);
    assert!(
        path.chars().all(plain) && !path.contains("..") && !path.starts_with('/'),
        "{what}: {path}"
    );
    if path.starts_with("src/runtime/") {
        // Copies, which are compared with what is embedded.
        return;
    }
    visible(path, text, what);
    match path.as_str() {
        "Cargo.toml" => manifest(text, what),
        _ if path.ends_with(".md") => page(path, text, what),
        _ if path.ends_with(".rs") => {
            let tokens: TokenStream = text
                .parse()
                .unwrap_or_else(|error| panic!("{what}: {path}: {error}\n{text}"));
            syn::parse2::<syn::File>(tokens.clone())
                .unwrap_or_else(|error| panic!("{what}: {path}: {error}\n{text}"));
            code(tokens, &format!("{what}: {path}"));
        }
        _ => {}
    }
}

/// No character that a reader cannot see, or that turns what follows.
fn visible(path: &str, text: &str, what: &str) {
    let hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    };
    if let Some(at) = text.find(hidden) {
        let line = text[..at].lines().count();
        panic!("{what}: {path}:{line} has {:?}", text[at..].chars().next());
    }
}

/// Only the tables and keys that a manifest of ours has.
fn manifest(text: &str, what: &str) {
    let is_name = |name: &str| {
        name != CANARY
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    };
    for line in text.lines() {
        let entry =
            line.strip_prefix("    \"").and_then(|rest| rest.strip_suffix("\","));
        let ours = line.is_empty()
            || line == "]"
            || line.starts_with(['[', '#'])
            || line.split_once(" = ").is_some_and(|(key, _)| is_name(key))
            || entry.is_some_and(is_name);
        assert!(ours, "{what}: Cargo.toml has the line {line}");
        let table =
            line.strip_prefix('[').map_or("package", |rest| rest.trim_end_matches(']'));
        let known = [
            "package",
            "features",
            "dependencies",
            "dev-dependencies",
            "target.",
            "lints.",
        ];
        assert!(
            known.iter().any(|known| table.starts_with(known)),
            "{what}: Cargo.toml has the table {line}"
        );
    }
}

/// No line that is run when it is pasted, and no HTML.
fn page(path: &str, text: &str, what: &str) {
    for (info, block) in markdown::blocks(text) {
        let ours = !info.is_empty() && !runs(&block);
        assert!(info == "text" || ours, "{what}: {path} has the code\n{block}");
    }
    assert_eq!(markdown::html(text), [""; 0], "{what}: {path}\n{text}");
}

/// Looks at the tokens for a canary where no text of a document can be, and at documentation.
fn code(tokens: TokenStream, what: &str) {
    let mut open = vec![tokens.into_iter().collect::<Vec<_>>()];
    while let Some(tokens) = open.pop() {
        let mut docs = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let before = at.checked_sub(1).map_or(String::new(), |at| word(&tokens, at));
            match token {
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    if let Some(line) = documented(&inner) {
                        docs.push(line);
                        continue;
                    }
                    open.push(inner);
                }
                TokenTree::Ident(ident) if ident == CANARY => {
                    // A method may be called so; it has a receiver.
                    let empty = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.stream().is_empty());
                    let function =
                        before == "fn" && tokens.get(at + 1).is_some_and(empty);
                    let attribute = "#!".contains(&before) && !before.is_empty();
                    let called = word(&tokens, at + 1) == "!";
                    assert!(
                        !function && !attribute && !called,
                        "{what}: the canary is out"
                    );
                }
                TokenTree::Ident(ident)
                    if ident == "abort" || ident == "include_str" =>
                {
                    let called = matches!(tokens.get(at + 1), Some(TokenTree::Group(_)));
                    assert!(!called || before == "fn", "{what}: {ident} is called");
                }
                _ => {}
            }
            if !matches!(token, TokenTree::Punct(mark) if "#!".contains(mark.as_char()))
            {
                documentation(&std::mem::take(&mut docs), what);
            }
        }
        documentation(&docs, what);
    }
}

fn word(tokens: &[TokenTree], at: usize) -> String {
    match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => ident.to_string(),
        Some(TokenTree::Punct(mark)) => mark.as_char().to_string(),
        _ => String::new(),
    }
}

/// The text of `doc = "text"`.
fn documented(attribute: &[TokenTree]) -> Option<String> {
    match attribute {
        [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(literal)]
            if name == "doc" =>
        {
            Some(text_of(literal))
        }
        _ => None,
    }
}

fn text_of(literal: &proc_macro2::Literal) -> String {
    let text = syn::parse_str::<syn::LitStr>(&literal.to_string());
    text.map_or_else(|_| String::new(), |text| text.value())
}

/// Whether a payload is among the code.
fn runs(block: &str) -> bool {
    ["std::fs", "std::process", "touch ", "escaped_canary!"]
        .iter()
        .any(|word| block.contains(word))
}

/// Consecutive lines of documentation hold no code that is compiled, except examples of ours.
fn documentation(docs: &[String], what: &str) {
    if docs.is_empty() {
        return;
    }
    // As rustdoc does, which takes back the indentation that all lines share.
    let lines: Vec<&str> =
        docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let text = lines.join("\n");
    for (info, block) in markdown::blocks(&text) {
        let ours = info == "no_run" && !runs(&block);
        assert!(
            info == "text" || ours,
            "{what}: documentation has the code ({info:?})\n{block}\nof\n{text}"
        );
    }
}

fn different_paths(files: &[OutputFile], what: &str) {
    let mut paths: Vec<String> =
        files.iter().map(|file| file.path.to_lowercase()).collect();
    paths.sort();
    let count = paths.len();
    paths.dedup();
    assert_eq!(paths.len(), count, "{what}: a file twice");
}
