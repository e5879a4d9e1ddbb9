//! What a document says of the parts of a body, and which of that a request cannot carry.

use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{self, MediaType};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::lower::media_types::{essence, kind};
use crate::lower::schemas::merged::Parts;
use crate::lower::schemas::scalars::scalar;
use crate::model::{
    Field, Format, Operation, PartEncoding, Payload, PayloadKind, Scalar, Shape,
    SpecStr, Style, Type, TypeId,
};
use std::collections::BTreeSet;

/// A property whose value is a part of a body.
pub(super) struct Part {
    pub(super) wire: SpecStr,
    pub(super) ty: Type,
    /// The property's schema.
    pub(super) origin: NodeId,
}

/// Whether parts are described by position: their names are not properties of an object.
pub(super) fn is_by_position(media: &MediaType<'_>) -> bool {
    media.item_schema.is_some() && media.schema.is_none()
}

impl Lowerer<'_, '_> {
    /// A body whose parts have no names, since it is not an object, is sent as the caller writes it.
    pub(in crate::lower) fn settle_parts(&mut self, operations: &mut [Operation]) {
        let elsewhere = self.not_only_in_parts(operations);
        for payload in operations.iter_mut().flat_map(|known| &mut known.bodies) {
            let (kind, scalar) = match payload.kind {
                PayloadKind::Multipart => (PayloadKind::Bytes, Scalar::Binary),
                PayloadKind::Form => (PayloadKind::Text, Scalar::Text(Format::Plain)),
                _ => continue,
            };
            if self.may_be_object(&payload.ty) {
                self.settle_files(payload, &elsewhere);
                if payload.kind == PayloadKind::Multipart {
                    self.settle_styles(payload);
                    self.settle_part_types(payload);
                } else {
                    self.settle_pairs(payload);
                }
                continue;
            }
            let consequence = match payload.kind {
                PayloadKind::Multipart => {
                    "the caller writes the whole body, with the boundary in its first line"
                }
                _ => "the caller writes the whole body",
            };
            (payload.kind, payload.ty) = (kind, Type::Scalar(scalar));
            let Some(schema) = payload.schema else { continue };
            self.report(
                Diagnostic::new(
                    Code::OperationPartIgnored,
                    Place::Node(schema),
                    "this body is not an object, so its parts have no names",
                )
                .consequence(consequence)
                .remedy("describe an object with a property for each part"),
            );
        }
    }

    /// The types of other values than bodies in parts: JSON has no files.
    fn not_only_in_parts(&self, operations: &[Operation]) -> BTreeSet<TypeId> {
        let mut found = BTreeSet::new();
        for definition in &self.types {
            if !matches!(definition.shape, Shape::Alias(_)) {
                definition.shape.uses(&mut |ty| found.extend(ty.mentioned()));
            }
        }
        for operation in operations {
            let answers = operation.responses.iter().flat_map(|it| &it.payloads);
            let bodies =
                operation.bodies.iter().filter(|it| it.kind != PayloadKind::Multipart);
            for payload in bodies.chain(answers) {
                found.extend(match self.bare(&payload.ty) {
                    Type::Def(id) => vec![*id],
                    ty => ty.mentioned(),
                });
            }
        }
        found
    }

    /// What texts a schema allows, if it allows nothing else.
    pub(super) fn text_at(&mut self, node: NodeId) -> Option<Scalar> {
        let merged = self.merge(&Parts::of(node));
        let types = merged.effective_types();
        let is_text = types == JsonTypes::STRING;
        (is_text && merged.unions.is_empty()).then(|| scalar(&merged, types))
    }

    /// A style that changes nothing is none: a text or a file is one part in any, and an exploded
    /// list is a part for each element anyway, unless their names are numbered. Beside a style the
    /// media type of what has parts of its own is ignored (OpenAPI 3.1.2, "Encoding Object").
    fn settle_styles(&mut self, payload: &mut Payload) {
        let parts = self.parts_of(&payload.ty);
        for part in &mut payload.encoding {
            let described = parts.iter().find(|it| it.wire == part.property);
            let (Some(style), Some(Part { ty, origin, .. })) = (part.style, described)
            else {
                continue;
            };
            let ty = self.bare(ty);
            if let Type::List(item) = ty
                && style != Style::DeepObject
                && *self.bare(item) == Type::Scalar(Scalar::Binary)
            {
                if !part.explode {
                    self.diagnostics.report(files_in_one_part(*origin));
                }
                part.style = None;
            } else if self.is_one_text(ty) {
                part.style = None;
            } else {
                let is_list = matches!(ty, Type::List(_));
                let is_usual = is_list && part.explode && style != Style::DeepObject;
                part.style = part.style.filter(|_| !is_usual);
                part.content_type = None;
            }
        }
    }

    /// The usual style changes nothing but for objects, which are JSON without one.
    fn settle_pairs(&self, payload: &mut Payload) {
        let parts = self.parts_of(&payload.ty);
        for part in &mut payload.encoding {
            let is_usual = part.style == Some(Style::Form) && part.explode;
            let described = parts.iter().find(|it| it.wire == part.property);
            part.style.take_if(|_| {
                is_usual && described.is_some_and(|it| !self.may_be_object(&it.ty))
            });
        }
    }

    /// Whether values are single texts, numbers or files.
    fn is_one_text(&self, ty: &Type) -> bool {
        match ty {
            Type::Scalar(_) => true,
            Type::Def(id) => matches!(self.types[*id].shape, Shape::Enum(_)),
            _ => false,
        }
    }

