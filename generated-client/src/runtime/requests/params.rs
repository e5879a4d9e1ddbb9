//! Parameters: `OpenAPI`'s styles, applied to values.

use std::fmt::Write as _;

use super::plain::{
    Shape, check_keys, check_separators, entries, has_separator, items, json, scalar,
    shape,
};
use super::url::{
    encode, encode_cookie, encode_cookie_part, encode_reserved, encode_reserved_item,
    encode_segment, encode_segments, keep_segments,
};
use crate::runtime::answers::media_type::is_made_of_json;
use crate::runtime::{Param, RequestError, Style, View};

/// Pairs of names and values under construction: a query, a form, cookies.
#[derive(Default)]
pub struct Pairs {
    /// What has been written so far.
    pub text: String,
    is_cookies: bool,
}

impl Pairs {
    /// Pairs of a `Cookie` header.
    #[must_use]
    pub fn cookies() -> Self {
        Self { text: String::new(), is_cookies: true }
    }

    /// The pairs as a form: it writes a space as `+`; a literal plus has been encoded.
    #[must_use]
    pub fn into_form(self) -> String {
        self.text.replace("%20", "+")
    }

    /// Appends text that is encoded already, as a pair of its own.
    pub fn push_encoded(&mut self, pair: &str) {
        if !pair.is_empty() {
            self.separate();
            self.text.push_str(pair);
        }
    }

