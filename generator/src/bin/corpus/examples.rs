//! Decodes every example of a document into its generated type, encodes it again and compares.
//!
//! A process of its own collects the examples and asks an independent validator which of them
//! their schema accepts; a program in the generated crate's `examples` folder decodes and
//! encodes those; what comes back is compared here.

mod collect;
mod compare;
mod program;
mod run;
mod schema;

pub(crate) use run::{WORD, serve, try_all};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// The examples of a document.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Examples {
    /// Examples that their schema accepts.
    accepted: Vec<Example>,
    /// Examples that do not count: where, and why.
    apart: Vec<(String, String)>,
}

/// An example that its schema accepts.
#[derive(Debug, Serialize, Deserialize)]
struct Example {
    /// Where it stands.
    pointer: String,
    /// Its Rust type.
    ty: String,
    /// The value.
    value: Value,
    /// The places of keys that its schema has no word about.
    undeclared: BTreeSet<String>,
}
