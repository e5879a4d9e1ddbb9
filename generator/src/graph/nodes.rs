//! The graph of a plan.

use crate::rust::{Crate, Ident, ModuleId, Operation, Outcome, Ty, TypeItem, TypeKind};
use std::collections::{BTreeMap, BTreeSet};

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An operation.
    Operation,
    /// A struct.
    Struct,
    /// An enum of values.
    Enum,
    /// An enum of types.
    Union,
    /// Another name.
    Alias,
}

/// An operation or a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its name in Rust: a method or a type.
    pub name: String,
    /// Method and path, of an operation.
    pub detail: String,
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The user.
    pub from: usize,
    /// The type that is used.
    pub to: usize,
    /// The field, parameter, variant or status.
    pub label: String,
}

/// Operations and types with their uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// Operations first, then types, in the plan's order.
    pub nodes: Vec<Node>,
    /// The uses; several of one type by one user are one edge.
    pub edges: Vec<Edge>,
}

/// A type by its file and name.
type Key = (ModuleId, Ident);

impl Graph {
    /// The whole graph of a crate.
    pub fn of(plan: &Crate) -> Self {
        let mut graph = Self::default();
        let operations: Vec<&Operation> = plan.operations().collect();
        for operation in &operations {
            graph.nodes.push(Node {
                kind: Kind::Operation,
                name: operation.method_ident.as_str().to_owned(),
                detail: operation.request(),
            });
        }
        let mut places: BTreeMap<Key, usize> = BTreeMap::new();
        let items: Vec<(ModuleId, &TypeItem)> = plan.placed_items().collect();
        for (file, item) in &items {
            places.insert((*file, item.ident.clone()), graph.nodes.len());
            graph.nodes.push(Node {
                kind: kind(&item.kind),
                name: item.ident.as_str().to_owned(),
                detail: String::new(),
            });
        }
        for (at, operation) in operations.iter().enumerate() {
            graph.uses(at, of_operation(operation), &places);
        }
        for (at, (_, item)) in items.iter().enumerate() {
            graph.uses(operations.len() + at, of_item(item), &places);
        }
        graph
    }

    fn uses(
        &mut self,
        from: usize,
        uses: Vec<(String, &Ty)>,
        places: &BTreeMap<Key, usize>,
    ) {
        let mut targets: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (label, ty) in uses {
            for key in named(ty) {
                if let Some(to) = places.get(&key) {
                    targets.entry(*to).or_default().push(label.clone());
                }
            }
        }
        for (to, labels) in targets {
            let label = match &labels[..] {
                [only] => only.clone(),
                [first, rest @ ..] => format!("{first} and {} more", rest.len()),
                [] => String::new(),
            };
            self.edges.push(Edge { from, to, label });
        }
    }

    /// The node of an operation of the plan.
    pub fn operation(plan: &Crate, wanted: &Operation) -> Option<usize> {
        let mut operations = plan.operations();
        operations.position(|operation| std::ptr::eq(operation, wanted))
    }

    /// The node of a type of the plan.
    pub fn type_item(plan: &Crate, wanted: &TypeItem) -> Option<usize> {
        let operations = plan.groups.iter().map(|group| group.operations.len());
        let at = plan.items().position(|item| std::ptr::eq(item, wanted))?;
        Some(operations.sum::<usize>() + at)
    }

    /// Only what can be reached from these nodes.
    #[must_use]
    pub fn reachable(&self, from: &[usize]) -> Self {
        let mut seen: BTreeSet<usize> = from.iter().copied().collect();
        let mut open: Vec<usize> = from.to_vec();
        while let Some(at) = open.pop() {
            for edge in self.edges.iter().filter(|edge| edge.from == at) {
                if seen.insert(edge.to) {
                    open.push(edge.to);
                }
            }
        }
        let new: BTreeMap<usize, usize> =
            seen.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let edges = self.edges.iter().filter_map(|edge| {
            let (from, to) = (*new.get(&edge.from)?, *new.get(&edge.to)?);
            Some(Edge { from, to, label: edge.label.clone() })
        });
        Self {
            nodes: seen.iter().map(|at| self.nodes[*at].clone()).collect(),
            edges: edges.collect(),
        }
    }
}

fn kind(kind: &TypeKind) -> Kind {
    match kind {
        TypeKind::Struct(_) => Kind::Struct,
        TypeKind::Values(_) | TypeKind::Numbers(_) | TypeKind::Constants(_) => {
            Kind::Enum
        }
        TypeKind::Union(_) => Kind::Union,
        TypeKind::Alias(_) | TypeKind::Newtype(_) => Kind::Alias,
    }
}

fn of_operation(operation: &Operation) -> Vec<(String, &Ty)> {
    let mut uses = Vec::new();
    for param in &operation.params {
        uses.push((param.ident.as_str().to_owned(), &param.ty));
    }
    for choice in operation.body.iter().flat_map(|body| &body.choices) {
        uses.push(("body".to_owned(), &choice.ty));
    }
    for (outcome, word) in
        [(&operation.output, "answer"), (&operation.failure, "failure")]
    {
        match outcome {
            Outcome::None => {}
            Outcome::One(ty) => uses.push((word.to_owned(), ty)),
            Outcome::Several(_, variants) => {
                for variant in variants {
                    let label = variant.ident.as_str().to_owned();
                    uses.extend(variant.ty.as_ref().map(|ty| (label, ty)));
                }
            }
        }
    }
    uses
}

fn of_item(item: &TypeItem) -> Vec<(String, &Ty)> {
    match &item.kind {
        TypeKind::Struct(structure) => {
            let fields = structure.fields.iter();
            let fields = fields.filter(|field| field.constant.is_none());
            let extra = structure.extra.iter().map(|(word, ty)| (word, ty));
            fields
                .map(|field| (&field.ident, &field.ty))
                .chain(extra)
                .map(|(word, ty)| (word.as_str().to_owned(), ty))
                .collect()
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            variants.map(|v| (v.ident.as_str().to_owned(), &v.ty)).collect()
        }
        TypeKind::Alias(ty) | TypeKind::Newtype(ty) => vec![("is".to_owned(), ty)],
        TypeKind::Values(_) | TypeKind::Numbers(_) | TypeKind::Constants(_) => {
            Vec::new()
        }
    }
}

/// The types of the crate that a type mentions.
fn named(ty: &Ty) -> Vec<Key> {
    match ty {
        Ty::Named(home, ident) => vec![(home.file, ident.clone())],
        Ty::Vec(inner)
        | Ty::Rest(inner)
        | Ty::Map(inner)
        | Ty::Option(inner)
        | Ty::Nullable(inner)
        | Ty::Boxed(inner) => named(inner),
        Ty::Tuple(elements) => elements.iter().flat_map(named).collect(),
        _ => Vec::new(),
    }
}
