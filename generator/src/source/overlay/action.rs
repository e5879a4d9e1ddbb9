//! One change: what it selects, and what it does there.

use super::super::budget::Budgets;
use super::super::{Kind, Sources};
use super::cost;
use super::edit::Misfit;
use super::mirror::Mirror;
use super::{Edition, Location};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};
use serde_json_path::JsonPath;

/// One change.
pub(super) struct Action {
    node: NodeId,
    target: NodeId,
    path: JsonPath,
    update: Option<NodeId>,
    copy: Option<(NodeId, JsonPath)>,
    remove: bool,
    edition: Edition,
}

impl Action {
    pub(super) fn read(
        sources: &Sources,
        node: NodeId,
        edition: Edition,
    ) -> Result<Self, Box<Diagnostic>> {
        if let Some(reference) = sources.get(node, "$ref") {
            let message =
                "actions of `components`, as Overlay 1.2 has them, are not read";
            let found =
                Diagnostic::new(Code::BadOverlay, Place::Node(reference), message);
            return Err(Box::new(found.remedy("write the action here")));
        }
        let Some((target, path)) = path_at(sources, node, "target")? else {
            return Err(no_path(node, "this action has no `target`".to_owned()));
        };
        let copy = match edition {
            Edition::V1_0 => None,
            Edition::V1_1 => path_at(sources, node, "copy")?,
        };
        let remove = sources.get(node, "remove").map(|node| sources.kind(node));
        Ok(Self {
            node,
            target,
            path,
            update: sources.get(node, "update"),
            copy,
            remove: remove == Some(Kind::Bool(true)),
            edition,
        })
    }

    /// Makes the change; `false` if there is no room for any further one.
    pub(super) fn apply(
        &self,
        sources: &mut Sources,
        mirror: &mut Mirror,
        budgets: &Budgets,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let Some(locations) = mirror.find(&self.path) else {
            diagnostics.report(selects_too_many(self.target));
            return true;
        };
        if let Some(finding) = self.idle(sources, &locations) {
            diagnostics.report(finding);
            return true;
        }
        let done = if self.remove {
            removed(&locations, sources, mirror, budgets)
        } else {
            self.source(sources, mirror, budgets).and_then(|source| {
                self.updated(source, &locations, sources, mirror, budgets)
            })
        };
        let Err(misfit) = done else { return true };
        diagnostics.report(self.misfit(&misfit));
        !matches!(misfit, Misfit::Budget | Misfit::Depth | Misfit::Growth)
    }

    /// Why the action changes nothing, if so.
    fn idle(&self, sources: &Sources, locations: &[Location]) -> Option<Diagnostic> {
        let old_copy =
            self.edition == Edition::V1_0 && sources.get(self.node, "copy").is_some();
        let (place, why, remedy) = match (self.remove, self.update, &self.copy) {
            _ if locations.is_empty() => {
                (self.target, "the target selects nothing", "correct the target")
            }
            (false, None, None) if old_copy => {
                let remedy = "write `overlay: 1.1.0` at the top of the overlay";
                (self.node, "`copy` is of Overlay 1.1", remedy)
            }
            (false, None, None) => {
                let why = "the action neither updates nor removes";
                (self.node, why, "correct the action")
            }
            (false, Some(_), Some(_)) => {
                let why = "`update` and `copy` are both there, so neither counts";
                (self.node, why, "make two actions of it")
            }
            _ => return None,
        };
        let found = Diagnostic::new(Code::IdleAction, Place::Node(place), why)
            .consequence("this action changes nothing")
            .remedy(format!("{remedy}, or remove the action"));
        Some(found)
    }

    /// What the targets are merged with, where it stands.
    fn source(
        &self,
        sources: &mut Sources,
        mirror: &Mirror,
        budgets: &Budgets,
    ) -> Result<NodeId, Misfit> {
        let Some((place, path)) = &self.copy else {
            return self.update.ok_or(Misfit::Kinds(self.node));
        };
        let found = mirror.find(path).ok_or(Misfit::Budget)?;
        let [location] = found.as_slice() else {
            return Err(Misfit::Selected(*place, found.len()));
        };
        let source = sources.own(location, budgets)?;
        source.ok_or(Misfit::Selected(*place, 0))
    }

