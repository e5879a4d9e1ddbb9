//! Texts → queries, forms and path segments → the same for another reader.

#![no_main]
#![allow(warnings, reason = "the runtime as clients have it, of which a part is used")]

#[path = "../../generator/runtime/src/runtime/mod.rs"]
mod runtime;
#[path = "../../generator/runtime/src/tests/oracles/pairs.rs"]
mod oracle;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: std::collections::BTreeMap<String, Vec<String>>| {
    let texts = texts.into_iter().filter(|(_, values)| !values.is_empty()).collect();
    oracle::judge(&texts);
});
