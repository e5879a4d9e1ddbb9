//! The stages use each other in one direction: source → document → lower → (the model) →
//! analyse → rust → emit → output. The front knows no Rust, the back no OpenAPI.

#[path = "support/picture.rs"]
mod picture;
#[path = "support/session.rs"]
mod session;

use generator::graph::{Edge, Graph, Kind, Node, svg};
use picture::assert_picture;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each stage with all that it may use.
const ALLOWED: &[(&str, &[&str])] = &[
    ("diagnostics", &[]),
    ("source", &["diagnostics"]),
    ("document", &["source", "diagnostics"]),
    ("model", &["diagnostics"]),
    ("config", &["source", "model", "diagnostics"]),
    ("lower", &["source", "document", "model", "config", "diagnostics"]),
    ("analyse", &["model"]),
    ("rust", &["model", "analyse", "config", "diagnostics"]),
    ("surface", &["diagnostics"]),
    ("emit", &["rust", "model", "surface", "diagnostics"]),
    ("output", &["emit", "surface", "diagnostics"]),
];

/// The modules at the root of the crate that are no stages: they run the stages, or stand
/// beside them, and no stage uses them.
const AROUND: &[&str] = &[
    "arguments",
    "bundle",
    "cli",
    "diff",
    "graph",
    "init",
    "lint",
    "pipeline",
    "report",
    "samples",
    "show",
];

/// The modules that read a document and need no types of it.
const OF_THE_DOCUMENT: &[&str] = &["arguments", "bundle", "lint"];

/// What every module may use.
const HELPERS: &[&str] = &["bounded", "formats", "json_types", "threads", "timings"];

#[test]
fn every_stage_uses_only_what_stands_before_it() {
    let uses = uses_of_stages();
    let known: BTreeSet<&str> =
        ALLOWED.iter().map(|(stage, _)| *stage).chain(AROUND.iter().copied()).collect();
    let mut against = Vec::new();
    for (stage, allowed) in ALLOWED {
        for (other, place) in &uses[*stage] {
            let fine = other == stage || allowed.contains(&other.as_str());
            if known.contains(other.as_str()) && !fine {
                against.push(format!("{stage} uses {other}: {place}"));
            }
        }
    }
    assert!(against.is_empty(), "{}", against.join("\n"));
}

#[test]
fn what_reads_a_document_uses_no_later_stage() {
    let later = ["lower", "analyse", "rust", "emit", "output"];
    for module in OF_THE_DOCUMENT {
        let uses = uses_of(module);
        for stage in later {
            assert!(!uses.contains_key(stage), "{module} uses {stage}: {}", uses[stage]);
        }
    }
}

/// A module that is in no list would be judged by nobody.
#[test]
fn every_module_is_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let listed: BTreeSet<&str> = ALLOWED
        .iter()
        .map(|(stage, _)| *stage)
        .chain(AROUND.iter().chain(HELPERS).copied())
        .collect();
    let text = fs::read_to_string(root.join("lib.rs")).expect("the root of the crate");
    let declared: Vec<&str> = text
        .lines()
        .map(|line| line.strip_prefix("pub ").unwrap_or(line))
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    assert!(declared.len() > ALLOWED.len(), "{declared:?}");
    for module in declared {
        assert!(listed.contains(module), "`{module}` is in none of the lists");
    }
}

/// A permission that nobody needs would hide the next mistake.
#[test]
fn every_permission_is_used() {
    let uses = uses_of_stages();
    for (stage, allowed) in ALLOWED {
        for other in *allowed {
            assert!(
                uses[*stage].contains_key(*other),
                "{stage} may use {other}, and does not",
            );
        }
    }
}

/// ARCHITECTURE.md shows what each stage leads to: those that use it, without what follows from the
/// rest, and without the findings, which all of them have.
#[test]
fn the_picture_of_the_stages_is_drawn_from_the_permissions() {
    let drawn: Vec<&str> = ALLOWED
        .iter()
        .map(|(stage, _)| *stage)
        .filter(|it| *it != "diagnostics")
        .collect();
    let place = |name: &str| drawn.iter().position(|stage| *stage == name);
    let mut graph = Graph::default();
    for (at, &stage) in drawn.iter().enumerate() {
        graph.nodes.push(Node {
            kind: Kind::Struct,
            name: stage.to_owned(),
            detail: String::new(),
        });
        // Where front and back meet is shown of both.
        let is_shown = |used: &&str| *used == "model" || !is_implied(stage, used);
        let used = allowed_by(stage).filter(is_shown);
        graph.edges.extend(used.filter_map(place).map(|used| Edge {
            from: used,
            to: at,
            label: format!("{stage} uses {}", drawn[used]),
        }));
    }
    assert_picture("stages.svg", &svg(&graph));
}

fn allowed_by(stage: &str) -> impl Iterator<Item = &'static str> {
    let known = ALLOWED.iter().filter(move |(known, _)| *known == stage);
    known.flat_map(|(_, allowed)| allowed.iter().copied())
}

/// Whether a stage gets to another one through those that it uses besides.
fn is_implied(stage: &str, used: &str) -> bool {
    let mut others = allowed_by(stage).filter(|other| *other != used);
    others.any(|other| allowed_by(other).any(|it| it == used) || is_implied(other, used))
}

/// Of each stage, the modules at the root of the crate that it names, each with a place.
fn uses_of_stages() -> BTreeMap<&'static str, BTreeMap<String, String>> {
    ALLOWED.iter().map(|(stage, _)| (*stage, uses_of(stage))).collect()
}