    fn separate(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str(if self.is_cookies { "; " } else { "&" });
        }
    }

    /// Appends one pair.
    pub fn push(&mut self, name: &str, value: &str, reserved: bool) {
        let is_cookie = self.is_cookies;
        let write = if is_cookie { encode_cookie } else { writer(reserved) };
        self.push_as(name, value, write);
    }

    /// Appends one of the pairs that a value becomes. Within a cookie, some readers divide them as
    /// in a query.
    fn push_part(&mut self, name: &str, value: &str, reserved: bool) {
        let is_cookie = self.is_cookies;
        let write = if is_cookie { encode_cookie_part } else { writer(reserved) };
        self.push_as(name, value, write);
    }

    fn push_as(&mut self, name: &str, value: &str, write: fn(&mut String, &str)) {
        self.text.reserve(name.len() + value.len() + 2);
        self.separate();
        encode(&mut self.text, name);
        self.text.push('=');
        write(&mut self.text, value);
    }

    /// Appends a value in its style.
    pub fn push_styled(
        &mut self,
        param: &Param,
        view: View<'_>,
    ) -> Result<(), RequestError> {
        if let Some(media) = param.content {
            // Only JSON can say that there is nothing.
            if shape(view) == Shape::Absent && !is_made_of_json(media) {
                return Ok(());
            }
            let text = content_text(media, view)?;
            self.push(param.name, &text, param.allow_reserved);
            return Ok(());
        }
        match (shape(view), param.style) {
            (Shape::Absent, _) => Ok(()),
            (Shape::List | Shape::Object, Style::DeepObject) => {
                check_keys(param.name, view)?;
                let mut name = String::new();
                encode(&mut name, param.name);
                self.push_deep(&name, view, param.allow_reserved)
            }
            (Shape::Scalar, _) => {
                self.push(param.name, &scalar(view)?, param.allow_reserved);
                Ok(())
            }
            (Shape::List, _) => self.push_list(param, view),
            (Shape::Object, _) => self.push_object(param, view),
        }
    }

    /// Appends a property of a form: a list as exploded pairs, an object as JSON.
    pub fn push_property(
        &mut self,
        name: &str,
        value: View<'_>,
    ) -> Result<(), RequestError> {
        match shape(value) {
            Shape::Absent => {}
            Shape::Scalar => self.push(name, &scalar(value)?, false),
            Shape::Object => self.push(name, &json(value)?, false),
            Shape::List => {
                for item in items(value) {
                    self.push(name, &scalar(item)?, false);
                }
            }
        }
        Ok(())
    }

    fn push_list(&mut self, param: &Param, view: View<'_>) -> Result<(), RequestError> {
        let items = items(view);
        if param.explode {
            for item in items {
                self.push_part(param.name, &scalar(item)?, param.allow_reserved);
            }
            return Ok(());
        }
        let texts = items.into_iter().map(scalar).collect::<Result<Vec<_>, _>>()?;
        self.push_joined(param, texts.iter().map(AsRef::as_ref))?;
        Ok(())
    }

    fn push_object(
        &mut self,
        param: &Param,
        view: View<'_>,
    ) -> Result<(), RequestError> {
        let mut texts = Vec::new();
        for (key, value) in entries(view) {
            if param.explode && shape(value) == Shape::List {
                // Nothing says how; as often as there are values is what servers take.
                for item in items(value) {
                    self.push_part(key, &scalar(item)?, param.allow_reserved);
                }
                continue;
            }
            let value = scalar(value)?;
            if param.explode {
                self.push_part(key, &value, param.allow_reserved);
            } else {
                texts.push(key.into());
                texts.push(value);
            }
        }
        self.push_joined(param, texts.iter().map(AsRef::as_ref))?;
        Ok(())
    }

    fn push_joined<'t>(
        &mut self,
        param: &Param,
        texts: impl Iterator<Item = &'t str>,
    ) -> Result<(), RequestError> {
        // Encoded like the values, these cannot be told from what is in them.
        let (delimiter, taken) = match param.style {
            Style::SpaceDelimited => ("%20", Some(' ')),
            Style::PipeDelimited => ("%7C", Some('|')),
            _ => (",", None),
        };
        let write = match (param.allow_reserved, taken) {
            _ if self.is_cookies => encode_cookie,
            (false, _) => encode,
            (true, Some(_)) => encode_reserved,
            (true, None) => encode_reserved_item,
        };
        let mut pair = String::new();
        for (at, text) in texts.enumerate() {
            if at == 0 {
                encode(&mut pair, param.name);
                pair.push('=');
            } else {
                pair.push_str(delimiter);
            }
            if taken.is_some_and(|taken| text.contains(taken)) {
                return Err(has_separator(param.name));
            }
            write(&mut pair, text);
        }
        self.push_encoded(&pair);
        Ok(())
    }

    /// `name[a][0]=value`; `name` is encoded already. Places of lists are numbered: of names that
    /// are the same, many readers of brackets keep the last one.
    fn push_deep(
        &mut self,
        name: &str,
        view: View<'_>,
        reserved: bool,
    ) -> Result<(), RequestError> {
        match shape(view) {
            Shape::Absent => {}
            Shape::Scalar => {
                let mut pair = format!("{name}=");
                writer(reserved)(&mut pair, &scalar(view)?);
                self.push_encoded(&pair);
            }
            Shape::Object => {
                for (key, value) in entries(view) {
                    let mut inner = format!("{name}%5B");
                    encode(&mut inner, key);
                    inner.push_str("%5D");
                    self.push_deep(&inner, value, reserved)?;
                }
            }
            Shape::List => {
                for (at, item) in items(view).into_iter().enumerate() {
                    self.push_deep(&format!("{name}%5B{at}%5D"), item, reserved)?;
                }
            }
        }
        Ok(())
    }
}

fn writer(reserved: bool) -> fn(&mut String, &str) {
    if reserved { encode_reserved } else { encode }
}

/// A value in a media type: JSON, pairs of a form, or its text.
pub fn content_text(media: &str, view: View<'_>) -> Result<String, RequestError> {
    if is_made_of_json(media) {
        return json(view);
    }
    if !is_form(media) || shape(view) != Shape::Object {
        return Ok(scalar(view)?.into_owned());
    }
    let mut pairs = Pairs::default();
    for (name, value) in entries(view) {
        pairs.push_property(name, value)?;
    }
    Ok(pairs.into_form())
}

