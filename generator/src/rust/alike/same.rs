//! Whether two types are the same but for their names: their members, with names,
//! documentation and everything that makes code of them.

use crate::model::{Docs, Select, SpecValue};
use crate::rust::plan::{
    DefaultValue, Field, FieldDefault, ModuleId, Struct, Ty, TypeItem, TypeKind, Union,
    Variant,
};
use crate::rust::scope::Ident;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;

/// Which types are known to be the same; all are in one file.
pub(super) struct Classes {
    file: ModuleId,
    of: BTreeMap<Ident, usize>,
}

impl Classes {
    /// Nothing is known yet.
    pub(super) fn new(file: ModuleId) -> Self {
        Self { file, of: BTreeMap::new() }
    }

    /// From now on, the type is the same as all others of this number.
    pub(super) fn insert(&mut self, ident: &Ident, class: usize) {
        self.of.insert(ident.clone(), class);
    }

    /// A number that is equal for types which are the same, and seldom for others: these are
    /// compared one by one.
    pub(super) fn hash_of_item(&self, item: &TypeItem) -> u64 {
        let mut hasher = DefaultHasher::new();
        discriminant(&item.kind).hash(&mut hasher);
        match &item.kind {
            TypeKind::Struct(structure) => self.hash_struct(structure, &mut hasher),
            TypeKind::Values(values) | TypeKind::Constants(values) => {
                for value in values {
                    (&value.ident, &value.wire).hash(&mut hasher);
                    hash_docs(&value.docs, &mut hasher);
                }
            }
            TypeKind::Numbers(numbers) => {
                for number in numbers {
                    (&number.ident, number.value).hash(&mut hasher);
                    hash_docs(&number.docs, &mut hasher);
                }
            }
            TypeKind::Union(union) => self.hash_union(union, &mut hasher),
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => self.hash_ty(ty, &mut hasher),
        }
        hasher.finish()
    }

    fn hash_struct(&self, structure: &Struct, hasher: &mut DefaultHasher) {
        for field in &structure.fields {
            (&field.ident, &field.wire).hash(hasher);
            (field.or_null, field.or_text, field.secret, field.required).hash(hasher);
            self.hash_ty(&field.ty, hasher);
            hash_value(field.constant.as_ref(), hasher);
            if let Some(DefaultValue::Scalar(value, _)) = &field.tag {
                hash_value(Some(value), hasher);
            }
            hash_docs(&field.docs, hasher);
        }
        if let Some((ident, ty)) = &structure.extra {
            ident.hash(hasher);
            self.hash_ty(ty, hasher);
        }
    }

    fn hash_union(&self, union: &Union, hasher: &mut DefaultHasher) {
        if let Select::Tag { property, values, .. } = &union.select {
            (property, values).hash(hasher);
        }
        for variant in &union.variants {
            (&variant.ident, &variant.key, &variant.tag).hash(hasher);
            self.hash_ty(&variant.ty, hasher);
            hash_docs(&variant.docs, hasher);
        }
    }

    fn hash_ty(&self, ty: &Ty, hasher: &mut DefaultHasher) {
        discriminant(ty).hash(hasher);
        match ty {
            Ty::Number(number) => number.hash(hasher),
            Ty::Library(library) => library.hash(hasher),
            Ty::Vec(inner)
            | Ty::Rest(inner)
            | Ty::Map(inner)
            | Ty::Option(inner)
            | Ty::Nullable(inner)
            | Ty::Boxed(inner) => self.hash_ty(inner, hasher),
            Ty::Tuple(elements) => {
                for element in elements {
                    self.hash_ty(element, hasher);
                }
            }
            Ty::Named(home, ident) => match self.of.get(ident) {
                Some(class) if home.file == self.file => class.hash(hasher),
                _ => ident.hash(hasher),
            },
            _ => {}
        }
    }

    /// Whether two types are the same.
    pub(super) fn are_items_same(&self, a: &TypeItem, b: &TypeItem) -> bool {
        a.hash == b.hash
            && a.limits == b.limits
            && a.docs.deprecated == b.docs.deprecated
            && match (&a.kind, &b.kind) {
                (TypeKind::Struct(a), TypeKind::Struct(b)) => self.structs(a, b),
                (TypeKind::Values(a), TypeKind::Values(b))
                | (TypeKind::Constants(a), TypeKind::Constants(b)) => a == b,
                (TypeKind::Numbers(a), TypeKind::Numbers(b)) => a == b,
                (TypeKind::Union(a), TypeKind::Union(b)) => self.unions(a, b),
                (TypeKind::Alias(a), TypeKind::Alias(b)) => self.types(a, b),
                // A tuple struct is made by its own name only: a `type` gives no function.
                _ => false,
            }
    }

