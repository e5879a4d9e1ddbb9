//! Bytes → text: UTF-8, without a byte order mark.

use crate::diagnostics::{Code, Diagnostic, Place};

/// The text of a file, or what is wrong with its bytes.
pub(super) fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    let error = |message: String| {
        let place = Place::File(name.to_owned());
        let error = Diagnostic::new(Code::NotUtf8, place, message);
        Box::new(error.remedy("save the file as UTF-8"))
    };
    if let Some(encoding) = other_encoding(&bytes) {
        return Err(error(format!("the file is {encoding}, not UTF-8")));
    }
    let mut text = String::from_utf8(bytes).map_err(|fault| {
        let at = fault.utf8_error().valid_up_to();
        let before = fault.as_bytes()[..at].split(|&byte| byte == b'\n');
        let line = before.count();
        error(format!("the file is not UTF-8: line {line} has a byte that is not text"))
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

/// Another Unicode encoding, by its mark or by the zeros beside the first character.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, 1..=0xFF, ..] => {
            Some("UTF-32")
        }
        [1..=0xFF, 0, 0, 0, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, 1..=0xFF, ..] | [1..=0xFF, 0, ..] => {
            Some("UTF-16")
        }
        _ => None,
    }
}
