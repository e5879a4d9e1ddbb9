//! Types of one file that are the same but for their names: one of them is defined, and the
//! others are further names of it.
//!
//! Every place keeps its name, whatever else the document describes; what says the same in
//! several places is one type for the compiler and for the caller. Components stay apart, since
//! the document names them; so do variants of unions, since their type says which variant is
//! meant, and what stands in different files, where being the same is more often chance.

mod same;

use super::Planner;
use super::owner::outwards;
use super::plan::{
    Crate, FurtherNames, ModuleId, Operation, Outcome, TypeItem, TypeKind,
};
use super::scope::Ident;
use crate::model::{NameSeed, Role, TypeId};
use same::Classes;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The types of a file: their ids in the model, and what they are.
type Types<'a> = (&'a [TypeId], &'a [TypeItem]);

/// A type, and how many there are on the way outwards from it.
struct Candidate<'a> {
    id: TypeId,
    item: &'a TypeItem,
    depth: usize,
}

impl Planner<'_> {
    /// Finds the types that are the same. Where several variants of a union hold one type then,
    /// it no longer says which is meant: they lose their `From`.
    pub(super) fn unify(&self, plan: &mut Crate) {
        let special =
            plan.xml.iter().flatten().map(|known| known.ident.clone()).collect();
        let mut found = FurtherNames::default();
        let modules = self.names.modules.iter().zip(&plan.types).enumerate();
        for (at, ((_, ids), module)) in modules {
            let types = (&ids[..], &module.items[..]);
            self.unify_file(ModuleId::Types(at), types, &[], &special, &mut found);
        }
        for (at, (name, group)) in self.names.groups.iter().zip(&plan.groups).enumerate()
        {
            let (file, types) =
                (ModuleId::Group(at), (&name.types[..], &group.items[..]));
            self.unify_file(file, types, &group.operations, &special, &mut found);
        }
        if let Some(module) = &plan.webhooks {
            let types = (&self.names.webhooks[..], &module.items[..]);
            self.unify_file(ModuleId::Webhooks, types, &[], &special, &mut found);
        }
        withdraw(plan, &found);
        plan.further_names = found;
    }

    fn unify_file(
        &self,
        file: ModuleId,
        types: Types<'_>,
        operations: &[Operation],
        special: &BTreeSet<Ident>,
        names: &mut FurtherNames,
    ) {
        let mut classes = Classes::new(file);
        for same in self.same_items(types, special, &mut classes) {
            let order = |it: &&Candidate<'_>| (!self.is_chosen(it.id), it.depth);
            let Some(defined) = same.iter().min_by_key(order) else { continue };
            // An alias is nothing but a name already.
            if !matches!(defined.item.kind, TypeKind::Alias(_)) {
                let idents = same.iter().map(|it| &it.item.ident);
                names.add(file, &defined.item.ident, idents);
            }
        }
        for same in same_outcomes(operations, &classes) {
            names.add(file, same[0], same.iter().copied());
        }
    }

    /// The types that are the same. What stands within others is looked at before these, so
    /// that one look at each is enough; what stands equally deep, in the document's order.
    fn same_items<'a>(
        &self,
        (ids, items): Types<'a>,
        special: &BTreeSet<Ident>,
        classes: &mut Classes,
    ) -> Vec<Vec<Candidate<'a>>> {
        let mut layers: BTreeMap<usize, Vec<Candidate<'_>>> = BTreeMap::new();
        for (id, item) in ids.iter().copied().zip(items) {
            if self.may_be_another(id) && !special.contains(&item.ident) {
                let depth = outwards(self.api, id).count();
                layers.entry(depth).or_default().push(Candidate { id, item, depth });
            }
        }
        let mut found = Groups::default();
        for candidate in layers.into_values().rev().flatten() {
            let item = candidate.item;
            let hash = classes.hash_of_item(item);
            let class = found
                .add(hash, candidate, |known| classes.are_items_same(known.item, item));
            classes.insert(&item.ident, class);
        }
        found.groups
    }

    /// Whether the configuration names a type, or one that it stands within.
    fn is_chosen(&self, id: TypeId) -> bool {
        outwards(self.api, id).any(|id| self.api[id].rename.is_some())
    }

    /// Whether a type stands in a place that gives it a name and no more.
    fn may_be_another(&self, id: TypeId) -> bool {
        match &self.api[id].seed {
            NameSeed::Inside { role, .. } => !matches!(role, Role::Variant(..)),
            NameSeed::Operation { .. } => true,
            NameSeed::Component(_)
            | NameSeed::Shared { .. }
            | NameSeed::Webhook { .. } => false,
        }
    }
}

/// The enums of answers and of failures that are the same, in the document's order.
fn same_outcomes<'a>(
    operations: &'a [Operation],
    classes: &Classes,
) -> Vec<Vec<&'a Ident>> {
    let mut found = Groups::default();
    let outcomes = operations.iter().flat_map(|it| [&it.output, &it.failure]);
    for outcome in outcomes {
        let Outcome::Several(ident, variants) = outcome else { continue };
        let hash = classes.hash_of_outcome(variants);
        let is_same =
            |known: &(_, &Vec<_>)| classes.are_outcomes_same(known.1, variants);
        found.add(hash, (ident, variants), is_same);
    }
    let idents = |group: Vec<(&'a Ident, _)>| group.into_iter().map(|it| it.0).collect();
    found.groups.into_iter().map(idents).collect()
}

/// Things that are the same.
struct Groups<T> {
    groups: Vec<Vec<T>>,
    by_hash: HashMap<u64, Vec<usize>>,
}

impl<T> Default for Groups<T> {
    fn default() -> Self {
        Self { groups: Vec::new(), by_hash: HashMap::new() }
    }
}

impl<T> Groups<T> {
    /// Adds something to the group whose first is the same, and says which group that is.
    fn add(&mut self, hash: u64, it: T, is_same: impl Fn(&T) -> bool) -> usize {
        let near = self.by_hash.entry(hash).or_default();
        let known = near.iter().copied().find(|at| is_same(&self.groups[*at][0]));
        let at = known.unwrap_or_else(|| {
            near.push(self.groups.len());
            self.groups.push(Vec::new());
            self.groups.len() - 1
        });
        self.groups[at].push(it);
        at
    }
}

/// Takes back each `From` of a variant that holds the same type as another one.
fn withdraw(plan: &mut Crate, names: &FurtherNames) {
    for item in plan.items_mut() {
        let TypeKind::Union(union) = &mut item.kind else { continue };
        let types: Vec<_> =
            union.variants.iter().map(|it| names.defined(&it.ty)).collect();
        for (variant, ty) in union.variants.iter_mut().zip(&types) {
            variant.from &= types.iter().filter(|other| *other == ty).count() == 1;
        }
    }
}
