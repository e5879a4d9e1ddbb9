//! Unions whose objects have one key each, under which the value stands: an enum of Rust as serde
//! writes it ("externally tagged"), a `oneof` of protobuf. The key says which variant it is, so
//! that the variant is the value: `Shape::Circle(Circle)`, not a struct with a field `circle`.

use super::facts::{declares, structure};
use super::json_types::json_types;
use crate::diagnostics::NodeId;
use crate::json_types::JsonTypes;
use crate::lower::prune::mentioned;
use crate::model::{
    Access, Api, Entry, EnumBase, Field, NameSeed, PerType, Presence, Role, Scalar,
    Select, Shape, SpecStr, Struct, Type, TypeDef, TypeId, Union, Variant, letters,
    type_ids,
};
use std::collections::{BTreeMap, BTreeSet};

/// So many variants are looked at that are objects and no structs: unions, of which each may be
/// large.
const MOST_OTHERS: usize = 16;

/// Lets the variants of such unions be the values. What has a description in XML is left as it is:
/// there the object is an element.
pub(in crate::lower) fn unwrap_values(api: &mut Api) {
    let uses = Uses::of(api);
    let types = &mut api.types;
    // What a union within a union declares is seen before anything is taken out of objects.
    let found = type_ids(types).flat_map(|id| wrapped(types, id, &uses));
    let found: Vec<Wrapped> = found.collect();
    for wrapped in found {
        // What stands at the key has the place of the object, and its name.
        if let Some(inner) = wrapped.inner {
            types[inner].seed = types[wrapped.object].seed.clone();
        }
        if let Shape::Union(Union { variants, .. }) = &mut types[wrapped.union].shape {
            wrapped.unwrap(variants);
        }
    }
}

/// Who uses the types.
struct Uses {
    /// How often each is mentioned.
    counts: PerType<usize>,
    /// The types that stand within each.
    inner: BTreeMap<TypeId, Vec<TypeId>>,
    /// The types with a description in XML.
    xml: BTreeSet<TypeId>,
}

impl Uses {
    fn of(api: &Api) -> Self {
        let mut uses = Self {
            counts: PerType::new(&api.types, 0),
            inner: BTreeMap::new(),
            xml: api.xml.iter().map(|table| table.ty).collect(),
        };
        for id in mentioned(api) {
            uses.counts[id] += 1;
        }
        for at in api.type_ids() {
            let definition = &api[at];
            if let NameSeed::Inside { parent, .. } = &definition.seed {
                uses.inner.entry(*parent).or_default().push(at);
            }
            definition.shape.uses(&mut |ty| {
                for id in ty.mentioned() {
                    uses.counts[id] += 1;
                }
            });
        }
        uses
    }
}

/// An object of one entry.
struct Wrapped {
    union: TypeId,
    /// The place of the variant in the union.
    variant: usize,
    object: TypeId,
    /// Where it is described.
    origin: NodeId,
    field: Field,
    /// The only type that stands within the object.
    inner: Option<TypeId>,
}

impl Wrapped {
    /// Lets the variant be the value.
    fn unwrap(self, variants: &mut [Variant]) {
        let variant = &mut variants[self.variant];
        let Field { origin, wire, ty, docs, .. } = self.field;
        variant.name.get_or_insert_with(|| wire.clone());
        variant.ty = ty;
        variant.entry = Some(Entry { object: self.origin, origin, key: wire, docs });
    }
}

/// The objects of one entry among the variants of a union. The only object counts beside a list of
/// texts alone: it is likelier to get more properties than to be one of several. Nothing else
/// depends on other variants but whether they can have the key, so that one more changes none of
/// them, unless it takes any keys.
fn wrapped(types: &[TypeDef], id: TypeId, uses: &Uses) -> Vec<Wrapped> {
    let Shape::Union(Union { variants, select: Select::Probe { .. } }) =
        &types[id].shape
    else {
        return Vec::new();
    };
    let found = (0..variants.len()).filter_map(|place| object(types, id, place, uses));
    let mut found: Vec<Wrapped> = found.collect();
    if !found.is_empty() {
        let declared = Declared::of(types, variants);
        found.retain(|it| declared.by_one(&it.field.wire));
    }
    let objects = variants.iter().filter(|it| structure(types, &it.ty).is_some());
    let texts = variants.iter().any(|variant| is_list_of_texts(types, &variant.ty));
    if objects.count() > 1 || texts { found } else { Vec::new() }
}

