//! What leads to what: operations and types of a planned crate as a graph, for Graphviz and as a
//! picture of its own.

mod dot;
mod layout;
mod nodes;
mod svg;

pub use dot::dot;
pub use nodes::{Edge, Graph, Kind, Node};
pub use svg::svg;
