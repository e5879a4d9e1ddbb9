//! Facts of forms and multipart bodies: how each of their properties is written.

use super::operations::style_words;
use super::{ALWAYS, Class, Collector};
use crate::diagnostics::NodeId;
use crate::model::{Api, PartEncoding, Payload, PayloadKind, Scalar, Shape, Type};
use std::collections::BTreeMap;

/// What stands between the media types of a part.
const OR: &str = " or ";

/// What was sent may still be sent where the media types of a part are more than before.
fn written(old: &str, new: &str) -> Class {
    let has = |media: &str| new.split(OR).any(|other| other == media);
    if !old.is_empty() && old.split(OR).all(has) {
        Class::Additive
    } else {
        Class::Breaking
    }
}

impl Collector<'_> {
    /// The parts of a body at this path; of one of which nothing is said, the type says it all.
    pub(super) fn encodings(
        &mut self,
        path: &[&str],
        payload: &Payload,
        origin: NodeId,
    ) {
        if !matches!(payload.kind, PayloadKind::Form | PayloadKind::Multipart) {
            return;
        }
        let api = self.api;
        let mut add = |property: &str, words: String| {
            let part = format!("part {property}");
            self.add(&[path, &[&part]].concat(), words, origin, ALWAYS, written);
        };
        let types: BTreeMap<&str, &Type> = if payload.kind == PayloadKind::Multipart {
            let fields = payload.ty.properties(&api.types).iter();
            fields.map(|field| (field.wire.untrusted(), &field.ty)).collect()
        } else {
            BTreeMap::new()
        };
        for encoding in &payload.encoding {
            let property = encoding.property.untrusted();
            let usual = types.get(property).and_then(|ty| usual_media(api, ty));
            let words = words(encoding);
            let is_usual = usual == Some(words.as_str());
            add(property, if is_usual { String::new() } else { words });
        }
        for field in payload.ty.properties(&api.types) {
            // A fact that is there is kept.
            add(field.wire.untrusted(), String::new());
        }
    }
}

/// The media type of a part of which nothing is said, as far as its type says it.
fn usual_media(api: &Api, ty: &Type) -> Option<&'static str> {
    match ty.bare(&api.types) {
        Type::Scalar(Scalar::Binary) => Some("application/octet-stream"),
        // What is encoded as text has a media type of its own.
        Type::Scalar(Scalar::Base64) => None,
        Type::Scalar(_) => Some("text/plain"),
        Type::Map(_) => Some("application/json"),
        Type::Def(id) => match api[*id].shape {
            Shape::Struct(_) => Some("application/json"),
            Shape::Enum(_) => Some("text/plain"),
            _ => None,
        },
        // A list has a part for each of its items.
        Type::List(item) => usual_media(api, item),
        _ => None,
    }
}

fn words(encoding: &PartEncoding) -> String {
    if let Some(style) = encoding.style {
        return style_words(style, encoding.explode, encoding.allow_reserved);
    }
    let media = encoding.content_type.as_ref().map_or("", |media| media.untrusted());
    media.split(',').map(str::trim).collect::<Vec<_>>().join(OR)
}
