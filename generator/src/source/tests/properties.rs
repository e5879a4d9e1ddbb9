//! Properties over random values and random bytes.

use super::{clean, dump};
use crate::diagnostics::Diagnostics;
use crate::source::{Budgets, MemoryLoader, load};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// Texts that notations get wrong: words of the core schema, quotes, breaks, blanks.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("null"),
        Just("~"),
        Just("yes"),
        Just("08"),
        Just("1.10"),
        Just("0x1F"),
        Just(".inf"),
        Just("<<"),
        Just("\n"),
        Just("\r\n"),
        Just("\t"),
        Just(" "),
        Just("#"),
        Just(": "),
        Just("- "),
        Just("\""),
        Just("'"),
        Just("\\"),
        Just("\u{85}"),
        Just("\u{2028}"),
        Just("\u{feff}"),
        Just("\0"),
        Just("\u{7f}"),
        Just("é"),
        Just("😀"),
        Just("~1"),
        Just("/"),
        Just("%"),
        Just("|"),
    ];
    prop_oneof![
        prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat()),
        any::<String>(),
        "[a-z]{0,6}",
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 24, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..24).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..24).prop_map(|entries| {
                Value::from(entries.into_iter().collect::<Map<_, _>>())
            }),
        ]
    })
}

/// Pieces of both notations, put together at random.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("a"),
        Just("1"),
        Just(": "),
        Just(":"),
        Just("- "),
        Just("\n"),
        Just("  "),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(","),
        Just("\""),
        Just("'"),
        Just("&x "),
        Just("*x"),
        Just("<<: "),
        Just("? "),
        Just("|\n"),
        Just(">-\n"),
        Just("!!str "),
        Just("!t "),
        Just("---\n"),
        Just("...\n"),
        Just("#"),
        Just("\\u12"),
        Just("\\ud800"),
        Just("%YAML 1.2\n"),
        Just("\t"),
        Just("\r"),
        Just("$ref"),
        Just("é"),
        Just("~"),
        Just("\u{feff}"),
        Just("{\"a\":"),
        Just("\0"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Reads bytes as the root and uses everything that the tree offers.
fn exercise(bytes: &[u8]) {
    let mut diagnostics = Diagnostics::new();
    let mut loader = MemoryLoader::new().with("r", bytes);
    let Some(sources) = load(&mut loader, "r", &Budgets::default(), &mut diagnostics)
    else {
        assert!(diagnostics.has_errors());
        return;
    };
    let _ = sources.to_json(sources.root());
    let mut open = vec![sources.root()];
    while let Some(node) = open.pop() {
        let (file, span) = sources.span(node);
        assert!(
            sources.text(file).get(span.start as usize..span.end as usize).is_some()
        );
        sources.line_column(file, span.start);
        if let Some((file, span)) = sources.key_span(node) {
            assert!(
                sources.text(file).get(span.start as usize..span.end as usize).is_some()
            );
        }
        let pointer = sources.pointer(node);
        assert!(sources.resolve_pointer(sources.root(), &pointer[1..]).is_some());
        open.extend(sources.entries(node).map(|(_, value)| value));
        open.extend(sources.items(node));
    }
    for diagnostic in diagnostics.iter() {
        sources.resolve_place(&diagnostic.place);
    }
}

/// Not written as YAML 1.2 by the writer at hand: line breaks of YAML 1.1, merge keys, and a
/// character that is not printable.
fn other_yaml(value: &Value) -> bool {
    let odd = |text: &str| {
        text.contains(['\u{7f}', '\u{85}', '\u{2028}', '\u{2029}']) || text == "<<"
    };
    match value {
        Value::String(text) => odd(text),
        Value::Array(items) => items.iter().any(other_yaml),
        Value::Object(entries) => {
            entries.iter().any(|(key, v)| odd(key) || other_yaml(v))
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_survive_all_notations(value in value()) {
        // Only what begins with a bracket is taken for JSON.
        prop_assume!(value.is_array() || value.is_object() || !other_yaml(&value));
        let compact = clean(&value.to_string());
        prop_assert_eq!(compact.to_json(compact.root()), Some(value.clone()));
        prop_assert_eq!(dump(&clean(&format!("{value:#}"))), dump(&compact));
        if other_yaml(&value) {
            return Ok(());
        }
        let yaml = serde_yaml::to_string(&value).unwrap();
        let yaml = clean(&yaml);
        prop_assert_eq!(yaml.to_json(yaml.root()), Some(value));
    }

    #[test]
    fn bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        exercise(&bytes);
    }

    #[test]
    fn soup_does_no_harm(soup in soup()) {
        exercise(soup.as_bytes());
    }
}
