//! Arrays: lists of one kind of item, and tuples.

use super::Lowerer;
use super::flat::Flat;
use super::schemas::Target;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::model::{NameSeed, Role, Shape, SpecStr, Type};

impl<'s> Lowerer<'_, 's> {
    pub(super) fn build_array(&mut self, flat: &Flat<'s>, target: Target) -> Type {
        if !flat.prefix_items.is_empty() {
            return self.build_tuple(flat, target);
        }
        if flat.items.is_empty() {
            return Type::List(Box::new(Type::Any));
        }
        let seed = seed_of_item(target);
        let item = self.use_of_all(flat.items.clone(), seed);
        Type::List(Box::new(item))
    }

    /// A tuple, if the array has as many items as places and not too many; otherwise a list.
    fn build_tuple(&mut self, flat: &Flat<'s>, target: Target) -> Type {
        const LONGEST: usize = 12;
        if flat.prefix_items.len() > LONGEST {
            return self.build_list_of_all(flat, target, "too many for a tuple");
        }
        if has_any_length(flat) {
            return self.build_list_of_all(flat, target, "not of a fixed number");
        }
        self.report_open_tuple(flat);
        let id = self.claim(target, flat);
        let elements = flat
            .prefix_items
            .iter()
            .zip(0..)
            .map(|(node, at)| {
                let role = Role::Element(at);
                self.use_of(*node, NameSeed::Inside { parent: id, role })
            })
            .collect();
        self.types[id.0 as usize].shape = Shape::Alias(Type::Tuple(elements));
        Type::Def(id)
    }

    /// Says what becomes of elements behind the last place, which most documents do not mean.
    fn report_open_tuple(&mut self, flat: &Flat<'s>) {
        let sources = self.document.sources;
        let list = flat.prefix_items.first().and_then(|node| sources.parent(*node));
        let schema = list.and_then(|list| sources.parent(list));
        let (Some(list), Some(schema)) = (list, schema) else { return };
        let says = |key: &str| sources.get(schema, key).is_some();
        let is_closed = flat.most_items.is_some()
            || ["items", "additionalItems", "unevaluatedItems"].into_iter().any(says);
        if !is_closed {
            let found = Diagnostic::new(
                Code::SchemaPartIgnored,
                Place::Key(list),
                "this array may have more items than places",
            );
            let found = found.consequence("items behind the last place are not kept");
            self.report(found.remedy("add `items: false` if there are none"));
        }
    }

    /// A list whose places have schemas of their own: one type if they agree on it.
    fn build_list_of_all(
        &mut self,
        flat: &Flat<'s>,
        target: Target,
        no_tuple: &str,
    ) -> Type {
        let seed = seed_of_item(target);
        let mut item = None;
        for node in flat.prefix_items.iter().chain(&flat.items) {
            let ty = self.use_of(*node, seed.clone());
            if item.get_or_insert_with(|| ty.clone()) != &ty {
                self.report_mixed(
                    *node,
                    &format!(
                        "the items of this array are of different types and {no_tuple}"
                    ),
                );
                return Type::List(Box::new(Type::Any));
            }
        }
        Type::List(Box::new(item.unwrap_or(Type::Any)))
    }

    pub(super) fn report_mixed(&mut self, node: NodeId, what: &str) {
        self.report(
            Diagnostic::new(Code::SchemaPartIgnored, Place::Node(node), what)
                .consequence("the values are read as they come, without a type")
                .remedy("give them one type, or a `oneOf` of all of them"),
        );
    }
}

/// Whether the schema says that there can be fewer or more items than places. Where it says
/// nothing, as many are meant: few write `minItems` and `items: false` beside their places.
fn has_any_length(flat: &Flat<'_>) -> bool {
    let places = flat.prefix_items.len() as u64;
    !flat.items.is_empty()
        || flat.fewest_items.is_some_and(|fewest| fewest < places)
        || flat.most_items.is_some_and(|most| most > places)
}

/// The name for what an array holds: a list has no name, so its element takes the one
/// that stands here, unless that is a component's, or a mere number among variants.
fn seed_of_item(target: Target) -> NameSeed {
    match target {
        Target::Into(parent) => NameSeed::Inside { parent, role: Role::Item },
        Target::Fresh(NameSeed::Inside { parent, role: Role::Variant(None, at) }) => {
            let role = Role::Variant(Some(SpecStr::new("Item")), at);
            NameSeed::Inside { parent, role }
        }
        Target::Fresh(seed) => seed,
    }
}
