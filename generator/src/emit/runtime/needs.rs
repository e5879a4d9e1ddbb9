//! What a crate needs of the runtime, by what its types and operations are.

use crate::model::{Framing, PayloadKind, SchemeKind};
use crate::rust::{Crate, Operation, Outcome, Ty, TypeItem, TypeKind};

/// When a file of the runtime is part of a crate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Need {
    Always,
    /// There are operations to call.
    Calls,
    /// There are operations, and the generated crate has a cargo feature for it.
    Feature(&'static str),
    /// Something is built that may be refused: a client, or what checks webhooks.
    SetUp,
    Numbers,
    Constants,
    Unions,
    /// Variants of unions are compared: there are some, or there is XML, which is read whole.
    Ranks,
    Newtypes,
    Tuples,
    /// Tuples that go on behind their places.
    Rest,
    Base64,
    Statuses,
    /// Answers in several media types.
    Media,
    Objects,
    Form,
    Multipart,
    Uploads,
    JsonLines,
    /// A body is handed out while it comes.
    Downloads,
    /// Values are handed out while they come.
    Streams,
    Events,
    JsonStreams,
    Pages,
    Headers,
    /// Values can be asked whether they keep to limits.
    Limits,
    /// So can those that operations send.
    LimitsOfCalls,
    OAuth,
    Xml,
    /// With the cargo feature `webhooks`, if the document has any.
    Webhooks,
    /// There are formats with types of a library.
    Formats,
    /// There are formats with types of this library.
    Library(&'static str),
}

impl Need {
    /// The cargo feature of the generated crate that switches on what has this need.
    pub(super) fn feature(self) -> Option<&'static str> {
        match self {
            Self::Feature(feature) => Some(feature),
            Self::Webhooks => Some("webhooks"),
            _ => None,
        }
    }
}

pub(super) struct Needs {
    pub(super) parts: Vec<Need>,
    pub(super) libraries: Vec<&'static str>,
}

pub(super) fn needs(plan: &Crate) -> Needs {
    let mut needs = Needs { parts: Vec::new(), libraries: Vec::new() };
    if plan.has_operations() {
        needs.add(Need::Calls);
        needs.add(Need::SetUp);
    }
    if plan.webhooks.is_some() {
        needs.add(Need::Webhooks);
        needs.add(Need::SetUp);
    }
    if plan.xml.is_some() {
        needs.add(Need::Xml);
        needs.add(Need::Ranks);
    }
    let is_oauth =
        |kind: &SchemeKind| matches!(kind, SchemeKind::Bearer { oauth: true });
    if plan.client.schemes.iter().any(|scheme| is_oauth(&scheme.kind)) {
        needs.add(Need::OAuth);
    }
    for item in plan.items() {
        needs.item(item);
    }
    if needs.parts.contains(&Need::Limits) && plan.has_operations() {
        needs.add(Need::LimitsOfCalls);
    }
    for operation in plan.operations() {
        for param in &operation.params {
            needs.ty(&param.ty);
        }
        for choice in operation.body.iter().flat_map(|body| &body.choices) {
            needs.ty(&choice.ty);
            match choice.kind {
                PayloadKind::Form => needs.add(Need::Form),
                PayloadKind::Multipart => needs.add(Need::Multipart),
                PayloadKind::JsonLines | PayloadKind::JsonSequence => {
                    needs.add(Need::JsonLines);
                }
                _ => {}
            }
        }
        needs.sequences(operation);
        for variant in operation.any.iter().flat_map(|any| &any.variants) {
            needs.add(Need::Media);
            variant.ty.iter().for_each(|ty| needs.ty(ty));
        }
        for outcome in [&operation.output, &operation.failure] {
            match outcome {
                Outcome::None => {}
                Outcome::One(ty) => needs.ty(ty),
                Outcome::Several(_, variants) => {
                    needs.add(Need::Statuses);
                    variants
                        .iter()
                        .filter_map(|v| v.ty.as_ref())
                        .for_each(|ty| needs.ty(ty));
                }
            }
        }
    }
    needs
}

impl Needs {
    /// Whether what has this need is part of the crate.
    pub(super) fn include(&self, need: Need) -> bool {
        match need {
            Need::Always => true,
            Need::Feature(_) => self.parts.contains(&Need::Calls),
            Need::Formats => !self.libraries.is_empty(),
            Need::Library(library) => self.libraries.contains(&library),
            need => self.parts.contains(&need),
        }
    }

    fn add(&mut self, need: Need) {
        if !self.parts.contains(&need) {
            self.parts.push(need);
        }
    }

    fn sequences(&mut self, operation: &Operation) {
        for header in &operation.headers {
            self.add(Need::Headers);
            self.ty(&header.ty);
        }
        if let Some(pages) = &operation.pages {
            self.add(Need::Pages);
            self.ty(&pages.element);
        }
        if let Some(stream) = &operation.stream {
            self.add(Need::Downloads);
            self.add(Need::Streams);
            self.add(match stream.framing {
                Framing::Events | Framing::WholeEvents { .. } => Need::Events,
                Framing::Lines | Framing::Sequence => Need::JsonStreams,
            });
            self.ty(&stream.item);
        }
        let is_bytes = match &operation.output {
            Outcome::None => false,
            Outcome::One(ty) => *ty == Ty::Bytes,
            Outcome::Several(_, variants) => {
                variants.iter().any(|variant| variant.ty == Some(Ty::Bytes))
            }
        };
        if is_bytes {
            self.add(Need::Downloads);
        }
    }

    fn item(&mut self, item: &TypeItem) {
        if item.limits.is_some() {
            self.add(Need::Limits);
        }
        match &item.kind {
            TypeKind::Struct(structure) => {
                self.add(Need::Objects);
                structure.fields.iter().for_each(|field| self.ty(&field.ty));
                structure.extra.iter().for_each(|(_, ty)| self.ty(ty));
            }
            // Every crate has what enums need.
            TypeKind::Values(_) => {}
            TypeKind::Numbers(_) => self.add(Need::Numbers),
            TypeKind::Constants(_) => self.add(Need::Constants),
            TypeKind::Union(union) => {
                self.add(Need::Unions);
                self.add(Need::Ranks);
                union.variants.iter().for_each(|variant| self.ty(&variant.ty));
            }
            TypeKind::Alias(ty) => self.ty(ty),
            TypeKind::Newtype(ty) => {
                self.add(Need::Newtypes);
                self.ty(ty);
            }
        }
    }

    pub(super) fn ty(&mut self, ty: &Ty) {
        match ty {
            Ty::Base64 => self.add(Need::Base64),
            Ty::Upload => self.add(Need::Uploads),
            Ty::Tuple(elements) => {
                self.add(Need::Tuples);
                for element in elements {
                    self.ty(element);
                }
            }
            Ty::Library(library) => {
                let library = library.crate_name();
                if !self.libraries.contains(&library) {
                    self.libraries.push(library);
                }
            }
            Ty::Rest(inner) => {
                self.add(Need::Rest);
                self.ty(inner);
            }
            Ty::Vec(inner)
            | Ty::Map(inner)
            | Ty::Option(inner)
            | Ty::Nullable(inner)
            | Ty::Boxed(inner) => self.ty(inner),
            _ => {}
        }
    }
}
