//! Examples: which of them say what their schema says.
//!
//! One that contradicts its schema is a finding about the document, not a broken test of the
//! client.

pub(super) mod defaults;
mod in_schemas;

use super::Lowerer;
use crate::diagnostics::NodeId;
use crate::document::shown;
use crate::model::{
    Access, Integer, Operation, Payload, PayloadKind, Presence, Scalar, Shape,
    SpecValue, Type, TypeDef, places_and_rest,
};
use crate::source::Sources;
use serde_json::Value;

/// Examples nested deeper than this are not judged.
const DEEPEST: usize = 100;

/// Marks every example that contradicts its schema and reports it.
pub(super) fn judge(lowerer: &mut Lowerer<'_, '_>, operations: &mut [Operation]) {
    let mut contradictions = Vec::new();
    for operation in operations.iter_mut() {
        for payload in &mut operation.bodies {
            judge_payload(&lowerer.types, payload, false, &mut contradictions);
        }
        let successes = operation.success_statuses();
        for response in &mut operation.responses {
            let failure = !successes.contains(&response.status);
            for payload in &mut response.payloads {
                judge_payload(&lowerer.types, payload, failure, &mut contradictions);
            }
        }
    }
    for (origin, found) in contradictions {
        let place = found.place(lowerer.document.sources, origin);
        lowerer.report_contradiction(place, &found.said());
    }
}

fn judge_payload(
    types: &[TypeDef],
    payload: &mut Payload,
    failure: bool,
    contradictions: &mut Vec<(NodeId, Contradiction)>,
) {
    if payload.kind != PayloadKind::Json {
        return;
    }
    for example in &mut payload.examples {
        let judged = |value: &SpecValue| {
            contradiction(types, &payload.ty, value.untrusted()).or_else(|| {
                let why = nothing_known(types, &payload.ty, value);
                why.filter(|_| failure).map(Contradiction::from)
            })
        };
        let mut verdict = judged(&example.value);
        if verdict.is_some()
            && let Some(inner) = written_as_text(&example.value)
            && judged(&inner).is_none()
        {
            (example.value, verdict) = (inner, None);
        }
        if let Some(found) = verdict {
            example.valid = false;
            contradictions.push((example.origin, found));
        }
    }
}

/// The object or array that an example holds as text. It should be there as such (OpenAPI 3.1.1,
/// "Example Object", `value`), and many write it so all the same.
fn written_as_text(value: &SpecValue) -> Option<SpecValue> {
    let inner: Value = serde_json::from_str(value.untrusted().as_str()?).ok()?;
    (inner.is_object() || inner.is_array()).then(|| SpecValue::new(inner))
}

/// An answer that carries none of the documented keys is not the documented answer, although
/// a schema without `required` accepts it.
fn nothing_known(types: &[TypeDef], ty: &Type, value: &SpecValue) -> Option<String> {
    let Type::Def(id) = ty else { return None };
    let Shape::Struct(structure) = &types[*id].shape else { return None };
    let object = value.untrusted().as_object()?;
    let known =
        structure.fields.iter().any(|field| object.contains_key(field.wire.untrusted()));
    (!known && structure.extra.is_none() && !object.is_empty())
        .then(|| "it has none of the declared properties".to_owned())
}

/// What values are judged by.
#[derive(Clone, Copy)]
struct Judge<'t> {
    types: &'t [TypeDef],
    /// Whether `"1"` is something else than `1`, and a whole number may be too large.
    is_strict: bool,
}

/// Why a value is not of a type, and at which place in it, as a JSON pointer.
pub(super) struct Contradiction {
    path: String,
    why: String,
}

impl From<String> for Contradiction {
    fn from(why: String) -> Self {
        Self { path: String::new(), why }
    }
}

impl Contradiction {
    /// The contradiction of a value that holds the contradicting one at this step.
    fn beneath(self, step: &str) -> Self {
        let step = step.replace('~', "~0").replace('/', "~1");
        Self { path: format!("/{step}{}", self.path), why: self.why }
    }

