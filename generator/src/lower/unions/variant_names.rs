//! What the variants that stand within a union are called: by what the document says about
//! them, so that one more variant renames none. Only what has nothing that tells it from the
//! others is called after its place.

use crate::diagnostics::NodeId;
use crate::document::{Discriminator, Schema};
use crate::json_types::JsonTypes;
use crate::lower::schemas::merged::Parts;
use crate::lower::{Lowerer, docs};
use crate::model::SpecStr;
use crate::source::Kind;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What the only list of texts in a union is called, beside numbers as in
/// `NaN`, `Infinity` (protobuf's JSON, Smithy).
pub(in crate::lower) const TEXTS: &str = "Text";

/// What the only object in a union is called, beside scalars and lists.
const OBJECT: &str = "Object";

/// A variant that stands within the union.
struct Inline<'s> {
    schema: Rc<Schema<'s>>,
    /// What its properties are limited to.
    values: BTreeMap<&'s str, Vec<Value<'s>>>,
    /// What the places of a tuple are limited to.
    places: Vec<Option<Vec<Value<'s>>>>,
    /// The names of its properties, in their order.
    properties: Vec<&'s str>,
    required: BTreeSet<&'s str>,
    /// The components that it extends.
    bases: Vec<NodeId>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Value<'s> {
    Text(&'s str),
    Number(&'s str),
    Bool(bool),
}

impl<'s> Lowerer<'_, 's> {
    /// The names of the variants of a union, as far as they have some.
    pub(super) fn names_of_variants(
        &mut self,
        nodes: &[NodeId],
        discriminator: Option<&Discriminator<'s>>,
    ) -> Vec<Option<SpecStr>> {
        let variants: Vec<Option<Inline<'s>>> =
            nodes.iter().map(|node| self.inline_variant(*node)).collect();
        let tag = tag_of(&variants, discriminator);
        let place = place_of_tag(&variants);
        let demanded = self.demanded_keys(nodes, &variants);
        let bases = self.only_bases(nodes, &variants);
        let texts = self.only_texts(&variants);
        let object = self.only_object(nodes, &variants);
        let titles = titles_of(&variants, tag);
        let mut names = Vec::new();
        for (at, variant) in variants.iter().enumerate() {
            let name = variant.as_ref().and_then(|variant| {
                titles[at]
                    .clone()
                    .or_else(|| tag_name(tag?, variant.values.get(tag?)?))
                    .or_else(|| variant.text_at(place?).map(SpecStr::new))
                    .or_else(|| (texts == Some(at)).then(|| SpecStr::new(TEXTS)))
                    .or_else(|| self.only_value(&variant.schema))
                    .or_else(|| {
                        only_key(variant, &demanded).map(|key| key_name(variant, key))
                    })
                    .or_else(|| bases[at].clone())
                    .or_else(|| {
                        own_key(variant, &demanded).map(|key| key_name(variant, key))
                    })
                    .or_else(|| (object == Some(at)).then(|| SpecStr::new(OBJECT)))
            });
            names.push(name);
        }
        names
    }

    /// What a variant says itself, also in the parts of its `allOf`. What only refers to another
    /// one has a name.
    fn inline_variant(&mut self, node: NodeId) -> Option<Inline<'s>> {
        const MOST_PARTS: usize = 100;
        let schema = self.schema(node);
        if schema.reference.is_some()
            && self.single_reference(&Parts::of(node)).is_some()
        {
            return None;
        }
        let mut variant = Inline {
            schema: Rc::clone(&schema),
            values: BTreeMap::new(),
            places: Vec::new(),
            properties: Vec::new(),
            required: BTreeSet::new(),
            bases: Vec::new(),
        };
        let mut work = vec![schema];
        let mut parts = 0;
        while let Some(part) = work.pop() {
            for (name, property) in &part.properties {
                variant.properties.push(*name);
                if let Some(values) = self.property_values(*property) {
                    variant.values.entry(*name).or_insert(values);
                }
            }
            for (at, place) in part.prefix_items.iter().enumerate() {
                let values = self.property_values(*place);
                match variant.places.get_mut(at) {
                    Some(known) => *known = known.take().or(values),
                    None => variant.places.push(values),
                }
            }
            variant.required.extend(part.required.iter().copied());
            variant.bases.extend(part.reference);
            parts += 1;
            if parts < MOST_PARTS && part.reference.is_none() {
                work.extend(part.all_of.iter().rev().map(|part| self.schema(*part)));
            }
        }
        Some(variant)
    }

    /// The values to which a property or a place is limited, if they are few and of one kind.
    fn property_values(&mut self, node: NodeId) -> Option<Vec<Value<'s>>> {
        const MOST_VALUES: usize = 16;
        let schema = self.schema(node);
        let nodes: Vec<NodeId> = match (schema.constant, &schema.values) {
            (Some(only), _) => vec![only],
            (None, Some(values)) if values.len() <= MOST_VALUES => values.clone(),
            _ => return None,
        };
        let value = |node: &NodeId| match self.document.sources.kind(*node) {
            Kind::String(text) => Some(Value::Text(text)),
            Kind::Number(text) if nodes.len() == 1 => Some(Value::Number(text)),
            Kind::Bool(value) if nodes.len() == 1 => Some(Value::Bool(value)),
            _ => None,
        };
        nodes
            .iter()
            .map(value)
            .collect::<Option<Vec<_>>>()
            .filter(|list| !list.is_empty())
    }

    /// How many variants demand each key.
    fn demanded_keys(
        &mut self,
        nodes: &[NodeId],
        variants: &[Option<Inline<'s>>],
    ) -> BTreeMap<&'s str, usize> {
        let mut demanded: BTreeMap<&'s str, usize> = BTreeMap::new();
        for (node, variant) in nodes.iter().zip(variants) {
            let of_reference: BTreeSet<&'s str>;
            let required = match variant {
                Some(variant) => &variant.required,
                None => {
                    let target = self.target_of(*node);
                    of_reference =
                        self.schema(target).required.iter().copied().collect();
                    &of_reference
                }
            };
            for key in required {
                *demanded.entry(*key).or_default() += 1;
            }
        }
        demanded
    }

    /// The only component that a variant extends and no other is or extends: what several extend
    /// tells none of them apart.
    fn only_bases(
        &mut self,
        nodes: &[NodeId],
        variants: &[Option<Inline<'s>>],
    ) -> Vec<Option<SpecStr>> {
        let mut extended: BTreeMap<NodeId, usize> = BTreeMap::new();
        for (node, variant) in nodes.iter().zip(variants) {
            let bases: BTreeSet<NodeId> = match variant {
                Some(variant) => variant.bases.iter().copied().collect(),
                None => BTreeSet::from([self.target_of(*node)]),
            };
            for base in bases {
                *extended.entry(base).or_default() += 1;
            }
        }
        let only = |variant: &Inline<'s>| {
            let is_own = |base: &&NodeId| extended[*base] == 1;
            let mut own = variant.bases.iter().filter(is_own);
            let base = own.next().filter(|_| own.next().is_none())?;
            self.component_name(*base)
        };
        variants.iter().map(|variant| only(variant.as_ref()?)).collect()
    }

    /// The place of the only variant that lists texts.
    fn only_texts(&self, variants: &[Option<Inline<'s>>]) -> Option<usize> {
        let is_text =
            |node: &NodeId| matches!(self.document.sources.kind(*node), Kind::String(_));
        let lists = |schema: &Schema<'s>| {
            schema.constant.as_ref().is_some_and(is_text)
                || schema
                    .values
                    .as_ref()
                    .is_some_and(|values| values.iter().all(is_text))
        };
        let of_texts = |variant: &Inline<'s>| {
            variant.schema.types.has(JsonTypes::STRING) || lists(&variant.schema)
        };
        let mut found = (0..variants.len())
            .filter(|at| variants[*at].as_ref().is_some_and(of_texts));
        let only = found.next().filter(|_| found.next().is_none())?;
        variants[only].as_ref().is_some_and(|v| lists(&v.schema)).then_some(only)
    }

    /// The place of the only object, where all other variants are scalars and lists.
    fn only_object(
        &mut self,
        nodes: &[NodeId],
        variants: &[Option<Inline<'s>>],
    ) -> Option<usize> {
        let has_properties = |it: &Option<Inline<'s>>| {
            it.as_ref().is_some_and(|it| !it.properties.is_empty())
        };
        let only = variants.iter().position(has_properties)?;
        let mut others = nodes.iter().enumerate().filter(|(at, _)| *at != only);
        others.all(|(_, node)| self.is_scalar_or_list(*node)).then_some(only)
    }

    fn is_scalar_or_list(&mut self, node: NodeId) -> bool {
        let merged = self.merge(&Parts::of(node));
        let types = merged.effective_types();
        let is_listed = merged.values.is_some() || merged.constant.is_some();
        !types.has(JsonTypes::OBJECT) && (is_listed || !types.is_empty())
    }

    /// The text that is all a schema allows.
    fn only_value(&self, schema: &Schema<'s>) -> Option<SpecStr> {
        match self.document.sources.kind(schema.only_value()?) {
            Kind::String("") => Some(SpecStr::new("empty")),
            Kind::String(text) => Some(SpecStr::new(text)),
            _ => None,
        }
    }

    pub(super) fn component_name(&self, node: NodeId) -> Option<SpecStr> {
        match &self.types[self.lowered.definition(node)?].seed {
            crate::model::NameSeed::Component(name) => Some(name.clone()),
            _ => None,
        }
    }
}

