//! Finds the operation or the type that a name means.

use crate::rust::{Crate, Group, ModuleId, Operation, TypeItem};
use crate::source::Sources;

/// What a name means.
#[derive(Clone, Copy)]
pub enum Found<'a> {
    /// An operation of a group.
    Operation(&'a Group, &'a Operation),
    /// A type, and its file.
    Type(ModuleId, &'a TypeItem),
}

/// The operations and types that a name means: an `operationId`, `METHOD /path`, a path, a
/// method, a type, a component, or a JSON pointer. Capitals do not count.
pub fn find<'a>(plan: &'a Crate, sources: &Sources, name: &str) -> Vec<Found<'a>> {
    let all = everything(plan, sources);
    let wanted = name.to_lowercase();
    let meant = |(names, found): (Vec<String>, Found<'a>)| {
        names.iter().any(|name| name.to_lowercase() == wanted).then_some(found)
    };
    all.into_iter().filter_map(meant).collect()
}

/// Names like the one that means nothing, of what can be asked for.
pub fn suggestions(
    plan: &Crate,
    sources: &Sources,
    name: &str,
    can_be_asked: impl Fn(&Found<'_>) -> bool,
) -> Vec<String> {
    let wanted = name.to_lowercase();
    let all = everything(plan, sources).into_iter();
    let names =
        all.filter(|(_, found)| can_be_asked(found)).flat_map(|(names, _)| names);
    let likeness = |name: &str| {
        let name = name.to_lowercase();
        // What a pointer leads into, the innermost first.
        if name.starts_with('#') && wanted.starts_with(&format!("{name}/")) {
            return count(&name);
        }
        if wanted.len() > 2 && strsim::osa_distance(&name, &wanted) == 1 {
            return 1.0;
        }
        // A part of a name is as good as a misspelt one.
        let part = wanted.len() > 2 && !name.starts_with('#') && name.contains(&wanted);
        let part = if part { 1.0 } else { 0.0 };
        strsim::jaro_winkler(&name, &wanted).max(part)
    };
    let mut close: Vec<(f64, String)> = names
        .map(|name| (likeness(&name), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .collect();
    close.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    close.dedup_by(|a, b| a.1 == b.1);
    close.into_iter().take(3).map(|(_, name)| name).collect()
}

/// A length as a number that is compared with likenesses, and greater than they are.
fn count(name: &str) -> f64 {
    u32::try_from(name.len()).map_or(f64::MAX, f64::from)
}

/// Everything that can be meant, with the names that it goes by.
fn everything<'a>(plan: &'a Crate, sources: &Sources) -> Vec<(Vec<String>, Found<'a>)> {
    let mut all = Vec::new();
    for group in &plan.groups {
        for operation in &group.operations {
            let path = group.methods.iter().map(|name| name.as_str().to_owned());
            let method = operation.method_ident.as_str();
            let dotted: Vec<String> = path.chain([method.to_owned()]).collect();
            let names = vec![
                operation.id.untrusted().to_owned(),
                operation.request(),
                operation.template.untrusted().to_owned(),
                method.to_owned(),
                operation.ident.as_str().to_owned(),
                dotted.join("."),
                sources.pointer(operation.origin),
            ];
            all.push((names, Found::Operation(group, operation)));
        }
    }
    for (file, item) in plan.placed_items() {
        let pointer = sources.pointer(item.origin);
        let mut names = vec![item.ident.as_str().to_owned()];
        if let Some(component) = pointer.strip_prefix("#/components/schemas/") {
            names.push(component.to_owned());
        }
        names.push(pointer);
        all.push((names, Found::Type(file, item)));
    }
    all
}
