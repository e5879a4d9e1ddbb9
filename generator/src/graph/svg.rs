//! The graph as a picture, laid out without the help of another program.

use super::layout::layers;
use super::{Graph, Kind, Node};
use crate::report::harmless;
use std::fmt::Write as _;

/// Sizes in pixels.
const CHAR: usize = 7;
const PAD: usize = 10;
const HEIGHT: usize = 26;
const TALL: usize = 42;
const GAP: usize = 14;
const BETWEEN: usize = 90;
const MARGIN: usize = 16;
/// Longer labels are cut.
const LONGEST: usize = 48;

struct Box {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

/// The graph as an SVG file.
pub fn svg(graph: &Graph) -> String {
    let boxes = place(graph);
    let right = boxes.iter().map(|b| b.x + b.width).max().unwrap_or(0) + MARGIN;
    let bottom = boxes.iter().map(|b| b.y + b.height).max().unwrap_or(0) + MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{right}\" height=\"{bottom}\" \
         viewBox=\"0 0 {right} {bottom}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" \
         markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
         <path d=\"M0 0L8 4L0 8z\" fill=\"#64748b\"/></marker></defs>\n"
    );
    for edge in &graph.edges {
        let line = curve(&boxes[edge.from], &boxes[edge.to]);
        let _ = writeln!(
            out,
            "<path d=\"{line}\" fill=\"none\" stroke=\"#64748b\" \
             marker-end=\"url(#head)\"><title>{}</title></path>",
            text(&edge.label)
        );
    }
    for (node, at) in graph.nodes.iter().zip(&boxes) {
        draw(&mut out, node, at);
    }
    out + "</svg>\n"
}

fn place(graph: &Graph) -> Vec<Box> {
    let mut boxes: Vec<Box> = graph
        .nodes
        .iter()
        .map(|node| {
            let chars = label(&node.name).chars().count();
            let chars = chars.max(label(&node.detail).chars().count());
            let height = if node.detail.is_empty() { HEIGHT } else { TALL };
            Box { x: 0, y: 0, width: chars * CHAR + 2 * PAD, height }
        })
        .collect();
    let mut x = MARGIN;
    for layer in layers(graph) {
        let mut y = MARGIN;
        for &node in &layer {
            (boxes[node].x, boxes[node].y) = (x, y);
            y += boxes[node].height + GAP;
        }
        let widest = layer.iter().map(|node| boxes[*node].width).max().unwrap_or(0);
        x += widest + BETWEEN;
    }
    boxes
}

/// From the right side of the user to the left side of what it uses.
fn curve(from: &Box, to: &Box) -> String {
    let (x1, y1) = (from.x + from.width, from.y + from.height / 2);
    let (x2, y2) = (to.x, to.y + to.height / 2);
    let bend = BETWEEN / 2;
    format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2.saturating_sub(bend))
}

fn draw(out: &mut String, node: &Node, at: &Box) {
    let (fill, round) = match node.kind {
        Kind::Operation => ("#dbeafe", 12),
        Kind::Struct => ("#f8fafc", 2),
        Kind::Enum => ("#fef9c3", 2),
        Kind::Union => ("#fae8ff", 2),
        Kind::Alias => ("#f1f5f9", 2),
    };
    let Box { x, y, width, height } = at;
    let _ = writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\" \
         fill=\"{fill}\" stroke=\"#334155\"/>"
    );
    let (x, y) = (x + PAD, y + 17);
    let _ =
        writeln!(out, "<text x=\"{x}\" y=\"{y}\">{}</text>", text(&label(&node.name)));
    if !node.detail.is_empty() {
        let detail = text(&label(&node.detail));
        let y = y + 16;
        let _ = writeln!(
            out,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"10\" fill=\"#475569\">{detail}</text>"
        );
    }
}

fn label(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", &text[..at]),
    }
}

fn text(text: &str) -> String {
    let text = harmless(text).replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
