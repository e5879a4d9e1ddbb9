//! Examples: which of them say what their schema says.
//!
//! One that contradicts its schema is a finding about the document, not a broken test of the
//! client.

use super::Lowerer;
use crate::diagnostics::NodeId;
use crate::model::{
    Access, EnumLiteral, Integer, Operation, Payload, PayloadKind, Presence, Scalar,
    Shape, SpecValue, Status, Type, TypeDef,
};
use serde_json::Value;

/// Examples nested deeper than this are not judged.
const DEEPEST: usize = 100;

/// Marks every example that contradicts its schema and reports it.
pub(super) fn judge(lowerer: &mut Lowerer<'_, '_>, operations: &mut [Operation]) {
    let mut contradictions: Vec<(NodeId, String)> = Vec::new();
    for operation in operations.iter_mut() {
        for payload in &mut operation.bodies {
            judge_payload(&lowerer.types, payload, false, &mut contradictions);
        }
        for response in &mut operation.responses {
            let failure = match response.status {
                Status::Exact(status) => status >= 300,
                Status::Range(first) => first >= 3,
                Status::Default => true,
            };
            for payload in &mut response.payloads {
                judge_payload(&lowerer.types, payload, failure, &mut contradictions);
            }
        }
    }
    for (origin, why) in contradictions {
        lowerer.report_contradiction(origin, &why);
    }
    judge_defaults(lowerer, operations);
}

/// Reports every default that its schema does not allow, and leaves it out of the
/// documentation.
fn judge_defaults(lowerer: &mut Lowerer<'_, '_>, operations: &mut [Operation]) {
    let mut wrong: Vec<(NodeId, String)> = Vec::new();
    for operation in operations {
        for param in &mut operation.params {
            let Some(default) = &param.default else { continue };
            if let Some(why) = wrong_default(&lowerer.types, &param.ty, default) {
                wrong.push((param.origin, why));
                param.docs.facts.retain(|(keyword, _)| *keyword != "default");
            }
        }
    }
    let mut odd: Vec<(usize, usize)> = Vec::new();
    for (at, definition) in lowerer.types.iter().enumerate() {
        let Shape::Struct(structure) = &definition.shape else { continue };
        for (place, field) in structure.fields.iter().enumerate() {
            let Presence::Default(default) = &field.presence else { continue };
            if let Some(why) = wrong_default(&lowerer.types, &field.ty, default) {
                wrong.push((field.origin, why));
                odd.push((at, place));
            }
        }
    }
    for (at, place) in odd {
        if let Shape::Struct(structure) = &mut lowerer.types[at].shape {
            let field = &mut structure.fields[place];
            field.docs.facts.retain(|(keyword, _)| *keyword != "default");
        }
    }
    for (origin, why) in wrong {
        lowerer.report_wrong_default(origin, &why);
    }
}

/// Why a default is none of its type, if it is not. `null` is how people write that there is
/// none.
fn wrong_default(types: &[TypeDef], ty: &Type, default: &SpecValue) -> Option<String> {
    let value = default.untrusted();
    // A whole number beyond the width of the Rust type is still what the schema says.
    let whole = value.as_f64().is_some_and(|number| number.fract() == 0.0);
    if value.is_null() || (whole && matches!(ty, Type::Scalar(Scalar::Integer(_)))) {
        return None;
    }
    contradiction(types, ty, value, 0).or_else(|| not_listed(types, ty, value))
}

/// A text that the enum does not list.
fn not_listed(types: &[TypeDef], ty: &Type, value: &Value) -> Option<String> {
    let ty = match ty {
        Type::Nullable(inner) => inner,
        ty => ty,
    };
    let Type::Def(id) = ty else { return None };
    let Shape::Enum(list) = &types[id.0 as usize].shape else { return None };
    let listed = list.values.iter().any(|known| match &known.value {
        EnumLiteral::Text(text) => value.as_str() == Some(text.untrusted()),
        EnumLiteral::Integer(number) => value.as_i64() == Some(*number),
    });
    (!listed).then(|| "it is none of the values of `enum`".to_owned())
}

fn judge_payload(
    types: &[TypeDef],
    payload: &mut Payload,
    failure: bool,
    contradictions: &mut Vec<(NodeId, String)>,
) {
    if payload.kind != PayloadKind::Json {
        return;
    }
    for example in &mut payload.examples {
        let verdict = contradiction(types, &payload.ty, example.value.untrusted(), 0)
            .or_else(|| {
                nothing_known(types, &payload.ty, &example.value).filter(|_| failure)
            });
        if let Some(why) = verdict {
            example.valid = false;
            contradictions.push((example.origin, why));
        }
    }
}

