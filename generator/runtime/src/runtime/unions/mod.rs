//! Which variant of a union a value is, where several could be.

pub mod losses;
pub mod rank;
pub mod trial;
