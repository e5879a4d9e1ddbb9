//! Documents that ask for too much get a finding, quickly.

use super::{ODD_PIECES, codes, messages, read, read_within};
use crate::diagnostics::Code;
use crate::source::Budgets;
use std::fmt::Write as _;

fn over_budget(text: &str, budgets: Budgets, option: &str) {
    let (_, diagnostics) = read_within(text, budgets);
    assert_eq!(codes(&diagnostics), [Code::OverBudget], "{:?}", messages(&diagnostics));
    let remedy = diagnostics.iter().next().unwrap().remedy.as_ref().unwrap();
    assert!(remedy.contains(option), "{remedy}");
}

/// Each level names the one before it nine times.
fn bomb(levels: usize) -> String {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..levels {
        let below = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(text, "a{level}: &a{level} [{below}]").unwrap();
    }
    text
}

#[test]
fn an_alias_bomb_is_defused() {
    over_budget(&bomb(60), Budgets::default(), "--max-aliases");
    let (sources, _) = read(&bomb(60));
    let mut open = vec![sources.root()];
    let mut walked = 0;
    while let Some(node) = open.pop() {
        walked += 1;
        open.extend(sources.entries(node).map(|(_, value)| value));
        open.extend(sources.items(node));
    }
    assert!(walked < 1_200_000);
}

#[test]
fn a_merge_bomb_is_defused() {
    let mut text: String = (0..3_000).fold(String::from("a: &a\n"), |mut text, i| {
        writeln!(text, "  k{i}: 1").unwrap();
        text
    });
    for i in 0..3_000 {
        writeln!(text, "b{i}:\n  <<: *a").unwrap();
    }
    over_budget(&text, Budgets::default(), "--max-aliases");
}

#[test]
fn depth_is_bounded_in_both_notations() {
    for open in ["[", "{\"a\":", "{a: ", "- ", "? "] {
        over_budget(&open.repeat(100_000), Budgets::default(), "--max-depth");
        over_budget(
            &open.repeat(100_000),
            Budgets { depth: 9, ..Budgets::default() },
            "--max-depth",
        );
        let wild = Budgets { depth: usize::MAX, ..Budgets::default() };
        over_budget(&open.repeat(100_000), wild, "--max-depth");
    }
    let block: String = (0..400).fold(String::new(), |mut text, i| {
        writeln!(text, "{}a:", " ".repeat(i)).unwrap();
        text
    });
    over_budget(&block, Budgets::default(), "--max-depth");
}

#[test]
fn depth_through_aliases_is_bounded() {
    let text: String = (1..400).fold(String::from("a0: &a0 [x]\n"), |mut text, i| {
        writeln!(text, "a{i}: &a{i} [*a{}]", i - 1).unwrap();
        text
    });
    over_budget(&text, Budgets::default(), "--max-depth");
}

#[test]
fn nodes_are_bounded() {
    let budgets = Budgets { nodes: 1_000, ..Budgets::default() };
    over_budget(&format!("[{}1]", "1,".repeat(2_000)), budgets, "--max-nodes");
    over_budget(&"- x\n".repeat(2_000), budgets, "--max-nodes");
}

#[test]
fn bytes_are_bounded() {
    let mut diagnostics = crate::diagnostics::Diagnostics::new();
    let budgets = Budgets { size: 3, ..Budgets::default() };
    assert!(crate::source::from_text("x", "[  ]", &budgets, &mut diagnostics).is_none());
    assert_eq!(codes(&diagnostics), [Code::OverBudget]);
    assert!(crate::source::from_text("x", "[ ]", &budgets, &mut diagnostics).is_some());
}

#[test]
fn long_strings_are_no_trouble() {
    let long = "x".repeat(1 << 20);
    for text in [
        format!("a: {long}\n"),
        format!("a: \"{long}\"\n"),
        format!("a: |\n  {long}\n"),
        format!("{{\"a\": \"{long}\\n\", \"{long}\": 1}}"),
        format!("{long}: 1\n"),
        format!("{{\"a\": {}}}", "9".repeat(1 << 20)),
        format!("a: &{long} 1\nb: *{long}\n"),
        format!("a: !{long} 1\n"),
        format!("%{long}\n---\na\n"),
    ] {
        let (sources, _) = read(&text);
        let _ = sources.to_json(sources.root());
    }
}

#[test]
fn odd_repetitions_end_quickly() {
    for piece in ODD_PIECES {
        for end in ["", "x"] {
            let (sources, diagnostics) = read(&(piece.repeat(20_000) + end));
            assert!(!sources.is_broken() || diagnostics.has_errors(), "{piece:?}");
        }
    }
}

#[test]
fn the_deepest_permitted_tree_can_be_walked() {
    let budgets = Budgets { depth: usize::MAX, ..Budgets::default() };
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{a: ", "}")] {
        let text = format!("{}1{}", open.repeat(500), close.repeat(500));
        let (sources, diagnostics) = read_within(&text, budgets);
        assert_eq!(messages(&diagnostics), [""; 0]);
        let value = sources.to_json(sources.root());
        assert!(value.is_some());
    }
}
