//! The macros by which generated types are tables, and what acts on these.

pub mod by_table;
pub mod fields;
pub mod forward;
pub mod integer_enum;
pub mod newtype;
pub mod setters;
pub mod string_constants;
pub mod string_enum;
pub mod variants;
