//! Media types of parts, as far as their values can be written in them.

use super::encodings::Part;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::document::shown;
use crate::lower::Lowerer;
use crate::lower::media_types::{essence, kind};
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
