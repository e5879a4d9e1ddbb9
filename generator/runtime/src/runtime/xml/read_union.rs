//! Which variant of a union an element is.

use super::find::{by_key, content, find, has_attribute, has_element};
use super::read::{Filling, Read};
use super::tree::Element;
use crate::runtime::XmlNode;
use crate::runtime::codec::model::{Edit, Model, Probe, Select, Union, kinds};
use crate::runtime::json::look_ahead::Passed;
use crate::runtime::unions::losses::Found;
use crate::runtime::unions::rank::is_doubtful;

impl Filling<'_> {
    /// Reads an element as the variant that loses least, of those that may be meant: by the tag,
    /// or what knows most of what is there first. If there is only one, its error is that of the
    /// union. Tells whether it is one of them.
    pub(super) fn union(&self, element: &Element, place: &mut dyn Union) -> Read<bool> {
        let rest = self.claim(element, size_of_val(place))?;
        let read = self.selected(element, place)?;
        self.enter(rest);
        Ok(read)
    }

    fn selected(&self, element: &Element, place: &mut dyn Union) -> Read<bool> {
        let (ranked, is_sure) = self.ranked(element, place);
        if let ([only], true) = (&*ranked, is_sure) {
            return self.variant(element, place.become_variant(*only));
        }
        let mut found: Option<Found> = None;
        for &at in &ranked {
            let before = self.memory.get();
            let (read, dropped) = self.trial(element, place.become_variant(at));
            let is_read = matches!(read, Ok(true));
            if is_read && (dropped.is_empty() || ranked.len() == 1) {
                if self.trials.get() > 0 {
                    self.dropped.borrow_mut().extend(dropped);
                }
                return Ok(true);
            }
            self.memory.set(before);
            if self.left.get() == 0 {
                found = None;
                break;
            }
            if is_read {
                Found::add(&mut found, at, dropped, true);
            }
        }
        // If none keeps all that others keep, a part would be lost.
        if let Some(at) = found.and_then(|found| found.best()) {
            return self.variant(element, place.become_variant(at));
        }
        place.become_unknown(self.value(element)?);
        Ok(false)
    }

    /// Reads a variant where something else is done if it is none, and tells what it has no place
    /// for.
    fn trial(&self, element: &Element, edit: Edit<'_>) -> (Read<bool>, Vec<Passed>) {
        let outer = self.dropped.take();
        self.trials.set(self.trials.get() + 1);
        let read = self.variant(element, edit);
        self.trials.set(self.trials.get() - 1);
        let mut dropped = self.dropped.replace(outer);
        // Keys come in the order of the table.
        dropped.sort_unstable_by_key(|it| it.start);
        (read, dropped)
    }

    /// Notes what of an element no key takes, while it is found out which variant loses least.
    pub(super) fn drop_strangers(
        &self,
        element: &Element,
        model: &Model,
        nodes: &[XmlNode],
    ) -> Read<()> {
        if self.trials.get() == 0 {
            return Ok(());
        }
        let mut dropped = self.dropped.borrow_mut();
        let before = dropped.len();
        // Attributes and text have no places of their own: any within the tag keeps them apart.
        for (nth, (name, _)) in element.attributes.iter().enumerate() {
            if !takes_attribute(model, nodes, name.local()) {
                let at = element.at + 1 + nth;
                dropped.push(at..at + 1);
            }
        }
        if !element.text.trim().is_empty() && !nodes.iter().any(XmlNode::is_text) {
            let at = element.at + 1 + element.attributes.len();
            dropped.push(at..at + 1);
        }
        for child in &element.children {
            if !takes_element(model, nodes, child.name.local()) {
                dropped.push(child.at..child.end);
            }
        }
        // What is compared stands in several lists at a time.
        self.take(element, 4 * size_of::<Passed>() * (dropped.len() - before))
    }

    /// Reads a variant. A union that takes anything does not stand in the way of others.
    fn variant(&self, element: &Element, edit: Edit<'_>) -> Read<bool> {
        match edit {
            Edit::Union(place) => self.union(element, place),
            edit => self.element(element, edit).map(|()| true),
        }
    }

    /// The variants that an element can be, in the order in which they are tried, and whether
    /// there have not been others.
    fn ranked(&self, element: &Element, place: &mut dyn Union) -> (Vec<usize>, bool) {
        match place.select() {
            Select::Tag { property, values, default, untagged } => {
                let mut tag = |at: usize| {
                    let node = match place.become_variant(at) {
                        Edit::Object(object) => self.xml.node(object.model(), property),
                        _ => XmlNode::element(property),
                    };
                    content(element, &node)
                };
                let mut all = 0..values.len();
                let named = all.find(|&at| {
                    tag(at).is_some_and(|tag| values[at].contains(&tag.trim()))
                });
                let other = || untagged.filter(|at| tag(*at).is_none()).or(*default);
                (named.or_else(other).into_iter().collect(), true)
            }
            Select::Probe { probes, .. } => self.probed(element, place, probes),
        }
    }

    /// The variants that an element can be, what knows most of it first. One that knows less
    /// is not taken when those that know most cannot be read, and one that knows nothing of it
    /// is not meant.
    fn probed(
        &self,
        element: &Element,
        place: &mut dyn Union,
        probes: &[Probe],
    ) -> (Vec<usize>, bool) {
        let mut ranked = Vec::new();
        let (mut count, mut fewest) = (0, usize::MAX);
        for (at, probe) in probes.iter().enumerate() {
            let rank = self.rank(element, probe, place.become_variant(at));
            let Some((strangers, generality)) = rank else { continue };
            count += 1;
            let (is_object, has_keys) = match place.become_variant(at) {
                Edit::Object(_) => (true, true),
                Edit::Map(_) => (false, true),
                _ => (false, false),
            };
            if is_object && is_doubtful(probes, at) && is_strange(element, strangers) {
                continue;
            }
            if has_keys {
                fewest = fewest.min(strangers);
            }
            ranked.push((strangers, generality, at));
        }
        ranked.retain(|(strangers, ..)| *strangers <= fewest);
        ranked.sort_unstable();
        (ranked.into_iter().map(|(.., at)| at).collect(), count == 1)
    }

    /// How well a variant fits: what it does not know of an element, then how general it is.
    /// Nothing where it cannot be meant.
    fn rank(
        &self,
        element: &Element,
        probe: &Probe,
        edit: Edit<'_>,
    ) -> Option<(usize, usize)> {
        if probe.kinds & (kinds::object | kinds::array) == 0 {
            // The narrowest kind first.
            let kind = [kinds::null, kinds::boolean, kinds::integer, kinds::number];
            let place = kind.iter().position(|kind| probe.kinds & kind != 0);
            return (!element.has_parts()).then_some((0, place.unwrap_or(kind.len())));
        }
        let Edit::Object(object) = edit else { return Some((0, usize::MAX)) };
        let model = object.model();
        let node = |key: &'static str| self.xml.node(model, key);
        let nodes = self.xml.nodes(model);
        let mut has = |key: &&'static str| {
            let Some(at) = model.keys.iter().position(|known| known.wire == *key) else {
                return true;
            };
            // No elements and no text leave nothing.
            let leaves_nothing =
                nodes[at].is_text() || matches!(object.edit_at(at), Edit::List(_));
            leaves_nothing
                || find(element, &nodes[at], &nodes).is_some()
                || by_key(element, key, &nodes).is_some()
        };
        let agrees = |(key, texts): &(&'static str, &[&str])| {
            content(element, &node(key))
                .is_none_or(|found| texts.contains(&found.trim()))
        };
        let constants = probe.constants.iter();
        let fits = probe.required.iter().all(&mut has)
            && constants.clone().all(|(key, _)| content(element, &node(key)).is_some())
            && constants.chain(probe.hints).all(agrees);
        let strangers =
            if model.extra.is_empty() { strangers(element, model, &nodes) } else { 0 };
        let demands = probe.required.len() + 2 * probe.constants.len();
        fits.then_some((strangers, usize::MAX - demands))
    }
}