impl<'s> Inline<'s> {
    /// The only text that a place of a tuple may hold.
    fn text_at(&self, place: usize) -> Option<&'s str> {
        match self.places.get(place)?.as_deref() {
            Some([Value::Text(text)]) => Some(text),
            _ => None,
        }
    }
}

/// The place that names the tuples among the variants: each of them has a text of its own there.
fn place_of_tag(variants: &[Option<Inline<'_>>]) -> Option<usize> {
    let tuples: Vec<_> =
        variants.iter().flatten().filter(|it| !it.places.is_empty()).collect();
    (0..tuples.first()?.places.len()).find(|place| {
        let mut seen = BTreeSet::new();
        tuples.iter().all(|it| it.text_at(*place).is_some_and(|text| seen.insert(text)))
    })
}

/// The titles that tell variants apart: one that several have, or that is the name of the tag, says
/// what they have in common.
fn titles_of(
    variants: &[Option<Inline<'_>>],
    tag: Option<&str>,
) -> Vec<Option<SpecStr>> {
    fn title<'s>(variant: Option<&Inline<'s>>) -> Option<&'s str> {
        variant?.schema.title
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for title in variants.iter().filter_map(|it| title(it.as_ref())) {
        *counts.entry(title).or_default() += 1;
    }
    let own = |title: &&str| counts[title] == 1 && Some(title.trim()) != tag;
    variants.iter().map(|it| docs::text(title(it.as_ref()).filter(own))).collect()
}

/// The only key that a variant demands, if no other does: `required: [Deleted]`, as Rust's enums
/// and many filters are written.
fn only_key<'s>(
    variant: &Inline<'s>,
    demanded: &BTreeMap<&'s str, usize>,
) -> Option<&'s str> {
    let [key] = variant.required.iter().collect::<Vec<_>>()[..] else { return None };
    (demanded.get(key) == Some(&1)).then_some(*key)
}

