//! Responses: statuses, headers, and the bodies that they may have.

use super::bodies::Side;
use super::whole_bodies::{has_json, or_json};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place, Severity};
use crate::document::{self, StatusKey, shown};
use crate::lower::media_types::{essence, kind};
use crate::lower::{Lowerer, docs};
use crate::model::{
    Docs, Format, Header, NameSeed, Operation, OperationId, OperationRole, Payload,
    PayloadKind, Response, Scalar, SharedPart, SpecStr, Status, Type,
};

impl<'s> Lowerer<'_, 's> {
    pub(super) fn responses(
        &mut self,
        operation: OperationId,
        source: &document::Operation<'s>,
    ) -> Vec<Response> {
        let mut responses: Vec<Response> = Vec::new();
        for response in &source.responses {
            let status = status(response.status);
            if responses.iter().any(|known| known.status == status) {
                self.report(described_twice(response, source));
                continue;
            }
            if status == Status::Exact(101) {
                self.report(switching(response.entry));
            }
            // These never have a body, whatever the document says (RFC 9110, sections 6.4.1
            // and 9.3.2).
            let bare = source.method == "HEAD"
                || matches!(status, Status::Exact(204 | 205 | 304))
                || self.is_nothing(&response.content);
            self.report_no_body(status, response);
            self.report_parts(&response.content);
            let content = if bare { &[] } else { &response.content[..] };
            let shared = self.shared_body(SharedPart::Response, content);
            let mut payloads =
                self.payloads(content, Side::Received, &|media| match &shared {
                    Some(name) => NameSeed::Shared {
                        name: name.clone(),
                        part: SharedPart::Response,
                        media,
                    },
                    None => NameSeed::Operation {
                        operation,
                        role: OperationRole::Response(status, media),
                    },
                });
            self.settle_unread(&mut payloads);
            responses.push(Response {
                origin: response.node,
                status,
                docs: self.kept(response.node, docs::of_text(response.description)),
                headers: self.headers(operation, status, response),
                payloads,
            });
        }
        responses
    }

    /// Reports a body that is described where there never is one.
    fn report_no_body(&mut self, status: Status, response: &document::Response<'s>) {
        let Status::Exact(code @ (204 | 205 | 304)) = status else { return };
        if self.is_nothing(&response.content) {
            return;
        }
        let schemas = response.content.iter().filter_map(|media| media.schema);
        let said = schemas.into_iter().find(|node| {
            let target = self.target_of(*node);
            self.schema(target).says_something()
        });
        let Some(schema) = said else { return };
        let mut found = Diagnostic::new(
            Code::OperationPartIgnored,
            Place::Node(schema),
            format!("an answer with the status {code} has no body"),
        );
        found.severity = Severity::Note;
        self.report(
            found
                .consequence("what is described here is left out")
                .remedy("describe it under the status that it comes with, `200` mostly"),
        );
    }

    /// Reports the parts of a multipart answer that are described one by one.
    fn report_parts(&mut self, content: &[document::MediaType<'s>]) {
        for media in content {
            let is_multipart = kind(&essence(media.name)) == PayloadKind::Multipart;
            let Some(part) = media.item_schema.filter(|_| is_multipart) else {
                continue;
            };
            self.report(unread(part, &SpecStr::new(media.name), false));
        }
    }

    /// Reports failures of several types; `default` is none where it is all that can be a success.
    pub(super) fn report_second_failures(&mut self, operation: &Operation) {
        let successes = operation.successes();
        let is_success =
            |it: &Response| successes.iter().any(|known| known.status == it.status);
        for response in operation.responses.iter().filter(|it| !is_success(it)) {
            if let Some(other) = second_type(&response.payloads) {
                let first = &response.payloads[0].media;
                self.report(untyped_failure(response.origin, first, other));
            }
        }
    }

    /// Whether a body has no other value than `null`: services send none instead.
    fn is_nothing(&mut self, content: &[document::MediaType<'s>]) -> bool {
        let mut is_null = |schema: NodeId| {
            let target = self.target_of(schema);
            self.is_only_null(target)
        };
        !content.is_empty()
            && content.iter().all(|it| it.schema.is_some_and(&mut is_null))
    }

    /// What comes in a media type that is written but not read is text or bytes.
    fn settle_unread(&mut self, payloads: &mut [Payload]) {
        let has_json = has_json(payloads);
        for payload in payloads {
            let essence = essence(payload.media.untrusted());
            let is_text = matches!(self.bare(&payload.ty), Type::Scalar(_));
            let (kind, scalar) = match payload.kind {
                PayloadKind::Multipart => (PayloadKind::Bytes, Scalar::Binary),
                PayloadKind::Form => (PayloadKind::Text, Scalar::Text(Format::Plain)),
                // Behind `text/plain` is JSON as often as not, and a type that has a name.
                PayloadKind::Text
                    if !is_text
                        && (essence != "text/plain"
                            || !matches!(payload.ty, Type::Def(_))) =>
                {
                    (PayloadKind::Text, Scalar::Text(Format::Plain))
                }
                _ => continue,
            };
            (payload.kind, payload.ty) = (kind, Type::Scalar(scalar));
            if let Some(schema) = payload.schema.filter(|_| !is_text) {
                self.report(unread(schema, &payload.media, has_json));
            }
        }
    }

    fn headers(
        &mut self,
        operation: OperationId,
        status: Status,
        response: &document::Response<'s>,
    ) -> Vec<Header> {
        let mut headers = Vec::new();
        for header in &response.headers {
            // The media type decides it (OpenAPI 3.0.4, "Response Object", `headers`).
            if header.name.eq_ignore_ascii_case("content-type")
                || !self.check_header_name(header.node, header.name)
            {
                continue;
            }
            let role = OperationRole::ResponseHeader(status, SpecStr::new(header.name));
            let seed = self.part_seed(SharedPart::Header, header.node, operation, role);
            let ty = match header.schema {
                Some(node) => self.use_of(node, seed),
                None => Type::Scalar(Scalar::Text(Format::Plain)),
            };
            headers.push(Header {
                wire: SpecStr::new(header.name),
                ty,
                required: header.required,
                json: header
                    .content
                    .is_some_and(|media| kind(&essence(media)) == PayloadKind::Json),
                docs: Docs {
                    deprecated: header.deprecated,
                    ..self.kept(header.node, docs::of_text(header.description))
                },
            });
        }
        headers
    }
}

fn status(key: StatusKey) -> Status {
    match key {
        StatusKey::Exact(status) => Status::Exact(status),
        StatusKey::Range(first) => Status::Range(first),
        StatusKey::Default => Status::Default,
    }
}

fn unread(schema: NodeId, media: &SpecStr, has_json: bool) -> Diagnostic {
    let found = Diagnostic::new(
        Code::OperationPartIgnored,
        Place::Node(schema),
        format!("answers in `{}` are not taken apart", shown(media.untrusted())),
    )
    .consequence("the caller gets the whole body");
    or_json(found, has_json, "describe JSON as well, if the service can send it")
}

/// The media type of a failure whose type is not that of the first: a failure has one type,
/// whichever media type it comes in.
fn second_type(payloads: &[Payload]) -> Option<&SpecStr> {
    let is_value = |payload: &&Payload| {
        matches!(payload.kind, PayloadKind::Json | PayloadKind::Xml)
    };
    let (first, rest) = payloads.split_first()?;
    let mut others = rest.iter().filter(is_value).filter(|_| is_value(&first));
    others.find(|other| other.ty != first.ty).map(|other| &other.media)
}

fn untyped_failure(response: NodeId, first: &SpecStr, other: &SpecStr) -> Diagnostic {
    Diagnostic::new(
        Code::OperationPartIgnored,
        Place::Key(response),
        format!(
            "a failure has one type, and `{}` has another",
            shown(other.untrusted())
        ),
    )
    .consequence(format!(
        "it is read as the type of `{}`; its bytes are kept with the error",
        shown(first.untrusted())
    ))
    .remedy("describe both by one schema, with `oneOf` if need be")
}

/// Keys of one range that differ in capitals: `4XX` and `4xx`.
fn described_twice(
    second: &document::Response<'_>,
    source: &document::Operation<'_>,
) -> Diagnostic {
    let is_same = |it: &&document::Response<'_>| {
        it.entry != second.entry && it.status == second.status
    };
    let found = Diagnostic::new(
        Code::OperationPartIgnored,
        Place::Key(second.entry),
        format!("the range `{}` is described twice", shown(second.key)),
    )
    .consequence("the second description is left out")
    .remedy("write both under one key, with `oneOf` if need be");
    match source.responses.iter().find(is_same) {
        Some(first) => found.related(Place::Key(first.entry), "this one is taken"),
        None => found,
    }
}

/// A connection that becomes one of another protocol (RFC 9110, section 15.2.2).
fn switching(response: NodeId) -> Diagnostic {
    Diagnostic::new(
        Code::OperationPartIgnored,
        Place::Key(response),
        "with `101` the connection goes over to another protocol, a WebSocket mostly",
    )
    .consequence("the method calls as any other, and asks for no other protocol")
    .remedy("connect with a library of that protocol, to the same URL")
}
