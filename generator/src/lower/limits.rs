//! Limits of values, where the configuration asks for them: lengths, bounds and patterns.
//!
//! They follow from the schemas alone, whatever types these become, since each holds of values of
//! its kind. Objects with known properties have a table of their own, so that they are not looked
//! into here; what has no name in Rust is said where it is used.

mod gather;
mod keywords;
mod patterns;

use super::Lowerer;
use super::schemas::merged::MergedSchema;
use crate::diagnostics::NodeId;
use crate::json_types::JsonTypes;
use crate::model::{Limit, Shape, SpecValue};
use gather::Gathered;
use keywords::{is_implied, limited};

/// Lists within lists and unions within unions are followed so deep.
const DEEPEST: usize = 8;

/// The types of scalars that have limits.
const SCALARS: [JsonTypes; 2] = [JsonTypes::STRING, JsonTypes::NUMBER];

/// What schemas say that hold at once.
#[derive(Default)]
struct Found {
    limits: Vec<Limit>,
    /// The types of the values; all of them where none is said.
    types: JsonTypes,
}

impl Found {
    fn may_be(&self, ty: JsonTypes) -> bool {
        self.types.is_empty() || self.types.overlaps(ty)
    }
}

impl<'s> Lowerer<'_, 's> {
    /// The limits of a property that these schemas describe; a constant keeps to its own.
    pub(super) fn limits_of_field(
        &mut self,
        nodes: &[NodeId],
        constant: Option<&SpecValue>,
    ) -> Vec<Limit> {
        if !self.config.validate || constant.is_some() {
            return Vec::new();
        }
        self.find_limits(nodes, &mut Vec::new()).limits
    }

    /// The limits of an object with known properties, apart from those of the properties.
    pub(super) fn limits_of_object(&mut self, merged: &MergedSchema<'s>) -> Vec<Limit> {
        if !self.config.validate {
            return Vec::new();
        }
        let mut gathered = Gathered::default();
        for node in &merged.seen {
            let schema = self.schema(*node);
            self.take_limits_of(&mut gathered, &schema);
        }
        gathered.has_properties = false;
        gathered.unions.clear();
        let mut limits = self.complete(gathered, &mut Vec::new()).limits;
        limits.retain(|limit| limited(limit) == JsonTypes::OBJECT);
        limits
    }

    /// Finds the limits of the definitions that are no objects.
    pub(super) fn limit_definitions(&mut self) {
        if !self.config.validate {
            return;
        }
        for at in 0..self.types.len() {
            if matches!(self.types[at].shape, Shape::Alias(_) | Shape::Union(_)) {
                let origin = self.types[at].origin;
                let found = self.find_limits(&[origin], &mut Vec::new());
                self.types[at].limits = found.limits;
            }
        }
    }

    /// What schemas say that hold at once, within those that are being looked into. What leads
    /// back to itself ends there.
    fn find_limits(&mut self, nodes: &[NodeId], around: &mut Vec<Vec<NodeId>>) -> Found {
        let is_within = around.iter().any(|outer| outer == nodes);
        if nodes.is_empty() || is_within || around.len() > DEEPEST {
            return Found::default();
        }
        around.push(nodes.to_vec());
        let gathered = self.gather_limits(nodes);
        let found = self.complete(gathered, around);
        around.pop();
        found
    }

    /// Adds what is said of the parts of values, and by the branches of unions.
    fn complete(&mut self, gathered: Gathered, around: &mut Vec<Vec<NodeId>>) -> Found {
        let mut limits = gathered.limits;
        let implied = |limit: &Limit| {
            is_implied(limit, gathered.types, gathered.format.as_deref())
                || gathered.is_listed && SCALARS.contains(&limited(limit))
        };
        limits.retain(|limit| !implied(limit));
        let mut add = |limit: fn(Vec<Limit>) -> Limit, inner: Found| {
            if !inner.limits.is_empty() {
                limits.push(limit(inner.limits));
            }
        };
        if gathered.places.is_empty() {
            add(Limit::Items, self.find_limits(&gathered.items, around));
        }
        add(Limit::PropertyNames, self.find_limits(&gathered.names, around));
        add(Limit::Values, self.find_limits(&gathered.values, around));
        for (at, place) in gathered.places.iter().enumerate() {
            let inner = self.find_limits(&[*place], around).limits;
            if !inner.is_empty() {
                limits.push(Limit::Item(at, inner));
            }
        }
        let mut types = gathered.types;
        for branches in &gathered.unions {
            let of_branches = self.limits_of_branches(branches, around);
            limits.extend(of_branches.limits);
            types = if types.is_empty() { of_branches.types } else { types };
        }
        if gathered.has_properties {
            limits.retain(|limit| limited(limit) != JsonTypes::OBJECT);
        }
        let types = if types.is_empty() { gathered.implied } else { types };
        Found { limits, types }
    }

    /// The limits of values that one branch alone can have. Where several can, nobody knows which
    /// of them is meant.
    fn limits_of_branches(
        &mut self,
        branches: &[NodeId],
        around: &mut Vec<Vec<NodeId>>,
    ) -> Found {
        let found: Vec<Found> =
            branches.iter().map(|branch| self.find_limits(&[*branch], around)).collect();
        let mut limits = Vec::new();
        for ty in SCALARS.into_iter().chain([JsonTypes::ARRAY, JsonTypes::OBJECT]) {
            let mut able = found.iter().filter(|branch| branch.may_be(ty));
            if let (Some(only), None) = (able.next(), able.next()) {
                let own = only.limits.iter().filter(|limit| limited(limit) == ty);
                limits.extend(own.cloned());
            }
        }
        let is_open = found.iter().any(|branch| branch.types.is_empty());
        let all = found.iter().fold(JsonTypes::NONE, |all, it| all.union(it.types));
        Found { limits, types: if is_open { JsonTypes::NONE } else { all } }
    }
}
