//! Properties that several conditions describe: each value is what one of them says, so that the
//! type is what they have in common.

use super::merged::{Parts, Source};
use super::{Target, or_null};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{is_annotation, shown};
use crate::lower::{Lowerer, docs};
use crate::model::{
    Access, Docs, Field, NameSeed, Presence, Role, SpecStr, SpecValue, Type, TypeId,
};
use crate::source::{Kind, Sources};
use std::collections::BTreeSet;

impl<'s> Lowerer<'_, 's> {
    /// The schemas among these that differ and allow a value; the first one if none does.
    pub(super) fn distinct_descriptions(&mut self, nodes: &[NodeId]) -> Vec<NodeId> {
        let mut known = BTreeSet::new();
        let mut distinct = Vec::new();
        for node in nodes {
            let is_alias = self.is_bare_reference(*node);
            let target = if is_alias { self.target_of(*node) } else { *node };
            let is_never = self.schema(target).boolean == Some(false);
            if !is_never && known.insert(target) {
                distinct.push(*node);
            }
        }
        if distinct.is_empty() {
            distinct.extend(nodes.first());
        }
        distinct
    }

    /// The field of a property that several conditions describe.
    pub(super) fn conditional_field(
        &mut self,
        id: TypeId,
        name: &'s str,
        sources: &[Source],
        required: bool,
    ) -> Field {
        let nodes: Vec<NodeId> = sources.iter().map(|source| source.node).collect();
        let role = Role::Property(SpecStr::new(name));
        let seed = NameSeed::Inside { parent: id, role };
        let origin = nodes.first().copied().unwrap_or(self.document.sources.root());
        let accesses: Vec<Access> = nodes.iter().map(|it| self.access(&[*it])).collect();
        let agree = accesses.windows(2).all(|pair| pair[0] == pair[1]);
        let docs = self.common_docs(&nodes);
        Field {
            origin,
            wire: SpecStr::new(name),
            rename: self.renames.take(origin),
            ty: self.use_of_any(name, &nodes, seed),
            presence: self.common_presence(&nodes, required),
            access: accesses.first().copied().filter(|_| agree).unwrap_or_default(),
            constant: None,
            is_sole: false,
            limits: Vec::new(),
            or_text: false,
            tag: None,
            secret: self.is_secret(name, &nodes),
            docs: self.kept(origin, docs),
        }
    }

    /// The type of the values that any of these schemas allows.
    fn use_of_any(&mut self, name: &str, nodes: &[NodeId], seed: NameSeed) -> Type {
        if let Some(known) = self.lowered.conditional(nodes) {
            return known.clone();
        }
        let mut nullable = false;
        let mut typed = Vec::new();
        for node in nodes {
            nullable |= self.is_nullable(*node);
            if !self.is_only_null(*node) {
                typed.push(*node);
            }
        }
        let ty = self.common_type(name, &typed, seed);
        let ty = or_null(ty, nullable);
        self.lowered.remember_conditional(nodes, ty.clone());
        ty
    }

    /// The type that schemas have in common: texts are text, and enums of texts one enum.
    fn common_type(&mut self, name: &str, nodes: &[NodeId], seed: NameSeed) -> Type {
        let [first, others @ ..] = nodes else { return Type::Any };
        let sources = self.document.sources;
        if others.iter().all(|other| say_the_same(sources, *first, *other)) {
            return self.without_null(&Parts::of(*first), seed);
        }
        if let Some(lists) = self.all_listed(nodes) {
            let target = Target::Fresh(seed);
            return self.enum_of_variants(Some(*first), &lists, nodes, target);
        }
        if let Some(scalar) = self.common_scalar(nodes) {
            return Type::Scalar(scalar);
        }
        let ty = self.without_null(&Parts::of(*first), seed.clone());
        for other in others {
            if self.without_null(&Parts::of(*other), seed.clone()) != ty {
                self.report_differing(name, *first, *other);
                return Type::Any;
            }
        }
        ty
    }

    fn report_differing(&mut self, name: &str, first: NodeId, other: NodeId) {
        self.report(
            Diagnostic::new(
                Code::SchemaPartIgnored,
                Place::Node(other),
                format!("`{}` has another type under another condition", shown(name)),
            )
            .related(Place::Node(first), "the other one")
            .consequence("its values are read as they come, without a type")
            .remedy("give it one type, or say with `oneOf` what the whole objects are"),
        );
    }

    /// Whether a property is there: the `default` that all its schemas have counts.
    fn common_presence(&mut self, nodes: &[NodeId], required: bool) -> Presence {
        if required {
            return Presence::Required;
        }
        let mut default = |node: &NodeId| {
            let value = self.schema(*node).default?;
            self.document.sources.to_json(value)
        };
        let mut defaults = nodes.iter().map(&mut default);
        match defaults.next().flatten() {
            Some(value)
                if !value.is_null()
                    && defaults.all(|it| it.as_ref() == Some(&value)) =>
            {
                Presence::Default(SpecValue::new(value))
            }
            _ => Presence::Optional,
        }
    }

    /// What all schemas of a property say about it, and the descriptions of each.
    fn common_docs(&mut self, nodes: &[NodeId]) -> Docs {
        let sources = self.document.sources;
        let mut common: Option<Docs> = None;
        let mut descriptions: Vec<&'s str> = Vec::new();
        let mut known = BTreeSet::new();
        for node in nodes {
            let schema = self.schema(*node);
            let own = docs::of_schema(sources, &schema);
            descriptions.extend(schema.description.filter(|text| known.insert(*text)));
            common = Some(match common {
                Some(common) => docs::in_common(common, &own),
                None => own,
            });
        }
        let common = common.unwrap_or_default();
        let description = docs::text(Some(&descriptions.join("\n\n")));
        Docs {
            summary: common.summary.filter(|_| description.is_none()),
            description,
            ..common
        }
    }
}

/// Whether two schemas are the same but for documentation. Those that are too large to be compared
/// are not.
fn say_the_same(sources: &Sources, a: NodeId, b: NodeId) -> bool {
    const MOST_COMPARED: usize = 1_000;
    let said = |node, is_root: bool| {
        let entries = sources.entries(node);
        entries.filter(move |(key, _)| !is_root || !is_annotation(key))
    };
    let mut work = vec![(a, b)];
    for step in 0..MOST_COMPARED {
        let Some((a, b)) = work.pop() else { return true };
        match (sources.kind(a), sources.kind(b)) {
            (Kind::Map, Kind::Map) => {
                // The same text leads elsewhere from another file.
                let is_elsewhere = sources.file(a) != sources.file(b);
                if is_elsewhere && sources.get(a, "$ref").is_some() {
                    return false;
                }
                if said(a, step == 0).count() != said(b, step == 0).count() {
                    return false;
                }
                for (key, value) in said(a, step == 0) {
                    let Some(other) = sources.get(b, key) else { return false };
                    work.push((value, other));
                }
            }
            (Kind::Seq, Kind::Seq) => {
                if sources.items(a).count() != sources.items(b).count() {
                    return false;
                }
                work.extend(sources.items(a).zip(sources.items(b)));
            }
            (Kind::Map | Kind::Seq, _) | (_, Kind::Map | Kind::Seq) => return false,
            (own, other) if own == other => {}
            _ => return false,
        }
    }
    false
}
