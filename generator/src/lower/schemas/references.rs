//! Schemas that only refer to another one: alone, or beside what that one says as well.

use super::DEEPEST;
use super::merged::{MergedSchema, Parts};
use crate::diagnostics::NodeId;
use crate::document::Schema;
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What stands beside references to one schema.
#[derive(Default)]
struct Beside<'s> {
    required: Vec<&'s str>,
    /// The values of each `enum`.
    values: Vec<Vec<NodeId>>,
    is_list: bool,
    /// What holds of some of the values.
    conditional: Vec<NodeId>,
    /// What is said beside a union of all its variants.
    properties: Vec<(&'s str, NodeId)>,
}

impl<'s> Lowerer<'_, 's> {
    /// The schema that the parts mean if all they do is to refer to it: alone, or beside
    /// documentation, `nullable`, a repetition of its type or of its values, or `required` with
    /// names that it has.
    pub(in crate::lower) fn single_reference(
        &mut self,
        parts: &Parts,
    ) -> Option<NodeId> {
        self.repeated(parts, |merged, name| merged.object.index.contains_key(name))
    }

    /// The schema for which a component is but another name. Unlike schemas without a name, it is
    /// a type of its own if it demands what the other leaves open: somebody gave it a name for
    /// that (`Create` is `Patch` with all that a new one must have).
    pub(super) fn another_name_for(&mut self, parts: &Parts) -> Option<NodeId> {
        self.repeated(parts, |merged, name| merged.object.demanded.contains(name))
    }

    /// The one schema that the parts refer to, if it says all that stands beside the references.
    /// `has` tells whether it does so of a name that is required; of a union and of an object
    /// whose properties nobody knows none can be.
    fn repeated(
        &mut self,
        parts: &Parts,
        has: fn(&MergedSchema<'s>, &str) -> bool,
    ) -> Option<NodeId> {
        let (target, beside) = self.only_reference(parts)?;
        if beside.is_nothing() {
            return Some(target);
        }
        if !self.adding(&[target], &beside.conditional).is_empty() {
            return None;
        }
        let merged = self.merge(&Parts::of(target));
        let takes_lists = merged.types.is_empty() || merged.types.has(JsonTypes::ARRAY);
        let own = merged.values.as_ref().map(|values| self.texts_of(&values.nodes));
        let mut values = beside.values.iter().map(|values| self.texts_of(values));
        let takes_any = merged.object.properties.is_empty() || !merged.unions.is_empty();
        let is_repeated = (takes_lists || !beside.is_list)
            && values.all(|values| own.as_ref() == Some(&values))
            && (takes_any || beside.required.iter().all(|name| has(&merged, name)))
            && self.repeats_properties(&merged, &beside);
        is_repeated.then_some(target)
    }

    /// The one schema that the parts refer to, and what they say beside it, unless that makes it
    /// another one in any case.
    fn only_reference(&mut self, parts: &Parts) -> Option<(NodeId, Beside<'s>)> {
        if parts.only.is_some() || !parts.conditional.is_empty() {
            return None;
        }
        let (mut target, mut beside) = (None, Beside::default());
        let mut work = parts.nodes.clone();
        let mut steps = 0;
        while let Some(node) = work.pop() {
            steps += 1;
            if steps > DEEPEST {
                return None;
            }
            let mut schema = self.schema(node);
            for place in parts.without_unions.iter().filter(|it| it.schema == node) {
                let schema = Rc::make_mut(&mut schema);
                place.list_of(schema).clear();
                beside.properties.append(&mut schema.properties);
            }
            beside.take(&mut schema);
            if schema.adds_structure() {
                return None;
            }
            if let Some(next) = schema.reference {
                if target.is_some_and(|known| known != next) {
                    return None;
                }
                target = Some(next);
            }
            work.extend(&schema.all_of);
        }
        Some((target?, beside))
    }

    /// Whether an object says all that stands beside a union of properties.
    fn repeats_properties(
        &mut self,
        object: &MergedSchema<'s>,
        beside: &Beside<'s>,
    ) -> bool {
        let demanded: BTreeSet<&str> = beside.required.iter().copied().collect();
        beside.properties.iter().all(|(name, said)| {
            let known = object.object.index.get(name).copied();
            let leaves_open =
                demanded.contains(name) && !object.object.demanded.contains(name);
            let Some(at) = known.filter(|_| !leaves_open) else { return false };
            let said = self.schema(*said);
            let (_, sources) = &object.object.properties[at];
            sources.iter().any(|source| self.repeats_property(source.node, &said))
        })
    }

    /// Whether the schema of a property says all that another one does, also in its documentation.
    /// No further than one reference is looked: what lies deeper is another type in doubt.
    fn repeats_property(&mut self, node: NodeId, said: &Rc<Schema<'s>>) -> bool {
        let own = self.schema(node);
        let is_documented = said.description.is_none() || own.description.is_some();
        if !is_documented || !says_types_and_values_alone(said) {
            return false;
        }
        let refers = said.reference.is_some();
        if own.node == said.node || refers && own.reference == said.reference {
            return true;
        }
        let own = own.reference.map_or(own, |target| self.schema(target));
        let only = own.constant.map(|value| vec![value]);
        let own_values = own.values.as_ref().or(only.as_ref());
        let has_values = said.values.as_ref().is_none_or(|values| {
            let own = own_values.filter(|own| own.len() <= values.len());
            let own = own.map(|own| self.texts_of(own));
            own.is_some_and(|own| own.is_subset(&self.texts_of(values)))
        });
        let has_type =
            said.types.is_empty() || !own.types.is_empty() && said.types.has(own.types);
        let has_null = said.nullable || !own.nullable;
        !refers && has_values && has_type && has_null
    }

    /// Values other than `null`, in JSON.
    fn texts_of(&self, values: &[NodeId]) -> BTreeSet<String> {
        let sources = self.document.sources;
        let values = values.iter().filter_map(|value| sources.to_json(*value));
        values.filter(|value| !value.is_null()).map(|value| value.to_string()).collect()
    }
}

impl<'s> Beside<'s> {
    fn is_nothing(&self) -> bool {
        self.required.is_empty()
            && self.values.is_empty()
            && self.conditional.is_empty()
            && self.properties.is_empty()
            && !self.is_list
    }

    /// Takes what a schema says; values are left for what it refers to.
    fn take(&mut self, schema: &mut Rc<Schema<'s>>) {
        self.required.extend(schema.required.iter().copied());
        self.conditional.extend(&schema.conditional);
        self.is_list |= schema.types == JsonTypes::ARRAY;
        let refers = schema.reference.is_some() || !schema.all_of.is_empty();
        if refers
            && schema.values.is_some()
            && schema.value_names.is_empty()
            && schema.value_docs.is_empty()
        {
            self.values.extend(Rc::make_mut(schema).values.take());
        }
    }
}

/// Whether a schema says nothing but which types and (few) values there are, or which schema it
/// means.
fn says_types_and_values_alone(schema: &Schema<'_>) -> bool {
    const MOST_VALUES: usize = 64;
    if schema.values.as_ref().is_some_and(|values| values.len() > MOST_VALUES) {
        return false;
    }
    let mut rest = schema.clone();
    rest.values = None;
    !rest.says_more_than_type()
        && rest.facts.is_empty()
        && rest.conditional.is_empty()
        && rest.format.is_none()
        && rest.default.is_none()
        && rest.xml.is_none()
        && !(rest.deprecated || rest.read_only || rest.write_only)
}
