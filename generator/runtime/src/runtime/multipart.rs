//! Bodies in `multipart/form-data` (RFC 7578).

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use super::plain::{Shape, entries, items, json, scalar, shape};
use super::{Content, RequestError, View};

/// The media type of one part, where the document names one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartType {
    /// The property.
    pub name: &'static str,
    /// Its media type.
    pub media: &'static str,
}

impl PartType {
    /// The part of that name in that media type.
    #[must_use]
    pub const fn new(name: &'static str, media: &'static str) -> Self {
        Self { name, media }
    }
}

impl Content<'_> {
    /// An object as parts: a list is a part per element, an object is JSON, bytes are a file.
    #[must_use]
    pub fn multipart(media: &'static str, view: View<'_>, types: &[PartType]) -> Self {
        let boundary = boundary();
        let essence = media.split(';').next().unwrap_or(media).trim();
        let media = format!("{essence}; boundary={boundary}");
        Self::ready(media, parts(&boundary, view, types).map(Into::into))
    }
}

fn parts(
    boundary: &str,
    view: View<'_>,
    types: &[PartType],
) -> Result<Vec<u8>, RequestError> {
    let mut out = Vec::new();
    for (name, value) in entries(view) {
        let media = types.iter().find(|part| part.name == name).map(|part| part.media);
        match shape(value) {
            Shape::Absent => {}
            Shape::List if media.is_none() => {
                for item in items(value) {
                    part(&mut out, boundary, name, item, media)?;
                }
            }
            _ => part(&mut out, boundary, name, value, media)?,
        }
    }
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok(out)
}

fn part(
    out: &mut Vec<u8>,
    boundary: &str,
    name: &str,
    value: View<'_>,
    media: Option<&str>,
) -> Result<(), RequestError> {
    let name = quoted(name);
    let (file, usual, content) = match (value, shape(value)) {
        (View::Bytes(bytes), _) => {
            let file = format!("; filename=\"{name}\"");
            (file, Some("application/octet-stream"), bytes.to_vec())
        }
        (_, Shape::Object | Shape::List) => {
            (String::new(), Some("application/json"), json(value)?.into_bytes())
        }
        _ => (String::new(), None, scalar(value)?.into_owned().into_bytes()),
    };
    let mut head = format!("--{boundary}\r\n");
    head.push_str(&format!("Content-Disposition: form-data; name=\"{name}\"{file}\r\n"));
    if let Some(media) = media.or(usual) {
        head.push_str(&format!("Content-Type: {media}\r\n"));
    }
    head.push_str("\r\n");
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(&content);
    out.extend_from_slice(b"\r\n");
    Ok(())
}

/// A name that cannot end its quotes or its line (HTML, "Multipart form data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// Thirty-two random digits: no content holds them but by an accident that never happens.
fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}
