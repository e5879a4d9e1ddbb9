//! Media types of parts, as far as their values can be written in them.

use super::encodings::{Part, is_by_position};
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{MediaType, shown};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::lower::media_types::{essence, kind};
use crate::lower::schemas::merged::Parts;
use crate::model::{PartEncoding, Payload, PayloadKind, Shape, SpecStr, Type};

impl Lowerer<'_, '_> {
    /// Objects in parts are written as JSON, so that of the media types that the document lists for
    /// them one of JSON counts (OpenAPI 3.1.1, "Encoding Object", `contentType`), or none.
    pub(super) fn settle_part_types(&mut self, payload: &mut Payload) {
        let parts = self.parts_of(&payload.ty);
        for part in &mut payload.encoding {
            let described = parts.iter().find(|it| it.wire == part.property);
            let Some(Part { wire, ty, origin }) = described else { continue };
            if !self.is_written_as_json(ty) || !names_other_types_first(part) {
                continue;
            }
            let named = part.content_type.take();
            part.content_type = named.as_ref().and_then(json_among);
            if let (Some(named), None) = (named, &part.content_type) {
                let (wire, named) = (shown(wire.untrusted()), shown(named.untrusted()));
                self.report(
                    Diagnostic::new(
                        Code::OperationPartIgnored,
                        Place::Node(*origin),
                        format!("the part `{wire}` cannot be written in `{named}`"),
                    )
                    .consequence("it is written in `application/json`")
                    .remedy("describe it as a text or a file, which the caller writes"),
                );
            }
        }
    }

    /// Whether values are objects whatever they are, or lists of them.
    fn is_written_as_json(&self, ty: &Type) -> bool {
        match self.bare(ty) {
            Type::List(item) => {
                !matches!(**item, Type::List(_)) && self.is_written_as_json(item)
            }
            Type::Map(_) => true,
            Type::Def(id) => matches!(self.types[*id].shape, Shape::Struct(_)),
            _ => false,
        }
    }
}

impl<'s> Lowerer<'_, 's> {
    /// A body of parts that nothing is said of: no type tells which of them are files.
    pub(super) fn report_unnamed_parts(&mut self, content: &[MediaType<'s>]) {
        let is_of_parts =
            |media: &MediaType<'_>| kind(&essence(media.name)) == PayloadKind::Multipart;
        // Who describes another format as well does not mean files.
        if !content.iter().all(is_of_parts) {
            return;
        }
        for media in content.iter().filter(|media| !is_by_position(media)) {
            if media.schema.is_some_and(|node| !self.takes_anything(node)) {
                continue;
            }
            self.report(
                Diagnostic::new(
                    Code::OperationPartIgnored,
                    media.schema.map_or(Place::Key(media.node), Place::Node),
                    "nothing is said of the parts of this body",
                )
                .consequence("they are JSON values; none of them can be a file")
                .remedy(
                    "describe the files: `type: string, format: binary` under `properties`, \
                     or under `additionalProperties` for any name",
                ),
            );
        }
    }

    /// Whether a schema says of objects only that they are objects, or nothing at all.
    fn takes_anything(&mut self, node: NodeId) -> bool {
        let merged = self.merge(&Parts::of(node));
        let types = merged.effective_types();
        (types.is_empty() || types == JsonTypes::OBJECT)
            && !merged.never
            && merged.object.additional_allowed != Some(false)
            && !merged.has_own_structure()
            && merged.object.patterns.is_empty()
            && merged.unions.is_empty()
            && merged.conditions.nodes.is_empty()
    }
}

fn listed(media: &SpecStr) -> impl Iterator<Item = &str> {
    media.untrusted().split(',').map(str::trim)
}

/// Whether the first media type, which is the one that is sent, is one and not one of JSON.
fn names_other_types_first(part: &PartEncoding) -> bool {
    let first = part.content_type.as_ref().and_then(|media| listed(media).next());
    first.is_some_and(|media| {
        !media.contains('*') && kind(&essence(media)) != PayloadKind::Json
    })
}

fn json_among(media: &SpecStr) -> Option<SpecStr> {
    let mut listed = listed(media);
    listed
        .find(|media| !media.contains('*') && kind(&essence(media)) == PayloadKind::Json)
        .map(SpecStr::new)
}
