//! What is written as a union and is none: an enum, a scalar, or `null` beside something.

use super::variant_names::TEXTS;
use crate::diagnostics::NodeId;
use crate::document::Schema;
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::lower::schemas::Target;
use crate::lower::schemas::enums::EnumValues;
use crate::lower::schemas::merged::Parts;
use crate::lower::schemas::scalars::common;
use crate::model::{
    Docs, EnumBase, NameSeed, Role, Scalar, SpecStr, Type, TypeId, Variant,
};
use crate::source::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// What a schema lists: texts, or whole numbers.
#[derive(Clone)]
pub(super) struct Listing {
    schema: NodeId,
    pub(super) base: EnumBase,
    values: Vec<NodeId>,
}

/// Counts of the values that a list has, beside `null`.
#[derive(Clone, Copy, Default)]
struct Counts {
    texts: usize,
    integers: usize,
}

impl<'s> Lowerer<'_, 's> {
    /// The scalar that covers all variants, if they are nothing but scalars.
    pub(in crate::lower) fn common_scalar(
        &mut self,
        variants: &[NodeId],
    ) -> Option<Scalar> {
        let mut covering: Option<Scalar> = None;
        for variant in variants {
            let merged = self.merge(&Parts::of(*variant));
            let types = merged.effective_types();
            if merged.has_own_structure()
                || !merged.unions.is_empty()
                || types.len() != 1
                || matches!(types, JsonTypes::OBJECT | JsonTypes::ARRAY)
            {
                return None;
            }
            let scalar = self.scalar(&merged, types);
            covering = Some(match covering {
                None => scalar,
                Some(known) => common(known, scalar)?,
            });
        }
        covering
    }

    /// The values of all variants, if each is a list of strings, a constant string or, beside
    /// one of those, any string; or if all are whole numbers.
    pub(in crate::lower) fn all_listed(
        &mut self,
        variants: &[NodeId],
    ) -> Option<Vec<Vec<NodeId>>> {
        let mut lists = Vec::new();
        let (mut counts, mut open) = (Counts::default(), false);
        for variant in variants {
            let merged = self.merge(&Parts::of(*variant));
            if !merged.unions.is_empty() {
                return None;
            }
            let values: Vec<NodeId> = match (merged.constant, &merged.values) {
                (Some(constant), _) => vec![constant],
                (None, Some(values)) => values.nodes.clone(),
                (None, None) => {
                    let types = merged.effective_types();
                    if types != JsonTypes::STRING {
                        return None;
                    }
                    open = true;
                    Vec::new()
                }
            };
            self.count(&values, &mut counts)?;
            lists.push(values);
        }
        let base = counts.base()?;
        (base == EnumBase::Text || !open).then_some(lists)
    }

    /// Counts values; none if one of them is neither a text nor a whole number nor `null`.
    fn count(&self, values: &[NodeId], counts: &mut Counts) -> Option<()> {
        for value in values {
            match self.document.sources.kind(*value) {
                Kind::String(_) => counts.texts += 1,
                Kind::Number(text) if text.parse::<i64>().is_ok() => {
                    counts.integers += 1;
                }
                Kind::Null => {}
                _ => return None,
            }
        }
        Some(())
    }

    /// One enum of the values of all variants; a component's enum beside plain strings is
    /// that component's, since enums are open.
    pub(in crate::lower) fn enum_of_variants(
        &mut self,
        node: Option<NodeId>,
        lists: &[Vec<NodeId>],
        variants: &[NodeId],
        target: Target,
    ) -> Type {
        let listed: Vec<NodeId> = variants
            .iter()
            .zip(lists)
            .filter(|(_, list)| !list.is_empty())
            .map(|(variant, _)| *variant)
            .collect();
        if let [variant] = listed[..] {
            return self.build_or_refer(&Parts::of(variant), target);
        }
        self.enum_of_lists(node, variants.iter().copied().zip(lists), target)
    }

    /// One enum of all the values; what a schema of one value says is said of that value.
    fn enum_of_lists<'l>(
        &mut self,
        node: Option<NodeId>,
        listings: impl Iterator<Item = (NodeId, &'l Vec<NodeId>)>,
        target: Target,
    ) -> Type {
        let mut values = EnumValues::default();
        let mut known = BTreeSet::new();
        let sources = self.document.sources;
        for (variant, list) in listings {
            let schema = self.schema(variant);
            for value in list {
                let kind = sources.kind(*value);
                if kind == Kind::Null || !known.insert(format!("{kind:?}")) {
                    continue;
                }
                values.nodes.push(*value);
                let own = schema.constant.is_some() || list.len() == 1;
                let word =
                    |text: Option<&'s str>| text.filter(|_| own).unwrap_or_default();
                values.names.push(word(schema.title));
                values.docs.push(word(schema.description));
            }
        }
        let is_text = |value: &NodeId| matches!(sources.kind(*value), Kind::String(_));
        if values.nodes.iter().all(is_text) {
            self.text_enum(node, &values, target)
        } else {
            self.integer_enum(node, &values, target)
        }
    }

    /// The variants that stand within a union and list texts, or whole numbers, if there are
    /// several of a kind: together they are one list (`enum: [a, b]` says the same as a union
    /// of `const: a` and `const: b`; JSON Schema 2020-12, Validation, 6.1.2 and 6.1.3).
    pub(super) fn lists_within(
        &mut self,
        variants: &[NodeId],
    ) -> BTreeMap<NodeId, Listing> {
        let mut lists = BTreeMap::new();
        for variant in variants {
            let schema = self.schema(*variant);
            if let Some(list) = self.list_within(&schema) {
                lists.insert(*variant, list);
            }
        }
        let of =
            |base| lists.values().filter(|list: &&Listing| list.base == base).count();
        let (texts, integers) = (of(EnumBase::Text), of(EnumBase::Integer));
        lists.retain(|_, list| match list.base {
            EnumBase::Text => texts > 1,
            EnumBase::Integer => integers > 1,
        });
        lists
    }

    /// The values that a schema lists itself. A list with a title is a type of its own.
    fn list_within(&self, schema: &Schema<'s>) -> Option<Listing> {
        let values = match (schema.constant, &schema.values) {
            (Some(constant), _) => vec![constant],
            (None, Some(values)) => values.clone(),
            (None, None) => return None,
        };
        if schema.reference.is_some()
            || !schema.all_of.is_empty()
            || !schema.one_of.is_empty()
            || !schema.any_of.is_empty()
            || (values.len() > 1 && schema.title.is_some())
        {
            return None;
        }
        let mut counts = Counts::default();
        self.count(&values, &mut counts)?;
        let base = counts.base()?;
        let types = schema.types;
        let is_allowed = types.is_empty()
            || match base {
                EnumBase::Text => types.has(JsonTypes::STRING),
                EnumBase::Integer => types.has(JsonTypes::INTEGER),
            };
        is_allowed.then_some(Listing { schema: schema.node, base, values })
    }

    /// The variant of the values that stand one by one among a union's other variants.
    pub(super) fn variant_of_list(
        &mut self,
        union: TypeId,
        at: u32,
        base: EnumBase,
        members: &[Listing],
    ) -> Variant {
        let name = match base {
            EnumBase::Text => TEXTS,
            EnumBase::Integer => "ListedNumber",
        };
        let name = Some(SpecStr::new(name));
        let role = Role::Variant(name.clone(), at);
        let target = Target::Fresh(NameSeed::Inside { parent: union, role });
        let origin = self.types[union].origin;
        let listings = members.iter().map(|list| (list.schema, &list.values));
        let ty = self.enum_of_lists(Some(origin), listings, target);
        if let Type::Def(id) = ty {
            // What is said of the union is not said of the list.
            let definition = &mut self.types[id];
            definition.rename = None;
            definition.docs = Docs::default();
            definition.examples = Vec::new();
        }
        Variant { name, ty, entry: None, tag: None, docs: Docs::default() }
    }
}

impl Counts {
    /// What all of the values are.
    fn base(self) -> Option<EnumBase> {
        match (self.texts, self.integers) {
            (1.., 0) => Some(EnumBase::Text),
            (0, 1..) => Some(EnumBase::Integer),
            _ => None,
        }
    }
}
