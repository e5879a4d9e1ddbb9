//! Bodies: their media types, and what each holds.

use super::encodings::is_by_position;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{self, MediaType, RequestBody};
use crate::json_types::JsonTypes;
use crate::lower::media_types::{essence, kind};
use crate::lower::schemas::merged::Parts;
use crate::lower::{Lowerer, docs};
use crate::model::{
    Docs, Example, Format, NameSeed, OperationId, OperationRole, Payload, PayloadKind,
    Scalar, SharedPart, SpecStr, SpecValue, Type,
};
use crate::source::Kind;
use std::collections::BTreeSet;

/// Of more media types than these nobody writes the schema out for each.
const MOST_SHARED: usize = 16;

/// Whether the client writes a body or reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Sent,
    Received,
}

impl<'s> Lowerer<'_, 's> {
    pub(super) fn request_bodies(
        &mut self,
        operation: OperationId,
        source: &document::Operation<'s>,
    ) -> (Vec<Payload>, bool, Docs) {
        let Some(body) = &source.request_body else {
            return (Vec::new(), false, Docs::default());
        };
        if self.says_nothing(&source.method, body) {
            return (Vec::new(), false, Docs::default());
        }
        self.report_missing_content(body);
        self.report_encodings(&body.content);
        self.report_open(&body.content);
        let shared = self.shared_body(SharedPart::Request, &body.content);
        let payloads =
            self.payloads(&body.content, Side::Sent, &|media| match &shared {
                Some(name) => NameSeed::Shared {
                    name: name.clone(),
                    part: SharedPart::Request,
                    media,
                },
                None => NameSeed::Operation {
                    operation,
                    role: OperationRole::Request(media),
                },
            });
        let docs = self.kept(body.node, docs::of_text(body.description));
        (payloads, body.required, docs)
    }

    /// Reports a body that is required and cannot be sent, since no media type is described.
    fn report_missing_content(&mut self, body: &RequestBody<'s>) {
        let sources = self.document.sources;
        let content = sources.get(body.node, "content");
        let Some(content) = content.filter(|node| {
            body.required
                && sources.kind(*node) == Kind::Map
                && sources.entries(*node).len() == 0
        }) else {
            return;
        };
        self.report(
            Diagnostic::new(
                Code::OperationPartIgnored,
                Place::Key(content),
                "a body is required here, and no media type is described",
            )
            .consequence("the operation is sent without a body")
            .remedy("name the media types that the service takes, or remove `required`"),
        );
    }

    /// Whether a body that may be left out is an object without any property, where a body has
    /// no meaning (RFC 9110, sections 9.3.1 and 9.3.2): some tools write one for each operation.
    fn says_nothing(&mut self, method: &str, body: &RequestBody<'s>) -> bool {
        let mut schemas = body.content.iter().map(|media| media.schema);
        matches!(method, "GET" | "HEAD")
            && !body.required
            && schemas
                .all(|schema| schema.is_some_and(|node| self.is_empty_object(node)))
    }

    fn is_empty_object(&mut self, node: NodeId) -> bool {
        let merged = self.merge(&Parts::of(node));
        merged.types == JsonTypes::OBJECT
            && !merged.has_own_structure()
            && merged.object.patterns.is_empty()
            && merged.unions.is_empty()
            && merged.object.additional_allowed != Some(true)
    }

    pub(super) fn webhook_bodies(
        &mut self,
        name: &SpecStr,
        source: &document::Operation<'s>,
    ) -> Vec<Payload> {
        let Some(body) = &source.request_body else { return Vec::new() };
        self.payloads(&body.content, Side::Received, &|media| NameSeed::Webhook {
            name: name.clone(),
            role: OperationRole::Request(media),
        })
    }

    pub(super) fn payloads(
        &mut self,
        content: &[MediaType<'s>],
        side: Side,
        seed: &dyn Fn(Option<SpecStr>) -> NameSeed,
    ) -> Vec<Payload> {
        let mut payloads: Vec<Payload> = Vec::new();
        let mut written = Vec::new();
        let has_json =
            content.iter().any(|it| kind(&essence(it.name)) == PayloadKind::Json);
        for media in most_specific_first(content) {
            let essence = essence(media.name);
            let known = payloads
                .iter()
                .find(|known| self::essence(known.media.untrusted()) == essence);
            if let Some(known) = known {
                if content.len() > MOST_SHARED
                    || !self.is_same(known.schema, media.schema)
                {
                    self.report_left_out(media);
                }
                continue;
            }
            let distinct = (!payloads.is_empty()).then(|| SpecStr::new(media.name));
            let kind = match kind(&essence) {
                PayloadKind::Multipart if is_by_position(media) => PayloadKind::Bytes,
                PayloadKind::Bytes if !has_json && self.may_be_json(media, &essence) => {
                    PayloadKind::Json
                }
                PayloadKind::Bytes if self.is_in_base64(media) => PayloadKind::Text,
                kind => kind,
            };
            if (2..=MOST_SHARED).contains(&content.len()) {
                self.share_schema(media, kind, &mut written);
            }
            let is_file = self.is_file(media, kind)
                || side == Side::Received && self.is_file_as_json(media, kind);
            let kind = if is_file { PayloadKind::Bytes } else { kind };
            let (kind, ty) = match (side, self.whole_text(media, kind)) {
                (Side::Received, Some(_)) => (kind, Type::Any),
                (_, whole) => {
                    let kind = whole.unwrap_or(kind);
                    (kind, self.payload_type(media, kind, seed(distinct)))
                }
            };
            if kind == PayloadKind::Bytes {
                self.report_without_codec(media, has_json);
            }
            payloads.push(Payload {
                media: SpecStr::new(media.name),
                kind,
                ty,
                encoding: self.encoding(media, kind),
                schema: media.schema.or(media.item_schema),
                xml: None,
                examples: self.examples(media),
            });
        }
        payloads
    }

    /// A body in a media type that stands for many, and not for any bytes.
    fn report_open(&mut self, content: &[MediaType<'s>]) {
        for media in content {
            let essence = essence(media.name);
            if kind(&essence).is_open(&essence) {
                self.report(
                    Diagnostic::new(
                        Code::OperationPartIgnored,
                        Place::Key(media.node),
                        "this media type stands for many, and a body has one",
                    )
                    .consequence(
                        "`application/octet-stream` is sent, unless the caller names \
                         another by `Content-Type` in the options of the call",
                    )
                    .remedy("name the media types that the service takes"),
                );
            }
        }
    }

    /// Whether two schemas say the same, word for word.
    fn is_same(&self, one: Option<NodeId>, other: Option<NodeId>) -> bool {
        let text = |node: Option<NodeId>| {
            node.and_then(|node| self.document.sources.to_json(node))
        };
        one == other || text(one) == text(other)
    }

    fn report_left_out(&mut self, media: &MediaType<'s>) {
        self.report(
            Diagnostic::new(
                Code::OperationPartIgnored,
                Place::Key(media.node),
                "this media type is another one, or differs from it only in its parameters",
            )
            .consequence("it is left out, with its schema")
            .remedy("describe an operation of its own for it, or one schema for both"),
        );
    }

    /// Whether a body may be any bytes: its media type is open, or a text, which may be in any
    /// encoding, and its schema says bytes; or neither says anything.
    fn is_file(&mut self, media: &MediaType<'s>, kind: PayloadKind) -> bool {
        let is_open = match kind {
            PayloadKind::Json => media.name.contains('*'),
            PayloadKind::Text => true,
            _ => false,
        };
        if !is_open || media.item_schema.is_some() {
            return false;
        }
        let is_any = media.name.contains("*/") && kind == PayloadKind::Json;
        let Some(node) = media.schema else { return is_any };
        if is_any && self.document.sources.entries(node).len() == 0 {
            return self.document.sources.kind(node) == Kind::Map;
        }
        let target = self.target_of(node);
        self.schema(target).format == Some("binary")
    }

    /// Whether an answer is a file although its media type is JSON: no JSON text is any bytes, and
    /// frameworks write this media type for every answer.
    fn is_file_as_json(&mut self, media: &MediaType<'s>, kind: PayloadKind) -> bool {
        let schema = media.schema.filter(|_| kind == PayloadKind::Json);
        schema.is_some_and(|node| self.text_at(node) == Some(Scalar::Binary))
    }

    /// Makes one type of a schema that is written out for each media type.
    fn share_schema(
        &mut self,
        media: &MediaType<'s>,
        kind: PayloadKind,
        written: &mut Vec<(serde_json::Value, NodeId)>,
    ) {
        let is_value =
            matches!(kind, PayloadKind::Json | PayloadKind::Form | PayloadKind::Xml);
        let Some(node) = media.schema.filter(|_| is_value) else { return };
        let Some(text) = self.document.sources.to_json(node) else { return };
        match written.iter().find(|(known, _)| *known == text) {
            Some((_, first)) => self.lowered.share(*first, node),
            None => written.push((text, node)),
        }
    }

    /// Whether a body is Base64 as a whole, whatever media type is encoded in it (OpenAPI 3.1.1,
    /// "Considerations for File Uploads").
    fn is_in_base64(&mut self, media: &MediaType<'s>) -> bool {
        let Some(node) = media.schema else { return false };
        self.says_encoding(node) && self.text_at(node) == Some(Scalar::Base64)
    }

    fn says_encoding(&mut self, node: NodeId) -> bool {
        self.merge(&Parts::of(node)).content_encoding.is_some()
    }

    fn payload_type(
        &mut self,
        media: &MediaType<'s>,
        kind: PayloadKind,
        seed: NameSeed,
    ) -> Type {
        let sequence = matches!(
            kind,
            PayloadKind::Events | PayloadKind::JsonLines | PayloadKind::JsonSequence
        );
        let node = match (sequence, media.item_schema) {
            (true, Some(item)) => Some(item),
            _ => media.schema.or(media.item_schema),
        };
        let ty = node.map(|node| self.use_of(node, seed));
        // `schema` describes the whole sequence (OpenAPI 3.2, "Sequential Media Types"), but many
        // describe an item by it.
        let ty = match ty {
            Some(Type::List(item)) if sequence && media.item_schema.is_none() => {
                Some(*item)
            }
            other => other,
        };
        match (kind, ty) {
            (PayloadKind::Bytes, _) => Type::Scalar(Scalar::Binary),
            // Many call a text `byte` that is no Base64: as a whole it is the caller's to write.
            (PayloadKind::Text, Some(Type::Scalar(Scalar::Base64)))
                if node.is_some_and(|node| !self.says_encoding(node)) =>
            {
                Type::Scalar(Scalar::Text(Format::Plain))
            }
            // What has parts is settled when all types are there.
            (
                PayloadKind::Text,
                Some(
                    ty @ (Type::Scalar(_)
                    | Type::Def(_)
                    | Type::List(_)
                    | Type::Tuple(_)
                    | Type::Map(_)),
                ),
            ) => ty,
            // Bytes cannot stand in JSON as they are: what comes is text.
            (PayloadKind::Text, _)
            | (PayloadKind::Events, None)
            | (_, Some(Type::Scalar(Scalar::Binary))) => {
                Type::Scalar(Scalar::Text(Format::Plain))
            }
            (_, Some(ty)) => ty,
            (_, None) => Type::Any,
        }
    }

    fn examples(&mut self, media: &MediaType<'s>) -> Vec<Example> {
        let mut examples = Vec::new();
        for example in &media.examples {
            let Some(value) = self.document.sources.to_json(example.value) else {
                continue;
            };
            examples.push(Example {
                origin: example.value,
                name: example.name.map(SpecStr::new),
                value: SpecValue::new(value),
                valid: true,
            });
        }
        examples
    }

    /// Reports an example that contradicts its schema.
    pub(in crate::lower) fn report_contradiction(&mut self, origin: NodeId, why: &str) {
        self.report(
            Diagnostic::new(
                Code::ContradictingExample,
                Place::Node(origin),
                format!("this example contradicts its schema: {why}"),
            )
            .consequence(
                "it is not used in tests of the client; one of the two is wrong",
            )
            .remedy(
                "correct the example, or the schema if the server really answers so",
            ),
        );
    }
}

/// Of the media types that fit, the most specific one counts (OpenAPI 3.1, "Response Object",
/// `content`): ranges come last, wherever they stand. One without a schema says nothing where
/// another has one and differs only in its parameters.
fn most_specific_first<'c, 's>(content: &'c [MediaType<'s>]) -> Vec<&'c MediaType<'s>> {
    let has_schema =
        |media: &&MediaType<'_>| media.schema.is_some() || media.item_schema.is_some();
    let described: BTreeSet<String> =
        content.iter().filter(has_schema).map(|media| essence(media.name)).collect();
    let mut sorted: Vec<_> = content
        .iter()
        .filter(|media| has_schema(media) || !described.contains(&essence(media.name)))
        .collect();
    sorted.sort_by_key(|media| media.name.matches('*').count());
    sorted
}
