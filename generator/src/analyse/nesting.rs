//! Nesting: how many types stand within one another, be it by value or in lists and maps.

use super::recursion::components;
use crate::model::{Api, TypeId};

/// The largest number of types that stand within one another. Of types that lead back to
/// themselves all may, since it depends on where one begins.
pub(super) fn nesting(api: &Api) -> usize {
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
    for (definition, targets) in api.types.iter().zip(&mut edges) {
        definition.shape.uses(&mut |ty| {
            targets.extend(ty.mentioned().into_iter().map(TypeId::place));
        });
    }
    let components = components(&edges);
    let count = components.iter().max().map_or(0, |last| last + 1);
    let mut members = vec![Vec::new(); count];
    for (at, component) in components.iter().enumerate() {
        members[*component].push(at);
    }
    // What a component leads to has a smaller number than it has itself.
    let mut depths = Vec::<usize>::with_capacity(count);
    for (component, members) in members.iter().enumerate() {
        let targets = members.iter().flat_map(|at| &edges[*at]);
        let others = targets.map(|at| components[*at]).filter(|it| *it != component);
        let within = others.map(|it| depths[it]).max().unwrap_or_default();
        depths.push(within + members.len());
    }
    depths.into_iter().max().unwrap_or_default()
}
