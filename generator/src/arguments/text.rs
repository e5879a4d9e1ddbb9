//! Texts by format, pattern and length.

use super::pattern;
use super::whole::{Schemas, Whole};
use crate::source::Kind;

/// A text longer than this is not made.
const LONGEST: usize = 4_096;

impl<'s> Schemas<'_, 's> {
    /// A text that a schema of strings accepts, if one can be made.
    pub(super) fn text(&self, whole: &Whole<'s>, hint: &str) -> Option<String> {
        let least = self.at_least(whole, "minLength");
        let most = self.at_most(whole, "maxLength");
        if least > LONGEST || least > most {
            return None;
        }
        let patterns = whole.facts("pattern");
        let pattern = patterns.first().map(|node| self.document.sources.kind(*node));
        if let Some(Kind::String(pattern)) = pattern {
            let fits = |text: &String| (least..=most).contains(&text.chars().count());
            let longer = least.saturating_sub(1)..=least;
            let made: Vec<String> = (0..12)
                .chain(longer)
                .map_while(|more| pattern::text(pattern, more))
                .collect();
            // Without one, the server shall say what is wrong.
            if !made.is_empty() {
                return made.into_iter().find(fits);
            }
        }
        if let Some(known) = whole.form().and_then(of_format) {
            let length = known.chars().count();
            return (least..=most).contains(&length).then(|| known.to_owned());
        }
        let mut text: String =
            hint.chars().filter(char::is_ascii_alphanumeric).collect();
        if text.is_empty() {
            text.push_str("text");
        }
        let length = text.len().clamp(least, most.max(1));
        text.extend(std::iter::repeat_n('a', length.saturating_sub(text.len())));
        text.truncate(length);
        Some(if most == 0 { String::new() } else { text })
    }
}

impl<'s> Whole<'s> {
    /// The format of a text, or the encoding of what it holds.
    pub(super) fn form(&self) -> Option<&'s str> {
        let encoding = || self.parts.iter().find_map(|part| part.content_encoding);
        self.format().or_else(encoding)
    }
}

/// A text of a format that is known to have a form of its own.
pub(super) fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => "2024-01-02T03:04:05Z",
        "date" => "2024-01-02",
        "time" => "03:04:05Z",
        "duration" => "P1DT2H",
        "uuid" | "uuid4" => "123e4567-e89b-42d3-a456-426614174000",
        "uuid1" => "123e4567-e89b-12d3-a456-426614174000",
        "uuid3" => "123e4567-e89b-32d3-a456-426614174000",
        "uuid5" => "123e4567-e89b-52d3-a456-426614174000",
        "uuid6" => "123e4567-e89b-62d3-a456-426614174000",
        "uuid7" => "123e4567-e89b-72d3-a456-426614174000",
        "uuid8" => "123e4567-e89b-82d3-a456-426614174000",
        "uri" | "url" | "iri" | "uri-reference" => "https://example.com/path",
        "uri-template" => "https://example.com/{id}",
        "email" | "idn-email" => "person@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ip" | "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" | "base64" => "Y29udGVudA==",
        "json-pointer" => "/path",
        "relative-json-pointer" => "0/path",
        "regex" => "^a+$",
        "decimal" => "12.5",
        _ => return None,
    })
}

/// One of ten texts of such a format, which differ in their last digit, or in one that is added.
pub(super) fn other_of_format(format: &str, digit: usize) -> Option<String> {
    let known = of_format(format)?;
    Some(match (format, known.rfind(|c: char| c.is_ascii_digit())) {
        (_, Some(at)) => format!("{}{digit}{}", &known[..at], &known[at + 1..]),
        // They end with the name of a domain, which has no digits.
        ("email" | "idn-email" | "hostname" | "idn-hostname", None) => {
            format!("{digit}{known}")
        }
        (_, None) => format!("{known}{digit}"),
    })
}
