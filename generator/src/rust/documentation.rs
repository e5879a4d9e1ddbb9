//! What is said of things besides their types: not what these say already.

use super::plan::{NumberType, Ty, TypeKind};
use super::scope::Ident;
use crate::analyse::Direction;
use crate::model::{
    self, Access, Docs, HELD_FORMAT, Integer, SpecStr, SpecValue, letters,
};

/// Of a type: not its name, if there is more to read.
pub(super) fn of_type(docs: &Docs, ident: &Ident, kind: &TypeKind) -> Docs {
    let docs = match docs.description {
        Some(_) => without_title(docs, ident),
        None => docs.clone(),
    };
    match kind {
        TypeKind::Alias(ty) | TypeKind::Newtype(ty) => of_value(docs, ty),
        _ => docs,
    }
}

/// Of a field: with the constant that it is where that may be missing, and who gives it where both
/// sides could.
pub(super) fn of_field(
    field: &model::Field,
    ident: &Ident,
    direction: Direction,
    ty: &Ty,
) -> Docs {
    let mut docs = of_value(without_title(&field.docs, ident), ty);
    let constant = field.constant.iter().filter(|_| direction.constant(field).is_none());
    docs.facts.extend(constant.map(|value| ("const", value.clone())));
    let given = match field.access {
        Access::ReadOnly => Some("readOnly"),
        Access::WriteOnly => Some("writeOnly"),
        Access::Both => None,
    };
    let given = given.filter(|_| direction.sent && direction.received);
    docs.facts.extend(given.map(|keyword| (keyword, SpecValue::new(true.into()))));
    docs
}

/// Of a value of this type.
pub(super) fn of_value(mut docs: Docs, ty: &Ty) -> Docs {
    for (keyword, value) in &mut docs.facts {
        let format = value.untrusted().as_str().unwrap_or_default();
        if *keyword == "format" && holds(ty, format) {
            *keyword = HELD_FORMAT;
        }
    }
    docs
}

/// Whether a type says what a format says.
fn holds(ty: &Ty, format: &str) -> bool {
    match ty {
        Ty::Option(inner) | Ty::Nullable(inner) | Ty::Boxed(inner) => {
            holds(inner, format)
        }
        Ty::Number(NumberType::F32) => format == "float",
        Ty::Number(NumberType::F64) => format == "double",
        Ty::Number(number @ NumberType::Integer(width)) => match format {
            "long" => *width == Integer::I64,
            "uint" => *width == Integer::U64,
            sized => sized.replace("uint", "u").replace("int", "i") == number.name(),
        },
        Ty::Base64 => ["byte", "base64"].contains(&format),
        Ty::Bytes | Ty::Upload => format == "binary",
        // Nothing but its format makes it one.
        Ty::Library(_) => true,
        _ => false,
    }
}

/// Documentation without a title that only says the name again.
fn without_title(docs: &Docs, ident: &Ident) -> Docs {
    let is_name =
        |title: &SpecStr| letters(title.untrusted()) == letters(ident.as_str());
    let mut docs = docs.clone();
    docs.summary = docs.summary.filter(|title| !is_name(title));
    docs
}
