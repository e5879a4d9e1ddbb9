//! Types: uses of types, and the definitions that get a name.

use super::{Docs, Limit, NameSeed, NodeId, SpecStr, SpecValue, TypeId};
use crate::json_types::JsonTypes;

/// A use of a type. It never needs a name of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Any JSON value.
    Any,
    /// A single value without parts.
    Scalar(Scalar),
    /// An array whose elements are alike.
    List(Box<Type>),
    /// `prefixItems`: an array with a type for each place.
    Tuple(Vec<Type>),
    /// What an array has behind the places of a tuple, of which it is the last element.
    Rest(Box<Type>),
    /// An object whose values are alike and whose keys are free.
    Map(Box<Type>),
    /// `null` is allowed as well. Never nested, never around [`Type::Any`].
    Nullable(Box<Type>),
    /// A definition.
    Def(TypeId),
}

impl Type {
    /// The definitions that it mentions at all.
    pub fn mentioned(&self) -> Vec<TypeId> {
        let mut found = Vec::new();
        let mut work = vec![self];
        while let Some(ty) = work.pop() {
            match ty {
                Self::Nullable(inner)
                | Self::List(inner)
                | Self::Rest(inner)
                | Self::Map(inner) => work.push(inner),
                Self::Tuple(elements) => work.extend(elements.iter().rev()),
                Self::Def(id) => found.push(*id),
                Self::Any | Self::Scalar(_) => {}
            }
        }
        found
    }
}

/// The places of a tuple, and what follows them if anything may.
pub fn places_and_rest(elements: &[Type]) -> (&[Type], Option<&Type>) {
    match elements.split_last() {
        Some((Type::Rest(rest), places)) => (places, Some(rest)),
        _ => (elements, None),
    }
}

/// Values without parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `true`, `false`.
    Bool,
    /// A whole number; the width comes from `format`.
    Integer(Integer),
    /// `format: float`.
    F32,
    /// Any other number.
    F64,
    /// Text; the format decides whether configuration may give it a richer type.
    Text(Format),
    /// `format: byte`, `contentEncoding: base64`: bytes, as Base64 in JSON.
    Base64,
    /// `format: binary`: bytes as such, outside JSON.
    Binary,
}

/// Widths of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Integer {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

/// Formats of text for which configuration may choose a type; everything else is `Plain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those of the format registry")]
pub enum Format {
    Plain,
    DateTime,
    Date,
    Time,
    Duration,
    Uuid,
    Uri,
    Email,
    Ipv4,
    Ipv6,
    Decimal,
    Password,
}

/// A type that gets a name.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// The schema that it comes from.
    pub origin: NodeId,
    /// What its name is made of.
    pub seed: NameSeed,
    /// A name that the configuration demands.
    pub rename: Option<String>,
    /// Its documentation.
    pub docs: Docs,
    /// `example` and `examples` of the schema.
    pub examples: Vec<SpecValue>,
    /// Whether it is a schema of `components` (these claim their names first).
    pub component: bool,
    /// What its values must keep to: of a struct, the object itself and its further keys.
    pub limits: Vec<Limit>,
    /// What it is.
    pub shape: Shape,
}

/// What a definition is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object with known properties.
    Struct(Struct),
    /// A closed list of scalars, treated as open.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
}

/// An object with known properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Struct {
    /// The properties, in the document's order; `wire` is unique.
    pub fields: Vec<Field>,
    /// `additionalProperties` beside properties: what the other keys hold.
    pub extra: Option<Type>,
}

/// A property.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The property's schema, or its name in `required` if it has none.
    pub origin: NodeId,
    /// The key as sent.
    pub wire: SpecStr,
    /// A name that the configuration demands.
    pub rename: Option<String>,
    /// The type of the value; `Nullable` when `null` is allowed.
    pub ty: Type,
    /// Whether it must be there.
    pub presence: Presence,
    /// `readOnly`, `writeOnly`.
    pub access: Access,
    /// `const`: the field holds this value and nothing else. Only scalars get here.
    pub constant: Option<SpecValue>,
    /// The only text by which unions know its struct: what the property holds unless somebody
    /// says otherwise.
    pub tag: Option<SpecStr>,
    /// Whether its schema lists a single value and allows no other.
    pub is_sole: bool,
    /// What the value must keep to.
    pub limits: Vec<Limit>,
    /// Its numbers may come in quotes.
    pub or_text: bool,
    /// Never shown by `Debug`: `format: password`, `writeOnly`, names from the configuration.
    pub secret: bool,
    /// Its documentation.
    pub docs: Docs,
}

