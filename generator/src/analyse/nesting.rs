//! Nesting: how many types stand within one another, be it by value or in lists and maps.

use super::recursion::index;
use crate::model::Api;

/// What is known of how many types stand within one, itself included.
#[derive(Clone, Copy)]
enum Depth {
    Unknown,
    /// It is being looked for: a type within it that leads back here adds nothing.
    Sought,
    Known(usize),
}

/// The largest number of types that stand within one another. Types that lead back to themselves
/// are counted once, on the way that is found first.
pub(super) fn nesting(api: &Api) -> usize {
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
    for (definition, targets) in api.types.iter().zip(&mut edges) {
        definition
            .shape
            .uses(&mut |ty| targets.extend(ty.mentioned().into_iter().map(index)));
    }
    let mut depths = vec![Depth::Unknown; edges.len()];
    let deepest = (0..edges.len()).map(|start| depth(&edges, start, &mut depths));
    deepest.max().unwrap_or_default()
}

/// The depth of a type, and of all within it on the way.
fn depth(edges: &[Vec<usize>], start: usize, depths: &mut [Depth]) -> usize {
    if let Depth::Known(depth) = depths[start] {
        return depth;
    }
    depths[start] = Depth::Sought;
    let mut stack = vec![(start, 0, 0)];
    while let Some((at, next, within)) = stack.pop() {
        let Some(target) = edges[at].get(next).copied() else {
            depths[at] = Depth::Known(within + 1);
            let Some((_, _, around)) = stack.last_mut() else { return within + 1 };
            *around = (within + 1).max(*around);
            continue;
        };
        let known = if let Depth::Known(depth) = depths[target] { depth } else { 0 };
        stack.push((at, next + 1, within.max(known)));
        if let Depth::Unknown = depths[target] {
            depths[target] = Depth::Sought;
            stack.push((target, 0, 0));
        }
    }
    0
}