    fn structs(&self, a: &Struct, b: &Struct) -> bool {
        let Struct { fields, extra, default, constructor, setters } = a;
        let extras =
            |a: &(Ident, Ty), b: &(Ident, Ty)| a.0 == b.0 && self.types(&a.1, &b.1);
        both(extra.as_ref(), b.extra.as_ref(), extras)
            && *default == b.default
            && *constructor == b.constructor
            && *setters == b.setters
            && all(fields, &b.fields, |a, b| self.fields(a, b))
    }

    fn fields(&self, a: &Field, b: &Field) -> bool {
        let Field {
            origin: _,
            ident,
            setter,
            wire,
            ty,
            constant,
            tag,
            default,
            or_null,
            or_text,
            secret,
            required,
            write_only,
            converted,
            limits,
            docs,
        } = a;
        let defaults = |a: &FieldDefault, b: &FieldDefault| {
            a.ident == b.ident && self.default_values(&a.value, &b.value)
        };
        *ident == b.ident
            && *setter == b.setter
            && *wire == b.wire
            && self.types(ty, &b.ty)
            && *constant == b.constant
            && both(tag.as_ref(), b.tag.as_ref(), |a, b| self.default_values(a, b))
            && both(default.as_ref(), b.default.as_ref(), defaults)
            && (*or_null, *or_text, *secret) == (b.or_null, b.or_text, b.secret)
            && (*required, *write_only) == (b.required, b.write_only)
            && *converted == b.converted
            && *limits == b.limits
            && *docs == b.docs
    }

    fn default_values(&self, a: &DefaultValue, b: &DefaultValue) -> bool {
        match (a, b) {
            (DefaultValue::Scalar(a, of_a), DefaultValue::Scalar(b, of_b)) => {
                a == b && self.types(of_a, of_b)
            }
            (DefaultValue::Variant(of_a, a), DefaultValue::Variant(of_b, b)) => {
                a == b && self.types(of_a, of_b)
            }
            _ => false,
        }
    }

    fn unions(&self, a: &Union, b: &Union) -> bool {
        let Union { variants, select } = a;
        *select == b.select
            && all(variants, &b.variants, |a, b| {
                let Variant { ident, accessor, ty, key, tag, from, docs } = a;
                *ident == b.ident
                    && *accessor == b.accessor
                    && self.types(ty, &b.ty)
                    && (key, tag) == (&b.key, &b.tag)
                    && *from == b.from
                    && *docs == b.docs
            })
    }

    /// Whether two uses of types are the same.
    fn types(&self, a: &Ty, b: &Ty) -> bool {
        match (a, b) {
            (Ty::Vec(a), Ty::Vec(b))
            | (Ty::Rest(a), Ty::Rest(b))
            | (Ty::Map(a), Ty::Map(b))
            | (Ty::Option(a), Ty::Option(b))
            | (Ty::Nullable(a), Ty::Nullable(b))
            | (Ty::Boxed(a), Ty::Boxed(b)) => self.types(a, b),
            (Ty::Tuple(a), Ty::Tuple(b)) => all(a, b, |a, b| self.types(a, b)),
            (Ty::Named(of_a, a), Ty::Named(of_b, b)) if a != b => {
                let classes = (self.of.get(a), self.of.get(b));
                of_a == of_b
                    && of_a.file == self.file
                    && matches!(classes, (Some(a), Some(b)) if a == b)
            }
            (a, b) => a == b,
        }
    }
}

fn hash_docs(docs: &Docs, hasher: &mut DefaultHasher) {
    (&docs.summary, &docs.description).hash(hasher);
    for (keyword, value) in &docs.facts {
        keyword.hash(hasher);
        hash_value(Some(value), hasher);
    }
}

fn hash_value(value: Option<&SpecValue>, hasher: &mut DefaultHasher) {
    value.map(|value| value.untrusted().to_string()).hash(hasher);
}

/// Whether two lists have the same elements.
fn all<T>(a: &[T], b: &[T], is_same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
}

/// Whether both are there and the same, or neither is there.
fn both<T>(a: Option<&T>, b: Option<&T>, is_same: impl Fn(&T, &T) -> bool) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => is_same(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}
