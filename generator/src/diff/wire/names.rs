//! What the things of two APIs are called in a comparison: as in the old one, since names of
//! path parameters, security schemes and components are not on the wire.

use super::medias::{self, Medias};
use crate::model::{
    Api, Entry, NameSeed, Operation, OperationId, Role, Scheme, Segment, Shape, Status,
    TypeId,
};
use std::collections::{BTreeMap, BTreeSet};

/// The names of an API's things.
pub(super) struct Names<'a> {
    /// By operation: its template, and the names of the parameters in it.
    operations: Vec<(&'a str, Vec<&'a str>)>,
    schemes: Vec<&'a str>,
    /// The media types under which inline schemas of bodies are compared.
    medias: BTreeMap<TypeId, &'a str>,
    /// The statuses of successes that have another one: by operation and the new status.
    statuses: BTreeMap<(OperationId, Status), Status>,
    /// The old names of components that have another one.
    components: BTreeMap<&'a str, &'a str>,
    /// The numbers of variants without names where they have another one.
    variants: BTreeMap<(TypeId, u32), u32>,
    /// The keys under which values stand of what has the name of a variant.
    entries: BTreeMap<TypeId, &'a Entry>,
}

impl<'a> Names<'a> {
    /// Names as they are.
    pub(super) fn own(api: &'a Api) -> Self {
        let mut names = Self::without_medias(api);
        names.medias = medias::by_type(api, &names, &Medias::new());
        names
    }

    fn without_medias(api: &'a Api) -> Self {
        let own = |operation: &'a Operation| (template(operation), params(operation));
        let schemes = api.schemes.iter().map(|scheme| scheme.name.untrusted());
        Self {
            operations: api.operations.iter().map(own).collect(),
            schemes: schemes.collect(),
            medias: BTreeMap::new(),
            statuses: BTreeMap::new(),
            components: BTreeMap::new(),
            variants: BTreeMap::new(),
            entries: entries(api),
        }
    }

    /// The names of `new`, where it differs from `old` in nothing but names, those of `old`, which
    /// are `own` there.
    pub(super) fn of(new: &'a Api, old: &'a Api, own: &Names<'_>) -> Self {
        let mut names = Self::without_medias(new);
        let [old_exact, new_exact] = [old, new].map(exact);
        let mut alike = BTreeMap::new();
        for operation in &old.operations {
            if !new_exact.contains(&(operation.method.as_sent(), template(operation))) {
                alike.insert(skeleton(operation), operation);
            }
        }
        for (operation, name) in new.operations.iter().zip(&mut names.operations) {
            if old_exact.contains(&(operation.method.as_sent(), template(operation))) {
                continue;
            }
            if let Some(&known) = alike.get(&skeleton(operation)) {
                *name = (template(known), params(known));
            }
        }
        names.schemes = schemes(new, old);
        names.statuses = statuses(new, &names, old);
        let known = medias::of(old, own);
        names.medias = medias::by_type(new, &names, &known);
        names
    }

    /// Calls components by their old names from now on.
    pub(super) fn call_components(&mut self, found: Vec<(&'a str, &'a str)>) {
        self.components.extend(found.into_iter().map(|(old, new)| (new, old)));
    }

    /// Gives the variants of a union these numbers, each with its own before it.
    pub(super) fn number_variants(&mut self, union: TypeId, numbers: &[(u32, u32)]) {
        let numbers = numbers.iter().map(|(own, shown)| ((union, *own), *shown));
        self.variants.extend(numbers);
    }

    /// `POST /pets/{id}`.
    pub(super) fn operation(&self, api: &Api, id: OperationId) -> String {
        let (template, _) = &self.operations[id.place()];
        api[id].method.with_path(template)
    }