/// The only one of the keys that a variant demands which no other does: `team` where the others
/// demand `[id, profile]` and this one `[id, team]`.
fn own_key<'s>(
    variant: &Inline<'s>,
    demanded: &BTreeMap<&'s str, usize>,
) -> Option<&'s str> {
    let is_own = |key: &&str| demanded.get(key) == Some(&1);
    let mut own = variant.required.iter().copied().filter(is_own);
    let key = own.next().filter(|_| own.next().is_none())?;
    variant.properties.contains(&key).then_some(key)
}

/// The name that a key gives: its only text says more than itself.
fn key_name(variant: &Inline<'_>, key: &str) -> SpecStr {
    match variant.values.get(key).map(Vec::as_slice) {
        Some([Value::Text(text)]) => SpecStr::new(text),
        _ => SpecStr::new(key),
    }
}

/// The property that names the objects among the variants: each of them limits it to values of
/// its own. One text each is better than several, or than numbers.
fn tag_of<'s>(
    variants: &[Option<Inline<'s>>],
    discriminator: Option<&Discriminator<'s>>,
) -> Option<&'s str> {
    let objects: Vec<&Inline<'s>> = variants
        .iter()
        .flatten()
        .filter(|inline| !inline.properties.is_empty())
        .collect();
    let first = objects.first()?;
    let mut named = first.properties.clone();
    if let Some(discriminator) = discriminator {
        named.retain(|name| *name == discriminator.property);
    }
    let is_text = |values: &[Value<'s>]| matches!(values, [Value::Text(_)]);
    let one_text =
        named.iter().copied().find(|name| tells_apart(&objects, name, is_text));
    // A list of values in the only object among other things is not a tag.
    let several =
        || named.iter().copied().find(|name| tells_apart(&objects, name, |_| true));
    one_text.or_else(|| if objects.len() > 1 { several() } else { None })
}

fn tells_apart<'s>(
    objects: &[&Inline<'s>],
    property: &str,
    fits: impl Fn(&[Value<'s>]) -> bool,
) -> bool {
    let mut seen = BTreeSet::new();
    objects.iter().all(|variant| {
        variant.values.get(property).is_some_and(|values| {
            let own: BTreeSet<&Value<'s>> = values.iter().collect();
            fits(values) && own.into_iter().all(|value| seen.insert(value))
        })
    })
}

/// The name that a tag gives. Of several values it is the first: one that is added behind it
/// renames nothing.
fn tag_name(property: &str, values: &[Value<'_>]) -> Option<SpecStr> {
    Some(match values.first()? {
        Value::Text(text) => SpecStr::new(text),
        Value::Bool(value) => SpecStr::new(&format!("{property} {value}")),
        Value::Number(text) => {
            SpecStr::new(&format!("{property} {}", text.replace('-', "minus ")))
        }
    })
}
