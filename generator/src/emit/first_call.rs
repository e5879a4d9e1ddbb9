//! The first call that people see: on the crate's page, and in README.md.

use super::docs;
use super::features::condition;
use super::operation::{compiled, example_call};
use crate::model::Method;
use crate::rust::{Crate, ModuleId};

/// The first call for which there is an example, and the place of its group: one that changes
/// nothing, if there is one, since the first thing that people do is to run it.
pub(super) fn first_call(plan: &Crate) -> Option<(usize, Vec<String>)> {
    let calls = |reads: bool| {
        plan.groups.iter().enumerate().find_map(|(at, group)| {
            let mut current = group.operations.iter().filter(|item| {
                !item.docs.deprecated && (item.method == Method::Get || !reads)
            });
            let call = current.find_map(|item| example_call(plan, group, item))?;
            Some((at, call))
        })
    };
    calls(true).or_else(|| calls(false))
}

/// How operations are called, and where they are.
pub(super) fn section(plan: &Crate) -> Vec<String> {
    let call = first_call(plan).map(|(at, call)| {
        let condition = condition(plan, ModuleId::Group(at));
        compiled(condition.as_deref(), call)
    });
    let groups = groups(plan);
    let mut lines = Vec::new();
    if call.is_some() || !groups.is_empty() {
        lines.extend([String::new(), "# Calls".to_owned()]);
    }
    for part in call.into_iter().chain(Some(groups)) {
        docs::more(&mut lines, part);
    }
    lines
}

/// The groups of operations, with links where all of them are always there.
fn groups(plan: &Crate) -> Vec<String> {
    let Some(root) = plan.groups.first().filter(|root| !root.children.is_empty()) else {
        return Vec::new();
    };
    let besides = if root.operations.is_empty() { "" } else { "further " };
    let mut lines =
        vec![format!("[`Client`] has {besides}operations in groups:"), String::new()];
    for (method, child) in &root.children {
        let name = method.as_str();
        let shown = match plan.features {
            Some(_) => format!("- `{name}`"),
            None => format!("- [`{name}`](Client::{name})"),
        };
        let said = docs::first_sentence(&plan.groups[*child].docs);
        let said = said.map_or(String::new(), |said| format!(": {said}"));
        lines.extend(docs::wrapped(&format!("{shown}{said}")));
    }
    lines
}
