//! Hostile texts in every slot of OpenAPI's grammar.
//!
//! `hostile/grammar` has documents that together say everything which an OpenAPI document can
//! say. Each of their texts, and each of their keys, is a slot. What is put into them is in
//! `hostile/payloads.rs`, and what must be true of the result, whatever that is, in
//! `hostile/oracle.rs`.
//!
//! The usual run puts every second payload into each free slot (all slots at once, each with
//! another), and one payload alone into every second slot of any kind. `HOSTILE=all cargo test
//! --release -p generator --test hostile` puts each payload alone into each slot, and compiles
//! more crates.

#![allow(unreachable_pub, reason = "modules of a test")]

#[path = "hostile/arbitrary.rs"]
mod arbitrary;
#[path = "hostile/batch.rs"]
mod batch;
#[path = "hostile/markdown.rs"]
mod markdown;
#[path = "hostile/names.rs"]
mod names;
#[path = "hostile/oracle.rs"]
mod oracle;
#[path = "hostile/payloads.rs"]
mod payloads;
#[path = "support/scratch.rs"]
mod scratch;
#[path = "hostile/settings.rs"]
mod settings;
#[path = "hostile/taken.rs"]
mod taken;
#[path = "support/text.rs"]
mod text;
#[path = "hostile/walk.rs"]
mod walk;

use oracle::{Verdict, judge};
use payloads::PAYLOADS;
use proptest::prelude::*;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Judges all of them in parallel: how many gave a crate. What is wrong is said together, since
/// defects come in families.
fn judge_all<T: Sync>(
    runs: &[T],
    document: impl Fn(&T) -> (Value, String) + Sync,
) -> usize {
    let (failed, generated): (Vec<String>, usize) = runs
        .par_iter()
        .map(|run| {
            let (document, what) = document(run);
            let judged = std::panic::catch_unwind(|| judge(&document, &what));
            match judged {
                Ok(verdict) => {
                    (Vec::new(), usize::from(matches!(verdict, Verdict::Generated)))
                }
                Err(panic) => {
                    let message = panic.downcast_ref::<String>().cloned();
                    (vec![format!("{what}: {}", message.unwrap_or_default())], 0)
                }
            }
        })
        .reduce(Default::default, |mut a, b| {
            a.0.extend(b.0);
            (a.0, a.1 + b.1)
        });
    let shown: Vec<&String> = failed.iter().take(40).collect();
    assert!(failed.is_empty(), "{} of {} failed:\n{shown:#?}", failed.len(), runs.len());
    eprintln!("{generated} of {} documents gave a crate", runs.len());
    generated
}

/// Whether the long run is asked for.
fn all() -> bool {
    std::env::var_os("HOSTILE").is_some()
}

/// Each document as it stands is one that the generator has nothing against.
#[test]
fn the_grammar_is_generated() {
    for document in walk::grammar() {
        let verdict = judge(&document.value, &document.name);
        assert!(matches!(verdict, Verdict::Generated), "{}", document.name);
        assert!(!walk::words(&document.value).is_empty(), "{}", document.name);
    }
}

/// Every free word of every document becomes every payload: in run N, word M becomes payload
/// N + M, so that those which stand together differ.
#[test]
fn every_payload_in_every_free_slot_at_once() {
    let documents = walk::grammar();
    let step = if all() { 1 } else { 2 };
    let runs: Vec<(usize, usize)> = (0..documents.len())
        .flat_map(|at| (0..PAYLOADS.len()).step_by(step).map(move |turn| (at, turn)))
        .collect();
    let generated = judge_all(&runs, |(at, turn)| {
        let document = &documents[*at];
        (turned(&document.value, *turn), format!("{} in turn {turn}", document.name))
    });
    // A document whose texts are strange is still a document.
    assert_eq!(generated, runs.len());
}

