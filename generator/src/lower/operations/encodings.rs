//! What a document says of the parts of a body, and which of that a request cannot carry.

use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{self, MediaType, Types, Version};
use crate::lower::Lowerer;
use crate::lower::media_types::{essence, kind};
use crate::lower::schemas::flat::Parts;
use crate::lower::schemas::or_null;
use crate::lower::schemas::scalars::{is_of_bytes, scalar};
use crate::model::{
    Format, Operation, PartEncoding, Payload, PayloadKind, Scalar, Shape, SpecStr,
    Style, Type, TypeId,
};
use std::collections::BTreeSet;

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

    /// A part of which nothing is said is a file where its encoding names a type of bytes, or
    /// where it is one of several; since 3.1 any is, unless its encoding names another type
    /// (OpenAPI 3.1.1, "Encoding Object", `contentType`, and "Considerations for File Uploads").
    fn settle_files(&mut self, payload: &Payload, elsewhere: &BTreeSet<TypeId>) {
        let Type::Def(id) = *self.bare(&payload.ty) else { return };
        let by_default =
            self.document.version != Version::V30 && !elsewhere.contains(&id);
        for (at, (wire, ty, origin)) in self.fields_of(&payload.ty).iter().enumerate() {
            if !elsewhere.contains(&id) && self.is_text_of_a_file(ty, *origin) {
                self.take_as_file(id, at, matches!(ty, Type::List(_)));
                continue;
            }
            if !elsewhere.contains(&id)
                && let Some(is_list) = self.files_among(ty, *origin)
            {
                self.take_as_file(id, at, is_list);
                continue;
            }
            let is_any = |ty: &Type| *self.bare(ty) == Type::Any;
            let is_list = matches!(ty, Type::List(item) if is_any(item));
            if !is_list && !is_any(ty) {
                continue;
            }
            let mut encodings = payload.encoding.iter();
            let media = encodings
                .find(|part| part.property == *wire)
                .and_then(|part| part.content_type.as_ref());
            let is_usual = is_list || by_default && self.is_untyped(*origin);
            if media.map_or(is_usual, |media| is_of_bytes(media.untrusted())) {
                self.take_as_file(id, at, is_list);
            }
        }
    }

    fn take_as_file(&mut self, id: TypeId, at: usize, is_list: bool) {
        let file = Type::Scalar(Scalar::Binary);
        let file = if is_list { Type::List(Box::new(file)) } else { file };
        if let Shape::Struct(structure) = &mut self.types[id.0 as usize].shape {
            let ty = &mut structure.fields[at].ty;
            *ty = or_null(file, matches!(ty, Type::Nullable(_)));
        }
    }

    /// Whether a text, or each of a list, is the content of a file by its `format`: a media type,
    /// which is for `contentMediaType` to say, or the word of Swagger 2.0.
    fn is_text_of_a_file(&mut self, ty: &Type, node: NodeId) -> bool {
        let (item, is_list) = match ty {
            Type::List(item) => (&**item, true),
            ty => (ty, false),
        };
        if !matches!(self.bare(item), Type::Scalar(Scalar::Text(_))) {
            return false;
        }
        let target = self.target_of(node);
        let items = self.schema(target).items.filter(|_| is_list);
        let format = self.schema(items.unwrap_or(target)).format;
        format.is_some_and(|it| it == "file" || it == "text/csv" || is_of_bytes(it))
    }

    /// Whether a union, or each of a list, is of files beside what a file can hold as well: `false`
    /// for one file, `true` where several may be given, of which one is a list.
    fn files_among(&mut self, ty: &Type, node: NodeId) -> Option<bool> {
        let target = self.target_of(node);
        let items = self.schema(target).items.filter(|_| matches!(ty, Type::List(_)));
        let union = self.target_of(items.unwrap_or(target));
        let schema = self.schema(union);
        let (mut has_file, mut is_list) = (false, items.is_some());
        for variant in schema.one_of.iter().chain(&schema.any_of) {
            if self.is_null_branch(*variant) {
                continue;
            }
            let target = self.target_of(*variant);
            let listed = self.schema(target).items;
            is_list |= listed.is_some();
            has_file |= self.text_at(listed.unwrap_or(target))? == Scalar::Binary;
        }
        has_file.then_some(is_list)
    }

    /// What texts a schema allows, if it allows nothing else.
    pub(super) fn text_at(&mut self, node: NodeId) -> Option<Scalar> {
        let flat = self.flatten(&Parts::of(node));
        let types = flat.effective_types();
        let is_text = types == Types { string: true, ..Types::default() };
        (is_text && flat.unions.is_empty()).then(|| scalar(&flat, types))
    }

    /// Whether a schema says nothing of its values; a default tells that they are texts.
    fn is_untyped(&mut self, node: NodeId) -> bool {
        let target = self.target_of(node);
        let schema = self.schema(target);
        !schema.says_something() && schema.default.is_none()
    }

    /// A style that changes nothing is none: a text or a file is one part in any, and an exploded
    /// list is a part for each element anyway, unless their names are numbered. Beside a style the
    /// media type of what has parts of its own is ignored (OpenAPI 3.1.2, "Encoding Object").
    fn settle_styles(&mut self, payload: &mut Payload) {
        let fields = self.fields_of(&payload.ty);
        for part in &mut payload.encoding {
            let field = fields.iter().find(|(wire, ..)| *wire == part.property);
            let (Some(style), Some((_, ty, origin))) = (part.style, field) else {
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
        let fields = self.fields_of(&payload.ty);
        for part in &mut payload.encoding {
            let is_usual = part.style == Some(Style::Form) && part.explode;
            let field = fields.iter().find(|(wire, ..)| *wire == part.property);
            part.style.take_if(|_| {
                is_usual && field.is_some_and(|(_, ty, _)| !self.may_be_object(ty))
            });
        }
    }

    /// Whether values are single texts, numbers or files.
    fn is_one_text(&self, ty: &Type) -> bool {
        match ty {
            Type::Scalar(_) => true,
            Type::Def(id) => matches!(self.types[id.0 as usize].shape, Shape::Enum(_)),
            _ => false,
        }
    }

    /// The properties of a structure: their names, types and schemas.
    pub(super) fn fields_of(&self, ty: &Type) -> Vec<(SpecStr, Type, NodeId)> {
        let Type::Def(id) = self.bare(ty) else { return Vec::new() };
        match &self.types[id.0 as usize].shape {
            Shape::Struct(structure) => {
                let fields = structure.fields.iter();
                fields
                    .map(|field| (field.wire.clone(), field.ty.clone(), field.origin))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether values are objects, or may be.
    pub(super) fn may_be_object(&self, ty: &Type) -> bool {
        match self.bare(ty) {
            Type::Def(id) => !matches!(self.types[id.0 as usize].shape, Shape::Enum(_)),
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