/// The keys that the variants of a union declare.
struct Declared<'t> {
    types: &'t [TypeDef],
    /// How many structs have each.
    counts: BTreeMap<&'t SpecStr, usize>,
    /// What is an object and no struct.
    others: Vec<&'t Type>,
}

impl<'t> Declared<'t> {
    fn of(types: &'t [TypeDef], variants: &'t [Variant]) -> Self {
        let mut declared = Self { types, counts: BTreeMap::new(), others: Vec::new() };
        for variant in variants {
            match structure(types, &variant.ty) {
                Some(structure) if structure.extra.is_none() => {
                    for field in &structure.fields {
                        *declared.counts.entry(&field.wire).or_default() += 1;
                    }
                }
                _ if json_types(types, &variant.ty).has(JsonTypes::OBJECT) => {
                    declared.others.push(&variant.ty);
                }
                _ => {}
            }
        }
        declared
    }

    /// Whether no more than one variant can have a key.
    fn by_one(&self, key: &SpecStr) -> bool {
        self.others.len() <= MOST_OTHERS
            && self.counts.get(key).is_none_or(|count| *count == 1)
            && !self.others.iter().any(|ty| declares(self.types, ty, key))
    }
}

fn is_list_of_texts(types: &[TypeDef], ty: &Type) -> bool {
    let Type::Def(id) = ty else { return false };
    matches!(&types[*id].shape, Shape::Enum(list) if list.base == EnumBase::Text)
}

/// The object that a variant is, if it stands within the union and has one entry.
fn object(
    types: &[TypeDef],
    union: TypeId,
    place: usize,
    uses: &Uses,
) -> Option<Wrapped> {
    let Shape::Union(Union { variants, .. }) = &types[union].shape else { return None };
    let variant = &variants[place];
    let Type::Def(id) = &variant.ty else { return None };
    let definition = &types[*id];
    let stands_within = matches!(
        &definition.seed,
        NameSeed::Inside { parent, role: Role::Variant(..) } if *parent == union
    );
    let Shape::Struct(Struct { fields, extra: None }) = &definition.shape else {
        return None;
    };
    let [field] = &fields[..] else { return None };
    let inner = uses.inner.get(id).map_or(&[][..], Vec::as_slice);
    let is_wrapper = stands_within
        && uses.counts[*id] == 1
        && !uses.xml.contains(id)
        && definition.rename.is_none()
        && !definition.docs.deprecated
        && !holds_bytes(types, &field.ty)
        && variant.tag.is_none()
        && is_named_by(variant, &field.wire)
        && inner.len() <= 1
        && is_plain(field);
    is_wrapper.then(|| Wrapped {
        union,
        variant: place,
        object: *id,
        origin: definition.origin,
        field: field.clone(),
        inner: inner.first().copied(),
    })
}

/// Whether a value consists of bytes: in bodies of parts, only a property can be a file.
fn holds_bytes(types: &[TypeDef], ty: &Type) -> bool {
    let (mut work, mut seen) = (vec![ty], BTreeSet::new());
    while let Some(ty) = work.pop() {
        // A list may be one of itself.
        if let Type::Def(id) = ty
            && !seen.insert(*id)
        {
            continue;
        }
        match ty.unaliased(types) {
            Type::Scalar(Scalar::Binary) => return true,
            Type::Nullable(inner)
            | Type::List(inner)
            | Type::Rest(inner)
            | Type::Map(inner) => {
                work.push(inner);
            }
            Type::Tuple(elements) => work.extend(elements),
            _ => {}
        }
    }
    false
}

/// Whether a variant has no name but its key: what has a title is a thing with a property.
fn is_named_by(variant: &Variant, key: &SpecStr) -> bool {
    let name = variant.name.as_ref().unwrap_or(key);
    letters(name.untrusted()) == letters(key.untrusted())
}

/// Whether a property is nothing but a value that must be there.
fn is_plain(field: &Field) -> bool {
    let is_value = !matches!(field.ty, Type::Nullable(_) | Type::Scalar(Scalar::Binary));
    is_value
        && field.presence == Presence::Required
        && field.access == Access::Both
        && field.constant.is_none()
        && field.tag.is_none()
        && field.rename.is_none()
        && !field.or_text
        && !field.secret
        && !field.docs.deprecated
}
