//! Which headers the request decides itself, and what a cookie can hold.

use http::header::{
    ACCEPT, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};

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
