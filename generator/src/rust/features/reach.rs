//! Which files need which others: the graph of the plan by files.

use crate::rust::draft::Draft;
use crate::rust::plan::{
    DefaultValue, Group, ModuleId, Operation, Outcome, Struct, Ty, TypeItem, TypeKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// By file, the files that it names types of.
pub(super) struct Files(BTreeMap<ModuleId, BTreeSet<ModuleId>>);

impl Files {
    pub(super) fn new(draft: &Draft) -> Self {
        let mut files = Self(BTreeMap::new());
        for (at, group) in draft.groups.iter().enumerate() {
            files.group(at, group);
        }
        for (at, module) in draft.types.iter().enumerate() {
            files.items(ModuleId::Types(at), &module.items);
        }
        if let Some(module) = &draft.webhooks {
            files.items(ModuleId::Webhooks, &module.items);
        }
        files
    }

    /// All files that there are.
    pub(super) fn all(&self) -> impl Iterator<Item = ModuleId> {
        self.0.keys().copied()
    }

    /// These files, and what they need.
    pub(super) fn reached_from(
        &self,
        starts: impl Iterator<Item = ModuleId>,
    ) -> BTreeSet<ModuleId> {
        let mut open: Vec<ModuleId> = starts.collect();
        let mut reached = BTreeSet::new();
        while let Some(file) = open.pop() {
            if reached.insert(file) {
                open.extend(self.0.get(&file).into_iter().flatten());
            }
        }
        reached
    }

    fn group(&mut self, at: usize, group: &Group) {
        let file = ModuleId::Group(at);
        self.items(file, &group.items);
        group.operations.iter().for_each(|item| self.operation(file, item));
        // A module is part of the one that declares it.
        for (_, child) in &group.children {
            let child = self.0.entry(ModuleId::Group(*child)).or_default();
            child.extend((at > 0).then_some(file));
        }
    }

    fn items(&mut self, file: ModuleId, items: &[TypeItem]) {
        self.0.entry(file).or_default();
        for item in items {
            self.item(file, item);
        }
    }

    fn operation(&mut self, file: ModuleId, item: &Operation) {
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

    fn item(&mut self, file: ModuleId, item: &TypeItem) {
        match &item.kind {
            TypeKind::Struct(structure) => self.structure(file, structure),
            TypeKind::Union(union) => {
                union.variants.iter().for_each(|variant| self.ty(file, &variant.ty));
            }
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => self.ty(file, ty),
            TypeKind::Values(_) | TypeKind::Numbers(_) | TypeKind::Constants(_) => {}
        }
    }

    fn structure(&mut self, file: ModuleId, structure: &Struct) {
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

    fn ty(&mut self, file: ModuleId, ty: &Ty) {
        match ty {
            Ty::Named(home, _) if home.file != file => {
                self.0.entry(file).or_default().insert(home.file);
            }
            Ty::Vec(inner)
            | Ty::Rest(inner)
            | Ty::Map(inner)
            | Ty::Option(inner)
            | Ty::Nullable(inner)
            | Ty::Boxed(inner) => self.ty(file, inner),
            Ty::Tuple(elements) => elements.iter().for_each(|ty| self.ty(file, ty)),
            _ => {}
        }
    }
}
