//! Which files need which others: the graph of the plan by files.

use crate::rust::plan::{
    Crate, DefaultValue, Group, Operation, Outcome, Struct, Ty, TypeItem, TypeKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// The number of the file with what the provider sends.
pub(super) const WEBHOOKS: usize = usize::MAX;

/// By file, the files that it names types of.
pub(super) struct Files(BTreeMap<usize, BTreeSet<usize>>);

impl Files {
    pub(super) fn new(plan: &Crate) -> Self {
        let mut files = Self(BTreeMap::new());
        for (at, group) in plan.groups.iter().enumerate() {
            files.group(at, group);
        }
        for (at, module) in plan.types.iter().enumerate() {
            files.items(plan.groups.len() + at, &module.items);
        }
        if let Some(module) = &plan.webhooks {
            files.items(WEBHOOKS, &module.items);
        }
        files
    }

    /// All files that there are.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.0.keys().copied()
    }

    /// These files, and what they need.
    pub(super) fn reached_from(
        &self,
        starts: impl Iterator<Item = usize>,
    ) -> BTreeSet<usize> {
        let mut open: Vec<usize> = starts.collect();
        let mut reached = BTreeSet::new();
        while let Some(file) = open.pop() {
            if reached.insert(file) {
                open.extend(self.0.get(&file).into_iter().flatten());
            }
        }
        reached
    }

    fn group(&mut self, at: usize, group: &Group) {
        self.items(at, &group.items);
        group.operations.iter().for_each(|item| self.operation(at, item));
        // A module is part of the one that declares it.
        for (_, child) in &group.children {
            self.0.entry(*child).or_default().extend((at > 0).then_some(at));
        }
    }

    fn items(&mut self, file: usize, items: &[TypeItem]) {
        self.0.entry(file).or_default();
        for item in items {
            self.item(file, item);
        }
    }

    fn operation(&mut self, file: usize, item: &Operation) {
        let choices = item.body.iter().flat_map(|body| &body.choices);
        let params = item.params.iter().map(|param| &param.ty);
        let headers = item.headers.iter().map(|header| &header.ty);
        let pages = item.pages.iter().map(|pages| &pages.element);
        let stream = item.stream.iter().map(|stream| &stream.item);
        let types = params.chain(choices.map(|choice| &choice.ty));
        let any = item.any.iter().flat_map(|any| &any.variants);
        let any = any.filter_map(|variant| variant.ty.as_ref());
        let types = types.chain(headers).chain(pages).chain(stream).chain(any);
        types.for_each(|ty| self.ty(file, ty));
        for outcome in [&item.output, &item.failure] {
            match outcome {
                Outcome::None => {}
                Outcome::One(ty) => self.ty(file, ty),
                Outcome::Several(_, variants) => {
                    let types =
                        variants.iter().filter_map(|variant| variant.ty.as_ref());
                    types.for_each(|ty| self.ty(file, ty));
                }
            }
        }
    }

    fn item(&mut self, file: usize, item: &TypeItem) {
        match &item.kind {
            TypeKind::Struct(structure) => self.structure(file, structure),
            TypeKind::Union(union) => {
                union.variants.iter().for_each(|variant| self.ty(file, &variant.ty));
            }
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => self.ty(file, ty),
            TypeKind::Values(_) | TypeKind::Numbers(_) | TypeKind::Constants(_) => {}
        }
    }

    fn structure(&mut self, file: usize, structure: &Struct) {
        for field in &structure.fields {
            self.ty(file, &field.ty);
            match field.default.as_ref().map(|default| &default.value) {
                Some(DefaultValue::Scalar(_, ty) | DefaultValue::Variant(ty, _)) => {
                    self.ty(file, ty);
                }
                None => {}
            }
        }
        structure.extra.iter().for_each(|(_, ty)| self.ty(file, ty));
    }

    fn ty(&mut self, file: usize, ty: &Ty) {
        match ty {
            Ty::Named(home, _) if home.file != file => {
                self.0.entry(file).or_default().insert(home.file);
            }
            Ty::Vec(inner)
            | Ty::Map(inner)
            | Ty::Option(inner)
            | Ty::Nullable(inner)
            | Ty::Boxed(inner) => self.ty(file, inner),
            Ty::Tuple(elements) => elements.iter().for_each(|ty| self.ty(file, ty)),
            _ => {}
        }
    }
}