fn turned(document: &Value, turn: usize) -> Value {
    let words = walk::words(document).into_iter().zip(turn..);
    let texts: BTreeMap<String, String> = words
        .map(|(word, at)| (word, PAYLOADS[at % PAYLOADS.len()].to_owned()))
        .collect();
    walk::renamed(document, &texts)
}

/// One slot at a time, whatever it is: also words of OpenAPI, references and types.
#[test]
fn one_payload_alone_in_every_slot() {
    let documents = walk::grammar();
    let mut runs = Vec::new();
    let every = if all() { 1 } else { 2 };
    for (at, document) in documents.iter().enumerate() {
        let slots = walk::slots(&document.value).into_iter().enumerate();
        for (nth, slot) in slots.step_by(every) {
            let count = if all() { PAYLOADS.len() } else { 1 };
            for payload in 0..count {
                let payload = (payload + nth * 31 + at * 7) % PAYLOADS.len();
                runs.push((at, slot.clone(), PAYLOADS[payload]));
            }
        }
    }
    judge_all(&runs, |(at, slot, payload)| {
        let document = &documents[*at];
        let what = format!("{} with {payload:?} at {slot:?}", document.name);
        (walk::with(&document.value, slot, payload), what)
    });
}

/// Chains of references and products of security schemes: little text that stands for much.
#[test]
fn small_documents_that_stand_for_much_are_refused() {
    let next =
        |at: usize| json!({"$ref": format!("#/components/schemas/A{:05}", at + 1)});
    let mut chain: serde_json::Map<String, Value> =
        (0..4_000).map(|at| (format!("A{at:05}"), next(at))).collect();
    chain.insert("A04000".to_owned(), json!({"type": "string"}));
    let names: Vec<String> = (0..200).map(|at| format!("s{at}")).collect();
    let all = |at: usize| {
        names.iter().skip(at).map(|name| (name.clone(), json!([]))).collect::<Value>()
    };
    let schemes: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| (name.clone(), json!({"type": "http", "scheme": "bearer"})))
        .collect();
    let paths: serde_json::Map<String, Value> = (0..20)
        .map(|at| {
            (
                format!("/{at}"),
                json!({"get": {"responses": {"200": {"description": ""}}}}),
            )
        })
        .collect();
    for (what, document) in [
        (
            "a chain",
            json!({"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "components": {"schemas": chain}}),
        ),
        (
            "a product",
            json!({"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": paths,
            "security": (0..200).map(all).collect::<Value>(), "components": {"securitySchemes": schemes}}),
        ),
    ] {
        assert!(matches!(judge(&document, what), Verdict::Refused), "{what}");
    }
}

/// One payload at a time in each value and each key of the configuration.
#[test]
fn every_payload_in_every_setting() {
    let whole = settings::settings();
    assert!(matches!(settings::judge(&whole, "as it is"), Verdict::Generated));
    let (slots, few) = (settings::slots(), if all() { PAYLOADS.len() } else { 4 });
    let runs: Vec<(usize, usize)> = (0..slots.len())
        .flat_map(|slot| {
            (0..few).map(move |nth| (slot, (slot * 31 + nth * 17) % PAYLOADS.len()))
        })
        .collect();
    let failed: Vec<String> = runs
        .par_iter()
        .filter_map(|(slot, payload)| {
            let what = format!("{:?} at {:?}", PAYLOADS[*payload], slots[*slot]);
            let changed = walk::with(&whole, &slots[*slot], PAYLOADS[*payload]);
            std::panic::catch_unwind(|| settings::judge(&changed, &what)).err()?;
            Some(what)
        })
        .collect();
    assert!(failed.is_empty(), "{} of {} failed: {failed:#?}", failed.len(), runs.len());
}

/// A megabyte in every kind of slot.
#[test]
fn a_megabyte_in_every_slot() {
    let long = payloads::long();
    let documents = walk::grammar();
    let every = if all() { 1 } else { 120 };
    for document in &documents {
        let slots = walk::slots(&document.value);
        slots.par_iter().step_by(every).for_each(|slot| {
            let changed = walk::with(&document.value, slot, &long);
            judge(&changed, &format!("{} with a megabyte at {slot:?}", document.name));
        });
    }
}

/// How many cases: `PROPTEST_CASES`, or few.
fn few() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(96),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn edited_documents_are_generated_or_refused(text in arbitrary::edited(walk::texts())) {
        oracle::judge_text("x.yaml", &text, &text);
    }

    #[test]
    fn arbitrary_documents_are_generated(document in arbitrary::document()) {
        let verdict = judge(&document, &document.to_string());
        prop_assert!(matches!(verdict, Verdict::Generated));
    }
}