impl Field {
    /// Whether every object has it that a server sends.
    pub fn is_demanded(&self) -> bool {
        self.presence == Presence::Required && self.access != Access::WriteOnly
    }
}

/// Whether a property must be there. Whether it may be `null` is the type's business.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// The property must be there.
    Required,
    /// The property may be left out.
    Optional,
    /// The property may be left out, and this is what that means (documented, never sent by
    /// itself).
    Default(SpecValue),
}

/// Who may send a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Client and server.
    #[default]
    Both,
    /// `readOnly`: the server alone.
    ReadOnly,
    /// `writeOnly`: the client alone.
    WriteOnly,
}

/// A list of scalars.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// What its values are.
    pub base: EnumBase,
    /// The values, in the document's order, each once.
    pub values: Vec<EnumValue>,
}

/// What the values of an enum are. Enums of other scalars are lowered to the scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumBase {
    /// Strings.
    Text,
    /// Whole numbers of 64 bits.
    Integer,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// Where it stands.
    pub origin: NodeId,
    /// The value as sent.
    pub value: EnumLiteral,
    /// A name from `x-enum-varnames`, `x-enumNames` or a constant's `title`.
    pub name: Option<SpecStr>,
    /// Its documentation.
    pub docs: Docs,
}

/// A value of an enum as sent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum EnumLiteral {
    Text(SpecStr),
    Integer(i64),
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The types, in the document's order.
    pub variants: Vec<Variant>,
    /// How they are told apart.
    pub select: Select,
}

/// One type of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// What its name is made of: a `title`, the tag's value; otherwise the type says it.
    pub name: Option<SpecStr>,
    /// What it holds. Never `Nullable`.
    pub ty: Type,
    /// The object of which it holds the value of the only entry; nothing where what it holds is
    /// sent as it is.
    pub entry: Option<Entry>,
    /// The text of the union's tag, where the union itself must send it: what the variant
    /// holds may lack the property.
    pub tag: Option<SpecStr>,
    /// Its documentation.
    pub docs: Docs,
}

/// An object of one entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where the object is described.
    pub object: NodeId,
    /// Where the value is described.
    pub origin: NodeId,
    /// The key as sent.
    pub key: SpecStr,
    /// The documentation of the value.
    pub docs: Docs,
}

/// How the variants of a union are told apart; decided once, at generation.
#[derive(Clone, Debug, PartialEq)]
pub enum Select {
    /// By the text of a property.
    Tag {
        /// The property.
        property: SpecStr,
        /// Each value with the index of its variant; several values may share one.
        values: Vec<(SpecStr, usize)>,
        /// The index of the variant that is meant by other values and where there is none.
        default: Option<usize>,
        /// The index of the variant that is meant where there is no value, if it is another one.
        untagged: Option<usize>,
    },
    /// By looking at the value: the first probe that fits, in this order, decides. Where
    /// several can fit, the variants are tried.
    Probe {
        /// What a value must look like to be each of the variants.
        probes: Vec<Probe>,
        /// Whether a value may be of several variants, also where a constant speaks for one.
        at_once: bool,
        /// Whether any value is one, be it none of the variants.
        open: bool,
    },
}

impl Select {
    /// By looking at the value.
    pub fn by_probes(probes: Vec<Probe>) -> Self {
        Self::Probe { probes, at_once: false, open: false }
    }
}

/// What a value must look like to be a variant.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// The index of the variant.
    pub variant: usize,
    /// The types that it can have.
    pub types: JsonTypes,
    /// Properties that must be there.
    pub required: Vec<SpecStr>,
    /// Properties, or places of an array, that must hold one of these strings.
    pub constants: Vec<(SpecStr, Vec<SpecStr>)>,
    /// Properties that hold none but these scalars where they come, as text.
    pub hints: Vec<(SpecStr, Vec<SpecStr>)>,
}