    /// The name of a parameter in the path.
    pub(super) fn in_path<'b>(
        &self,
        api: &'b Api,
        id: OperationId,
        own: &'b str,
    ) -> &'b str
    where
        'a: 'b,
    {
        let at = params(&api[id]).iter().position(|name| *name == own);
        let (_, names) = &self.operations[id.place()];
        at.and_then(|at| names.get(at)).copied().unwrap_or(own)
    }

    /// The status of an answer.
    pub(super) fn status(&self, id: OperationId, own: Status) -> Status {
        self.statuses.get(&(id, own)).copied().unwrap_or(own)
    }

    /// The media type of the body that an inline schema is of.
    pub(super) fn media(&self, id: TypeId) -> Option<&'a str> {
        self.medias.get(&id).copied()
    }

    /// The name of a component.
    pub(super) fn component<'b>(&self, own: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.components.get(own).copied().unwrap_or(own)
    }

    /// Whether a component has another name than its own.
    pub(super) fn is_renamed(&self, own: &str) -> bool {
        self.components.contains_key(own)
    }

    /// The number of a variant without a name.
    pub(super) fn variant(&self, union: TypeId, own: u32) -> u32 {
        self.variants.get(&(union, own)).copied().unwrap_or(own)
    }

    /// The entry under which values stand of what has the name of a variant.
    pub(super) fn entry(&self, id: TypeId) -> Option<&'a Entry> {
        self.entries.get(&id).copied()
    }

    /// The name of the security scheme at this index.
    pub(super) fn scheme(&self, at: usize) -> &'a str {
        self.schemes[at]
    }
}

fn template(operation: &Operation) -> &str {
    operation.template.untrusted()
}

/// By type that has the name of a variant, the entry of the first variant that mentions it.
fn entries(api: &Api) -> BTreeMap<TypeId, &Entry> {
    let mut entries = BTreeMap::new();
    for union in api.type_ids() {
        let Shape::Union(shape) = &api[union].shape else { continue };
        let is_named_here = |id: &TypeId| matches!(api[*id].seed, NameSeed::Inside { parent, role: Role::Variant(..) } if parent == union);
        for variant in &shape.variants {
            for id in variant.ty.mentioned().into_iter().filter(is_named_here) {
                entries.entry(id).or_insert(variant.entry.as_ref());
            }
        }
    }
    entries.into_iter().filter_map(|(id, entry)| Some((id, entry?))).collect()
}

/// The names of the parameters in a path, in its order.
fn params(operation: &Operation) -> Vec<&str> {
    let name = |segment: &Segment| match segment {
        Segment::Param(at) => Some(operation.params.get(*at)?.wire.untrusted()),
        Segment::Literal(_) => None,
    };
    operation.path.iter().filter_map(name).collect()
}

/// Methods and templates.
fn exact(api: &Api) -> BTreeSet<(&str, &str)> {
    let operations = api.operations.iter();
    operations.map(|it| (it.method.as_sent(), template(it))).collect()
}

/// The method and the path without the names of its parameters.
fn skeleton(operation: &Operation) -> (&str, Vec<Option<&str>>) {
    let parts = operation.path.iter().map(|segment| match segment {
        Segment::Param(_) => None,
        Segment::Literal(text) => Some(text.untrusted()),
    });
    (operation.method.as_sent(), parts.collect())
}

/// The only success of an operation, where its status is another one than before: clients read
/// every success as the one that is documented.
fn statuses(
    new: &Api,
    names: &Names<'_>,
    old: &Api,
) -> BTreeMap<(OperationId, Status), Status> {
    let own = |operation: &Operation| operation.method.with_path(template(operation));
    let before: BTreeMap<_, _> = old.operations.iter().map(|it| (own(it), it)).collect();
    let moved = new.operation_ids().filter_map(|id| {
        let old = before.get(&names.operation(new, id))?;
        let (before, now) = (only_success(old)?, only_success(&new[id])?);
        let has = |operation: &Operation, status| {
            operation.responses.iter().any(|it| it.status == status)
        };
        let is_moved = !has(&new[id], before) && !has(old, now);
        is_moved.then_some(((id, now), before))
    });
    moved.collect()
}

fn only_success(operation: &Operation) -> Option<Status> {
    let statuses = operation.responses.iter().map(|response| response.status);
    let mut successes = statuses.filter(|status| status.is_success());
    successes.next().filter(|_| successes.next().is_none())
}

/// A scheme of a new name that asks for what one asked for whose name is gone.
fn schemes<'a>(new: &'a Api, old: &'a Api) -> Vec<&'a str> {
    let is_in =
        |api: &Api, scheme: &Scheme| api.schemes.iter().any(|it| it.name == scheme.name);
    let mut gone: Vec<&Scheme> =
        old.schemes.iter().filter(|it| !is_in(new, it)).collect();
    let named = |scheme: &'a Scheme| {
        let same = gone.iter().position(|it| it.kind == scheme.kind);
        match same {
            Some(at) if !is_in(old, scheme) => gone.remove(at).name.untrusted(),
            _ => scheme.name.untrusted(),
        }
    };
    new.schemes.iter().map(named).collect()
}
