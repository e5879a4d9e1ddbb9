//! OpenAPI Overlay 1.0 and 1.1: changes of the root document, applied to its tree before anything
//! is read from it.
//!
//! What an overlay puts into the document keeps its place in the overlay's file, so findings
//! point there; its JSON pointer is the document's.

mod action;
mod cost;
mod edit;
mod extends;
mod mirror;
#[cfg(test)]
mod tests;

use super::budget::Budgets;
use super::tree::Tag;
use super::{Kind, Sources};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, FileId, NodeId, Place};
use action::Action;
use mirror::Mirror;

/// Applies the actions of an overlay, one after the other.
pub(super) fn apply(
    sources: &mut Sources,
    overlay: FileId,
    budgets: &Budgets,
    diagnostics: &mut Diagnostics,
) {
    let root = NodeId(sources.files[overlay.0 as usize].root);
    let edition = Edition::of(sources, root);
    let actions = sources.get(root, "actions").filter(|a| sources.kind(*a) == Kind::Seq);
    let (Some(edition), Some(actions)) = (edition, actions) else {
        diagnostics.report(
            Diagnostic::new(
                Code::BadOverlay,
                Place::Node(root),
                "this is not an OpenAPI Overlay 1: `overlay: 1.0.0` and `actions` belong here",
            )
            .remedy("name an overlay, or leave it out"),
        );
        return;
    };
    extends::check(sources, overlay, diagnostics);
    let actions: Vec<NodeId> = sources.items(actions).collect();
    let Some(mut mirror) = Mirror::of(sources) else { return };
    for action in actions {
        match Action::read(sources, action, edition) {
            Ok(action) => {
                if !action.apply(sources, &mut mirror, budgets, diagnostics) {
                    return;
                }
            }
            Err(finding) => diagnostics.report(*finding),
        }
    }
}

/// What actions mean: 1.1 has `copy`, replaces single values, and puts arrays behind arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edition {
    V1_0,
    V1_1,
}

impl Edition {
    fn of(sources: &Sources, root: NodeId) -> Option<Self> {
        let version = sources.get(root, "overlay").map(|node| sources.kind(node));
        let Some(Kind::String(text) | Kind::Number(text)) = version else { return None };
        let minor = text.trim().strip_prefix("1.")?;
        Some(if minor.starts_with('0') { Self::V1_0 } else { Self::V1_1 })
    }
}

/// The way from the root to a value.
type Location = Vec<Step>;

/// A step from a container to a child.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(String),
    Index(usize),
}

/// Whether a kind of node has children.
fn is_container(tag: Tag) -> bool {
    matches!(tag, Tag::Seq | Tag::Map)
}