    /// Where the document writes what contradicts: within the value at `origin`, unless that is a
    /// text which holds it.
    fn place(&self, sources: &Sources, origin: NodeId) -> NodeId {
        let mut node = origin;
        for step in self.path.split('/').skip(1) {
            let key = step.replace("~1", "/").replace("~0", "~");
            let item = || sources.items(node).nth(key.parse().ok()?);
            let Some(beneath) = sources.get(node, &key).or_else(item) else {
                return origin;
            };
            node = beneath;
        }
        node
    }

    fn said(self) -> String {
        if self.path.is_empty() {
            return self.why;
        }
        format!("at `{}`, {}", shown(&self.path), self.why)
    }
}

/// The first of several values, each with its step, that is not of a type.
fn first_within<'v, S: ToString>(
    mut values: impl Iterator<Item = (S, &'v Type, &'v Value)>,
    by: Judge<'_>,
    depth: usize,
) -> Option<Contradiction> {
    values.find_map(|(step, ty, value)| {
        let found = type_contradiction(by, ty, value, depth + 1)?;
        Some(found.beneath(&step.to_string()))
    })
}

/// Why a value is not of a type, if it is not.
pub(super) fn contradiction(
    types: &[TypeDef],
    ty: &Type,
    value: &Value,
) -> Option<Contradiction> {
    type_contradiction(Judge { types, is_strict: true }, ty, value, 0)
}

/// Why a value says something else than a type, even if quotes that are too many or too few count
/// for nothing, and neither does the width of a number.
pub(super) fn plain_contradiction(
    types: &[TypeDef],
    ty: &Type,
    value: &Value,
) -> Option<Contradiction> {
    type_contradiction(Judge { types, is_strict: false }, ty, value, 0)
}

/// Whether a value would be of a scalar if it had quotes, or had none, or had room.
fn may_mean(scalar: Scalar, value: &Value) -> bool {
    match scalar {
        Scalar::Text(_) => value.is_number() || value.is_boolean(),
        Scalar::F32 if value.is_number() => true,
        Scalar::Integer(_) if value.is_number() => {
            value.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        _ => value.as_str().is_some_and(|text| {
            let bare = serde_json::from_str(text.trim());
            bare.is_ok_and(|bare| scalar_contradiction(scalar, &bare).is_none())
        }),
    }
}

/// The items of an array with the types of a tuple, or what the tuple wants instead.
fn of_tuple<'a>(
    elements: &'a [Type],
    items: &'a [Value],
) -> Result<impl Iterator<Item = (&'a Type, &'a Value)>, &'static str> {
    let (places, rest) = places_and_rest(elements);
    if items.len() < places.len() {
        return Err("a longer array");
    }
    if items.len() > places.len() && rest.is_none() {
        return Err("a shorter array");
    }
    Ok(places.iter().chain(rest.into_iter().cycle()).zip(items))
}

fn type_contradiction(
    by: Judge<'_>,
    ty: &Type,
    value: &Value,
    depth: usize,
) -> Option<Contradiction> {
    // Tools write such texts where they know no value.
    let is_nothing = *value == "" || *value == "null";
    if depth > DEEPEST || (is_nothing && !by.is_strict) {
        return None;
    }
    let wrong =
        |wanted: &str| Some(format!("{} where {wanted} belongs", kind_of(value)).into());
    match ty {
        Type::Any | Type::Rest(_) => None,
        Type::Nullable(inner) => {
            if value.is_null() {
                None
            } else {
                type_contradiction(by, inner, value, depth + 1)
            }
        }
        Type::Scalar(scalar) => {
            let why = scalar_contradiction(*scalar, value);
            why.filter(|_| by.is_strict || !may_mean(*scalar, value)).map(Into::into)
        }
        Type::List(item) => match value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                first_within(items.map(|(at, value)| (at, &**item, value)), by, depth)
            }
            _ => wrong("an array"),
        },
        Type::Tuple(elements) => match value {
            Value::Array(items) => match of_tuple(elements, items) {
                Ok(items) => first_within(
                    items.enumerate().map(|(at, (ty, value))| (at, ty, value)),
                    by,
                    depth,
                ),
                Err(wanted) => wrong(wanted),
            },
            _ => wrong("an array"),
        },
        Type::Map(inner) => match value {
            Value::Object(entries) => {
                let entries = entries.iter();
                first_within(
                    entries.map(|(key, value)| (key, &**inner, value)),
                    by,
                    depth,
                )
            }
            _ => wrong("an object"),
        },
        Type::Def(id) => definition_contradiction(by, &by.types[*id], value, depth),
    }
}

