//! Discriminators: which text of their property means which variant (OpenAPI 3.0.4 and 3.1.1,
//! "Discriminator Object").
//!
//! A value comes from the mapping, from an extension at the variant, from what the variant itself
//! allows for the property, or is the name of the variant's component, in this order.

use super::Pending;
use super::facts::{declares, demanded, listed_values, own_values, structure};
use super::json_types::{can_be_object, json_types};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{Discriminator, shown};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::model::{Select, SpecStr, Type, TypeDef, letters};
use std::collections::BTreeSet;

/// A discriminator that is of no use.
struct Broken {
    why: &'static str,
    remedy: &'static str,
}

impl<'s> Lowerer<'_, 's> {
    pub(super) fn by_discriminator(&mut self, pending: &Pending<'s>) -> Option<Select> {
        let discriminator = pending.discriminator.as_ref()?;
        match self.tag_of(pending, discriminator) {
            Ok(select) => Some(select),
            Err(broken) => {
                // What stands at a base was not said of this union.
                if !pending.inherited {
                    self.report_broken(discriminator, &broken);
                }
                None
            }
        }
    }

    fn tag_of(
        &mut self,
        pending: &Pending<'s>,
        discriminator: &Discriminator<'s>,
    ) -> Result<Select, Broken> {
        const REMEDY: &str = "let every variant be an object that has the property";
        let types = self.variant_types(pending.id);
        if !types.iter().all(|ty| can_be_object(&self.types, ty)) {
            return Err(Broken {
                why: "not every variant is an object",
                remedy: REMEDY,
            });
        }
        let property = SpecStr::new(discriminator.property);
        if !self.says_values(pending, discriminator)
            && !types.iter().any(|ty| declares(&self.types, ty, &property))
            && self.are_told_by_contents(&types)
        {
            let why = "the property is in none of the variants";
            return Err(Broken { why, remedy: REMEDY });
        }
        let mut values = self.mapped_values(pending, discriminator);
        let listed = listed_values(&self.types, &types, &property);
        let default = self.default_variant(pending, discriminator);
        let base = self.place_of_base(pending);
        if let Some(at) = base {
            let tags = self.tags_of_base(pending.nodes[at], discriminator);
            add_all(&mut values, tags, at);
        }
        let may_lack_tag = |at: &usize| {
            default.is_none() && !demanded(&self.types, &types[*at]).contains(&property)
        };
        let untagged = base.filter(may_lack_tag);
        // Whatever means no other variant means the default: it needs no value of its own.
        let may_be_named = types.iter().enumerate().map(|(at, ty)| {
            default != Some(at) && takes_text(&self.types, ty, &property)
        });
        let may_be_named: Vec<bool> = may_be_named.collect();
        let mut excluded =
            self.add_own_values(pending, &listed, &may_be_named, &mut values);
        // A base needs no value where it is what has none.
        excluded.retain(|at| untagged != Some(*at));
        check_excluded(&excluded, &listed, &values)?;
        for at in excluded {
            let name = self.components.name(pending.nodes[at]);
            add_all(&mut values, name.map(SpecStr::new), at);
        }
        let told_apart = |at: usize| {
            [default, untagged].contains(&Some(at))
                || values.iter().any(|(_, variant)| *variant == at)
        };
        if !(0..types.len()).all(told_apart) {
            let why = "not every variant has a value that tells it apart";
            return Err(Broken { why, remedy: REMEDY });
        }
        Ok(Select::Tag { property, values, default, untagged })
    }

    /// Adds the values that variants have by themselves, or else their names. These are the
    /// variants whose list of values excludes their name.
    fn add_own_values(
        &mut self,
        pending: &Pending<'s>,
        listed: &[Vec<SpecStr>],
        may_be_named: &[bool],
        values: &mut Vec<(SpecStr, usize)>,
    ) -> Vec<usize> {
        let mut excluded = Vec::new();
        let own = own_values(listed);
        for (at, (own, node)) in own.into_iter().zip(&pending.nodes).enumerate() {
            let is_mapped = values.iter().any(|(_, variant)| *variant == at);
            if is_mapped {
                // A mapping may leave out some of what the variant itself says.
                add_all(values, own, at);
                continue;
            }
            if let Some(value) = self.schema(*node).discriminator_value {
                add(values, SpecStr::new(value), at);
                continue;
            }
            if !own.is_empty() {
                add_all(values, own, at);
                continue;
            }
            let Some(name) = self.components.name(*node).filter(|_| may_be_named[at])
            else {
                continue;
            };
            match spelling(name, &listed[at]) {
                Some(spelled) => add(values, spelled, at),
                None if listed[at].is_empty() => add(values, SpecStr::new(name), at),
                None => excluded.push(at),
            }
        }
        excluded
    }

    /// Whether more than the names of variants speaks for a discriminator: a mapping, an extension at
    /// a variant, or that schemas extend the one at which it stands.
    fn says_values(
        &mut self,
        pending: &Pending<'s>,
        discriminator: &Discriminator<'s>,
    ) -> bool {
        let mut nodes = pending.nodes.iter();
        pending.keyword.is_none()
            || pending.inherited
            || !discriminator.mapping.is_empty()
            || discriminator.default.is_some()
            || nodes.any(|node| self.schema(*node).discriminator_value.is_some())
    }

    /// The base that is a variant of its own union.
    fn place_of_base(&self, pending: &Pending<'s>) -> Option<usize> {
        let is_base = |node: &NodeId| self.lowered.definition(*node) == Some(pending.id);
        pending.nodes.iter().position(is_base)
    }

    /// The values of the mapping.
    fn mapped_values(
        &mut self,
        pending: &Pending<'s>,
        discriminator: &Discriminator<'s>,
    ) -> Vec<(SpecStr, usize)> {
        let mut values = Vec::new();
        for (value, place, text) in &discriminator.mapping {
            match self.mapped_variant(*place, text, &pending.nodes) {
                Some(at) => add(&mut values, SpecStr::new(value), at),
                None if pending.inherited => {}
                None => self.report_unmapped(*place, text, &pending.nodes),
            }
        }
        values
    }

    /// The variant of values that mean no other, and of objects without the property
    /// (OpenAPI 3.2.0, "Discriminator Object", `defaultMapping`).
    fn default_variant(
        &mut self,
        pending: &Pending<'s>,
        discriminator: &Discriminator<'s>,
    ) -> Option<usize> {
        let (place, text) = discriminator.default?;
        let variant = self.mapped_variant(place, text, &pending.nodes);
        if variant.is_none() && !pending.inherited {
            self.report_unmapped(place, text, &pending.nodes);
        }
        variant
    }

    /// The variant that a mapping's text means.
    fn mapped_variant(
        &mut self,
        place: NodeId,
        text: &str,
        nodes: &[NodeId],
    ) -> Option<usize> {
        let target = self.mapped_schema(place, text)?;
        let at = nodes.iter().position(|node| *node == target);
        at.or_else(|| {
            let meant = self.meant_by(target);
            nodes.iter().position(|node| *node == meant)
        })
    }

    /// The schema that a mapping's text means: a reference, a file, or a component's name.
    pub(super) fn mapped_schema(&mut self, place: NodeId, text: &str) -> Option<NodeId> {
        let by_name = self.components.named(text);
        let target = by_name.or_else(|| self.document.find_schema(place, text))?;
        Some(self.target_of(target))
    }

    fn report_unmapped(&mut self, place: NodeId, text: &str, nodes: &[NodeId]) {
        let names = nodes.iter().filter_map(|it| self.components.name(*it));
        let named = text.rsplit('/').next().unwrap_or(text);
        let remedy = match self.document.suggestions.nearest(named, names) {
            Some(near) if near != named => format!("did you mean `{}`?", shown(near)),
            _ => "add the schema to the variants, or correct the mapping".to_owned(),
        };
        self.report(
            Diagnostic::new(
                Code::BrokenDiscriminator,
                Place::Node(place),
                "this value of the mapping means none of the variants",
            )
            .consequence("answers with this value are kept as they are, untyped")
            .remedy(remedy),
        );
    }

    fn report_broken(&mut self, discriminator: &Discriminator<'s>, broken: &Broken) {
        self.report(
            Diagnostic::new(
                Code::BrokenDiscriminator,
                Place::Node(discriminator.node),
                broken.why,
            )
            .consequence("the variants are told apart by what they contain")
            .remedy(broken.remedy),
        );
    }
}

