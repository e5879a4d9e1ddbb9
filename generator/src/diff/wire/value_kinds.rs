//! How the values of one type are related to those of another.

use super::{Class, Collector};
use crate::model::{EnumBase, Format, Integer, NameSeed, Scalar, Shape, Type, TypeId};

/// Where values go.
#[derive(Clone, Copy)]
pub(in crate::diff) struct Way {
    /// Clients send them.
    pub(super) sent: bool,
    /// Clients get them.
    pub(super) received: bool,
}

impl Way {
    /// To the server alone.
    pub(super) const SENT: Self = Self { sent: true, received: false };
    /// From the server alone.
    pub(super) const RECEIVED: Self = Self { sent: false, received: true };

    /// What it means that there are more values than before: clients get what they do not
    /// know, the server asks for less.
    pub(super) fn wider(self) -> Class {
        if self.received { Class::Breaking } else { Class::Additive }
    }

    /// What it means that there are fewer.
    pub(super) fn narrower(self) -> Class {
        if self.sent { Class::Breaking } else { Class::Additive }
    }
}

/// A use of a type, as far as its change can be weighed.
pub(in crate::diff) struct Use {
    pub(super) kind: ValueKind,
    /// Equal for types that are the same on the wire, whatever they are called.
    pub(super) spelling: String,
    pub(super) way: Way,
    /// The component, also where it is in lists or maps, or may be `null`.
    pub(super) component: Option<TypeId>,
}

impl Use {
    /// What a change to another type means.
    pub(in crate::diff) fn weigh(&self, new: &Self) -> Class {
        if self.spelling == new.spelling {
            return Class::Invisible;
        }
        match kinship(&self.kind, &new.kind) {
            Kinship::Alike => Class::Invisible,
            Kinship::Opened => Class::Additive,
            Kinship::Wider => self.way.wider(),
            Kinship::Narrower => self.way.narrower(),
            Kinship::Other => Class::Breaking,
        }
    }
}

/// What values of a type look like.
#[derive(Clone, PartialEq)]
pub(super) enum ValueKind {
    Any,
    Bool,
    Integer(Integer),
    Number,
    Text(Format),
    Base64,
    Binary,
    /// One of these.
    Values(EnumBase, Vec<String>),
    List(Box<ValueKind>),
    Map(Box<ValueKind>),
    Nullable(Box<ValueKind>),
    /// Something else, which is the same or another one.
    Parts,
}

/// Types that are nested deeper are not looked into.
const DEEPEST: usize = 32;

impl Collector<'_> {
    /// What values of a type look like.
    pub(super) fn value_kind(&self, ty: &Type) -> ValueKind {
        self.kind_within(ty, DEEPEST)
    }

    /// The component that a type refers to.
    pub(super) fn component_of(&self, ty: &Type) -> Option<TypeId> {
        match ty {
            Type::Nullable(inner)
            | Type::List(inner)
            | Type::Rest(inner)
            | Type::Map(inner) => self.component_of(inner),
            Type::Def(id) => {
                matches!(self.api[*id].seed, NameSeed::Component(_)).then_some(*id)
            }
            _ => None,
        }
    }

    fn kind_within(&self, ty: &Type, deeper: usize) -> ValueKind {
        let Some(deeper) = deeper.checked_sub(1) else { return ValueKind::Parts };
        let inner = |ty: &Type| Box::new(self.kind_within(ty, deeper));
        match ty {
            Type::Any => ValueKind::Any,
            Type::Scalar(scalar) => scalar_kind(*scalar),
            Type::List(item) => ValueKind::List(inner(item)),
            Type::Map(value) => ValueKind::Map(inner(value)),
            Type::Nullable(ty) => ValueKind::Nullable(inner(ty)),
            Type::Tuple(_) | Type::Rest(_) => ValueKind::Parts,
            Type::Def(id) => match &self.api[*id].shape {
                Shape::Alias(ty) => self.kind_within(ty, deeper),
                Shape::Enum(list) => {
                    let values = list.values.iter();
                    let values = values.map(|it| super::words::literal(&it.value));
                    ValueKind::Values(list.base, values.collect())
                }
                Shape::Struct(_) | Shape::Union(_) => ValueKind::Parts,
            },
        }
    }
}

fn scalar_kind(scalar: Scalar) -> ValueKind {
    match scalar {
        Scalar::Bool => ValueKind::Bool,
        Scalar::Integer(width) => ValueKind::Integer(width),
        Scalar::F32 | Scalar::F64 => ValueKind::Number,
        Scalar::Text(format) => ValueKind::Text(format),
        Scalar::Base64 => ValueKind::Base64,
        Scalar::Binary => ValueKind::Binary,
    }
}

/// How the values of a new type are related to those of the old one.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kinship {
    /// They are the same, or a remark about them is new or gone.
    Alike,
    /// More, where some were expected all along: enums are open.
    Opened,
    Wider,
    Narrower,
    Other,
}

impl Kinship {
    /// Both things happen to a type.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Alike, it) | (it, Self::Alike) => it,
            (one, two) if one == two => one,
            (Self::Opened | Self::Wider, Self::Opened | Self::Wider) => Self::Wider,
            _ => Self::Other,
        }
    }
}