fn definition_contradiction(
    by: Judge<'_>,
    definition: &TypeDef,
    value: &Value,
    depth: usize,
) -> Option<Contradiction> {
    match &definition.shape {
        Shape::Alias(inner) => type_contradiction(by, inner, value, depth + 1),
        // Both are open: whatever comes is kept.
        Shape::Union(_) => None,
        Shape::Enum(list) => match list.base {
            crate::model::EnumBase::Text
                if !value.is_string()
                    && (by.is_strict || !(value.is_number() || value.is_boolean())) =>
            {
                Some(format!("{} where a string belongs", kind_of(value)).into())
            }
            crate::model::EnumBase::Integer
                if !value.is_i64() && (by.is_strict || !value.is_string()) =>
            {
                Some(format!("{} where a whole number belongs", kind_of(value)).into())
            }
            _ => None,
        },
        Shape::Struct(structure) => {
            let Value::Object(object) = value else {
                return Some(
                    format!("{} where an object belongs", kind_of(value)).into(),
                );
            };
            structure.fields.iter().find_map(|field| {
                let wire = field.wire.untrusted();
                match object.get(wire) {
                    None => {
                        let missing = field.presence == Presence::Required
                            && field.access == Access::Both
                            && !matches!(field.ty, Type::Nullable(_));
                        let said =
                            || format!("the required `{}` is missing", shown(wire));
                        missing.then(|| said().into())
                    }
                    // Optional fields accept null.
                    Some(Value::Null) if field.presence != Presence::Required => None,
                    Some(value) => {
                        let found = type_contradiction(by, &field.ty, value, depth + 1);
                        found.map(|found| found.beneath(wire))
                    }
                }
            })
        }
    }
}

fn scalar_contradiction(scalar: Scalar, value: &Value) -> Option<String> {
    let (fits, wanted) = match scalar {
        Scalar::Bool => (value.is_boolean(), "a boolean"),
        Scalar::Integer(width) if is_whole(value, width) => return None,
        Scalar::Integer(_) if has_no_fraction(value) => {
            return Some("a whole number outside of the range of its type".to_owned());
        }
        Scalar::Integer(_) => (false, "a whole number"),
        Scalar::F32 => (value.as_f64().is_some_and(is_single), "a number of 32 bits"),
        Scalar::F64 => (value.is_number(), "a number"),
        Scalar::Text(_) | Scalar::Base64 | Scalar::Binary => {
            (value.is_string(), "a string")
        }
    };
    (!fits).then(|| format!("{} where {wanted} belongs", kind_of(value)))
}

fn has_no_fraction(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number.is_finite() && number.fract() == 0.0)
}

/// Whether a number is whole and fits, in any spelling (`1.0`).
fn is_whole(value: &Value, width: Integer) -> bool {
    let (lowest, highest) = match width {
        Integer::I8 => (i128::from(i8::MIN), i128::from(i8::MAX)),
        Integer::I16 => (i128::from(i16::MIN), i128::from(i16::MAX)),
        Integer::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Integer::I64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
        Integer::U8 => (0, i128::from(u8::MAX)),
        Integer::U16 => (0, i128::from(u16::MAX)),
        Integer::U32 => (0, i128::from(u32::MAX)),
        Integer::U64 => (0, i128::from(u64::MAX)),
    };
    whole(value).is_some_and(|number| (lowest..=highest).contains(&number))
}

/// A whole number, however it is spelled.
pub(super) fn whole(value: &Value) -> Option<i128> {
    const MOST: f64 = 1e30;
    let spelled = || {
        let number = value.as_f64().filter(|it| it.fract() == 0.0 && it.abs() < MOST)?;
        format!("{number:.0}").parse().ok()
    };
    let written = value.as_i64().map(i128::from);
    written.or_else(|| value.as_u64().map(i128::from)).or_else(spelled)
}

/// Whether 32 bits hold a number without making nothing or infinity of it.
fn is_single(number: f64) -> bool {
    let least = f64::from(f32::from_bits(1)) / 2.0;
    let size = number.abs();
    number == 0.0 || (size > least && size <= f64::from(f32::MAX))
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
