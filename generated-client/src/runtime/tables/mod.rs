// Written by the generator; change the document or generator.yaml instead.

//! The macros by which generated types are tables, and what acts on these.

pub mod by_table;
pub mod fields;
pub mod forward;
pub mod setters;
pub mod string_enum;