/// The modules at the root of the crate that one of them names, each with a place.
fn uses_of(module: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    for file in files_of(&root, module) {
        let text = fs::read_to_string(&file).expect("a file of the crate");
        for name in used(&module_of(&root, &file), &text) {
            found.entry(name).or_insert(file.display().to_string());
        }
    }
    found
}

/// `stage.rs` and everything below `stage/`.
fn files_of(root: &Path, stage: &str) -> Vec<PathBuf> {
    let mut files = vec![root.join(stage).with_extension("rs")];
    let mut folders = vec![root.join(stage)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files
        .retain(|file| file.extension().is_some_and(|end| end == "rs") && file.exists());
    assert!(!files.is_empty(), "no files of {stage}");
    files
}

/// The path of the module in a file.
fn module_of(root: &Path, file: &Path) -> Vec<String> {
    let path = file.strip_prefix(root).expect("a file of the crate").with_extension("");
    let steps = path.iter().map(|step| step.to_string_lossy().into_owned());
    steps.filter(|step| step != "mod").collect()
}

/// The modules at the root of the crate that a module names, however it writes that.
fn used(module: &[String], text: &str) -> BTreeSet<String> {
    syn::parse_file(text).expect("Rust");
    let tokens: TokenStream = text.parse().expect("Rust");
    let mut found = BTreeSet::new();
    walk(module, &tokens.into_iter().collect::<Vec<_>>(), &mut found);
    found
}

fn walk(module: &[String], tokens: &[TokenTree], found: &mut BTreeSet<String>) {
    let mut inner = None;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let within: Vec<TokenTree> = group.stream().into_iter().collect();
                let own = inner.take();
                walk(own.as_deref().unwrap_or(module), &within, found);
            }
            TokenTree::Ident(word) if word == "mod" => {
                if let Some(TokenTree::Ident(name)) = tokens.get(at + 1) {
                    inner = Some([module, &[name.to_string()]].concat());
                }
            }
            TokenTree::Ident(_) if !is_behind_colons(&tokens[..at]) => {
                let paths = paths(&[], &tokens[at..]);
                found.extend(paths.iter().filter_map(|path| first(module, path)));
            }
            TokenTree::Punct(end) if end.as_char() == ';' => inner = None,
            _ => {}
        }
    }
}

fn is_behind_colons(tokens: &[TokenTree]) -> bool {
    matches!(tokens.last(), Some(TokenTree::Punct(colon)) if colon.as_char() == ':')
        && matches!(tokens.iter().nth_back(1), Some(TokenTree::Punct(colon)) if colon.as_char() == ':')
}

/// The paths that begin with these tokens, several where braces divide them.
fn paths(before: &[String], tokens: &[TokenTree]) -> Vec<Vec<String>> {
    let Some((TokenTree::Ident(word), rest)) = tokens.split_first() else {
        return vec![before.to_vec()];
    };
    let path = [before, &[word.to_string()]].concat();
    match rest {
        [TokenTree::Punct(one), TokenTree::Punct(two), rest @ ..]
            if (one.as_char(), two.as_char()) == (':', ':') =>
        {
            match rest.first() {
                Some(TokenTree::Group(group)) => {
                    let list: Vec<TokenTree> = group.stream().into_iter().collect();
                    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(it) if it.as_char() == ',');
                    list.split(is_comma).flat_map(|rest| paths(&path, rest)).collect()
                }
                _ => paths(&path, rest),
            }
        }
        _ => vec![path],
    }
}

/// The module at the root to which a path leads that begins in a module.
fn first(module: &[String], path: &[String]) -> Option<String> {
    let mut place = match path.first()?.as_str() {
        "crate" => Vec::new(),
        // A value is no module.
        "self" if path.len() == 1 => return None,
        "self" | "super" => module.to_vec(),
        _ => return None,
    };
    for step in path {
        match step.as_str() {
            "crate" | "self" => {}
            "super" => {
                place.pop()?;
            }
            name => place.push(name.to_owned()),
        }
    }
    place.into_iter().next()
}

#[test]
fn uses_are_seen_however_they_are_written() {
    let used = |module: &[&str], text: &str| -> Vec<String> {
        let module: Vec<String> = module.iter().map(|step| (*step).to_owned()).collect();
        used(&module, text).into_iter().collect()
    };
    assert_eq!(used(&["emit"], "use super::lower;"), ["lower"]);
    assert_eq!(used(&["emit", "docs"], "use super::lower;"), ["emit"]);
    assert_eq!(used(&["emit", "docs"], "use super::super::lower::Said;"), ["lower"]);
    let several = "use crate::{\n    lower::{self, Said},\n    source,\n};";
    assert_eq!(used(&["emit"], several), ["lower", "source"]);
    let nested = "mod tests { use super::super::{lower::{A, b::C}}; }";
    assert_eq!(used(&["emit"], nested), ["lower"]);
    let code =
        "fn f(it: &crate::lower::It) { said!(vec![crate::source::A]); self.crate_ }";
    assert_eq!(used(&["emit"], code), ["lower", "source"]);
    let words = "// crate::lower\n/// crate::lower\nconst A: &str = \"crate::lower\";";
    assert!(used(&["emit"], words).is_empty());
    assert!(used(&["emit"], "pub(crate) mod a; pub(super) fn f() {}").is_empty());
}
