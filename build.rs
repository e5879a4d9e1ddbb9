//! The staleness guard: refuses to build the workspace with a client that was not generated
//! from the document beside it.
//!
//! `generated-client/generated.lock` has a fingerprint for every file that the client was
//! generated from and for every file that was written. Here they are worked out again, with
//! the standard library alone. A change of the generator itself shows only in
//! `cargo run -p generator -- --check`. Whoever takes the client from a registry or by git runs
//! none of this.

use std::path::{Path, PathBuf};
use std::{env, fs};

const CLIENT: &str = "generated-client";
const LEDGER: &str = "generated.lock";
const REMEDY: &str = "run `cargo run -p generator`";

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={CLIENT}/{LEDGER}");
    for problem in problems(&root) {
        println!("cargo::error={problem}");
    }
}

/// One sentence for each file that is not as the ledger says.
fn problems(root: &Path) -> Vec<String> {
    let client = root.join(CLIENT);
    let Ok(ledger) = fs::read_to_string(client.join(LEDGER)) else {
        return vec![format!(
            "{CLIENT}/{LEDGER} is missing, so the client cannot be trusted: {REMEDY}"
        )];
    };
    if ledger.lines().any(|line| line.starts_with("pending ")) {
        return vec![format!("the last run of the generator was interrupted: {REMEDY}")];
    }
    let mut problems = Vec::new();
    for line in ledger.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.splitn(3, ' ').collect();
        let problem = match words[..] {
            ["input", wanted, name] => input(root, &unescape(name), wanted),
            ["output", wanted, name] => output(&client, &unescape(name), wanted),
            _ => Some(format!(
                "{CLIENT}/{LEDGER} has a line that is not its own (a merge conflict?): {REMEDY}"
            )),
        };
        problems.extend(problem.filter(|problem| !problems.contains(problem)));
    }
    problems
}

fn input(root: &Path, name: &str, wanted: &str) -> Option<String> {
    println!("cargo::rerun-if-changed={name}");
    match fs::read(root.join(name)) {
        Ok(bytes) if fingerprint(&bytes) == wanted => None,
        Ok(_) => Some(format!("{name} changed since {CLIENT} was generated: {REMEDY}")),
        Err(_) => Some(format!(
            "{name}, from which {CLIENT} was generated, is missing: {REMEDY}"
        )),
    }
}

fn output(client: &Path, name: &str, wanted: &str) -> Option<String> {
    println!("cargo::rerun-if-changed={CLIENT}/{name}");
    match fs::read(client.join(name)) {
        Ok(bytes) if fingerprint(&bytes) == wanted => None,
        Ok(_) => Some(format!(
            "{CLIENT}/{name} was edited by hand: change spec/ or the generator instead, and {REMEDY}"
        )),
        Err(_) => Some(format!("{CLIENT}/{name} is missing: {REMEDY}")),
    }
}

/// FNV-1a (64 bits) over the bytes, CRLF read as LF.
fn fingerprint(bytes: &[u8]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
            continue;
        }
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}

/// Undoes the ledger's `%0A` for characters that do not fit into a line.
fn unescape(text: &str) -> String {
    let mut parts = text.split('%');
    let mut name = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(u8::is_ascii) {
            Some(code) => {
                name.push(char::from(code));
                name.push_str(&part[2..]);
            }
            None => name = name + "%" + part,
        }
    }
    name
}