/// Whether a media type is that of forms.
pub fn is_form(media: &str) -> bool {
    media.to_ascii_lowercase().contains("x-www-form-urlencoded")
}

/// The value of a path parameter, encoded.
pub fn path_value(param: &Param, view: View<'_>) -> Result<String, RequestError> {
    let write = match (param.spans, param.allow_reserved) {
        (true, false) => encode_segments,
        (true, true) => keep_segments,
        (false, true) => encode_segment,
        (false, false) => encode,
    };
    if let Some(media) = param.content {
        let mut out = String::new();
        write(&mut out, &content_text(media, view)?);
        return Ok(out);
    }
    // No URL encodes a dot.
    if param.style == Style::Label && param.explode {
        check_separators(param.name, view, '.', '.')?;
    }
    styled(param, view, write)
}

/// The value of a header, as it is: nothing in it is encoded.
pub fn header_value(param: &Param, view: View<'_>) -> Result<String, RequestError> {
    match param.content {
        Some(media) if is_made_of_json(media) => {
            Ok(in_ascii(&content_text(media, view)?))
        }
        Some(media) => content_text(media, view),
        None => {
            let behind_key = if param.explode { '=' } else { ',' };
            check_separators(param.name, view, ',', behind_key)?;
            styled(param, view, String::push_str)
        }
    }
}

/// JSON without other letters than those that every reader of headers takes (RFC 9110, section
/// 5.5).
fn in_ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

/// Styles `simple`, `label` and `matrix`.
fn styled(
    param: &Param,
    view: View<'_>,
    write: fn(&mut String, &str),
) -> Result<String, RequestError> {
    if param.style == Style::Simple && shape(view) == Shape::Scalar {
        let mut out = String::new();
        write(&mut out, &scalar(view)?);
        return Ok(out);
    }
    let (first, between) = match param.style {
        Style::Label => (".", "."),
        Style::Matrix => (";", ";"),
        _ => ("", ","),
    };
    let named = param.style == Style::Matrix;
    let mut out = String::new();
    for (at, (key, text)) in parts(param, view, write)?.into_iter().enumerate() {
        out.push_str(if at == 0 { first } else { between });
        let is_key = key.is_some();
        match key {
            Some(key) => out.push_str(&key),
            None if named => encode(&mut out, param.name),
            None => {}
        }
        // RFC 6570, section 3.2.7: only names in a matrix stand alone.
        if (is_key || named) && !(named && text.is_empty()) {
            out.push('=');
        }
        out.push_str(&text);
    }
    Ok(out)
}

/// What a style puts between its delimiters: texts, with their keys where an object is exploded.
fn parts(
    param: &Param,
    view: View<'_>,
    write: fn(&mut String, &str),
) -> Result<Vec<(Option<String>, String)>, RequestError> {
    let written = |text: &str| {
        let mut out = String::new();
        write(&mut out, text);
        out
    };
    // A comma that was let through would be taken for one between two of them.
    let written_item = |text: &str| written(text).replace(',', "%2C");
    let mut parts = Vec::new();
    match shape(view) {
        Shape::Absent => {}
        Shape::Scalar => parts.push((None, written(&scalar(view)?))),
        Shape::List => {
            for item in items(view) {
                parts.push((None, written_item(&scalar(item)?)));
            }
        }
        Shape::Object => {
            for (key, value) in entries(view) {
                let (key, text) = (written_item(key), written_item(&scalar(value)?));
                if param.explode {
                    parts.push((Some(key), text));
                } else {
                    parts.extend([(None, key), (None, text)]);
                }
            }
        }
    }
    if param.explode || parts.is_empty() {
        return Ok(parts);
    }
    let texts: Vec<String> = parts.into_iter().map(|(_, text)| text).collect();
    Ok(vec![(None, texts.join(","))])
}
