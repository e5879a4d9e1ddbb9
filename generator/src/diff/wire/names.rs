//! What the things of two APIs are called in a comparison: as in the old one, since names of
//! path parameters and security schemes are not on the wire.

use crate::model::{Api, Operation, OperationId, Scheme, Segment};
use std::collections::{BTreeMap, BTreeSet};

/// The names of an API's things.
pub(super) struct Names<'a> {
    /// By operation: its template, and the names of the parameters in it.
    operations: Vec<(&'a str, Vec<&'a str>)>,
    schemes: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// Names as they are.
    pub(super) fn own(api: &'a Api) -> Self {
        let own = |operation: &'a Operation| (template(operation), params(operation));
        let schemes = api.schemes.iter().map(|scheme| scheme.name.untrusted());
        Self {
            operations: api.operations.iter().map(own).collect(),
            schemes: schemes.collect(),
        }
    }

    /// The names of `new`, where it differs from `old` in nothing but names, those of `old`.
    pub(super) fn of(new: &'a Api, old: &'a Api) -> Self {
        let own = Self::own(new);
        let [old_exact, new_exact] = [old, new].map(exact);
        let mut alike = BTreeMap::new();
        for operation in &old.operations {
            if !new_exact.contains(&(operation.method.as_sent(), template(operation))) {
                alike.insert(skeleton(operation), operation);
            }
        }
        let named = |(operation, own): (&'a Operation, _)| {
            if old_exact.contains(&(operation.method.as_sent(), template(operation))) {
                return own;
            }
            let known: Option<&&'a Operation> = alike.get(&skeleton(operation));
            known.map_or(own, |known| (template(known), params(known)))
        };
        let operations = new.operations.iter().zip(own.operations).map(named).collect();
        Self { operations, schemes: schemes(new, old) }
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

    /// The name of the security scheme at this index.
    pub(super) fn scheme(&self, at: usize) -> &'a str {
        self.schemes[at]
    }
}

fn template(operation: &Operation) -> &str {
    operation.template.untrusted()
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
