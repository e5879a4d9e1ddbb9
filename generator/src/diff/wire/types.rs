//! Facts of types: properties, values, variants.

use super::operations::texts;
use super::{Class, Collector, breaking, invisible};
use crate::diff::facts::Rule;
use crate::model::{EnumLiteral, Field, Presence, Shape, Type, TypeId};

/// Where values of a type go.
#[derive(Clone, Copy)]
struct Way {
    sent: bool,
    received: bool,
}

impl Way {
    /// A class if values go to the server, another one if they only come back.
    fn sent_or(self, sent: Class, received: Class) -> Class {
        if self.sent { sent } else { received }
    }

    /// What it means that a property becomes required or optional, or takes null or no more.
    fn presence(self) -> Rule {
        match (self.sent, self.received) {
            (true, true) => both_ways,
            (true, false) => sent_only,
            (false, _) => received_only,
        }
    }
}

/// Whether the server asks for less than before: values that are demanded, or are never null.
fn is_laxer(new: &str) -> bool {
    new == "optional" || new == "allowed"
}

fn both_ways(_: &str, _: &str) -> Class {
    Class::Breaking
}

fn sent_only(_: &str, new: &str) -> Class {
    if is_laxer(new) { Class::Additive } else { Class::Breaking }
}

fn received_only(_: &str, new: &str) -> Class {
    if is_laxer(new) { Class::Breaking } else { Class::Additive }
}

impl Collector<'_> {
    pub(super) fn definition(&mut self, id: TypeId) {
        let definition = &self.api[id];
        let direction = self.analysis.direction(id);
        let way = Way { sent: direction.sent, received: direction.received };
        let (path, origin) = (self.path(id), definition.origin);
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let none = [Class::Invisible, Class::Invisible];
        let kind = match &definition.shape {
            Shape::Struct(_) => "object".to_owned(),
            Shape::Enum(_) => "enum".to_owned(),
            Shape::Union(_) => "union".to_owned(),
            Shape::Alias(ty) => self.words(ty),
        };
        self.add(&path, kind, origin, none, breaking);
        let docs = texts(&definition.docs);
        self.add(&[&path[..], &["description"]].concat(), docs, origin, none, invisible);
        match &definition.shape {
            Shape::Struct(structure) => {
                for field in &structure.fields {
                    self.property(&path, field, way);
                }
            }
            Shape::Enum(list) => {
                let removed = way.sent_or(Class::Breaking, Class::Invisible);
                for value in &list.values {
                    let text = match &value.value {
                        EnumLiteral::Text(text) => text.untrusted().to_owned(),
                        EnumLiteral::Integer(number) => number.to_string(),
                    };
                    let value = format!("value `{text}`");
                    let path = [&path[..], &[value.as_str()]].concat();
                    self.thing(&path, origin, Class::Additive, removed);
                }
            }
            Shape::Union(union) => {
                for (at, variant) in union.variants.iter().enumerate() {
                    let ty = match &variant.ty {
                        Type::Def(_) | Type::List(_) | Type::Map(_)
                            if self.words(&variant.ty) == "an inline schema" =>
                        {
                            format!("inline schema {at}")
                        }
                        ty => self.words(ty),
                    };
                    let ty = format!("variant {ty}");
                    let path = [&path[..], &[ty.as_str()]].concat();
                    self.thing(&path, origin, Class::Additive, Class::Breaking);
                }
            }
            Shape::Alias(_) => {}
        }
    }

    fn property(&mut self, owner: &[&str], field: &Field, way: Way) {
        let required = field.presence == Presence::Required;
        let name = format!("property {}", field.wire.untrusted());
        let added = if required && way.sent { Class::Breaking } else { Class::Additive };
        let path = [owner, &[name.as_str()]].concat();
        self.thing(&path, field.origin, added, Class::Breaking);
        let (nullable, inner) = match &field.ty {
            Type::Nullable(inner) => (true, &**inner),
            ty => (false, ty),
        };
        let none = [Class::Invisible, Class::Invisible];
        let ty = self.words(inner);
        let mut fact = |what: &str, value: &str, rule: Rule| {
            let path = [&path[..], &[what]].concat();
            self.add(&path, value.to_owned(), field.origin, none, rule);
        };
        let presence = if required { "required" } else { "optional" };
        fact("presence", presence, way.presence());
        let null = if nullable { "allowed" } else { "not allowed" };
        fact("null", null, way.presence());
        fact("type", &ty, breaking);
        fact("description", &texts(&field.docs), invisible);
    }
}