/// Refuses names that the variants' own lists of values exclude. Where a list of several has values
/// of others, it is a base's, which may not know of every variant.
fn check_excluded(
    excluded: &[usize],
    listed: &[Vec<SpecStr>],
    values: &[(SpecStr, usize)],
) -> Result<(), Broken> {
    if excluded.len() == listed.len() {
        return Err(Broken {
            why: "the values that the property can have are the names of none of the variants",
            remedy: "add a `mapping` from each value of the property to its variant",
        });
    }
    let known: BTreeSet<&str> =
        values.iter().map(|(value, _)| value.untrusted()).collect();
    let is_own = |at: &usize| {
        let list = &listed[*at];
        list.len() == 1 || !list.iter().any(|value| known.contains(value.untrusted()))
    };
    if excluded.iter().any(is_own) {
        return Err(Broken {
            why: "what a variant lists for the property is neither its name nor its own alone",
            remedy: "let no other variant list the same values",
        });
    }
    Ok(())
}

fn add_all(
    values: &mut Vec<(SpecStr, usize)>,
    all: impl IntoIterator<Item = SpecStr>,
    at: usize,
) {
    for value in all {
        add(values, value, at);
    }
}

fn add(values: &mut Vec<(SpecStr, usize)>, value: SpecStr, at: usize) {
    if values.iter().all(|(known, _)| *known != value) {
        values.push((value, at));
    }
}

/// Whether a property can be a text, as far as the type says anything about it.
fn takes_text(types: &[TypeDef], ty: &Type, property: &SpecStr) -> bool {
    let fields = structure(types, ty).into_iter().flat_map(|it| &it.fields);
    let mut declared = fields.filter(|field| field.wire == *property);
    declared.all(|field| json_types(types, &field.ty).has(JsonTypes::STRING))
}

/// A component's name as a list of values spells it: many lists are in capitals where the
/// names of schemas are not.
pub(super) fn spelling(name: &str, listed: &[SpecStr]) -> Option<SpecStr> {
    let exactly = listed.iter().find(|value| value.untrusted() == name);
    let name = letters(name);
    let alike = || listed.iter().find(|value| letters(value.untrusted()) == name);
    exactly.or_else(alike).cloned()
}
