//! Which definitions of two APIs are the same on the wire, whatever they are called and
//! wherever they stand.
//!
//! Definitions get numbers: first all have one, then each gets one by its parts and the numbers
//! of what they refer to, until that tells no more of them apart. Equal numbers are then equal
//! types, also where types lead back to themselves.

use crate::model::{
    Api, EnumLiteral, Field, PerType, Presence, Select, Shape, Struct, Type, TypeId,
    Union, Variant,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Types deeper than that are not known to be the same.
const ROUNDS: usize = 64;

/// Names for types are spelled out up to this many characters.
const LONGEST: usize = 200;

/// How the definitions of an API are spelled: by number, and names for types as the type.
pub(super) struct Spelling(PerType<String>);

impl Spelling {
    /// The spelling of a use: equal in two APIs if the values are.
    pub(super) fn of(&self, ty: &Type) -> String {
        let mut text = String::new();
        self.write(ty, &mut text);
        text
    }

    fn write(&self, ty: &Type, out: &mut String) {
        match ty {
            Type::Any => out.push('*'),
            Type::Scalar(scalar) => {
                let _ = write!(out, "{scalar:?}");
            }
            Type::List(item) => {
                out.push_str("list ");
                self.write(item, out);
            }
            Type::Rest(item) => {
                out.push_str("rest ");
                self.write(item, out);
            }
            Type::Map(value) => {
                out.push_str("map ");
                self.write(value, out);
            }
            Type::Nullable(inner) => {
                out.push_str("null ");
                self.write(inner, out);
            }
            Type::Tuple(elements) => {
                out.push('(');
                for element in elements {
                    self.write(element, out);
                    out.push(',');
                }
                out.push(')');
            }
            Type::Def(id) => out.push_str(&self.0[*id]),
        }
    }
}

/// Spells the definitions of two APIs.
pub(super) fn spell(apis: [&Api; 2]) -> [Spelling; 2] {
    let aliases = apis.map(aliases);
    let mut known = apis.map(|api| Spelling(PerType::new(&api.types, "#".to_owned())));
    let mut classes = 0;
    for _ in 0..ROUNDS {
        let mut numbers = BTreeMap::new();
        let mut next = apis.map(|_| Spelling(PerType::default()));
        for (at, api) in apis.into_iter().enumerate() {
            let mut number = |text| {
                let new = numbers.len();
                format!("#{}", numbers.entry(text).or_insert(new))
            };
            let parts = api.type_ids().map(|id| parts(api, id, &known[at]));
            let mut spelling = Spelling(parts.map(&mut number).collect());
            for id in &aliases[at] {
                let Shape::Alias(ty) = &api[*id].shape else { continue };
                let text = spelling.of(ty);
                let long = text.len() > LONGEST;
                spelling.0[*id] = if long { number(text) } else { text };
            }
            next[at] = spelling;
        }
        known = next;
        if numbers.len() == classes {
            return known;
        }
        classes = numbers.len();
    }
    // It has not come to an end: nothing is the same as anything.
    for (at, spelling) in known.iter_mut().enumerate() {
        for id in apis[at].type_ids() {
            spelling.0[id].insert_str(0, ["old", "new"][at]);
        }
    }
    known
}

/// The names for types, those that others refer to first.
fn aliases(api: &Api) -> Vec<TypeId> {
    let mut done = PerType::new(&api.types, false);
    let mut order = Vec::new();
    for start in api.type_ids() {
        let mut work = vec![(start, false)];
        while let Some((id, left)) = work.pop() {
            let Shape::Alias(ty) = &api[id].shape else { continue };
            if left {
                order.push(id);
            } else if !std::mem::replace(&mut done[id], true) {
                work.push((id, true));
                work.extend(ty.mentioned().into_iter().map(|id| (id, false)));
            }
        }
    }
    order
}

/// Everything about a definition that is seen on the wire.
fn parts(api: &Api, id: TypeId, known: &Spelling) -> String {
    match &api[id].shape {
        Shape::Struct(structure) => properties(api, id, structure, known),
        Shape::Enum(list) => {
            let values = list.values.iter().map(|value| match &value.value {
                EnumLiteral::Text(text) => format!("{text:?}"),
                EnumLiteral::Integer(number) => number.to_string(),
            });
            let mut values: Vec<String> = values.collect();
            values.sort();
            format!("enum {}", values.join(" "))
        }
        Shape::Union(union) => variants(union, known),
        Shape::Alias(_) => "alias".to_owned(),
    }
}

fn properties(api: &Api, id: TypeId, structure: &Struct, known: &Spelling) -> String {
    let xml = api.xml.iter().find(|it| it.ty == id);
    let property = |field: &Field| {
        let presence = match &field.presence {
            Presence::Required => "required".to_owned(),
            Presence::Optional => "optional".to_owned(),
            Presence::Default(value) => format!("else {value:?}"),
        };
        let node =
            xml.and_then(|it| it.fields.iter().find(|(key, _)| *key == field.wire));
        format!(
            "{:?} {presence} {:?} {:?} {} {}",
            field.wire,
            field.access,
            field.constant,
            known.of(&field.ty),
            node.map(|(_, node)| node.words()).unwrap_or_default(),
        )
    };
    let mut all: Vec<String> = structure.fields.iter().map(property).collect();
    all.sort();
    let extra = structure.extra.as_ref().map(|ty| known.of(ty));
    format!("object {} others {extra:?}", all.join("\n"))
}

fn variants(union: &Union, known: &Spelling) -> String {
    let spelled = |at: usize| {
        let variant = union.variants.get(at);
        let key = |it: &Variant| it.entry.as_ref().map(|entry| entry.key.clone());
        variant
            .map(|it| format!("{:?} {}", key(it), known.of(&it.ty)))
            .unwrap_or_default()
    };
    let mut all: Vec<String> = (0..union.variants.len()).map(spelled).collect();
    all.sort();
    let tags = match &union.select {
        Select::Probe { .. } => String::new(),
        Select::Tag { property, values, default, untagged } => {
            let value = |(text, at): &(_, usize)| format!("{text:?} {}", spelled(*at));
            let mut values: Vec<String> = values.iter().map(value).collect();
            values.sort();
            let [default, untagged] = [default, untagged].map(|it| it.map(spelled));
            format!(
                "by {property:?}: {} else {default:?} without {untagged:?}",
                values.join("\n")
            )
        }
    };
    format!("union {} {tags}", all.join("\n"))
}
