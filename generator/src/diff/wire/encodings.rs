//! Facts of forms and multipart bodies: how each of their properties is written.

use super::operations::style_words;
use super::{ALWAYS, Class, Collector};
use crate::diagnostics::NodeId;
use crate::model::{PartEncoding, Payload, PayloadKind};

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
        for encoding in &payload.encoding {
            add(encoding.property.untrusted(), words(encoding));
        }
        for field in payload.ty.properties(&api.types) {
            // A fact that is there is kept.
            add(field.wire.untrusted(), String::new());
        }
    }
}

fn words(encoding: &PartEncoding) -> String {
    if let Some(style) = encoding.style {
        return style_words(style, encoding.explode, encoding.allow_reserved);
    }
    let media = encoding.content_type.as_ref().map_or("", |media| media.untrusted());
    media.split(',').map(str::trim).collect::<Vec<_>>().join(OR)
}
