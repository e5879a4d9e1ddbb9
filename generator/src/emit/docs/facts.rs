//! What keywords say that the type does not: defaults, formats, patterns, bounds.

use super::{LONGEST, code};
use crate::formats::{is_uuid, range_of_integers};
use crate::model::{Docs, HELD_FORMAT, SpecValue};

/// What the keywords add to the type.
pub(super) fn facts(docs: &Docs) -> Vec<String> {
    let mut facts = Vec::new();
    for (keyword, value) in &docs.facts {
        let other = |prefix: &str, other: &str| {
            let what = keyword.strip_prefix(prefix)?;
            let twin = format!("{other}{what}");
            docs.facts.iter().find(|(known, of)| *known == twin && of == value)?;
            Some(what)
        };
        if let Some(what) = other("min", "max") {
            facts.extend(exactly(what, value));
        } else if other("max", "min").is_none() && says_something(docs, keyword, value) {
            facts.extend(fact(keyword, value));
        }
    }
    facts
}

/// Which side gives a value, where not both do.
pub(in crate::emit) fn access(docs: &Docs) -> Vec<String> {
    let given =
        docs.facts.iter().filter(|(word, _)| ["readOnly", "writeOnly"].contains(word));
    given.filter_map(|(word, value)| Some(fact(word, value)? + ".")).collect()
}

/// What is said by a lower and an upper limit that are the same.
fn exactly(what: &str, value: &SpecValue) -> Option<String> {
    let shown = code(&number(value.untrusted()))?;
    Some(format!("Exactly {shown}{}", counted(what, value)))
}

/// What a length or a size counts, behind the number.
fn counted(what: &str, count: &SpecValue) -> &'static str {
    match (what, count.untrusted().as_f64() == Some(1.0)) {
        ("Length", true) => " character",
        ("Length", false) => " characters",
        ("Items", true) => " item",
        ("Items", false) => " items",
        ("Properties", true) => " property",
        ("Properties", false) => " properties",
        _ => "",
    }
}

/// What a keyword adds to the type.
fn fact(keyword: &str, value: &SpecValue) -> Option<String> {
    if let ("enum", serde_json::Value::Array(values)) = (keyword, value.untrusted()) {
        return one_of(values);
    }
    let text = match value.untrusted() {
        serde_json::Value::String(text) => text.clone(),
        other if keyword == "default" => other.to_string(),
        other => number(other),
    };
    let shown = code(&text)?;
    Some(match keyword {
        "const" => format!("Always {shown}"),
        "default" => format!("Default: {shown}"),
        "format" => format!("Format: {shown}"),
        "pattern" => format!("Pattern: {shown}"),
        "minimum" => format!("At least {shown}"),
        "maximum" => format!("At most {shown}"),
        "exclusiveMinimum" => format!("More than {shown}"),
        "exclusiveMaximum" => format!("Less than {shown}"),
        "minLength" | "minItems" | "minProperties" => {
            format!("At least {shown}{}", counted(&keyword[3..], value))
        }
        "maxLength" | "maxItems" | "maxProperties" => {
            format!("At most {shown}{}", counted(&keyword[3..], value))
        }
        "multipleOf" => format!("A multiple of {shown}"),
        "uniqueItems" if text == "true" => "Each item once".to_owned(),
        "readOnly" => "Read-only: the service sets it".to_owned(),
        "writeOnly" => "Write-only: no answer has it".to_owned(),
        _ => return None,
    })
}

/// A bound. Some tools write whole ones with a fraction as well (`0.0`).
fn number(value: &serde_json::Value) -> String {
    let is_whole = |it: &f64| it.fract() == 0.0 && it.abs() <= SAFE;
    match value.as_f64().filter(|it| value.is_f64() && is_whole(it)) {
        // Without the sign of a zero.
        Some(whole) => format!("{:.0}", whole + 0.0),
        None => value.to_string(),
    }
}

/// The values of a list, as far as a line has room for them.
fn one_of(values: &[serde_json::Value]) -> Option<String> {
    const MOST: usize = 20;
    let some = values.iter().filter(|value| !value.is_null());
    let shown: Vec<String> = some.filter_map(|value| code(&value.to_string())).collect();
    let more = if shown.len() > MOST { ", …" } else { "" };
    let listed = shown.get(..MOST).unwrap_or(&shown).join(", ");
    (!shown.is_empty()).then(|| format!("One of {listed}{more}"))
}

/// Whether a reader learns anything: not from a bound that the type has itself or that only says
/// what JavaScript can count to, and not from a pattern that the format implies or that would be
/// cut.
fn says_something(docs: &Docs, keyword: &str, value: &SpecValue) -> bool {
    let value = value.untrusted();
    let number = value.as_f64();
    match (keyword, number) {
        ("minimum", Some(number)) => !is_lowest(docs, number),
        ("maximum", Some(number)) => !is_highest(docs, number),
        ("minLength" | "minItems" | "minProperties", Some(number)) => number > 0.0,
        ("maxLength" | "maxItems" | "maxProperties", Some(number)) => {
            number < f64::from(i32::MAX)
        }
        ("pattern", _) => {
            let pattern = value.as_str().unwrap_or_default();
            pattern.chars().count() <= LONGEST && !has_known_form(docs)
        }
        _ => true,
    }
}

