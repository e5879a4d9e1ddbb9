//! Arrays: lists of one kind of item, and tuples.

use super::Target;
use super::merged::MergedSchema;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{Additional, Schema};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::model::{NameSeed, Role, Shape, SpecStr, Type};

impl<'s> Lowerer<'_, 's> {
    /// The narrowest limits of an array's length.
    pub(super) fn take_lengths(
        &self,
        merged: &mut MergedSchema<'s>,
        schema: &Schema<'s>,
    ) {
        let whole = |node: NodeId| self.document.sources.to_json(node)?.as_u64();
        for (keyword, node) in &schema.facts {
            match *keyword {
                "minItems" => {
                    merged.array.fewest = merged.array.fewest.max(whole(*node));
                }
                "maxItems" => {
                    let both = merged.array.most.into_iter().chain(whole(*node));
                    merged.array.most = both.min();
                }
                _ => {}
            }
        }
    }

    /// Takes the schemas of an array's items. Those of the same place hold together.
    pub(super) fn take_items(&self, merged: &mut MergedSchema<'s>, schema: &Schema<'s>) {
        merged.array.items.extend(schema.items);
        add_places(&mut merged.array.places, schema);
        match schema.more_items {
            Some(Additional::Allowed(false)) => {
                // `unevaluatedItems` is about the places of all parts, the others about their own
                // (JSON Schema 2020-12, Core, 10.3.1.2 and 11.2).
                let says = |key| self.document.sources.get(schema.node, key).is_some();
                let is_of_all = !says("items") && !says("additionalItems");
                if is_of_all && !merged.array.items.is_empty() {
                    return;
                }
                let places = if is_of_all { &merged.array.places[..] } else { &[] };
                let most = places.len().max(schema.prefix_items.len()) as u64;
                merged.array.most = merged.array.most.into_iter().chain([most]).min();
            }
            Some(Additional::Schema(node)) => merged.array.more.push(node),
            _ => {}
        }
    }

    pub(super) fn build_array(
        &mut self,
        merged: &MergedSchema<'s>,
        target: Target,
    ) -> Type {
        let places = places(merged);
        if !places.is_empty() {
            return self.build_tuple(merged, places, target);
        }
        if merged.array.items.is_empty() {
            return Type::List(Box::new(Type::Any));
        }
        if self.is_tuple_of_anything(merged) {
            return Type::List(Box::new(Type::Any));
        }
        let seed = seed_of_item(target);
        let conditional = self.adding(&merged.array.items, &merged.conditions.of_items);
        let item = self.use_under(merged.array.items.clone(), conditional, seed);
        Type::List(Box::new(item))
    }

    /// Whether an array has a fixed number of items of which nothing is said but `type: object`. Some
    /// frameworks of Rust write tuples so, whatever is in them.
    fn is_tuple_of_anything(&mut self, merged: &MergedSchema<'s>) -> bool {
        let is_fixed = merged.array.fewest == merged.array.most
            && merged.array.fewest.is_some_and(|fewest| fewest > 1);
        let [item] = merged.array.items[..] else { return false };
        let schema = self.schema(item);
        let is_bare = schema.types == JsonTypes::OBJECT
            && schema.reference.is_none()
            && schema.additional.is_none()
            && schema.required.is_empty()
            && !schema.says_more_than_type();
        if is_fixed && is_bare {
            self.report(
                Diagnostic::new(
                    Code::SchemaPartIgnored,
                    Place::Node(item),
                    "`type: object` is all that is said of the items of a tuple",
                )
                .consequence(
                    "they may be anything: tuples of other values are described so",
                )
                .remedy("describe each of them with `prefixItems`"),
            );
        }
        is_fixed && is_bare
    }

    /// A tuple, if the array has as many items as places and not too many, or nothing is said of
    /// those behind them; otherwise a list.
    fn build_tuple(
        &mut self,
        merged: &MergedSchema<'s>,
        places: &[Vec<NodeId>],
        target: Target,
    ) -> Type {
        const LONGEST: usize = 12;
        let is_open = merged.array.most.is_none();
        if places.len() + usize::from(is_open) > LONGEST {
            return self.build_list_of_all(
                merged,
                places,
                target,
                "too many for a tuple",
            );
        }
        if has_any_length(merged, places) {
            let no_tuple = "not of a fixed number";
            return self.build_list_of_all(merged, places, target, no_tuple);
        }
        let id = self.claim(target, merged.node);
        let mut elements = Vec::new();
        for ((nodes, said), at) in places.iter().zip(said_of_places(merged)).zip(0..) {
            let conditional = self.adding(nodes, &said);
            let seed = NameSeed::Inside { parent: id, role: Role::Element(at) };
            elements.push(self.use_under(nodes.clone(), conditional, seed));
        }
        if is_open {
            elements.push(Type::Rest(Box::new(Type::Any)));
        }
        self.types[id].shape = Shape::Alias(Type::Tuple(elements));
        Type::Def(id)
    }

    /// Says what becomes of elements behind the last place, which most documents do not mean.
    fn report_open_places(
        &mut self,
        places: &[Vec<NodeId>],
        what: &str,
        consequence: &str,
    ) {
        let first = places.first().and_then(|place| place.first());
        let list = first.and_then(|node| self.document.sources.parent(*node));
        let Some(list) = list else { return };
        self.report(
            Diagnostic::new(Code::SchemaPartIgnored, Place::Key(list), what)
                .consequence(consequence)
                .remedy("add `items: false` if there are none"),
        );
    }

    /// A list whose places have schemas of their own: one type if they agree on it, and if what
    /// stands behind them does as well (JSON Schema 2020-12, Core, 10.3.1).
    fn build_list_of_all(
        &mut self,
        merged: &MergedSchema<'s>,
        places: &[Vec<NodeId>],
        target: Target,
        no_tuple: &str,
    ) -> Type {
        let seed = seed_of_item(target);
        let behind = if merged.array.items.is_empty() {
            &merged.array.more
        } else {
            &merged.array.items
        };
        let is_described = !behind.is_empty();
        let mut item = None;
        let all = places.iter().zip(said_of_places(merged));
        let behind = (behind, merged.conditions.of_items.clone());
        for (nodes, said) in all.chain(is_described.then_some(behind)) {
            let [node, ..] = nodes[..] else { continue };
            let conditional = self.adding(nodes, &said);
            let ty = self.use_under(nodes.clone(), conditional, seed.clone());
            if item.get_or_insert_with(|| ty.clone()) != &ty {
                self.report_mixed(
                    node,
                    &format!(
                        "the items of this array are of different types and {no_tuple}"
                    ),
                );
                return Type::List(Box::new(Type::Any));
            }
        }
        let item = item.unwrap_or(Type::Any);
        if is_described || item == Type::Any || !has_more(merged, places) {
            return Type::List(Box::new(item));
        }
        self.report_open_places(
            places,
            "items behind the last place may be anything here",
            "all items are read as they come, without a type",
        );
        Type::List(Box::new(Type::Any))
    }

    pub(super) fn report_mixed(&mut self, node: NodeId, what: &str) {
        self.report(
            Diagnostic::new(Code::SchemaPartIgnored, Place::Node(node), what)
                .consequence("the values are read as they come, without a type")
                .remedy("give them one type, or a `oneOf` of all of them"),
        );
    }
}

