//! OpenAPI Overlay 1.0: changes of the root document, applied to its tree before anything is
//! read from it.
//!
//! What an overlay puts into the document keeps its place in the overlay's file, so findings
//! point there; its JSON pointer is the document's.

mod cost;
mod edit;
mod mirror;

use super::budget::Budgets;
use super::tree::Tag;
use super::{Kind, Sources};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, FileId, NodeId, Place};
use edit::Misfit;
use mirror::Mirror;
use serde_json_path::JsonPath;

/// Applies the actions of an overlay, one after the other.
pub(super) fn apply(
    sources: &mut Sources,
    overlay: FileId,
    budgets: &Budgets,
    diagnostics: &mut Diagnostics,
) {
    let root = NodeId(sources.files[overlay.0 as usize].root);
    let version = sources.get(root, "overlay").map(|node| sources.kind(node));
    let is_overlay = matches!(
        version,
        Some(Kind::String(text) | Kind::Number(text)) if text.trim().starts_with("1.")
    );
    let actions = sources.get(root, "actions").filter(|a| sources.kind(*a) == Kind::Seq);
    let (true, Some(actions)) = (is_overlay, actions) else {
        diagnostics.report(
            Diagnostic::new(
                Code::BadOverlay,
                Place::Node(root),
                "this is no OpenAPI Overlay 1: `overlay: 1.0.0` and `actions` belong here",
            )
            .remedy("name an overlay, or leave it out"),
        );
        return;
    };
    let actions: Vec<NodeId> = sources.items(actions).collect();
    let Some(mut mirror) = Mirror::of(sources) else { return };
    for action in actions {
        match Action::read(sources, action) {
            Ok(action) => {
                if !action.apply(sources, &mut mirror, budgets, diagnostics) {
                    return;
                }
            }
            Err(finding) => diagnostics.report(*finding),
        }
    }
}

/// One change.
struct Action {
    node: NodeId,
    target: NodeId,
    path: JsonPath,
    update: Option<NodeId>,
    remove: bool,
}

impl Action {
    fn read(sources: &Sources, node: NodeId) -> Result<Self, Box<Diagnostic>> {
        let wrong = |place: NodeId, message: String| {
            let found = Diagnostic::new(Code::BadOverlay, Place::Node(place), message);
            Box::new(
                found
                    .remedy("write a JSONPath (RFC 9535), such as $.paths['/pets'].get"),
            )
        };
        let Some(target) = sources.get(node, "target") else {
            return Err(wrong(node, "this action has no `target`".to_owned()));
        };
        let Kind::String(text) = sources.kind(target) else {
            return Err(wrong(target, "`target` is no text".to_owned()));
        };
        if let Some(why) = cost::refusal(text, sources.tree.nodes.len()) {
            let place = Place::Node(target);
            let found = Diagnostic::new(Code::OverBudget, place, why);
            let found = found.consequence("this action changes nothing");
            return Err(Box::new(found.remedy("name the places in simpler words")));
        }
        let path = JsonPath::parse(text).map_err(|error| {
            wrong(target, format!("`target` is no JSONPath: {error}"))
        })?;
        let remove = sources.get(node, "remove").map(|node| sources.kind(node));
        Ok(Self {
            node,
            target,
            path,
            update: sources.get(node, "update"),
            remove: remove == Some(Kind::Bool(true)),
        })
    }

    /// Makes the change; `false` if there is no room for any further one.
    fn apply(
        &self,
        sources: &mut Sources,
        mirror: &mut Mirror,
        budgets: &Budgets,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let Some(locations) = mirror.find(&self.path) else {
            let message = "the target selects more values than an action may change";
            let found =
                Diagnostic::new(Code::OverBudget, Place::Node(self.target), message);
            diagnostics.report(found.remedy("name the places one by one"));
            return true;
        };
        let idle = match (locations.is_empty(), self.remove, self.update) {
            (true, ..) => Some("the target selects nothing"),
            (_, false, None) => Some("the action neither updates nor removes"),
            _ => None,
        };
        if let Some(why) = idle {
            let place =
                Place::Node(if locations.is_empty() { self.target } else { self.node });
            diagnostics.report(
                Diagnostic::new(Code::IdleAction, place, why)
                    .consequence("this action changes nothing")
                    .remedy("correct the action, or remove it"),
            );
            return true;
        }
        let done = match self.update {
            _ if self.remove => removed(&locations, sources, mirror, budgets),
            Some(update) => updated(update, &locations, sources, mirror, budgets),
            None => Ok(()),
        };
        let Err(misfit) = done else { return true };
        diagnostics.report(self.misfit(&misfit));
        !matches!(misfit, Misfit::Budget | Misfit::Depth)
    }

    fn misfit(&self, misfit: &Misfit) -> Diagnostic {
        let (place, message) = match misfit {
            Misfit::Kinds(place) => {
                (*place, "this does not fit what it is to be merged with".to_owned())
            }
            Misfit::Root => {
                (self.target, "the whole document cannot be removed".to_owned())
            }
            Misfit::Budget => {
                let message = "the document would have too many values";
                return self.over_budget(message, "--max-nodes");
            }
            Misfit::Depth => {
                let message = "values would be nested too deep";
                return self.over_budget(message, "--max-depth");
            }
        };
        Diagnostic::new(Code::BadOverlay, Place::Node(place), message).remedy(
            "an object is merged with an object, an array gets elements, a value replaces a \
             value; remove the old one first to put another kind in its place",
        )
    }
}

impl Action {
    fn over_budget(&self, message: &str, option: &str) -> Diagnostic {
        let remedy = format!("raise the limit with `{option}` if you trust the overlay");
        Diagnostic::new(Code::OverBudget, Place::Node(self.node), message).remedy(remedy)
    }
}

/// Takes everything out that is selected, a container at a time.
fn removed(
    locations: &[Location],
    sources: &mut Sources,
    mirror: &mut Mirror,
    budgets: &Budgets,
) -> Result<(), Misfit> {
    let mut nodes = Vec::new();
    for location in locations {
        nodes.extend(sources.own(location, budgets)?);
    }
    sources.remove(&nodes)?;
    // From the back to the front, so that removing an element moves none that follows.
    for location in locations.iter().rev() {
        mirror.remove(location);
    }
    Ok(())
}

/// Merges the update with everything that is selected.
fn updated(
    update: NodeId,
    locations: &[Location],
    sources: &mut Sources,
    mirror: &mut Mirror,
    budgets: &Budgets,
) -> Result<(), Misfit> {
    let depth = sources.depth_of(update);
    if locations.iter().any(|location| location.len() + depth > budgets.depth) {
        return Err(Misfit::Depth);
    }
    for location in locations {
        let Some(target) = sources.own(location, budgets)? else { continue };
        sources.update(target, update, budgets)?;
        mirror.refresh(location, target, update, sources);
    }
    Ok(())
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
