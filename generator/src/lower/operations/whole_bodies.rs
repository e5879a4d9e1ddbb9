//! Bodies that the caller writes or reads as a whole: texts and bytes that nobody takes apart.

use super::encodings::is_by_position;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place, Severity};
use crate::document::{MediaType, shown};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::lower::media_types::essence;
use crate::lower::schemas::merged::Parts;
use crate::model::{
    Format, Operation, Payload, PayloadKind, Scalar, Shape, SpecStr, Type,
};

/// Unions within unions are followed as deep as this.
const DEEPEST: usize = 8;

impl Lowerer<'_, '_> {
    /// A body with parts in a media type that nothing writes here is a text that the caller
    /// writes. YAML is one that is written: all JSON is YAML (YAML 1.2.2, section 1.2).
    pub(in crate::lower) fn settle_texts(&mut self, operations: &mut [Operation]) {
        let bodies = operations.iter_mut().map(|known| &mut known.bodies);
        let bodies = bodies.flat_map(|bodies| {
            let has_json = has_json(bodies);
            bodies.iter_mut().map(move |payload| (payload, has_json))
        });
        for (payload, has_json) in bodies {
            let is_text = match payload.kind {
                PayloadKind::Text => {
                    let media = essence(payload.media.untrusted());
                    ["yaml", "yml"].iter().any(|yaml| media.contains(yaml))
                        || self.is_text(&payload.ty, 0)
                }
                PayloadKind::Events => false,
                _ => continue,
            };
            if is_text {
                continue;
            }
            let is_plain = matches!(self.bare(&payload.ty), Type::Scalar(_));
            payload.kind = PayloadKind::Text;
            payload.ty = Type::Scalar(Scalar::Text(Format::Plain));
            if let Some(schema) = payload.schema.filter(|_| !is_plain) {
                self.report(unwritten(schema, &payload.media, has_json));
            }
        }
    }

    /// Whether all values are texts, or are written as such.
    fn is_text(&self, ty: &Type, depth: usize) -> bool {
        match self.bare(ty) {
            Type::Any | Type::Scalar(_) | Type::Nullable(_) => true,
            Type::List(_) | Type::Tuple(_) | Type::Rest(_) | Type::Map(_) => false,
            Type::Def(id) => match &self.types[*id].shape {
                Shape::Union(union) => {
                    let mut variants = union.variants.iter();
                    depth < DEEPEST && variants.all(|it| self.is_text(&it.ty, depth + 1))
                }
                shape => !matches!(shape, Shape::Struct(_)),
            },
        }
    }
}

/// Words in names of media types that say which format it is, and that it is not JSON.
const OTHER_FORMATS: &[&str] = &[
    "proto",
    "msgpack",
    "messagepack",
    "cbor",
    "avro",
    "thrift",
    "bson",
    "arrow",
    "parquet",
    "yaml",
    "csv",
    "xml",
    "zip",
    "tar",
    "excel",
    "sheet",
    "word",
    "document",
    "presentation",
    "pdf",
    "tile",
    "sqlite",
    "diff",
    "patch",
    "binary",
    "octet",
];

fn unwritten(schema: NodeId, media: &SpecStr, has_json: bool) -> Diagnostic {
    let found = Diagnostic::new(
        Code::OperationPartIgnored,
        Place::Node(schema),
        format!("bodies in `{}` are not put together", shown(media.untrusted())),
    )
    .consequence("the caller writes the whole body");
    or_json(found, has_json, "describe JSON as well, if the service takes it")
}

/// Whether one of these bodies is JSON.
pub(super) fn has_json(payloads: &[Payload]) -> bool {
    payloads.iter().any(|payload| payload.kind == PayloadKind::Json)
}

/// What to do about a media type without a codec: nothing, where JSON is described beside it, in
/// which the same can be said.
pub(super) fn or_json(
    mut found: Diagnostic,
    has_json: bool,
    otherwise: &'static str,
) -> Diagnostic {
    if !has_json {
        return found.remedy(otherwise);
    }
    found.severity = Severity::Note;
    found.remedy("nothing; JSON is described beside it")
}

impl<'s> Lowerer<'_, 's> {
    /// What a sequence of values is to those who have it as a whole. `schema` describes the
    /// complete content, and only `itemSchema` a value of it (OpenAPI 3.2, "Media Type Object"):
    /// a string is the text of all values, or its bytes.
    pub(super) fn whole_text(
        &mut self,
        media: &MediaType<'s>,
        kind: PayloadKind,
    ) -> Option<PayloadKind> {
        if !matches!(kind, PayloadKind::JsonLines | PayloadKind::JsonSequence)
            || media.item_schema.is_some()
        {
            return None;
        }
        let merged = self.merge(&Parts::of(media.schema?));
        let is_any_text = merged.effective_types() == JsonTypes::STRING
            && merged.unions.is_empty()
            && merged.values.is_none()
            && merged.constant.is_none();
        let is_binary = merged.format == Some("binary");
        is_any_text.then_some(if is_binary {
            PayloadKind::Bytes
        } else {
            PayloadKind::Text
        })
    }

    /// Whether objects or arrays in a media type of some vendor are taken for JSON: its name says
    /// nothing of any format, and no other could have been described.
    pub(super) fn may_be_json(&mut self, media: &MediaType<'s>, essence: &str) -> bool {
        let Some(name) = essence.strip_prefix("application/vnd.") else { return false };
        if name.contains('+') || OTHER_FORMATS.iter().any(|word| name.contains(word)) {
            return false;
        }
        let Some(node) = media.schema else { return false };
        let types = self.merge(&Parts::of(node)).effective_types();
        let is_structured =
            types.overlaps(JsonTypes::STRUCTURED) && !types.has(JsonTypes::STRING);
        if is_structured {
            self.report(
                Diagnostic::new(
                    Code::OperationPartIgnored,
                    Place::Key(media.node),
                    "this media type does not say in which format its values are",
                )
                .consequence("they are written and read as JSON")
                .remedy(
                    "nothing, if the service means JSON; otherwise describe bytes: \
                     `type: string, format: binary`",
                ),
            );
        }
        is_structured
    }

    /// A schema of objects or arrays in a media type that is no JSON, form, text or XML.
    pub(super) fn report_without_codec(
        &mut self,
        media: &MediaType<'s>,
        has_json: bool,
    ) {
        let Some(node) = media.schema.filter(|_| !is_by_position(media)) else { return };
        let types = self.merge(&Parts::of(node)).effective_types();
        if types.overlaps(JsonTypes::STRUCTURED) {
            let found = Diagnostic::new(
                Code::OperationPartIgnored,
                Place::Key(media.node),
                "there is no codec for values in this media type",
            )
            .consequence("the body is bytes, which the caller writes and reads");
            let otherwise = "describe JSON as well, if the service takes it";
            self.report(or_json(found, has_json, otherwise));
        }
    }
}
