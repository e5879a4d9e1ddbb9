//! The support code of generated clients.
//!
//! Everything below [`runtime`] is copied into each generated crate as it stands; what
//! surrounds it here are its tests and benchmarks, which are not.
#![forbid(unsafe_code)]
// The generator puts its text together once; this is done in each call.
#![warn(clippy::format_push_string)]

pub mod runtime;

#[cfg(test)]
mod tests;

/// As tests of a generated crate call it.
#[cfg(all(test, feature = "mock", feature = "reqwest"))]
pub(crate) use crate as library;