    /// Merges a value with everything that is selected.
    fn updated(
        &self,
        source: NodeId,
        locations: &[Location],
        sources: &mut Sources,
        mirror: &mut Mirror,
        budgets: &Budgets,
    ) -> Result<(), Misfit> {
        let depth = sources.depth_of(source);
        if locations.iter().any(|location| location.len() + depth > budgets.depth) {
            return Err(Misfit::Depth);
        }
        mirror.has_room(source, locations.len(), sources)?;
        let value = match self.copy {
            // As it is now: the target may be a part of it.
            Some(_) => sources.apart(source, budgets)?,
            None => source,
        };
        for location in locations {
            let Some(target) = sources.own(location, budgets)? else { continue };
            let target = match self.edition {
                Edition::V1_0 => sources.update(target, value, budgets),
                Edition::V1_1 => sources.update_or_replace(target, value, budgets),
            }?;
            mirror.refresh(location, target, value, sources);
        }
        Ok(())
    }

    fn misfit(&self, misfit: &Misfit) -> Diagnostic {
        let bad = |place, message| {
            Diagnostic::new(Code::BadOverlay, Place::Node(place), message)
        };
        match misfit {
            Misfit::Kinds(place) => {
                bad(*place, "this does not fit what it is to be merged with".to_owned())
                    .remedy(self.fitting())
            }
            Misfit::Root => {
                bad(self.target, "the whole document cannot be removed".to_owned())
                    .remedy("name another target")
            }
            Misfit::Selected(place, count) => {
                bad(*place, format!("`copy` selects {count} values instead of one"))
                    .remedy("write a JSONPath that selects one value")
            }
            Misfit::Budget => self
                .over_budget("the document would have too many values", "--max-nodes"),
            Misfit::Depth => {
                self.over_budget("values would be nested too deep", "--max-depth")
            }
            Misfit::Growth => {
                let message = "actions add too much to what they select together";
                Diagnostic::new(Code::OverBudget, Place::Node(self.node), message)
                    .remedy("select fewer values, or add less to them")
            }
        }
    }

    fn over_budget(&self, message: &str, option: &str) -> Diagnostic {
        let remedy = format!("raise the limit with `{option}` if you trust the overlay");
        Diagnostic::new(Code::OverBudget, Place::Node(self.node), message).remedy(remedy)
    }

    fn fitting(&self) -> &'static str {
        match self.edition {
            Edition::V1_0 => {
                "an object is merged with an object, an array gets elements, a value replaces a \
                 value; remove the old one first to put another kind in its place. A single \
                 value is a target since `overlay: 1.1.0`"
            }
            Edition::V1_1 => {
                "an object is merged with an object, an array gets elements, a value replaces a \
                 value; remove the old one first to put another kind in its place"
            }
        }
    }
}

/// The path under a key.
fn path_at(
    sources: &Sources,
    action: NodeId,
    key: &str,
) -> Result<Option<(NodeId, JsonPath)>, Box<Diagnostic>> {
    let Some(node) = sources.get(action, key) else { return Ok(None) };
    let Kind::String(text) = sources.kind(node) else {
        return Err(no_path(node, format!("`{key}` is not a text")));
    };
    if let Some(why) = cost::refusal(text, sources.tree.nodes.len()) {
        let found = Diagnostic::new(Code::OverBudget, Place::Node(node), why);
        let found = found.consequence("this action changes nothing");
        return Err(Box::new(found.remedy("name the places in simpler words")));
    }
    let path = JsonPath::parse(text)
        .map_err(|error| no_path(node, format!("`{key}` is not a JSONPath: {error}")))?;
    Ok(Some((node, path)))
}

fn selects_too_many(target: NodeId) -> Diagnostic {
    let message = "the target selects more values than an action may change";
    Diagnostic::new(Code::OverBudget, Place::Node(target), message)
        .remedy("name the places one by one")
}

fn no_path(place: NodeId, message: String) -> Box<Diagnostic> {
    let found = Diagnostic::new(Code::BadOverlay, Place::Node(place), message);
    Box::new(found.remedy("write a JSONPath (RFC 9535), such as $.paths['/pets'].get"))
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
