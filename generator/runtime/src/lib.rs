//! The support code of generated clients.
//!
//! Everything in [`runtime`] is copied verbatim into generated crates, where it is
//! `crate::runtime` as well; the tests beside it stay here.

#[macro_use]
pub mod runtime;

#[cfg(test)]
mod tests;
