//! The graph in Graphviz' language.

use super::{Graph, Kind};
use crate::report::harmless;
use std::fmt::Write as _;

/// The graph as a DOT file, to be drawn with `dot -Tsvg`.
pub fn dot(graph: &Graph) -> String {
    let mut out = String::from(
        "digraph api {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n  \
         edge [fontname=\"sans-serif\", fontsize=10];\n",
    );
    for (at, node) in graph.nodes.iter().enumerate() {
        let style = match node.kind {
            Kind::Operation => ", style=\"rounded,filled\", fillcolor=\"#dbeafe\"",
            Kind::Enum => ", style=filled, fillcolor=\"#fef9c3\"",
            Kind::Union => ", style=filled, fillcolor=\"#fae8ff\"",
            Kind::Struct | Kind::Alias => "",
        };
        let mut label = quoted(&node.name);
        if !node.detail.is_empty() {
            let _ = write!(label, "\\n{}", quoted(&node.detail));
        }
        let _ = writeln!(out, "  n{at} [label=\"{label}\"{style}];");
    }
    for edge in &graph.edges {
        let label = quoted(&edge.label);
        let _ = writeln!(out, "  n{} -> n{} [label=\"{label}\"];", edge.from, edge.to);
    }
    out + "}\n"
}

fn quoted(text: &str) -> String {
    harmless(text).replace('\\', "\\\\").replace('"', "\\\"")
}
