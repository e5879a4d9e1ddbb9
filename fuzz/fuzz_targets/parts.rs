//! Names, texts and files → a multipart body → the same parts for another reader.

#![no_main]
#![allow(warnings, reason = "the runtime as clients have it, of which a part is used")]

#[path = "../../generator/runtime/src/runtime/mod.rs"]
mod runtime;
#[path = "../../generator/runtime/src/tests/oracles/multipart.rs"]
mod oracle;

use libfuzzer_sys::fuzz_target;

use oracle::Part;

fuzz_target!(|input: Vec<(String, Result<String, (Vec<u8>, String, String)>)>| {
    let part = |part| match part {
        Ok(text) => Part::Text(text),
        Err((bytes, file, media)) => Part::File(bytes, file, media),
    };
    let parts: Vec<(String, Part)> =
        input.into_iter().take(16).map(|(name, one)| (name, part(one))).collect();
    oracle::judge(&parts);
});