/// An answer that carries none of the documented keys is not the documented answer, although
/// a schema without `required` accepts it.
fn nothing_known(types: &[TypeDef], ty: &Type, value: &SpecValue) -> Option<String> {
    let Type::Def(id) = ty else { return None };
    let Shape::Struct(structure) = &types[id.0 as usize].shape else { return None };
    let object = value.untrusted().as_object()?;
    let known =
        structure.fields.iter().any(|field| object.contains_key(field.wire.untrusted()));
    (!known && structure.extra.is_none() && !object.is_empty())
        .then(|| "it has none of the declared properties".to_owned())
}

/// Why a value is not of a type, if it is not.
pub(super) fn contradiction(
    types: &[TypeDef],
    ty: &Type,
    value: &Value,
    depth: usize,
) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    let wrong =
        |wanted: &str| Some(format!("{} where {wanted} belongs", kind_of(value)));
    match ty {
        Type::Any => None,
        Type::Nullable(inner) => {
            if value.is_null() {
                None
            } else {
                contradiction(types, inner, value, depth + 1)
            }
        }
        Type::Scalar(scalar) => scalar_contradiction(*scalar, value),
        Type::List(item) => match value {
            Value::Array(items) => items
                .iter()
                .find_map(|value| contradiction(types, item, value, depth + 1)),
            _ => wrong("an array"),
        },
        Type::Tuple(elements) => match value {
            Value::Array(items) if items.len() >= elements.len() => elements
                .iter()
                .zip(items)
                .find_map(|(ty, value)| contradiction(types, ty, value, depth + 1)),
            _ => wrong("a longer array"),
        },
        Type::Map(inner) => match value {
            Value::Object(entries) => entries
                .values()
                .find_map(|value| contradiction(types, inner, value, depth + 1)),
            _ => wrong("an object"),
        },
        Type::Def(id) => {
            definition_contradiction(types, &types[id.0 as usize], value, depth)
        }
    }
}

fn definition_contradiction(
    types: &[TypeDef],
    definition: &TypeDef,
    value: &Value,
    depth: usize,
) -> Option<String> {
    match &definition.shape {
        Shape::Alias(inner) => contradiction(types, inner, value, depth + 1),
        // Both are open: whatever comes is kept.
        Shape::Union(_) => None,
        Shape::Enum(list) => match list.base {
            crate::model::EnumBase::Text if !value.is_string() => {
                Some(format!("{} where a string belongs", kind_of(value)))
            }
            crate::model::EnumBase::Integer if !value.is_i64() => {
                Some(format!("{} where a whole number belongs", kind_of(value)))
            }
            _ => None,
        },
        Shape::Struct(structure) => {
            let Value::Object(object) = value else {
                return Some(format!("{} where an object belongs", kind_of(value)));
            };
            structure.fields.iter().find_map(|field| {
                match object.get(field.wire.untrusted()) {
                    None => {
                        let missing = field.presence == Presence::Required
                            && field.access == Access::Both
                            && !matches!(field.ty, Type::Nullable(_));
                        missing.then(|| "a required property is missing".to_owned())
                    }
                    // Optional fields accept null.
                    Some(Value::Null) if field.presence != Presence::Required => None,
                    Some(value) => contradiction(types, &field.ty, value, depth + 1),
                }
            })
        }
    }
}

fn scalar_contradiction(scalar: Scalar, value: &Value) -> Option<String> {
    let (fits, wanted) = match scalar {
        Scalar::Bool => (value.is_boolean(), "a boolean"),
        Scalar::Integer(width) => (is_whole(value, width), "a whole number"),
        Scalar::F32 | Scalar::F64 => (value.is_number(), "a number"),
        Scalar::Text(_) | Scalar::Base64 | Scalar::Binary => {
            (value.is_string(), "a string")
        }
    };
    (!fits).then(|| format!("{} where {wanted} belongs", kind_of(value)))
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
    let whole =
        value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
    match whole {
        Some(number) => (lowest..=highest).contains(&number),
        None => value
            .as_f64()
            .is_some_and(|number| number.fract() == 0.0 && number.abs() < 9e15),
    }
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
