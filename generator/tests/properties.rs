//! Properties of the whole way: whatever a document says, the crate is made of files that are
//! Rust and are what was planned.

#[path = "support/hostile.rs"]
mod hostile;
#[path = "support/text.rs"]
mod text;

use generator::analyse;
use generator::config::Config;
use generator::diagnostics::{Code, Diagnostics};
use generator::model::{Api, Shape, Type};
use generator::rust::{self, TypeKind};
use generator::{Generated, document, lower};
use hostile::{HOSTILE, document_of};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(HOSTILE);
    prop_oneof![
        3 => prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => "[a-zA-Z_]{1,8}",
    ]
}

fn made(document: &Value) -> (Option<Generated>, Diagnostics) {
    text::generated("x.json", &document.to_string(), &Config::default())
}

fn model(document: &Value) -> Api {
    let mut diagnostics = Diagnostics::default();
    let sources = text::sources("x.json", &document.to_string(), &mut diagnostics);
    let document = document::read(&sources, &mut diagnostics).expect("a document");
    let scope = lower::Scope::default();
    lower::lower(&document, &Config::default(), &scope, &mut diagnostics)
}

fn check(document: &Value) {
    let (generated, diagnostics) = made(document);
    let defects: Vec<_> =
        diagnostics.iter().filter(|found| found.code == Code::Defect).collect();
    assert!(defects.is_empty(), "{defects:#?}");
    let generated = generated.expect("a crate");
    let mut paths: Vec<String> = Vec::new();
    for file in &generated.files {
        if file.path.starts_with("src/") {
            let parsed = syn::parse_file(&file.text);
            assert!(parsed.is_ok(), "{} {:?}\n{}", file.path, parsed.err(), file.text);
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || "_/.".contains(c);
        assert!(
            file.path.chars().all(plain) && !file.path.contains(".."),
            "{}",
            file.path
        );
        paths.push(file.path.to_lowercase());
        let harmful = |c: char| {
            (c.is_control() && c != '\n') || ('\u{2028}'..='\u{202e}').contains(&c)
        };
        let comments =
            file.text.lines().filter(|line| line.trim_start().starts_with("//"));
        assert!(
            comments.into_iter().all(|line| !line.contains(harmful)),
            "{}",
            file.text
        );
    }
    paths.sort();
    let count = paths.len();
    paths.dedup();
    assert_eq!(paths.len(), count, "a file twice");
}

/// Each payload alone in every slot, and each in turn in one slot.
#[test]
fn hostile_texts_in_every_slot_give_what_was_planned() {
    for payload in HOSTILE {
        check(&document_of(&[(*payload).to_owned()]));
    }
    for document in hostile::documents() {
        check(&document);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn arbitrary_texts_give_what_was_planned(texts in prop::collection::vec(text(), 1..62)) {
        check(&document_of(&texts));
    }
}

/// Structs that refer to each other at random, some through lists.
fn graph(edges: &[(u8, u8, bool)], count: u8) -> Value {
    let mut schemas = BTreeMap::new();
    for at in 0..count {
        let properties: BTreeMap<String, Value> = edges
            .iter()
            .filter(|(from, ..)| from % count == at)
            .enumerate()
            .map(|(index, (_, to, list))| {
                let target =
                    json!({"$ref": format!("#/components/schemas/T{}", to % count)});
                let list_of = json!({"type": "array", "items": target});
                (format!("p{index}"), if *list { list_of } else { target })
            })
            .chain([("own".to_owned(), json!({"type": "string"}))])
            .collect();
        schemas.insert(
            format!("T{at}"),
            json!({"type": "object", "properties": properties}),
        );
    }
    json!({"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "paths": {},
        "components": {"schemas": schemas}})
}

/// The types that a type holds by value, with whether the part is boxed.
fn held(api: &Api, facts: &analyse::TypeFacts) -> Vec<Vec<(usize, bool)>> {
    api.type_ids()
        .map(|id| match &api[id].shape {
            Shape::Struct(structure) => structure
                .fields
                .iter()
                .enumerate()
                .filter_map(|(part, field)| match &field.ty {
                    Type::Def(target) => {
                        let at = api.type_ids().position(|id| id == *target);
                        at.map(|at| (at, facts.is_boxed(id, part)))
                    }
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        })
        .collect()
}

fn reaches(
    held: &[Vec<(usize, bool)>],
    from: usize,
    to: usize,
    through_boxes: bool,
) -> bool {
    let mut seen = vec![false; held.len()];
    let mut work = vec![from];
    while let Some(at) = work.pop() {
        for (next, boxed) in &held[at] {
            if *boxed && !through_boxes {
                continue;
            }
            if *next == to {
                return true;
            }
            if !std::mem::replace(&mut seen[*next], true) {
                work.push(*next);
            }
        }
    }
    false
}

proptest! {
    #[test]
    fn every_circle_is_boxed_and_nothing_else(
        edges in prop::collection::vec(any::<(u8, u8, bool)>(), 0..24),
        count in 1..8_u8,
    ) {
        let api = model(&graph(&edges, count));
        let facts = analyse::analyse(&api);
        let held = held(&api, &facts);
        for (at, parts) in held.iter().enumerate() {
            prop_assert!(!reaches(&held, at, at, false), "T{at} holds itself");
            for (target, boxed) in parts {
                prop_assert!(!boxed || *target == at || reaches(&held, *target, at, true));
            }
        }
    }

    /// One more type, whatever it is called, changes no other's name unless it takes it.
    #[test]
    fn a_type_more_renames_no_other(
        names in prop::collection::btree_set("[a-zA-Z_.-]{1,6}", 1..12),
        more in "[a-zA-Z_.-]{1,6}",
    ) {
        let named = |names: &[&String]| {
            let schemas: BTreeMap<&String, Value> = names
                .iter()
                .map(|name| (*name, json!({"type": "object", "properties": {"a": {"type": "string", "enum": ["b"]}}})))
                .collect();
            let api = model(&json!({"openapi": "3.1.0", "info": {"title": "x", "version": "1"},
                "components": {"schemas": schemas}}));
            let facts = analyse::analyse(&api);
            let (plan, _) = rust::plan(&api, &facts, &Config::default());
            let mut found = BTreeMap::new();
            for item in plan.types.iter().flat_map(|module| &module.items) {
                if let (TypeKind::Struct(_), rust::About::Component(wire)) = (&item.kind, &item.about) {
                    found.insert(wire.untrusted().to_owned(), item.ident.as_str().to_owned());
                }
            }
            found
        };
        let few: Vec<&String> = names.iter().collect();
        let before = named(&few);
        let mut many = few.clone();
        many.push(&more);
        let after = named(&many);
        let taken = after.get(&more).cloned().unwrap_or_default().to_lowercase();
        for (wire, ident) in &before {
            if *wire != more && ident.to_lowercase() != taken {
                prop_assert_eq!(after.get(wire), Some(ident), "{} joined", more);
            }
        }
        let mut unique: Vec<String> = after.values().map(|name| name.to_lowercase()).collect();
        unique.sort();
        unique.dedup();
        prop_assert_eq!(unique.len(), after.len());
    }
}
