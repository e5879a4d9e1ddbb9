//! Which defaults can be constants, and what these are called.

use super::Planner;
use super::enums::{MOST_VARIANTS, value_idents};
use super::plan::{DefaultValue, FieldDefault, NumberType, Ty};
use super::scope::{Case, Ident, Scope};
use crate::model::{
    Access, EnumBase, EnumLiteral, Field, Integer, Presence, Scalar, Shape, SpecValue,
    Type, TypeId,
};

impl Planner<'_> {
    pub(super) fn default(&self, field: &Field, ident: &Ident) -> Option<FieldDefault> {
        let Presence::Default(value) = &field.presence else { return None };
        let value = self.default_value(&field.ty, value)?;
        let word = ident.as_str().trim_end_matches('_').to_uppercase();
        let name = format!("DEFAULT_{word}");
        let ident = Scope::new(Case::Constant, &[]).claim(&name, &name);
        Some(FieldDefault { ident, value })
    }

    /// What the constructor puts in a property by which unions know its struct, or that can be
    /// nothing else where it is sent, if the field is of that very type.
    pub(super) fn tag(&self, field: &Field, ty: &Ty) -> Option<DefaultValue> {
        let value = match (&field.tag, &field.constant) {
            (Some(tag), _) => SpecValue::new(tag.untrusted().into()),
            (None, Some(only)) if field.access == Access::WriteOnly => only.clone(),
            (None, Some(_)) => return None,
            (None, None) => self.only_value(field)?,
        };
        self.default_value(&field.ty, &value).filter(|value| match value {
            DefaultValue::Scalar(_, known) | DefaultValue::Variant(known, _) => {
                known == ty
            }
        })
    }

    /// The only value of a required property. OpenAPI 3.0 has no other way to write a constant; it
    /// stays a field, since more values may come.
    fn only_value(&self, field: &Field) -> Option<SpecValue> {
        let Type::Def(id) = *self.resolved(&field.ty) else { return None };
        let Shape::Enum(list) = &self.api[id].shape else { return None };
        let [only] = &list.values[..] else { return None };
        (field.is_sole && field.presence == Presence::Required).then(|| {
            match &only.value {
                EnumLiteral::Text(text) => SpecValue::new(text.untrusted().into()),
                EnumLiteral::Integer(number) => SpecValue::new((*number).into()),
            }
        })
    }

    fn default_value(&self, ty: &Type, value: &SpecValue) -> Option<DefaultValue> {
        match self.resolved(ty) {
            Type::Def(id) => self.default_variant(*id, value),
            Type::Scalar(scalar) => self.default_scalar(*scalar, value),
            _ => None,
        }
    }

    /// Whether an argument takes whatever becomes a value of this type: texts and bytes, also
    /// where they have another name, and unions.
    pub(super) fn is_converted(&self, ty: &Type) -> bool {
        match self.stripped(ty) {
            (_, true) => false,
            (ty @ Type::Scalar(_), _) => {
                matches!(self.ty(ty), Ty::String | Ty::Bytes | Ty::Upload | Ty::Base64)
            }
            (Type::Def(id), _) => match &self.api[*id].shape {
                Shape::Union(union) => self.is_made_of_others(union),
                _ => false,
            },
            _ => false,
        }
    }

    /// The type behind `null` and the names that are no types of their own in Rust.
    pub(super) fn resolved<'t>(&'t self, ty: &'t Type) -> &'t Type {
        self.stripped(ty).0
    }

    /// The type behind `null` and the names that are no types of their own in Rust, and whether
    /// there was `null`.
    fn stripped<'t>(&'t self, ty: &'t Type) -> (&'t Type, bool) {
        ty.stripped(&self.api.types, |id| self.facts.is_newtype(id))
    }

    fn default_scalar(&self, scalar: Scalar, value: &SpecValue) -> Option<DefaultValue> {
        let ty = self.ty(&Type::Scalar(scalar));
        let json = value.untrusted();
        let value = match &ty {
            Ty::Bool if json.is_boolean() => value.clone(),
            Ty::String if json.is_string() => value.clone(),
            // The compiler refuses a literal that is infinite.
            Ty::Number(width @ (NumberType::F32 | NumberType::F64)) => {
                let number = json.as_f64()?;
                let single = *width == NumberType::F32;
                let most = if single { f64::from(f32::MAX) } else { f64::MAX };
                SpecValue::new((number.abs() <= most).then_some(number)?.into())
            }
            Ty::Number(_) if json.is_i64() => value.clone(),
            Ty::Number(NumberType::Integer(Integer::U64)) if json.is_u64() => {
                value.clone()
            }
            _ => return None,
        };
        Some(DefaultValue::Scalar(value, ty))
    }

    fn default_variant(&self, id: TypeId, value: &SpecValue) -> Option<DefaultValue> {
        let Shape::Enum(list) = &self.api[id].shape else { return None };
        if list.base == EnumBase::Text && list.values.len() > MOST_VARIANTS {
            return None;
        }
        let at = list.values.iter().position(|known| match &known.value {
            EnumLiteral::Text(text) => {
                value.untrusted().as_str() == Some(text.untrusted())
            }
            EnumLiteral::Integer(number) => value.untrusted().as_i64() == Some(*number),
        })?;
        let variant = value_idents(list).swap_remove(at);
        Some(DefaultValue::Variant(self.ty(&Type::Def(id)), variant))
    }
}