/// Whether an element has parts, and so many strangers among them that nothing else is there.
fn is_strange(element: &Element, strangers: usize) -> bool {
    let parts = element.attributes.len() + element.children.len();
    parts > 0 && strangers == parts && element.text.trim().is_empty()
}

/// How many attributes and elements no key takes.
fn strangers(element: &Element, model: &Model, nodes: &[XmlNode]) -> usize {
    let attributes = element.attributes.iter().map(|(name, _)| name.local());
    let children = element.children.iter().map(|child| child.name.local());
    attributes.filter(|name| !takes_attribute(model, nodes, name)).count()
        + children.filter(|name| !takes_element(model, nodes, name)).count()
}

/// Whether a key takes attributes of this name, by its name in XML or by that in JSON.
pub(super) fn takes_attribute(model: &Model, nodes: &[XmlNode], name: &str) -> bool {
    is_key(model, name) || nodes.iter().any(|node| has_attribute(node, name))
}

/// Whether a key takes elements of this name, by its name in XML or by that in JSON.
pub(super) fn takes_element(model: &Model, nodes: &[XmlNode], name: &str) -> bool {
    is_key(model, name) || nodes.iter().any(|node| has_element(node, name))
}

fn is_key(model: &Model, name: &str) -> bool {
    model.keys.iter().any(|key| key.wire == name)
}
