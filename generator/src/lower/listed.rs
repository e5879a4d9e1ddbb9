//! What is written as a union and is none: an enum, a scalar, or `null` beside something.

use super::Lowerer;
use super::flat::{Flat, Parts};
use super::scalars::common;
use super::schemas::Target;
use crate::diagnostics::NodeId;
use crate::model::{Scalar, Type};
use crate::source::Kind;
use std::collections::BTreeSet;

impl<'s> Lowerer<'_, 's> {
    /// The scalar that covers all variants, if they are nothing but scalars.
    pub(super) fn common_scalar(&mut self, variants: &[NodeId]) -> Option<Scalar> {
        let mut covering: Option<Scalar> = None;
        for variant in variants {
            let flat = self.flatten(&Parts::of(*variant));
            let types = flat.effective_types();
            if flat.has_own_structure()
                || !flat.unions.is_empty()
                || types.len() != 1
                || types.object
                || types.array
            {
                return None;
            }
            let scalar = super::scalars::scalar(&flat, types);
            covering = Some(match covering {
                None => scalar,
                Some(known) => common(known, scalar)?,
            });
        }
        covering
    }

    /// The values of all variants, if each is a list of strings, a constant string or, beside
    /// one of those, any string; or if all are whole numbers.
    pub(super) fn all_listed(
        &mut self,
        variants: &[NodeId],
    ) -> Option<Vec<Vec<NodeId>>> {
        let mut lists = Vec::new();
        let (mut texts, mut integers, mut open) = (0, 0, false);
        for variant in variants {
            let flat = self.flatten(&Parts::of(*variant));
            if !flat.unions.is_empty() {
                return None;
            }
            let values: Vec<NodeId> = match (flat.constant, &flat.values) {
                (Some(constant), _) => vec![constant],
                (None, Some(values)) => values.clone(),
                (None, None) => {
                    let types = flat.effective_types();
                    if !(types.string && types.len() == 1) {
                        return None;
                    }
                    open = true;
                    Vec::new()
                }
            };
            for value in &values {
                match self.document.sources.kind(*value) {
                    Kind::String(_) => texts += 1,
                    Kind::Number(text) if text.parse::<i64>().is_ok() => integers += 1,
                    Kind::Null => {}
                    _ => return None,
                }
            }
            lists.push(values);
        }
        let uniform =
            (texts > 0 && integers == 0) || (integers > 0 && texts == 0 && !open);
        uniform.then_some(lists)
    }

    /// One enum of the values of all variants; a component's enum beside plain strings is
    /// that component's, since enums are open.
    pub(super) fn enum_of_variants(
        &mut self,
        flat: &Flat<'s>,
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
        let mut merged = Flat { node: flat.node, ..Flat::default() };
        let mut nodes: Vec<NodeId> = Vec::new();
        let mut known = BTreeSet::new();
        let sources = self.document.sources;
        for (variant, list) in variants.iter().zip(lists) {
            let schema = self.schema(*variant);
            for node in list {
                let kind = sources.kind(*node);
                if kind == Kind::Null || !known.insert(format!("{kind:?}")) {
                    continue;
                }
                nodes.push(*node);
                let own = schema.constant.is_some() || list.len() == 1;
                let word =
                    |text: Option<&'s str>| text.filter(|_| own).unwrap_or_default();
                merged.value_names.push(word(schema.title));
                merged.value_docs.push(word(schema.description));
            }
        }
        merged.values = Some(nodes);
        self.build_enum(&merged, target)
    }

    /// Whether a schema says nothing but that an object may be `null`.
    pub(super) fn stands_for_null(&mut self, node: NodeId) -> bool {
        let mut entries = self.document.sources.entries(node);
        let schema = self.schema(node);
        schema.nullable && entries.all(|(key, _)| matches!(key, "type" | "nullable"))
    }

    /// Whether a schema is a reference to one of objects.
    pub(super) fn refers_to_object(&mut self, node: NodeId) -> bool {
        let Some(target) = self.schema(node).reference else { return false };
        let types = self.flatten(&Parts::of(target)).effective_types();
        types.object && types.len() == 1
    }
}
