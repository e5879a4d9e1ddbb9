//! Answers that come value by value.

use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::shown;
use crate::lower::Lowerer;
use crate::lower::media_types::{essence, is_json_stream};
use crate::lower::types::field;
use crate::model::{
    Field, Framing, Operation, Payload, PayloadKind, Scalar, Shape, SpecStr, SpecValue,
    Streaming, Type, Union,
};
use crate::source::Kind;

/// What the property is called that asks for a stream, by a habit that many services share.
const USUAL_FLAG: &str = "stream";

impl Lowerer<'_, '_> {
    /// Finds the streams of all operations; the types are there by now.
    pub(in crate::lower) fn stream(&mut self, operations: &mut [Operation]) {
        for operation in operations {
            let configured = self
                .operation_config(operation)
                .and_then(|own| own.stream_flag.as_deref());
            let flag = self.flag(operation, configured.unwrap_or(USUAL_FLAG));
            if let (None, Some(name)) = (&flag, configured) {
                self.report(
                    Diagnostic::new(
                        Code::UnusedSetting,
                        Place::Key(operation.origin),
                        format!("the body of this operation has no boolean `{name}`"),
                    )
                    .related(self.setting(operation, "stream_flag"), "it is said here")
                    .remedy(
                        "correct `stream_flag` of the operation in the configuration",
                    ),
                );
            }
            let is_only = operation.json_success().is_none();
            let successes = operation.success_statuses();
            let mut streams = operation
                .responses
                .iter_mut()
                .filter(|response| successes.contains(&response.status))
                .flat_map(|response| &mut response.payloads)
                .filter(|payload| is_stream(payload.kind));
            let Some(payload) = streams.next() else {
                self.report_fern_streaming(operation.origin);
                continue;
            };
            for other in streams.filter(|other| other.ty != payload.ty) {
                other.ty = Type::Any;
                self.diagnostics.report(second_stream(
                    operation.origin,
                    &payload.media,
                    other,
                ));
            }
            operation.streaming = Some(Streaming {
                media: payload.media.clone(),
                framing: self.framing(payload),
                item: payload.ty.clone(),
                flag: flag.filter(|_| !is_only || configured.is_some()),
            });
        }
    }

    /// An extension that says of an answer what a second media type would say.
    fn report_fern_streaming(&mut self, operation: NodeId) {
        let sources = self.document.sources;
        let Some(node) = sources.get(operation, "x-fern-streaming") else { return };
        if !matches!(sources.kind(node), Kind::Bool(true) | Kind::Map) {
            return;
        }
        let found = Diagnostic::new(
            Code::OperationPartIgnored,
            Place::Key(node),
            "`x-fern-streaming` is not read, and the document describes no stream otherwise",
        );
        self.report(found.consequence("the operation has no `stream()`").remedy(
            "give the answer, in an overlay, a second media type beside `application/json`: \
             `text/event-stream` (or `application/jsonl`) with the schema of one value; \
             `operations.NAME.stream_flag` names the property that asks for it",
        ));
    }

    /// The property of the bodies, if it can be `true`.
    fn flag(&self, operation: &Operation, name: &str) -> Option<SpecStr> {
        let mut bodies =
            operation.bodies.iter().filter(|body| has_properties(body.kind));
        bodies.find_map(|body| {
            let field = match self.union(&body.ty) {
                Some(union) => self.flag_of_all(union, name)?,
                None => {
                    self.flag_of(&body.ty, name).filter(|it| it.constant.is_none())?
                }
            };
            Some(field.wire.clone())
        })
    }

    fn flag_of<'t>(&'t self, ty: &'t Type, name: &str) -> Option<&'t Field> {
        let field = self.property(ty, name)?;
        let is_bool = matches!(self.bare(&field.ty), Type::Scalar(Scalar::Bool));
        is_bool.then_some(field)
    }

    /// The property of all variants, if it is `true` in one of them: a variant in which it is `false`
    /// is that of one answer.
    fn flag_of_all<'t>(&'t self, union: &'t Union, name: &str) -> Option<&'t Field> {
        let variants = union.variants.iter();
        let fields: Option<Vec<&Field>> =
            variants.map(|variant| self.flag_of(&variant.ty, name)).collect();
        let fields = fields?;
        let can_be_true = |field: &&Field| {
            let constant = field.constant.as_ref().map(SpecValue::untrusted);
            constant.is_none_or(|value| value.as_bool() == Some(true))
        };
        fields.iter().any(can_be_true).then(|| fields.first().copied()).flatten()
    }