    /// The parts of a body of this type.
    pub(super) fn parts_of(&self, ty: &Type) -> Vec<Part> {
        let Type::Def(id) = self.bare(ty) else { return Vec::new() };
        let Shape::Struct(structure) = &self.types[*id].shape else {
            return Vec::new();
        };
        let fields = structure.fields.iter();
        let part = |field: &Field| Part {
            wire: field.wire.clone(),
            ty: field.ty.clone(),
            origin: field.origin,
        };
        fields.map(part).collect()
    }

    /// Whether values are objects, or may be.
    pub(super) fn may_be_object(&self, ty: &Type) -> bool {
        match self.bare(ty) {
            Type::Def(id) => !matches!(self.types[*id].shape, Shape::Enum(_)),
            Type::Map(_) | Type::Any => true,
            _ => false,
        }
    }
}

impl<'s> Lowerer<'_, 's> {
    /// Reports headers of single parts, and encodings by position.
    pub(super) fn report_encodings(&mut self, content: &[MediaType<'s>]) {
        for media in content {
            for keyword in ["prefixEncoding", "itemEncoding"] {
                if let Some(node) = self.document.sources.get(media.node, keyword) {
                    self.report_encoding(
                        node,
                        "parts that are described by position are not made",
                        "the whole body is bytes, which the caller writes",
                    );
                }
            }
            for encoding in &media.encoding {
                if let Some(node) = self.document.sources.get(encoding.node, "headers") {
                    self.report_encoding(
                        node,
                        "the headers of single parts are not sent",
                        "the parts have a `Content-Type`, and nothing else",
                    );
                }
            }
        }
    }

    /// The Encoding Objects. A part of a file is of the type that its schema names; a pair of
    /// a form is text, unless it is JSON.
    pub(super) fn encoding(
        &mut self,
        media: &MediaType<'s>,
        body: PayloadKind,
    ) -> Vec<PartEncoding> {
        let mut parts: Vec<PartEncoding> = media.encoding.iter().map(part).collect();
        if body == PayloadKind::Form {
            parts.iter_mut().zip(&media.encoding).for_each(settle_style);
            parts.iter_mut().for_each(settle_pair);
        }
        let Some(node) = media.schema.filter(|_| body == PayloadKind::Multipart) else {
            return parts;
        };
        // Other parts than those of form data have no style (OpenAPI 3.1.2, "Encoding Object").
        if essence(media.name) == "multipart/form-data" {
            parts.iter_mut().zip(&media.encoding).for_each(settle_style);
        } else {
            for part in &mut parts {
                part.style = None;
            }
        }
        let whole = self.target_of(node);
        for (name, node) in &self.schema(whole).properties {
            let item = self.schema(*node).items.unwrap_or(*node);
            let item = self.schema(item);
            // Encoded bytes are text, and a text of JSON is written as it is.
            let is_plain = |media: &&str| {
                item.content_encoding.is_none() && !media.contains("json")
            };
            if let Some(media) = item.content_media_type.filter(is_plain)
                && parts.iter().all(|part| part.property.untrusted() != *name)
            {
                parts.push(PartEncoding {
                    property: SpecStr::new(name),
                    content_type: Some(SpecStr::new(media)),
                    style: None,
                    explode: true,
                    allow_reserved: false,
                });
            }
        }
        parts
    }

    fn report_encoding(&mut self, node: NodeId, what: &str, consequence: &'static str) {
        self.report(
            Diagnostic::new(Code::OperationPartIgnored, Place::Key(node), what)
                .consequence(consequence)
                .remedy("nothing, if the service does without them"),
        );
    }
}

/// Where anything is said of the style, the media type of a pair is ignored (OpenAPI 3.1.1,
/// "Encoding Object").
fn settle_pair(part: &mut PartEncoding) {
    let has_style = part.style.is_some();
    part.content_type.take_if(|media| {
        let media = essence(media.untrusted());
        has_style || kind(&media) != PayloadKind::Json || media.contains('*')
    });
}

/// Where anything is said of the style, a property is written like a query parameter (OpenAPI
/// 3.1.2, "Encoding Object").
fn settle_style((part, said): (&mut PartEncoding, &document::Encoding<'_>)) {
    if said.style.is_some() || said.explode.is_some() || said.allow_reserved {
        part.style = part.style.or(Some(Style::Form));
    }
}

fn files_in_one_part(property: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::OperationPartIgnored,
        Place::Node(property),
        "several files cannot be one part, whatever `explode` says",
    )
    .consequence("each of them is a part")
    .remedy("remove `explode`, if the service takes that")
}

fn part(encoding: &document::Encoding<'_>) -> PartEncoding {
    let style = match encoding.style {
        Some(document::Style::Form) => Some(Style::Form),
        Some(document::Style::SpaceDelimited) => Some(Style::SpaceDelimited),
        Some(document::Style::PipeDelimited) => Some(Style::PipeDelimited),
        Some(document::Style::DeepObject) => Some(Style::DeepObject),
        _ => None,
    };
    PartEncoding {
        property: SpecStr::new(encoding.property),
        content_type: encoding.content_type.map(SpecStr::new),
        style,
        explode: encoding.explode.unwrap_or(matches!(style, None | Some(Style::Form))),
        allow_reserved: encoding.allow_reserved,
    }
}
