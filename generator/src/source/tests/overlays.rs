//! Overlays that ask for more than can be had: each is refused in its place, soon.

use super::*;
use crate::source::{MemoryLoader, OverlayText, load_with};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn applied(document: &Value, actions: &Value, budgets: &Budgets) -> Diagnostics {
    let overlay = json!({"overlay": "1.0.0", "actions": actions});
    applied_overlay(document, &overlay, budgets)
}

fn applied_overlay(document: &Value, overlay: &Value, budgets: &Budgets) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let text = overlay.to_string();
    let overlay = OverlayText { path: "overlay.json".to_owned(), bytes: text.into() };
    let mut loader = MemoryLoader::new().with("x.json", document.to_string());
    let begun = Instant::now();
    let sources =
        load_with(&mut loader, "x.json", vec![overlay], budgets, &mut diagnostics);
    assert!(sources.is_some() && begun.elapsed() < Duration::from_secs(20));
    diagnostics
}

fn document() -> Value {
    let schemas: serde_json::Map<String, Value> = (0..200)
        .map(|at| (format!("A{at}"), json!({"properties": {"a": {}}})))
        .collect();
    json!({"openapi": "3.1.0", "components": {"schemas": schemas}})
}

/// Brackets in brackets, choices of choices, expressions that explode.
#[test]
fn targets_that_cost_too_much_are_refused() {
    for target in [
        format!("$[?{}@.a{}]", "(".repeat(1_000), ")".repeat(1_000)),
        format!("$[?{}@.a{}>1]", "length(".repeat(1_000), ")".repeat(1_000)),
        format!("${}{}", "[?@".repeat(1_000), "]".repeat(1_000)),
        format!("${}", format!("[{}*]", "*,".repeat(20)).repeat(6)),
        "$..*..*..*..*..*..*".to_owned(),
        "$..[?match(@.a, '((a{1000}){1000}){1000}')]".to_owned(),
    ] {
        let actions = json!([{"target": target, "update": {"x": 1}}]);
        let found = applied(&document(), &actions, &Budgets::default());
        let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [Code::OverBudget], "{target}");
    }
}

/// Each action adds to all that the ones before have added.
#[test]
fn documents_do_not_grow_or_deepen_without_end() {
    let budgets = Budgets { nodes: 50_000, ..Budgets::default() };
    let more = json!({"target": "$..[?@.properties]", "update": {"x": {"properties": {"x": {"properties": {}}}}}});
    let found = applied(&document(), &json!(vec![more; 40]), &budgets);
    assert!(found.iter().any(|finding| finding.code == Code::OverBudget));

    let long = json!({"description": "q".repeat(1_000_000)});
    let actions =
        json!([{"target": "$..*", "update": long}, {"target": "$..*", "update": long}]);
    let found = applied(&document(), &actions, &Budgets::default());
    let is_text = |message: &str| message.contains("add too much");
    assert!(found.iter().any(|finding| is_text(&finding.message)), "{found:?}");

    let deep = (0..100).fold(json!({}), |inner, _| json!({"x": inner}));
    let actions: Vec<Value> = (0..8)
        .map(|at| json!({"target": format!("$.components{}", ".x".repeat(at * 100)), "update": deep}))
        .collect();
    let found = applied(&document(), &json!(actions), &Budgets::default());
    assert!(found.iter().any(|finding| finding.message.contains("nested too deep")));
}

/// The budget is asked before anything is copied, since a copy takes more memory than it counts.
#[test]
fn copies_of_copies_end_before_they_are_made() {
    let document = json!({"components": {"schemas": {"P": {"a": {}, "b": {}}}}});
    let pair = [
        json!({"target": "$.components.schemas.P.a", "copy": "$.components.schemas.P.b"}),
        json!({"target": "$.components.schemas.P.b", "copy": "$.components.schemas.P"}),
    ];
    let actions: Vec<&Value> = pair.iter().cycle().take(44).collect();
    let overlay = json!({"overlay": "1.1.0", "actions": actions});
    let found = applied_overlay(&document, &overlay, &Budgets::default());
    let messages: Vec<&str> = found.iter().map(|it| &*it.message).collect();
    assert_eq!(messages, ["actions add too much to what they select together"]);
}

/// Many small changes of one large object: what is selected afterwards shows all of them.
#[test]
fn changes_are_seen_by_the_actions_behind_them() {
    let mut actions: Vec<Value> = (0..500)
        .map(|at| json!({"target": "$.components.schemas", "update": {format!("B{at}"): {"tags": [at]}}}))
        .collect();
    actions.push(json!({"target": "$.components.schemas.B7.tags", "update": 8}));
    actions.push(json!({"target": "$.components.schemas.B7.tags[1]", "remove": true}));
    actions.push(
        json!({"target": "$.components.schemas.B499", "update": {"tags": ["last"]}}),
    );
    actions.push(json!({"target": "$.components.schemas[?@.tags[1] == 'last']", "update": {"found": true}}));
    let found = applied(&document(), &json!(actions), &Budgets::default());
    assert_eq!(found.iter().count(), 0, "{found:?}");
}