    fn framing(&self, payload: &Payload) -> Framing {
        match payload.kind {
            // Its values come with line feeds between them or without.
            PayloadKind::JsonLines
                if is_json_stream(&essence(payload.media.untrusted())) =>
            {
                Framing::Sequence
            }
            PayloadKind::JsonLines => Framing::Lines,
            PayloadKind::JsonSequence => Framing::Sequence,
            _ => self.event_framing(payload),
        }
    }

    /// Whether the schema describes the data of an event or the event itself.
    ///
    /// `itemSchema` describes the event (OpenAPI 3.2, "Server-Sent Event Streams"), but many
    /// describe its data by it, or the event by `schema`, so the objects that it can be decide.
    fn event_framing(&self, payload: &Payload) -> Framing {
        let mut objects = Vec::new();
        if !self.event_objects(&payload.ty, &mut objects, 0) {
            return Framing::Events;
        }
        let by_item = payload.schema.is_some_and(|node| self.is_of_item(node));
        let data: Vec<&Field> =
            objects.iter().filter_map(|it| field(it, "data")).collect();
        let is_text = |field: &&Field| {
            matches!(self.bare(&field.ty), Type::Scalar(Scalar::Text(_)))
        };
        // `data` that is no text is a key of what the events bring.
        let is_certain = objects.iter().any(|it| self.is_surely_event(it))
            || by_item && !data.is_empty() && data.iter().all(is_text);
        let may_be = |it: &&[Field]| is_part_of_event(it) || self.is_surely_event(it);
        if !is_certain || !objects.iter().all(may_be) {
            return Framing::Events;
        }
        Framing::WholeEvents { json: !data.iter().all(is_text) }
    }

    /// Whether the media type of this schema has an `itemSchema`.
    fn is_of_item(&self, schema: NodeId) -> bool {
        let sources = self.document.sources;
        let media = sources.parent(schema);
        media.is_some_and(|media| sources.get(media, "itemSchema").is_some())
    }

    /// Whether an object has `data` and another field of events, or says what the text of its
    /// `data` holds.
    fn is_surely_event(&self, fields: &[Field]) -> bool {
        let Some(data) = field(fields, "data") else { return false };
        let others = ["event", "id", "retry"];
        others.iter().any(|other| field(fields, other).is_some())
            || self.event_data.contains_key(&data.origin)
    }

    /// Collects the properties of all objects that a type can be; `false` when it can be anything
    /// else.
    fn event_objects<'t>(
        &'t self,
        ty: &'t Type,
        objects: &mut Vec<&'t [Field]>,
        depth: usize,
    ) -> bool {
        const DEPTH: usize = 8;
        if depth == DEPTH {
            return false;
        }
        let fields = self.properties(ty);
        if !fields.is_empty() {
            objects.push(fields);
            return true;
        }
        let Some(union) = self.union(ty) else { return false };
        let mut variants = union.variants.iter();
        variants.all(|variant| self.event_objects(&variant.ty, objects, depth + 1))
    }

    fn union<'t>(&'t self, ty: &'t Type) -> Option<&'t Union> {
        match self.bare(ty) {
            Type::Def(id) => match &self.types[*id].shape {
                Shape::Union(union) => Some(union),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether an object has nothing that an event has not.
fn is_part_of_event(fields: &[Field]) -> bool {
    let known = ["event", "data", "id", "retry"];
    fields.iter().all(|field| known.contains(&field.wire.untrusted()))
}

/// Whether a property of a body in this media type can be set by its name.
fn has_properties(kind: PayloadKind) -> bool {
    matches!(kind, PayloadKind::Json | PayloadKind::Form | PayloadKind::Multipart)
}

fn is_stream(kind: PayloadKind) -> bool {
    matches!(
        kind,
        PayloadKind::Events | PayloadKind::JsonLines | PayloadKind::JsonSequence
    )
}

fn second_stream(operation: NodeId, first: &SpecStr, other: &Payload) -> Diagnostic {
    let (first, media) = (shown(first.untrusted()), shown(other.media.untrusted()));
    Diagnostic::new(
        Code::OperationPartIgnored,
        other.schema.map_or(Place::Key(operation), Place::Node),
        format!("an answer has one stream of values, and `{media}` is another"),
    )
    .consequence(format!(
        "the values of `{first}` are read, and those of `{media}` have no type"
    ))
    .remedy("describe both by one schema, or an operation of its own for each")
}
