//! Which headers can be sent, which ones the request decides itself, and what a cookie can hold.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::{
    ACCEPT, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, HeaderValue, TE,
    TRAILER, TRANSFER_ENCODING, UPGRADE,
};

use crate::runtime::RequestError;

/// Why a header of this name cannot be sent. The value is not shown: it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderRefusal {
    /// No header can have this name.
    Name(String),
    /// No header can have this value.
    Value(String),
    /// It is a header of the connection.
    OfConnection(String),
}

impl fmt::Display for HeaderRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => {
                let name = name.escape_debug();
                write!(f, "`{name}` cannot be the name of a header")
            }
            Self::Value(name) => write!(
                f,
                "the value of the header `{name}` has a control character in it, such as a line \
                 break"
            ),
            Self::OfConnection(name) => {
                write!(f, "the header `{name}` is set by the transport alone")
            }
        }
    }
}

impl From<HeaderRefusal> for RequestError {
    fn from(refusal: HeaderRefusal) -> Self {
        Self::new(refusal.to_string())
    }
}

/// A header that a caller sets.
///
/// # Errors
///
/// What is wrong with the name, before what is wrong with the value.
pub fn parse(
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), HeaderRefusal> {
    let parsed = parse_name(name)?;
    if is_of_connection(&parsed) {
        return Err(HeaderRefusal::OfConnection(name.to_owned()));
    }
    Ok((parsed, parse_value(name, value)?))
}

/// The name of a header, whoever sets it.
///
/// # Errors
///
/// [`HeaderRefusal::Name`].
pub fn parse_name(name: &str) -> Result<HeaderName, HeaderRefusal> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| HeaderRefusal::Name(name.to_owned()))
}

/// The value of the header of this name.
///
/// # Errors
///
/// [`HeaderRefusal::Value`].
pub fn parse_value(name: &str, value: &str) -> Result<HeaderValue, HeaderRefusal> {
    HeaderValue::from_str(value).map_err(|_| HeaderRefusal::Value(name.to_owned()))
}

/// A media type as the value of a header; those of the document are not copied. An empty one
/// says nothing, and is not sent.
///
/// # Errors
///
/// [`HeaderRefusal::Value`].
pub fn media_type(
    media: Cow<'static, str>,
) -> Result<Option<HeaderValue>, HeaderRefusal> {
    const NAME: &str = "Content-Type";
    if media.trim().is_empty() {
        return Ok(None);
    }
    match media {
        Cow::Borrowed(media) => {
            HeaderValue::from_maybe_shared(Bytes::from_static(media.as_bytes()))
                .map_err(|_| HeaderRefusal::Value(NAME.to_owned()))
        }
        Cow::Owned(media) => parse_value(NAME, &media),
    }
    .map(Some)
}

/// Whether a header says where a message ends, or what becomes of the connection: that is the
/// transport's to say (RFC 9112, section 6; RFC 9110, section 7.6.1).
#[must_use]
pub fn is_of_connection(name: &HeaderName) -> bool {
    [CONNECTION, CONTENT_LENGTH, TE, TRAILER, TRANSFER_ENCODING, UPGRADE].contains(name)
        || matches!(name.as_str(), "keep-alive" | "proxy-connection")
}

/// Whether a header says which media types are sent and wanted, or to whom: the request decides that.
#[must_use]
pub fn is_of_content(name: &HeaderName) -> bool {
    [ACCEPT, CONTENT_TYPE, HOST].contains(name)
}

/// Whether a byte may stand in the value of a cookie (RFC 6265, section 4.1.1).
pub fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}
