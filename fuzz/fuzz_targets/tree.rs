//! Bytes → tree: what serde_json reads is the same value here, and what it refuses as JSON is
//! no JSON here either.

#![no_main]

use generator::diagnostics::Diagnostics;
use generator::source::{Budgets, from_text};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|text: &str| {
    let mut diagnostics = Diagnostics::default();
    let sources = from_text("x.json", text, &Budgets::default(), &mut diagnostics);
    let _ = generator::report::human(&diagnostics, sources.as_ref(), &generator::report::Options::default());
    let theirs = serde_json::from_str::<Value>(text);
    let Some(sources) = sources.filter(|sources| !sources.is_broken()) else {
        assert!(diagnostics.has_errors());
        return;
    };
    if let (Ok(theirs), false) = (theirs, diagnostics.has_errors()) {
        if theirs.is_object() || theirs.is_array() {
            assert_eq!(sources.to_json(sources.root()), Some(theirs));
        }
    }
});