/// Names that are taken, in every kind of name.
#[test]
fn names_that_are_taken_give_what_was_planned() {
    let documents = names::documents();
    let generated =
        judge_all(&documents, |(name, document)| (document.clone(), (*name).to_owned()));
    assert_eq!(generated, documents.len());
}

/// What comes out compiles without warnings, its documentation too, and its tests run nothing
/// that a document said.
#[test]
fn hostile_crates_compile_and_run_nothing() {
    let (folder, members) = batch::write();
    let run = |args: &[&str]| {
        let done = batch::cargo(&folder, args);
        assert!(done.is_ok(), "cargo {}:\n{}", args.join(" "), done.unwrap_err());
    };
    run(&["check", "--workspace", "--keep-going"]);
    run(&["doc", "--workspace", "--no-deps"]);
    // The others hold nothing that could run.
    let payloads = members.iter().filter(|name| name.starts_with("payloads"));
    let packages: Vec<&str> = payloads.flat_map(|name| ["-p", name.as_str()]).collect();
    run(&[&["test", "--no-fail-fast"], &packages[..]].concat());
    let canaries = batch::canaries(&folder);
    assert!(canaries.is_empty(), "{canaries:?}");
}

/// Documents that nobody has written, compiled: `ARBITRARY` says how many.
///
///     ARBITRARY=200 cargo test --release -p generator --test hostile -- --ignored arbitrary
#[test]
#[ignore = "takes minutes"]
fn arbitrary_crates_compile() {
    use proptest::strategy::ValueTree;
    let count = std::env::var("ARBITRARY").ok().and_then(|text| text.parse().ok());
    let mut runner = proptest::test_runner::TestRunner::default();
    let crates = (0..count.unwrap_or(40_usize)).map(|at| {
        let made = arbitrary::document().new_tree(&mut runner).expect("a document");
        (format!("arbitrary-{at}"), made.current())
    });
    let (folder, _) = batch::write_all("arbitrary", crates.collect());
    for args in [&["check", "--workspace"][..], &["doc", "--workspace", "--no-deps"]] {
        let done = batch::cargo(&folder, &[args, &["--keep-going"]].concat());
        assert!(done.is_ok(), "cargo {}:\n{}", args.join(" "), done.unwrap_err());
    }
}

/// The tests that docs/safety.md names are there.
#[test]
fn tests_that_the_page_names_exist() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace");
    let page = std::fs::read_to_string(root.join("docs/safety.md")).expect("a page");
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    let mut open = vec![root.join("generator"), root.join("tests")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && name != "cases" {
                open.push(path);
            } else if name.ends_with(".rs") {
                sources
                    .entry(name)
                    .or_default()
                    .push_str(&std::fs::read_to_string(path).expect("a text"));
            }
        }
    }
    let named: Vec<(&str, &str)> =
        page.split('`').filter_map(|code| code.split_once(".rs::")).collect();
    assert!(named.len() > 40, "{named:?}");
    for (path, test) in named {
        let file = path.rsplit('/').next().expect("a name");
        let known = sources
            .get(&format!("{file}.rs"))
            .is_some_and(|text| text.contains(&format!("fn {test}(")));
        assert!(known, "{path}.rs::{test}");
    }
}
