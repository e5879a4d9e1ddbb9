//! Recursion: which parts must be boxed, and which aliases must be types of their own.

use crate::model::{Api, PerType, Presence, Shape, Type, TypeId};

/// Aliases that reach themselves through nothing but aliases: Rust expands an alias, so such
/// a one would never end.
pub(super) fn newtypes(api: &Api) -> PerType<bool> {
    let edges: Vec<Vec<usize>> = api
        .types
        .iter()
        .map(|definition| match &definition.shape {
            Shape::Alias(ty) => ty
                .mentioned()
                .into_iter()
                .map(TypeId::place)
                .filter(|target| matches!(api.types[*target].shape, Shape::Alias(_)))
                .collect(),
            _ => Vec::new(),
        })
        .collect();
    let components = components(&edges);
    let mut sizes = vec![0_usize; api.types.len()];
    for component in &components {
        sizes[*component] += 1;
    }
    (0..api.types.len())
        .map(|at| sizes[components[at]] > 1 || edges[at].contains(&at))
        .collect()
}

/// For each type, the parts to box: exactly those whose edge closes a circle of types that
/// contain each other by value, when they are walked in the order of the table.
pub(super) fn boxed(api: &Api) -> PerType<Vec<usize>> {
    let parts: Vec<Vec<(usize, usize)>> =
        api.type_ids().map(|id| parts(api, id)).collect();
    let mut boxed = vec![Vec::new(); api.types.len()];
    let mut state = vec![State::New; api.types.len()];
    for start in 0..api.types.len() {
        walk(&parts, start, &mut state, &mut boxed);
    }
    boxed.into_iter().collect()
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

fn walk(
    parts: &[Vec<(usize, usize)>],
    start: usize,
    state: &mut [State],
    boxed: &mut [Vec<usize>],
) {
    if state[start] != State::New {
        return;
    }
    state[start] = State::Open;
    let mut stack = vec![(start, 0)];
    while let Some((at, next)) = stack.pop() {
        let Some((part, target)) = parts[at].get(next).copied() else {
            state[at] = State::Done;
            continue;
        };
        stack.push((at, next + 1));
        match state[target] {
            State::New => {
                state[target] = State::Open;
                stack.push((target, 0));
            }
            State::Open if !boxed[at].contains(&part) => boxed[at].push(part),
            State::Open | State::Done => {}
        }
    }
}

/// The parts of a type with the definitions that they contain by value; aliases are looked
/// through.
fn parts(api: &Api, id: TypeId) -> Vec<(usize, usize)> {
    let types: Vec<&Type> = match &api[id].shape {
        Shape::Struct(structure) => {
            structure.fields.iter().map(|field| &field.ty).collect()
        }
        Shape::Union(union) => {
            union.variants.iter().map(|variant| &variant.ty).collect()
        }
        Shape::Enum(_) | Shape::Alias(_) => Vec::new(),
    };
    let mut parts = Vec::new();
    for (part, ty) in types.into_iter().enumerate() {
        for target in contained(api, ty) {
            parts.push((part, target));
        }
    }
    parts
}

/// Types without a finite value: structs that demand themselves, directly or through other
/// structs. Unions, lists, maps and options all have an empty value.
pub(super) fn endless(api: &Api) -> PerType<bool> {
    let mut waiting = vec![0_usize; api.types.len()];
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
    let mut finite = Vec::new();
    for id in api.type_ids() {
        for target in demanded(api, id) {
            waiting[id.place()] += 1;
            users[target].push(id.place());
        }
        if waiting[id.place()] == 0 {
            finite.push(id.place());
        }
    }
    while let Some(at) = finite.pop() {
        for user in &users[at] {
            waiting[*user] -= 1;
            if waiting[*user] == 0 {
                finite.push(*user);
            }
        }
    }
    waiting.iter().map(|count| *count > 0).collect()
}

/// The definitions without which a struct has no value.
fn demanded(api: &Api, id: TypeId) -> Vec<usize> {
    let Shape::Struct(structure) = &api[id].shape else { return Vec::new() };
    structure
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required && field.constant.is_none())
        .filter(|field| !matches!(field.ty, Type::Nullable(_)))
        .flat_map(|field| contained(api, &field.ty))
        .collect()
}

/// The definitions that a type contains by value.
fn contained(api: &Api, ty: &Type) -> Vec<usize> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let mut work = vec![ty];
    while let Some(ty) = work.pop() {
        match ty {
            Type::Nullable(inner) => work.push(inner),
            Type::Tuple(elements) => work.extend(elements),
            Type::Def(id) => match &api[*id].shape {
                Shape::Alias(inner) => {
                    if !seen.contains(id) {
                        seen.push(*id);
                        work.push(inner);
                    }
                }
                _ => found.push(id.place()),
            },
            Type::Any
            | Type::Scalar(_)
            | Type::List(_)
            | Type::Rest(_)
            | Type::Map(_) => {}
        }
    }
    found
}

/// Strongly connected components (Tarjan's algorithm, without recursion): for each node the
/// number of its component, which is larger than those of all components that it leads to.
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut order = vec![NONE; edges.len()];
    let mut low = vec![NONE; edges.len()];
    let mut component = vec![NONE; edges.len()];
    let mut open: Vec<usize> = Vec::new();
    let (mut clock, mut count) = (0, 0);
    for start in 0..edges.len() {
        if order[start] != NONE {
            continue;
        }
        let mut stack = vec![(start, 0)];
        while let Some((at, next)) = stack.pop() {
            if next == 0 {
                order[at] = clock;
                low[at] = clock;
                clock += 1;
                open.push(at);
            }
            if let Some(target) = edges[at].get(next).copied() {
                stack.push((at, next + 1));
                if order[target] == NONE {
                    stack.push((target, 0));
                } else if component[target] == NONE {
                    low[at] = low[at].min(order[target]);
                }
                continue;
            }
            if low[at] == order[at] {
                while let Some(member) = open.pop() {
                    component[member] = count;
                    if member == at {
                        break;
                    }
                }
                count += 1;
            }
            if let Some((parent, _)) = stack.last() {
                low[*parent] = low[*parent].min(low[at]);
            }
        }
    }
    component
}
