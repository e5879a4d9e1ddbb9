//! Types as Rust has them.

use super::{Home, LibraryType, NumberType};
use crate::model::{Docs, Limit, NodeId, SharedPart, SpecStr, SpecValue};
use crate::rust::Ident;

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Ty {
    Unit,
    Bool,
    Number(NumberType),
    String,
    Value,
    Base64,
    Bytes,
    /// `Upload`: a part of a multipart body that is only sent.
    Upload,
    /// A type of a library for a format.
    Library(LibraryType),
    Vec(Box<Ty>),
    Map(Box<Ty>),
    Tuple(Vec<Ty>),
    /// The last of a tuple: what follows its places.
    Rest(Box<Ty>),
    Option(Box<Ty>),
    Nullable(Box<Ty>),
    Boxed(Box<Ty>),
    Named(Home, Ident),
}

/// A type definition.
#[derive(Debug)]
pub struct TypeItem {
    /// Where it stands in the document.
    pub origin: NodeId,
    /// Its name.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// What stands in for documentation that is not there.
    pub about: About,
    /// Whether it can be `Eq` and `Hash`.
    pub hash: bool,
    /// What its values must keep to, if they can be asked: those of the fields are there.
    pub limits: Option<Vec<Limit>>,
    /// What it is.
    pub kind: TypeKind,
}

/// What a type is for, when the document does not say.
#[derive(Clone, Debug)]
pub enum About {
    /// A component: its name there.
    Component(SpecStr),
    /// A part of operations that several may share: its name.
    Shared(SpecStr, SharedPart),
    /// The value of a property of a type.
    Property(SpecStr, Ident),
    /// The elements or values of a type.
    Element(Ident),
    /// A variant of a union.
    Variant(Ident),
    /// A parameter of an operation: its name, and the operation's struct.
    Parameter(SpecStr, Ident),
    /// Another part of an operation: the operation's struct, and which part.
    Part(Ident, String),
}

/// What a type is.
#[derive(Debug)]
pub enum TypeKind {
    /// A struct.
    Struct(Struct),
    /// An enum of strings.
    Values(Vec<Value>),
    /// An enum of whole numbers.
    Numbers(Vec<Number>),
    /// So many strings that a table serves better than an enum.
    Constants(Vec<Value>),
    /// A union.
    Union(Union),
    /// `type`.
    Alias(Ty),
    /// A tuple struct around a type that refers back to it.
    Newtype(Ty),
}

/// A struct.
#[derive(Debug)]
pub struct Struct {
    /// The entries in the document's order.
    pub fields: Vec<Field>,
    /// The name of the field for other keys, and what they hold.
    pub extra: Option<(Ident, Ty)>,
    /// Whether it derives `Default`.
    pub default: bool,
    /// Whether it gets a constructor.
    pub constructor: bool,
    /// Whether it gets setters.
    pub setters: bool,
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    /// Where it stands in the document.
    pub origin: NodeId,
    /// Its name.
    pub ident: Ident,
    /// The setter's name.
    pub setter: Ident,
    /// Its key as sent.
    pub wire: SpecStr,
    /// Its type; for a constant, nothing is stored.
    pub ty: Ty,
    /// The constant that it holds.
    pub constant: Option<SpecValue>,
    /// What the constructor puts there: the value by which unions know the struct.
    pub tag: Option<DefaultValue>,
    /// What leaving it out means, if a constant can say it.
    pub default: Option<FieldDefault>,
    /// `None` is sent as `null`.
    pub or_null: bool,
    /// Its numbers may come in quotes.
    pub or_text: bool,
    /// Never shown.
    pub secret: bool,
    /// Whether the constructor takes it.
    pub required: bool,
    /// Whether the constructor takes it although it may be empty: no server sends it back.
    pub write_only: bool,
    /// Whether whatever becomes a value of its type is taken.
    pub converted: bool,
    /// What its value must keep to.
    pub limits: Vec<Limit>,
    /// Its documentation.
    pub docs: Docs,
}

impl Field {
    /// The type of what the constructor takes for it.
    pub fn argument(&self) -> &Ty {
        match &self.ty {
            Ty::Option(inner) if self.write_only => inner,
            ty => ty,
        }
    }

    /// Whether it may be left empty.
    pub fn is_optional(&self) -> bool {
        !self.required && self.tag.is_none()
    }
}

/// The default of a field, as a constant.
#[derive(Debug)]
pub struct FieldDefault {
    /// The constant's name.
    pub ident: Ident,
    /// Its value.
    pub value: DefaultValue,
}

/// The value of a default.
#[derive(Debug)]
pub enum DefaultValue {
    /// A scalar, and its type.
    Scalar(SpecValue, Ty),
    /// A variant of an enum.
    Variant(Ty, Ident),
}

/// A string of an enum.
#[derive(Debug, PartialEq)]
pub struct Value {
    /// The variant's name.
    pub ident: Ident,
    /// The value as sent.
    pub wire: SpecStr,
    /// Its documentation.
    pub docs: Docs,
}

/// A number of an enum.
#[derive(Debug, PartialEq)]
pub struct Number {
    /// The variant's name.
    pub ident: Ident,
    /// The value as sent.
    pub value: i64,
    /// Its documentation.
    pub docs: Docs,
}

/// A union.
#[derive(Debug)]
pub struct Union {
    /// The variants in the document's order.
    pub variants: Vec<Variant>,
    /// How they are told apart.
    pub select: crate::model::Select,
}

/// A variant of a union.
#[derive(Debug)]
pub struct Variant {
    /// Its name.
    pub ident: Ident,
    /// The accessor's name.
    pub accessor: Ident,
    /// What it holds.
    pub ty: Ty,
    /// The key of the object of which it holds the value, if there is one around it.
    pub key: Option<SpecStr>,
    /// The text of the tag that the union sends for it.
    pub tag: Option<SpecStr>,
    /// Whether `From` its content is unambiguous.
    pub from: bool,
    /// Its documentation.
    pub docs: Docs,
}
