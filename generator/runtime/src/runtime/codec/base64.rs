//! Bytes that are Base64 in JSON.

use std::fmt;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::display::Base64Display;
use base64::engine::{
    DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose,
};
use bytes::Bytes;

use super::model::{Edit, Shown, Slot, Text, View};

/// Bytes that stand in JSON as Base64.
///
/// They are written with the standard alphabet and padding; the URL-safe alphabet,
/// missing padding and line breaks are understood as well.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(pub Bytes);

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const STANDARD_READER: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);
const URL_READER: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT);

impl Base64 {
    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// The bytes.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Base64Display::new(&self.0, &general_purpose::STANDARD).fmt(f)
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl<T: Into<Bytes>> From<T> for Base64 {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
}

impl Shown for Base64 {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Text for Base64 {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        let broken = text.bytes().any(|byte| byte.is_ascii_whitespace());
        let joined: String;
        let text = if broken {
            joined = text.split_ascii_whitespace().collect();
            &joined
        } else {
            text
        };
        let reader =
            if text.contains(['-', '_']) { &URL_READER } else { &STANDARD_READER };
        self.0 = reader.decode(text).map_err(|_| "text in Base64")?.into();
        Ok(())
    }
}

impl Slot for Base64 {
    #[inline]
    fn vacant() -> Self {
        Self(Bytes::new())
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    #[inline]
    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}

crate::runtime::forward! { Base64 }
