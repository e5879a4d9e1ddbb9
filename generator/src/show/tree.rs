//! Operations and types as a tree.

use super::Shown;
use crate::report::harmless;
use crate::rust::{Group, TypeKind};

/// A node of the drawn tree.
struct Node {
    text: String,
    children: Vec<Node>,
}

/// Everything that the crate has, with places.
pub fn tree(shown: Shown<'_>) -> String {
    let plan = &shown.planned.plan;
    let title = harmless(plan.client.title.untrusted());
    let version = harmless(plan.client.version.untrusted());
    let package = &plan.package;
    let mut out = format!("{title} {version}: {} {}\n", package.name, package.version);
    if let Some(root) = plan.groups.first() {
        let node = group(shown, root, "client");
        out.push_str(&format!("\n{}\n", node.text));
        draw(&mut out, &node.children, "");
    }
    let types: Vec<Node> = plan
        .items()
        .map(|item| Node {
            text: format!(
                "{} {}  {}",
                keyword(&item.kind),
                item.ident.as_str(),
                shown.place(item.origin)
            ),
            children: Vec::new(),
        })
        .collect();
    if !types.is_empty() {
        out.push_str("\ntypes\n");
        draw(&mut out, &types, "");
    }
    out
}

/// The kind of a type as Rust has it.
pub(super) fn keyword(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct(_) | TypeKind::Constants(_) | TypeKind::Newtype(_) => "struct",
        TypeKind::Values(_) | TypeKind::Numbers(_) | TypeKind::Union(_) => "enum",
        TypeKind::Alias(_) => "type",
    }
}

fn group(shown: Shown<'_>, group: &Group, name: &str) -> Node {
    let plan = &shown.planned.plan;
    let operations = group.operations.iter().map(|operation| Node {
        text: format!(
            "{}  {}  {}",
            operation.method_ident.as_str(),
            harmless(&operation.request()),
            shown.place(operation.origin)
        ),
        children: Vec::new(),
    });
    let children = group.children.iter().filter_map(|(ident, at)| {
        let child = plan.groups.get(*at)?;
        Some(self::group(shown, child, &format!("{}()", ident.as_str())))
    });
    Node { text: name.to_owned(), children: operations.chain(children).collect() }
}

fn draw(out: &mut String, nodes: &[Node], indent: &str) {
    for (at, node) in nodes.iter().enumerate() {
        let last = at + 1 == nodes.len();
        let (branch, deeper) =
            if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        out.push_str(&format!("{indent}{branch}{}\n", node.text));
        draw(out, &node.children, &format!("{indent}{deeper}"));
    }
}