/// The largest whole number up to which JavaScript knows all of them.
const SAFE: f64 = 9_007_199_254_740_991.0;

/// What 63 bits and 64 bits do not hold; their largest numbers are rounded to these.
const BITS_63: f64 = 9_223_372_036_854_775_808.0;
const BITS_64: f64 = 18_446_744_073_709_551_616.0;

fn is_lowest(docs: &Docs, number: f64) -> bool {
    let wide = number <= -BITS_63 || [-SAFE].contains(&number);
    // `minimum: 0` beside the largest of 64 bits asks for the type without a sign.
    let unsigned = [0.0].contains(&number) && stated(docs, "maximum") == Some(BITS_64);
    wide || unsigned || range(docs).is_some_and(|(least, _)| number <= least)
}

fn is_highest(docs: &Docs, number: f64) -> bool {
    let wide = [SAFE, BITS_63, BITS_64].contains(&number);
    wide || range(docs).is_some_and(|(_, most)| number >= most)
}

/// What the type of an integer format holds.
fn range(docs: &Docs) -> Option<(f64, f64)> {
    let (least, most) = range_of_integers(format(docs)?)?;
    #[allow(
        clippy::cast_precision_loss,
        reason = "the document's numbers are rounded so"
    )]
    Some((least as f64, most as f64))
}

/// Whether the format says how the text looks.
fn has_known_form(docs: &Docs) -> bool {
    let known = [
        "date",
        "date-time",
        "datetime",
        "duration",
        "email",
        "hostname",
        "ipv4",
        "ipv6",
        "time",
        "uri",
        "url",
    ];
    format(docs).is_some_and(|format| known.contains(&format) || is_uuid(format))
}

fn format(docs: &Docs) -> Option<&str> {
    value(docs, "format").or_else(|| value(docs, HELD_FORMAT))?.as_str()
}

fn stated(docs: &Docs, keyword: &str) -> Option<f64> {
    value(docs, keyword)?.as_f64()
}

fn value<'a>(docs: &'a Docs, keyword: &str) -> Option<&'a serde_json::Value> {
    let (_, value) = docs.facts.iter().find(|(known, _)| *known == keyword)?;
    Some(value.untrusted())
}

#[cfg(test)]
mod tests {
    use super::facts;
    use crate::model::{Docs, SpecValue};

    fn of(keywords: &[(&'static str, serde_json::Value)]) -> String {
        let keywords = keywords.iter();
        let facts = keywords.map(|(word, value)| (*word, SpecValue::new(value.clone())));
        super::super::sentence(&self::facts(&Docs {
            facts: facts.collect(),
            ..Docs::default()
        }))
    }

    #[test]
    fn bounds_of_the_type_are_not_said() {
        let between = |least: serde_json::Value, most: serde_json::Value| {
            of(&[("minimum", least), ("maximum", most)])
        };
        assert_eq!(between(1.into(), 9.into()), "At least `1`; at most `9`");
        let safe = 9_007_199_254_740_991_i64;
        assert_eq!(between((-safe).into(), safe.into()), "");
        assert_eq!(between(i64::MIN.into(), i64::MAX.into()), "");
        assert_eq!(between(0.into(), 1.844_674_407_370_955_2e19.into()), "");
        assert_eq!(between(0.into(), i64::MAX.into()), "At least `0`");
        let format = |name: &str, most: i64| {
            of(&[("format", name.into()), ("maximum", most.into())])
        };
        let most = i64::from(i32::MAX);
        assert_eq!(format("int32", most), "Format: `int32`");
        assert_eq!(format("int64", most), "Format: `int64`; at most `2147483647`");
        assert_eq!(format("uint8", 255), "Format: `uint8`");
    }

    #[test]
    fn whole_bounds_have_no_fraction() {
        assert_eq!(of(&[("exclusiveMinimum", 0.0.into())]), "More than `0`");
        assert_eq!(of(&[("maximum", (-0.0).into())]), "At most `0`");
        assert_eq!(of(&[("minimum", 0.5.into())]), "At least `0.5`");
        assert_eq!(of(&[("maximum", 1e300.into())]), "At most `1e+300`");
        let both = [("minimum", 2.0.into()), ("maximum", 2.0.into())];
        assert_eq!(of(&both), "Exactly `2`");
        assert_eq!(of(&[("default", 1.0.into())]), "Default: `1.0`");
    }

    #[test]
    fn lengths_without_a_limit_are_not_said() {
        assert_eq!(of(&[("minLength", 0.into()), ("maxItems", i32::MAX.into())]), "");
        assert_eq!(of(&[("minLength", 1.into())]), "At least `1` character");
        let one = |least, most| of(&[(least, 1.into()), (most, 1.into())]);
        assert_eq!(one("minItems", "maxItems"), "Exactly `1` item");
        assert_eq!(one("minProperties", "maxProperties"), "Exactly `1` property");
    }

    #[test]
    fn patterns_that_say_no_more_are_left_out() {
        assert_eq!(of(&[("pattern", "^a".into())]), "Pattern: `^a`");
        assert_eq!(of(&[("pattern", "a".repeat(121).into())]), "");
        let uuid = [("format", "uuid".into()), ("pattern", "^[0-9a-f-]{36}$".into())];
        assert_eq!(of(&uuid), "Format: `uuid`");
    }
}
