//! Defaults that their own schema does not allow are reported and not used.

use super::{Contradiction, contradiction, whole};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::lower::Lowerer;
use crate::model::{
    Docs, EnumBase, EnumLiteral, Operation, Presence, Scalar, Shape, SpecValue, Type,
    TypeDef, type_ids,
};
use crate::source::Kind;
use serde_json::{Number, Value};

/// Aliases and lists are followed this far.
const DEEPEST: usize = 16;

/// Judges every default when all types are known.
pub(in crate::lower) fn judge(
    lowerer: &mut Lowerer<'_, '_>,
    operations: &mut [Operation],
) {
    let mut wrong: Vec<(NodeId, String)> = Vec::new();
    for id in type_ids(&lowerer.types) {
        let Shape::Struct(structure) = &lowerer.types[id].shape else { continue };
        let mut structure = structure.clone();
        for field in &mut structure.fields {
            let Presence::Default(value) = &mut field.presence else { continue };
            settle(&lowerer.types, &field.ty, value, &mut field.docs);
            if let Some(why) = contradicts(&lowerer.types, &field.ty, value) {
                wrong.push((field.origin, why));
                field.presence = Presence::Optional;
                forget(&mut field.docs);
            }
        }
        lowerer.types[id].shape = Shape::Struct(structure);
    }
    for operation in operations {
        for param in &mut operation.params {
            let Some(value) = &mut param.default else { continue };
            settle(&lowerer.types, &param.ty, value, &mut param.docs);
            if let Some(why) = contradicts(&lowerer.types, &param.ty, value) {
                let sources = lowerer.document.sources;
                let schema = sources.get(param.origin, "schema");
                wrong.push((schema.unwrap_or(param.origin), why));
                param.default = None;
                forget(&mut param.docs);
            }
        }
    }
    for id in type_ids(&lowerer.types) {
        let Some(mut value) = documented(&lowerer.types[id].docs) else { continue };
        let ty = Type::Def(id);
        let mut docs = lowerer.types[id].docs.clone();
        settle(&lowerer.types, &ty, &mut value, &mut docs);
        if let Some(why) = contradicts(&lowerer.types, &ty, &value) {
            wrong.push((lowerer.types[id].origin, why));
            forget(&mut docs);
        }
        lowerer.types[id].docs = docs;
    }
    for (origin, why) in wrong {
        lowerer.report_default(origin, &why);
    }
}

fn documented(docs: &Docs) -> Option<SpecValue> {
    let mut facts = docs.facts.iter();
    facts.find(|(keyword, _)| *keyword == "default").map(|(_, value)| value.clone())
}

/// Writes the default of a whole number as one, in digits alone: `1e3` and `1000.0` are `1000`.
fn settle(types: &[TypeDef], ty: &Type, default: &mut SpecValue, docs: &mut Docs) {
    let is_integer = match ty.bare(types) {
        Type::Scalar(Scalar::Integer(_)) => true,
        Type::Def(id) => match &types[*id].shape {
            Shape::Enum(list) => list.base == EnumBase::Integer,
            _ => false,
        },
        _ => false,
    };
    let value = default.untrusted();
    if !is_integer || !value.is_f64() {
        return;
    }
    let Some(number) = whole(value).and_then(Number::from_i128) else { return };
    *default = SpecValue::new(Value::Number(number));
    for (keyword, value) in &mut docs.facts {
        if *keyword == "default" {
            *value = default.clone();
        }
    }
}

/// The documentation does not mention it any more.
fn forget(docs: &mut Docs) {
    docs.facts.retain(|(keyword, _)| *keyword != "default");
}

/// Why a default is not a value of its type. `null` is how some people write "none".
fn contradicts(types: &[TypeDef], ty: &Type, default: &SpecValue) -> Option<String> {
    let value = default.untrusted();
    if value.is_null() {
        return None;
    }
    contradiction(types, ty, value)
        .map(Contradiction::said)
        .or_else(|| unlisted(types, ty, value, 0))
}

/// A default that is not among the values of its enum.
fn unlisted(
    types: &[TypeDef],
    ty: &Type,
    value: &Value,
    depth: usize,
) -> Option<String> {
    match ty {
        _ if depth > DEEPEST => None,
        Type::Nullable(inner) => unlisted(types, inner, value, depth + 1),
        Type::List(item) => value
            .as_array()?
            .iter()
            .find_map(|value| unlisted(types, item, value, depth + 1)),
        Type::Def(id) => match &types[*id].shape {
            Shape::Alias(inner) => unlisted(types, inner, value, depth + 1),
            Shape::Enum(list) => {
                let listed = list.values.iter().any(|known| match &known.value {
                    EnumLiteral::Text(text) => value.as_str() == Some(text.untrusted()),
                    EnumLiteral::Integer(number) => value.as_i64() == Some(*number),
                });
                (!listed).then(|| "it is none of the values of the `enum`".to_owned())
            }
            _ => None,
        },
        _ => None,
    }
}

impl Lowerer<'_, '_> {
    /// `origin` is the schema, or what else has the default where it cannot be found.
    fn report_default(&mut self, origin: NodeId, why: &str) {
        let node = self.schemas.contains_key(&origin).then(|| self.default_of(origin));
        self.report(wrong_default(node.flatten().unwrap_or(origin), why));
    }

    /// The value of a `default`; a number that no double holds is reported.
    pub(in crate::lower) fn default_value(&mut self, default: NodeId) -> Option<Value> {
        let sources = self.document.sources;
        let value = sources.to_json(default);
        if value.is_none() && matches!(sources.kind(default), Kind::Number(_)) {
            let why = "64 bits do not hold this number";
            self.diagnostics.report_once(wrong_default(default, why));
        }
        value
    }
}

fn wrong_default(node: NodeId, why: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongDefault,
        Place::Node(node),
        format!("the default contradicts its schema: {why}"),
    )
    .consequence("it is left out")
    .remedy("correct the default or the type")
}
