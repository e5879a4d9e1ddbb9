//! Type definitions: Rust types of fields, constructors, setters.

use super::plan::{
    About, DefaultValue, Field, LibraryType, Module, NumberType, Struct, Ty, TypeItem,
    TypeKind,
};
use super::scope::{Candidate, Case, Ident, Scope, collisions};
use super::statuses::status_title;
use super::words::snake;
use super::{Planner, documentation};
use crate::config::{FormatName, FormatType};
use crate::model::{
    self, Access, Format, NameSeed, NodeId, Presence, Role, Scalar, Shape, Type, TypeId,
};

/// A constructor of a type that only comes back takes at most this many arguments.
const MOST_ARGUMENTS: usize = 7;

/// Names of associated functions and of methods that the tables and derives add.
const SETTERS: &[&str] = &[
    "new",
    "default",
    "clone",
    "from",
    "into",
    "eq",
    "fmt",
    "hash",
    "vacant",
    "view",
    "edit",
    "serialize",
    "deserialize",
];

impl Planner<'_> {
    /// The modules of the components, in the document's order.
    pub(super) fn type_modules(&self) -> Vec<Module> {
        self.names
            .modules
            .iter()
            .map(|module| Module {
                ident: module.ident.clone(),
                items: self.type_items(&module.types),
            })
            .collect()
    }

    pub(super) fn type_items(&self, ids: &[TypeId]) -> Vec<TypeItem> {
        ids.iter().map(|id| self.type_item(*id)).collect()
    }

    fn type_item(&self, id: TypeId) -> TypeItem {
        let definition = &self.api[id];
        let kind = match &definition.shape {
            Shape::Struct(structure) => TypeKind::Struct(self.structure(id, structure)),
            Shape::Enum(list) => self.enumeration(list),
            Shape::Union(union) => TypeKind::Union(self.union(id, union)),
            Shape::Alias(ty) if self.facts.is_newtype(id) => {
                TypeKind::Newtype(self.ty(ty))
            }
            Shape::Alias(ty) => TypeKind::Alias(self.with_files(id, ty)),
        };
        TypeItem {
            origin: self.api[id].origin,
            ident: self.ident(id).clone(),
            docs: documentation::of_type(&definition.docs, self.ident(id), &kind),
            about: self.about(id),
            hash: self.facts.traits(id).hash,
            limits: self.facts.is_limited(id).then(|| definition.limits.clone()),
            kind,
        }
    }

    pub(super) fn ident(&self, id: TypeId) -> &Ident {
        &self.names.of_type(id).ident
    }

    fn about(&self, id: TypeId) -> About {
        match &self.api[id].seed {
            NameSeed::Component(name) => About::Component(name.clone()),
            NameSeed::Inside { parent, role } => {
                let parent = self.ident(*parent).clone();
                match role {
                    Role::Property(name) => About::Property(name.clone(), parent),
                    Role::Item | Role::Value | Role::Element(_) => {
                        About::Element(parent)
                    }
                    Role::Variant(..) => About::Variant(parent),
                }
            }
            NameSeed::Operation { operation, role } => {
                let operation = self.names.of_operation(*operation).ident.clone();
                part(role, operation)
            }
            NameSeed::Shared { name, part, .. } => About::Shared(name.clone(), *part),
            NameSeed::Webhook { name, .. } => About::Component(name.clone()),
        }
    }

    /// The Rust type of a use of a type.
    pub(super) fn ty(&self, ty: &Type) -> Ty {
        match ty {
            Type::Any => Ty::Value,
            Type::Scalar(scalar) => self.scalar(*scalar),
            Type::List(item) => Ty::Vec(Box::new(self.ty(item))),
            Type::Tuple(elements) => {
                Ty::Tuple(elements.iter().map(|element| self.ty(element)).collect())
            }
            Type::Rest(item) => Ty::Rest(Box::new(self.ty(item))),
            Type::Map(value) => Ty::Map(Box::new(self.ty(value))),
            Type::Nullable(inner) => Ty::Option(Box::new(self.ty(inner))),
            Type::Def(id) => self.names.of_type(*id).ty(),
        }
    }

    fn scalar(&self, scalar: Scalar) -> Ty {
        match scalar {
            Scalar::Bool => Ty::Bool,
            Scalar::Integer(width) => Ty::Number(NumberType::Integer(width)),
            Scalar::F32 => Ty::Number(NumberType::F32),
            Scalar::F64 => Ty::Number(NumberType::F64),
            Scalar::Text(format) => self.text(format),
            Scalar::Base64 => Ty::Base64,
            Scalar::Binary => Ty::String,
        }
    }

    /// Text, or what the configuration says that a format is.
    fn text(&self, format: Format) -> Ty {
        let configured = self
            .config
            .formats
            .iter()
            .find(|(name, _)| FormatName::format(**name) == Some(format))
            .map(|(_, library)| *library);
        let library = configured.and_then(|library| library_type(library, format));
        library.map_or(Ty::String, Ty::Library)
    }

    fn structure(&self, id: TypeId, structure: &model::Struct) -> Struct {
        let direction = self.facts.direction(id);
        let candidates: Vec<Candidate> = structure
            .fields
            .iter()
            .map(|field| {
                let wire = field.wire.untrusted();
                let name = field.rename.as_deref().unwrap_or(wire);
                Candidate { name: snake(name), key: wire.to_owned() }
            })
            .collect();
        let mut scope = Scope::new(Case::Snake, &[]);
        let idents = scope.claim_all(&candidates);
        self.note(&candidates, &idents, |at| structure.fields[at].origin);
        let extra = structure.extra.as_ref();
        let extra = extra
            .map(|ty| (extra_word(&mut scope), self.part_type(id, ty, self.ty(ty))));
        let validate = self.config.validate.then_some("validate");
        let taken: Vec<&str> = SETTERS.iter().copied().chain(validate).collect();
        let mut setters = Scope::new(Case::Snake, &taken);
        let fields: Vec<Field> = structure
            .fields
            .iter()
            .zip(idents)
            .enumerate()
            .map(|(at, (field, ident))| {
                let setter = setters.claim(ident.as_str(), ident.as_str());
                self.field(id, at, field, ident, setter)
            })
            .collect();
        let required = fields.iter().filter(|field| field.required).count();
        Struct {
            default: self.facts.traits(id).default
                && fields
                    .iter()
                    .all(|field| field.constant.is_some() || field.is_optional()),
            constructor: direction.sent || required <= MOST_ARGUMENTS,
            setters: direction.sent && fields.iter().any(has_setter),
            fields,
            extra,
        }
    }

    fn field(
        &self,
        id: TypeId,
        at: usize,
        field: &model::Field,
        ident: Ident,
        setter: Ident,
    ) -> Field {
        let direction = self.facts.direction(id);
        let (inner, nullable) = match &field.ty {
            Type::Nullable(inner) => (&**inner, true),
            ty => (ty, false),
        };
        let boxed = self.facts.is_boxed(id, at);
        let lenient = self.config.lenient_responses && !direction.sent;
        let may_be_missing = field.presence != Presence::Required
            || (field.access == Access::ReadOnly && direction.sent)
            || lenient
            // Nobody can send a value that demands itself.
            || (boxed && self.facts.is_endless(id));
        let unanswered = field.access == Access::WriteOnly && direction.received;
        let write_only = unanswered && direction.sent && !may_be_missing && !nullable;
        let optional = may_be_missing || unanswered;
        let ty = self.demanded_type(id, inner, boxed);
        let ty = match (optional, nullable) {
            (false, false) => ty,
            (true, true) if direction.sent => Ty::Nullable(Box::new(ty)),
            _ => Ty::Option(Box::new(ty)),
        };
        let constant = direction.constant(field).cloned();
        let tag = match constant {
            Some(_) => None,
            None => self.tag_of(field, &ty, direction.sent),
        };
        let required = constant.is_none() && tag.is_none() && (!optional || write_only);
        Field {
            default: self.default(field, &ident),
            origin: field.origin,
            setter,
            wire: field.wire.clone(),
            constant,
            tag,
            or_null: !optional && nullable,
            or_text: field.or_text,
            secret: field.secret,
            required,
            write_only,
            limits: field.limits.clone(),
            converted: !boxed && self.is_converted(inner),
            docs: documentation::of_field(field, &ident, direction, &ty),
            ident,
            ty,
        }
    }

    /// The type of a field that is never empty.
    fn demanded_type(&self, id: TypeId, inner: &Type, boxed: bool) -> Ty {
        let ty = self.part_type(id, inner, self.ty(inner));
        if boxed { Ty::Boxed(Box::new(ty)) } else { ty }
    }

    /// What the constructor puts there; an option is filled only where that is sent.
    fn tag_of(
        &self,
        field: &model::Field,
        ty: &Ty,
        is_sent: bool,
    ) -> Option<DefaultValue> {
        match ty {
            Ty::Option(inner) if is_sent => self.tag(field, inner),
            Ty::Option(_) => None,
            ty => self.tag(field, ty),
        }
    }

    /// Keeps what names had to be told apart.
    pub(super) fn note(
        &self,
        candidates: &[Candidate],
        idents: &[Ident],
        origin: impl Fn(usize) -> NodeId,
    ) {
        self.collisions.borrow_mut().extend(collisions(candidates, idents, origin));
    }
}

