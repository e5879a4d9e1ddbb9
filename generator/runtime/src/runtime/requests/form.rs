//! Bodies in `application/x-www-form-urlencoded`.

use super::params::Pairs;
use super::plain::entries;
use crate::runtime::{Content, Param, Payload, RequestError, View};

/// How one property of a form is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartEncoding {
    /// Name and style of the property: [`Param::query`] with what differs.
    pub param: Param,
}

impl PartEncoding {
    /// The property that is written like this query parameter.
    #[must_use]
    pub const fn new(param: Param) -> Self {
        Self { param }
    }
}

impl<'a> Content<'a> {
    /// An object as a form. Properties without an encoding of their own are written as
    /// exploded pairs; objects in them as JSON.
    #[must_use]
    pub fn form(
        media: &'static str,
        view: View<'a>,
        encodings: &[PartEncoding],
    ) -> Self {
        let encodings = encodings.to_vec();
        let write = move |view: View<'_>| form(view, &encodings).map(Into::into);
        Self { media: media.into(), payload: Payload::Form(view, Box::new(write)) }
    }
}

fn form(view: View<'_>, encodings: &[PartEncoding]) -> Result<String, RequestError> {
    let mut pairs = Pairs::default();
    for (name, value) in entries(view) {
        match encodings.iter().find(|encoding| encoding.param.name == name) {
            Some(encoding) => pairs.push_styled(&encoding.param, value)?,
            None => pairs.push_property(name, value)?,
        }
    }
    Ok(pairs.into_form())
}
