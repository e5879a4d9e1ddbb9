//! Where nodes stand: in layers from left to right, ordered so that edges cross little.

use super::Graph;

/// The nodes of each layer, from top to bottom.
pub(super) fn layers(graph: &Graph) -> Vec<Vec<usize>> {
    let forward = without_cycles(graph);
    let depth = depths(graph.nodes.len(), &forward);
    let count = depth.iter().max().map_or(0, |deepest| deepest + 1);
    let mut layers = vec![Vec::new(); count];
    for (node, layer) in depth.iter().enumerate() {
        layers[*layer].push(node);
    }
    order(&mut layers, &forward, graph.nodes.len());
    layers
}

/// The edges without those that close a cycle, as found by a depth-first walk.
fn without_cycles(graph: &Graph) -> Vec<(usize, usize)> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut targets = vec![Vec::new(); graph.nodes.len()];
    for edge in &graph.edges {
        targets[edge.from].push(edge.to);
    }
    let mut state = vec![State::New; graph.nodes.len()];
    let mut forward = Vec::new();
    for root in 0..graph.nodes.len() {
        if state[root] != State::New {
            continue;
        }
        state[root] = State::Open;
        let mut walk = vec![(root, 0)];
        while let Some((node, next)) = walk.last_mut() {
            let Some(&target) = targets[*node].get(*next) else {
                state[*node] = State::Done;
                walk.pop();
                continue;
            };
            *next += 1;
            if state[target] != State::Open {
                forward.push((*node, target));
            }
            if state[target] == State::New {
                state[target] = State::Open;
                walk.push((target, 0));
            }
        }
    }
    forward
}

/// The longest way to each node.
fn depths(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut incoming = vec![0_usize; count];
    let mut targets = vec![Vec::new(); count];
    for (from, to) in edges {
        incoming[*to] += 1;
        targets[*from].push(*to);
    }
    let mut depth = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|node| incoming[*node] == 0).collect();
    while let Some(node) = ready.pop() {
        for &target in &targets[node] {
            depth[target] = depth[target].max(depth[node] + 1);
            incoming[target] -= 1;
            if incoming[target] == 0 {
                ready.push(target);
            }
        }
    }
    depth
}

/// Puts each node near the middle of its users (the barycenter heuristic).
fn order(layers: &mut [Vec<usize>], edges: &[(usize, usize)], count: usize) {
    let mut users = vec![Vec::new(); count];
    for (from, to) in edges {
        users[*to].push(*from);
    }
    let mut place = vec![0_usize; count];
    for layer in layers {
        // Twice the sum over twice the number, to stay with whole numbers.
        layer.sort_by_key(|node| {
            let places: Vec<usize> =
                users[*node].iter().map(|user| place[*user]).collect();
            let sum: usize = places.iter().sum();
            (sum * 1_000 / places.len().max(1), *node)
        });
        for (at, node) in layer.iter().enumerate() {
            place[*node] = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Edge, Kind, Node};
    use super::*;

    fn graph(count: usize, edges: &[(usize, usize)]) -> Graph {
        let node = |at| Node {
            kind: Kind::Struct,
            name: format!("N{at}"),
            detail: String::new(),
        };
        let edges =
            edges.iter().map(|&(from, to)| Edge { from, to, label: String::new() });
        Graph { nodes: (0..count).map(node).collect(), edges: edges.collect() }
    }

    #[test]
    fn a_layer_is_behind_all_its_users() {
        let found = layers(&graph(4, &[(0, 1), (1, 2), (0, 2), (3, 2)]));
        assert_eq!(found, [vec![0, 3], vec![1], vec![2]]);
    }

    #[test]
    fn cycles_end() {
        assert_eq!(layers(&graph(2, &[(0, 1), (1, 0), (1, 1)])), [vec![0], vec![1]]);
        assert!(layers(&graph(0, &[])).is_empty());
    }
}
