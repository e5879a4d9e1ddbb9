//! Tests of the runtime; they are not copied.

mod models;
