//! The macros by which generated types are tables, and what acts on these.

pub mod by_table;
pub mod constants;
pub mod fields;
pub mod forward;
pub mod newtype;
pub mod numbers;
pub mod setters;
pub mod values;
pub mod variants;