/// Whether a field may be left out or `null`, and is not fixed.
fn has_setter(field: &Field) -> bool {
    field.constant.is_none() && matches!(field.ty, Ty::Option(_) | Ty::Nullable(_))
}

/// What the keys that the document does not name are called.
fn extra_word(scope: &mut Scope) -> Ident {
    const WORDS: [&str; 2] = ["extra", "additional_properties"];
    let word = WORDS.into_iter().find(|word| scope.is_free(word)).unwrap_or(WORDS[0]);
    scope.claim(word, "additionalProperties")
}

/// The part of an operation that a type is for.
fn part(role: &model::OperationRole, operation: Ident) -> About {
    let name = match role {
        model::OperationRole::Parameter(_, name) => {
            return About::Parameter(name.clone(), operation);
        }
        model::OperationRole::Response(status, _) => {
            format!("body of {}", status_title(*status))
        }
        model::OperationRole::Request(_) => "request body".to_owned(),
        model::OperationRole::ResponseHeader(..) => "header of an answer".to_owned(),
        model::OperationRole::Output => "answer".to_owned(),
        model::OperationRole::Failure => "failure".to_owned(),
    };
    About::Part(operation, name)
}

/// What a library has for a format.
fn library_type(library: FormatType, format: Format) -> Option<LibraryType> {
    Some(match (library, format) {
        (FormatType::Jiff, Format::DateTime) => LibraryType::JiffTimestamp,
        (FormatType::Jiff, Format::Date) => LibraryType::JiffDate,
        (FormatType::Jiff, Format::Time) => LibraryType::JiffTime,
        (FormatType::Jiff, Format::Duration) => LibraryType::JiffDuration,
        (FormatType::Chrono, Format::DateTime) => LibraryType::ChronoDateTime,
        (FormatType::Chrono, Format::Date) => LibraryType::ChronoDate,
        (FormatType::Chrono, Format::Time) => LibraryType::ChronoTime,
        (FormatType::Time, Format::DateTime) => LibraryType::TimeDateTime,
        (FormatType::Time, Format::Date) => LibraryType::TimeDate,
        (FormatType::Time, Format::Time) => LibraryType::TimeTime,
        (FormatType::Uuid, Format::Uuid) => LibraryType::Uuid,
        (FormatType::Url, Format::Uri) => LibraryType::Url,
        (FormatType::RustDecimal, Format::Decimal) => LibraryType::Decimal,
        (FormatType::Std, Format::Ipv4) => LibraryType::Ipv4Addr,
        (FormatType::Std, Format::Ipv6) => LibraryType::Ipv6Addr,
        _ => return None,
    })
}
