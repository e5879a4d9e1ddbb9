//! Whether values keep to the limits of the document, for callers who ask.

pub mod limit;
pub mod number;
pub mod pattern;
pub mod request;
pub mod table;
pub mod unique;
pub mod violations;
pub mod walk;
