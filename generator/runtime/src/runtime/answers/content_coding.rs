//! Whether a body is compressed still (RFC 9110, section 8.4).

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

use super::media_type::essence;
use crate::runtime::Head;

/// What everything begins with that gzip has made (RFC 1952, section 2.3.1).
const GZIP: &[u8] = b"\x1F\x8B\x08";

/// What everything begins with that zstd has made (RFC 8878, section 3.1.1).
const ZSTD: &[u8] = b"\x28\xB5\x2F\xFD";

/// Whether a body that should be text is compressed still: nobody asked for that, or it does not
/// say so. That a header says it is not enough: some are left behind by whoever has decompressed
/// the body.
pub fn is_compressed(head: &Head, body: &[u8]) -> bool {
    body.starts_with(GZIP)
        || (head.headers.contains_key(CONTENT_ENCODING)
            && std::str::from_utf8(body).is_err())
}

/// Whether bytes are a compressed form of what was meant: it says so, and looks like it. What
/// other codings than gzip and zstd make has no beginning to know it by, and is no text.
pub fn is_encoded(head: &Head, body: &[u8]) -> bool {
    let Some(coding) = head.headers.get(CONTENT_ENCODING) else { return false };
    if is_no_coding(coding.as_bytes()) || is_compressed_itself(head) {
        return false;
    }
    let has_beginning = is_one_of(coding.as_bytes(), &["gzip", "x-gzip", "zstd"]);
    body.starts_with(GZIP)
        || body.starts_with(ZSTD)
        || !has_beginning && std::str::from_utf8(body).is_err()
}

/// Whether it only says how a file was stored or written down: nothing was done to it.
fn is_no_coding(coding: &[u8]) -> bool {
    const NONE: &[&str] =
        &["identity", "", "binary", "none", "utf-8", "utf8", "8bit", "7bit"];
    is_one_of(coding, NONE)
}

/// Whether the media type is that of files which are compressed: servers label them with how
/// they were made as well.
fn is_compressed_itself(head: &Head) -> bool {
    const TYPES: &[&str] = &[
        "application/gzip",
        "application/x-gzip",
        "application/x-tgz",
        "application/x-gtar-compressed",
        "application/x-compressed",
        "application/x-compressed-tar",
        "application/zstd",
    ];
    let media = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media = essence(media.unwrap_or_default());
    let suffix = media.rsplit_once('+').map_or("", |(_, suffix)| suffix);
    is_one_of(media.as_bytes(), TYPES) || is_one_of(suffix.as_bytes(), &["gzip", "zstd"])
}

fn is_one_of(word: &[u8], known: &[&str]) -> bool {
    known.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
}
