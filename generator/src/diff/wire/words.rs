//! Types and places in words.

use super::Collector;
use crate::model::{
    EnumLiteral, Format, Integer, NameSeed, OperationRole, Role, Scalar, Shape, Status,
    Type, TypeId,
};

/// What is longer than that is not said to its end.
const LONGEST: usize = 300;

/// How far names for types are followed.
const DEEPEST: usize = 100;

/// What a component is.
pub(super) fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "object",
        Shape::Enum(_) => "enum",
        Shape::Union(_) => "union",
        Shape::Alias(_) => "a name",
    }
}

/// What an object is as a part of a path, which is not shown.
pub(super) const OBJECT: &str = "\u{1}object";

/// The part of a path, which is not shown, for whether a thing is deprecated.
pub(super) const MARK: &str = "\u{1}mark";

/// What a component is as a part of a path, which is not shown.
pub(super) fn kind_part(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => OBJECT,
        Shape::Enum(_) => "\u{1}enum",
        Shape::Union(_) => "\u{1}union",
        Shape::Alias(_) => "\u{1}name",
    }
}

/// A value of an enum.
pub(super) fn literal(value: &EnumLiteral) -> String {
    match value {
        EnumLiteral::Text(text) => text.untrusted().to_owned(),
        EnumLiteral::Integer(number) => number.to_string(),
    }
}

impl Collector<'_> {
    /// A use of a type in words; what is inline is compared on its own.
    pub(super) fn words(&self, ty: &Type) -> String {
        let mut text = String::new();
        self.write(ty, &mut text, DEEPEST);
        text
    }

    fn write(&self, ty: &Type, out: &mut String, deeper: usize) {
        let Some(deeper) = deeper.checked_sub(1).filter(|_| out.len() < LONGEST) else {
            return out.push('…');
        };
        match ty {
            Type::Any => out.push_str("any value"),
            Type::Scalar(scalar) => out.push_str(&scalar_words(*scalar)),
            Type::List(item) => {
                out.push_str("array of ");
                self.write(item, out, deeper);
            }
            Type::Tuple(elements) => {
                out.push('[');
                for (at, element) in elements.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { ", " });
                    self.write(element, out, deeper);
                    if out.len() >= LONGEST {
                        break;
                    }
                }
                out.push(']');
            }
            Type::Rest(item) => {
                out.push_str("more of ");
                self.write(item, out, deeper);
            }
            Type::Map(value) => {
                out.push_str("map of ");
                self.write(value, out, deeper);
            }
            Type::Nullable(inner) => {
                self.write(inner, out, deeper);
                out.push_str(" or null");
            }
            Type::Def(id) => self.write_definition(*id, out, deeper),
        }
    }

    fn write_definition(&self, id: TypeId, out: &mut String, deeper: usize) {
        match (&self.api[id].seed, &self.api[id].shape) {
            // A name for something that could stand here as well.
            (_, Shape::Alias(inner)) if !self.analysis.is_newtype(id) => {
                self.write(inner, out, deeper);
            }
            (NameSeed::Component(name), _) => {
                out.push_str(self.names.component(name.untrusted()));
            }
            (_, Shape::Alias(_)) => out.push_str("an inline schema"),
            (_, shape) => {
                out.push_str("an inline ");
                out.push_str(kind(shape));
            }
        }
    }
}

pub(super) fn role_words(role: &Role) -> String {
    match role {
        Role::Property(name) => format!("property {}", name.untrusted()),
        Role::Item => "items".to_owned(),
        Role::Element(at) => format!("element {at}"),
        Role::Value => "values".to_owned(),
        Role::Variant(Some(name), _) => format!("variant {}", name.untrusted()),
        Role::Variant(None, at) => format!("variant {at}"),
    }
}

/// A place in an operation that has one of its kind, or a parameter.
pub(super) fn part_words(role: &OperationRole) -> String {
    match role {
        OperationRole::Request(_) => "body".to_owned(),
        OperationRole::Response(status, _) => answer(*status),
        OperationRole::ResponseHeader(_, name) => format!("header {}", name.untrusted()),
        OperationRole::Parameter(location, name) => {
            let location = super::operations::location_words(*location);
            format!("{location} {}", name.untrusted())
        }
        OperationRole::Output => "answers".to_owned(),
        OperationRole::Failure => "failures".to_owned(),
    }
}

/// What answers of a status are called.
pub(super) fn answer(status: Status) -> String {
    format!("answer {}", status.as_documented())
}

fn scalar_words(scalar: Scalar) -> String {
    let (word, format) = match scalar {
        Scalar::Bool => ("boolean", String::new()),
        Scalar::Integer(Integer::I64) => ("integer", String::new()),
        Scalar::Integer(width) => ("integer", width_words(width)),
        Scalar::F32 => ("number", "float".to_owned()),
        Scalar::F64 => ("number", String::new()),
        Scalar::Text(Format::Plain) => ("string", String::new()),
        Scalar::Text(format) => ("string", format_words(format)),
        Scalar::Base64 => ("string", "base64".to_owned()),
        Scalar::Binary => ("bytes", String::new()),
    };
    if format.is_empty() { word.to_owned() } else { format!("{word} ({format})") }
}

/// `I32` as `int32`.
fn width_words(width: Integer) -> String {
    format!("{width:?}").replace('U', "uint").replace('I', "int")
}

/// `DateTime` as `date-time`.
fn format_words(format: Format) -> String {
    let mut text = String::new();
    for (at, letter) in format!("{format:?}").chars().enumerate() {
        if at > 0 && letter.is_uppercase() {
            text.push('-');
        }
        text.extend(letter.to_lowercase());
    }
    text
}