/// Adds the schemas of the places to what is known of each place.
pub(super) fn add_places(places: &mut Vec<Vec<NodeId>>, schema: &Schema<'_>) {
    for (at, node) in schema.prefix_items.iter().enumerate() {
        match places.get_mut(at) {
            Some(place) => place.push(*node),
            None => places.push(vec![*node]),
        }
    }
}

/// What conditions say of each place: by its number, and of all items.
fn said_of_places(merged: &MergedSchema<'_>) -> impl Iterator<Item = Vec<NodeId>> {
    let own =
        merged.conditions.of_places.iter().map(Some).chain(std::iter::repeat(None));
    own.map(|own| {
        own.into_iter().flatten().chain(&merged.conditions.of_items).copied().collect()
    })
}

/// The schemas of the places that an array has, which are no more than it has items.
fn places<'f>(merged: &'f MergedSchema<'_>) -> &'f [Vec<NodeId>] {
    let most = merged.array.most.and_then(|most| usize::try_from(most).ok());
    let count = merged.array.places.len().min(most.unwrap_or(usize::MAX));
    &merged.array.places[..count]
}

/// Whether the schema says that there can be fewer or more items than places. Where it says
/// nothing, as many are meant: few write `minItems` and `items: false` beside their places.
fn has_any_length(merged: &MergedSchema<'_>, places: &[Vec<NodeId>]) -> bool {
    let count = places.len() as u64;
    let is_behind_described =
        !merged.array.items.is_empty() || !merged.array.more.is_empty();
    is_behind_described && has_more(merged, places)
        || merged.array.fewest.is_some_and(|fewest| fewest != count)
        || merged.array.most.is_some_and(|most| most > count)
}

/// Whether there may be more items than places.
fn has_more(merged: &MergedSchema<'_>, places: &[Vec<NodeId>]) -> bool {
    merged.array.most.is_none_or(|most| most > places.len() as u64)
}

/// The name for what an array holds: a list has no name, so its element takes the one
/// that stands here, unless that is a component's, or a mere number among variants.
pub(super) fn seed_of_item(target: Target) -> NameSeed {
    match target {
        Target::Into(parent) => NameSeed::Inside { parent, role: Role::Item },
        Target::Fresh(NameSeed::Inside { parent, role: Role::Variant(None, at) }) => {
            let role = Role::Variant(Some(SpecStr::new("Item")), at);
            NameSeed::Inside { parent, role }
        }
        Target::Fresh(seed) => seed,
    }
}
