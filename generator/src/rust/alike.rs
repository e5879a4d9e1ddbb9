//! Inline types that are the same but for their names: one of them is defined, and the others
//! are further names of it.
//!
//! Every place keeps its name; what says the same several times is one type for the compiler and
//! for the caller. Only what is written, and changes, together is compared: what stands within one
//! outermost type, such as a component, and the bodies of an operation's failures, or of its
//! successes. Elsewhere being the same may be chance, and would end with the next change of one of
//! both. Components stay apart, since the document names them, and so do the variants of a
//! union that are written in it, since their type says which variant is meant.

mod same;

use super::Planner;
use super::draft::Draft;
use super::owner::{depth, outwards};
use super::plan::{FurtherNames, ModuleId, TypeItem, TypeKind};
use super::scope::Ident;
use crate::model::{NameSeed, OperationId, OperationRole, Role, TypeId};
use same::Classes;
use std::collections::{BTreeMap, BTreeSet};

/// What types are compared within.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    /// A type, and all that stands within it.
    Outermost(TypeId),
    /// The bodies of the successes of an operation, or of its failures.
    Answers(OperationId, bool),
}

/// A type, and how many definitions stand around it.
struct Candidate<'a> {
    id: TypeId,
    item: &'a TypeItem,
    depth: usize,
    /// As which variant it stands in its union.
    variant: Option<&'a Role>,
}

impl Planner<'_> {
    /// Finds the types that are the same.
    pub(super) fn unify(&self, draft: &Draft) -> FurtherNames {
        let special: BTreeSet<&Ident> =
            draft.xml.iter().flatten().map(|known| &known.ident).collect();
        let modules = self.names.modules.iter().zip(&draft.types).enumerate();
        let modules = modules
            .map(|(at, (name, it))| (ModuleId::Types(at), &name.types, &it.items));
        let groups = self.names.groups.iter().zip(&draft.groups).enumerate();
        let groups =
            groups.map(|(at, (name, it))| (ModuleId::Group(at), &name.types, &it.items));
        let webhooks = draft.webhooks.iter();
        let webhooks =
            webhooks.map(|it| (ModuleId::Webhooks, &self.names.webhooks, &it.items));
        let mut found = FurtherNames::default();
        for (file, ids, items) in modules.chain(groups).chain(webhooks) {
            let mut units: BTreeMap<Unit, Vec<Candidate<'_>>> = BTreeMap::new();
            for (id, item) in ids.iter().copied().zip(items) {
                if self.may_be_another(id) && !special.contains(&item.ident) {
                    let depth = depth(self.api, id);
                    let variant = self.variant(id);
                    let unit = units.entry(self.unit(id)).or_default();
                    unit.push(Candidate { id, item, depth, variant });
                }
            }
            for unit in units.into_values() {
                self.unify_unit(file, unit, &mut found);
            }
        }
        found
    }

    fn unify_unit(
        &self,
        file: ModuleId,
        unit: Vec<Candidate<'_>>,
        names: &mut FurtherNames,
    ) {
        for same in same_items(file, unit) {
            let order = |it: &&Candidate<'_>| (!self.is_chosen(it.id), it.depth);
            let Some(defined) = same.iter().min_by_key(order) else { continue };
            // An alias is nothing but a name already.
            if !matches!(defined.item.kind, TypeKind::Alias(_)) {
                let idents = same.iter().map(|it| &it.item.ident);
                names.add(file, &defined.item.ident, idents);
            }
        }
    }

    fn unit(&self, id: TypeId) -> Unit {
        let outermost = outwards(self.api, id).last().unwrap_or(id);
        match &self.api[outermost].seed {
            NameSeed::Operation {
                operation,
                role: OperationRole::Response(status, _),
            } => Unit::Answers(*operation, self.api[*operation].succeeds(*status)),
            _ => Unit::Outermost(outermost),
        }
    }

    /// The place of a variant that is written in its union. Its type says which variant is meant:
    /// it is compared with what has the same place in another union, and not with its neighbours.
    fn variant(&self, id: TypeId) -> Option<&Role> {
        match &self.api[id].seed {
            NameSeed::Inside { role: role @ Role::Variant(..), .. } => Some(role),
            _ => None,
        }
    }

    /// Whether the configuration names a type, or one that it stands within.
    fn is_chosen(&self, id: TypeId) -> bool {
        outwards(self.api, id).any(|id| self.api[id].rename.is_some())
    }

    /// Whether a type stands in a place that gives it a name and no more.
    fn may_be_another(&self, id: TypeId) -> bool {
        match &self.api[id].seed {
            NameSeed::Inside { .. } | NameSeed::Operation { .. } => true,
            NameSeed::Component(_)
            | NameSeed::Shared { .. }
            | NameSeed::Webhook { .. } => false,
        }
    }
}

/// The types that are the same. What stands within others is looked at before these, so that one
/// look at each is enough; what stands equally deep, in the document's order.
fn same_items(file: ModuleId, mut unit: Vec<Candidate<'_>>) -> Vec<Vec<Candidate<'_>>> {
    unit.sort_by_key(|it| std::cmp::Reverse(it.depth));
    let mut classes = Classes::new(file);
    let mut found: Vec<Vec<Candidate<'_>>> = Vec::new();
    let mut near: BTreeMap<(Option<u32>, u64), Vec<usize>> = BTreeMap::new();
    for candidate in unit {
        let (item, variant) = (candidate.item, candidate.variant);
        let place = match variant {
            Some(Role::Variant(_, place)) => Some(*place),
            _ => None,
        };
        let near = near.entry((place, classes.hash_of_item(item))).or_default();
        let is_same = |at: &usize| {
            let known = &found[*at][0];
            known.variant == variant && classes.are_items_same(known.item, item)
        };
        let class = near.iter().copied().find(is_same).unwrap_or_else(|| {
            near.push(found.len());
            found.push(Vec::new());
            found.len() - 1
        });
        found[class].push(candidate);
        classes.insert(&item.ident, class);
    }
    found
}
