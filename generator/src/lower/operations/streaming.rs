//! Answers that come value by value.

use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::shown;
use crate::lower::Lowerer;
use crate::lower::media_types::essence;
use crate::model::{
    Field, Framing, Operation, Payload, PayloadKind, Scalar, Shape, SpecStr, Streaming,
    Type, Union,
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
            let field = self.property(&body.ty, name)?;
            let is_bool = matches!(self.bare(&field.ty), Type::Scalar(Scalar::Bool));
            (is_bool && field.constant.is_none()).then(|| field.wire.clone())
        })
    }

    fn framing(&self, payload: &Payload) -> Framing {
        match payload.kind {
            // Its values come with line feeds between them or without.
            PayloadKind::JsonLines if is_json_stream(payload) => Framing::Sequence,
            PayloadKind::JsonLines => Framing::Lines,
            PayloadKind::JsonSequence => Framing::Sequence,
            _ => self.event_framing(&payload.ty),
        }
    }

    /// Whether the schema describes the data of an event or the event itself: then there is
    /// `data`, and another field of events beside it, in each object that it can be.
    fn event_framing(&self, ty: &Type) -> Framing {
        let mut data = Vec::new();
        if !self.event_data(ty, &mut data, 0) || data.is_empty() {
            return Framing::Events;
        }
        let is_text = |field: &&Field| {
            matches!(self.bare(&field.ty), Type::Scalar(Scalar::Text(_)))
        };
        Framing::WholeEvents { json: !data.iter().all(is_text) }
    }

    /// Collects the `data` of all objects that a type can be; `false` when one has none.
    fn event_data<'t>(
        &'t self,
        ty: &'t Type,
        data: &mut Vec<&'t Field>,
        depth: usize,
    ) -> bool {
        const DEPTH: usize = 8;
        if depth == DEPTH {
            return false;
        }
        let fields = self.properties(ty);
        if let Some(field) = fields.iter().find(|field| field.wire.untrusted() == "data")
        {
            data.push(field);
            let others = ["event", "id", "retry"];
            return fields.iter().any(|field| others.contains(&field.wire.untrusted()));
        }
        let Some(union) = self.union(ty) else { return false };
        union
            .variants
            .iter()
            .all(|variant| self.event_data(&variant.ty, data, depth + 1))
    }

    fn union<'t>(&'t self, ty: &'t Type) -> Option<&'t Union> {
        match self.bare(ty) {
            Type::Def(id) => match &self.types[id.0 as usize].shape {
                Shape::Union(union) => Some(union),
                _ => None,
            },
            _ => None,
        }
    }
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
fn is_json_stream(payload: &Payload) -> bool {
    essence(payload.media.untrusted()).ends_with("json-stream")
}