fn kinship(old: &ValueKind, new: &ValueKind) -> Kinship {
    use ValueKind::{Any, Base64, Integer, List, Map, Nullable, Number, Text, Values};
    match (old, new) {
        (Any, Any) => Kinship::Alike,
        (_, Any) => Kinship::Wider,
        (Any, _) => Kinship::Narrower,
        (Nullable(old), Nullable(new))
        | (List(old), List(new))
        | (Map(old), Map(new)) => kinship(old, new),
        (old, Nullable(new)) => kinship(old, new).and(Kinship::Wider),
        (Nullable(old), new) => kinship(old, new).and(Kinship::Narrower),
        (Text(old), Text(new)) => formats(*old, *new),
        (Integer(old), Integer(new)) => widths(*old, *new),
        (Integer(_), Number) => Kinship::Wider,
        (Number, Integer(_)) => Kinship::Narrower,
        (Values(EnumBase::Text, _), Text(_))
        | (Values(EnumBase::Integer, _), Integer(_)) => Kinship::Opened,
        (Text(_), Values(EnumBase::Text, _))
        | (Integer(_), Values(EnumBase::Integer, _)) => Kinship::Narrower,
        (Values(base, old), Values(other, new)) if base == other => values(old, new),
        (Base64, Text(Format::Plain)) => Kinship::Wider,
        (Text(Format::Plain), Base64) => Kinship::Narrower,
        (ValueKind::Parts, _) | (_, ValueKind::Parts) => Kinship::Other,
        (old, new) if old == new => Kinship::Alike,
        _ => Kinship::Other,
    }
}

fn values(old: &[String], new: &[String]) -> Kinship {
    let holds = |all: &[String], some: &[String]| some.iter().all(|it| all.contains(it));
    match (holds(new, old), holds(old, new)) {
        (true, true) => Kinship::Alike,
        (true, false) => Kinship::Opened,
        (false, true) => Kinship::Narrower,
        (false, false) => Kinship::Other,
    }
}

/// A format is a remark about text; another format is another text.
fn formats(old: Format, new: Format) -> Kinship {
    let is_remark = |format| matches!(format, Format::Plain | Format::Password);
    if old == new || is_remark(old) || is_remark(new) {
        Kinship::Alike
    } else {
        Kinship::Other
    }
}

fn widths(old: Integer, new: Integer) -> Kinship {
    let [(old_least, old_most), (least, most)] = [range(old), range(new)];
    if (old_least, old_most) == (least, most) {
        Kinship::Alike
    } else if least <= old_least && old_most <= most {
        Kinship::Wider
    } else if old_least <= least && most <= old_most {
        Kinship::Narrower
    } else {
        Kinship::Other
    }
}

fn range(width: Integer) -> (i128, i128) {
    match width {
        Integer::I8 => (i8::MIN.into(), i8::MAX.into()),
        Integer::I16 => (i16::MIN.into(), i16::MAX.into()),
        Integer::I32 => (i32::MIN.into(), i32::MAX.into()),
        Integer::I64 => (i64::MIN.into(), i64::MAX.into()),
        Integer::U8 => (0, u8::MAX.into()),
        Integer::U16 => (0, u16::MAX.into()),
        Integer::U32 => (0, u32::MAX.into()),
        Integer::U64 => (0, u64::MAX.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_more_or_fewer_or_others() {
        use ValueKind::{Any, Base64, Bool, List, Nullable, Number, Parts};
        let text = || ValueKind::Text(Format::Plain);
        let list = |kind| List(Box::new(kind));
        let nullable = |kind| Nullable(Box::new(kind));
        let values = |all: &[&str]| {
            let all = all.iter().map(|it| (*it).to_owned());
            ValueKind::Values(EnumBase::Text, all.collect())
        };
        let int = |width| ValueKind::Integer(width);
        for (old, new, there, back) in [
            (text(), Any, Kinship::Wider, Kinship::Narrower),
            (text(), nullable(text()), Kinship::Wider, Kinship::Narrower),
            (list(text()), list(Any), Kinship::Wider, Kinship::Narrower),
            (int(Integer::I64), Number, Kinship::Wider, Kinship::Narrower),
            (int(Integer::I32), int(Integer::I64), Kinship::Wider, Kinship::Narrower),
            (int(Integer::U8), int(Integer::I16), Kinship::Wider, Kinship::Narrower),
            (int(Integer::I32), int(Integer::U32), Kinship::Other, Kinship::Other),
            (Base64, text(), Kinship::Wider, Kinship::Narrower),
            (values(&["a"]), text(), Kinship::Opened, Kinship::Narrower),
            (values(&["a"]), nullable(text()), Kinship::Wider, Kinship::Narrower),
            (values(&["a"]), values(&["a", "b"]), Kinship::Opened, Kinship::Narrower),
            (values(&["a"]), values(&["b"]), Kinship::Other, Kinship::Other),
            (Parts, Parts, Kinship::Other, Kinship::Other),
            (Bool, text(), Kinship::Other, Kinship::Other),
            (text(), ValueKind::Text(Format::Date), Kinship::Alike, Kinship::Alike),
            (
                ValueKind::Text(Format::Date),
                ValueKind::Text(Format::DateTime),
                Kinship::Other,
                Kinship::Other,
            ),
        ] {
            assert_eq!(kinship(&old, &new), there);
            assert_eq!(kinship(&new, &old), back);
        }
    }
}
