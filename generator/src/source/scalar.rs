//! What plain text means: the core schema of YAML 1.2, and numbers by their lexemes.

use serde_json::{Number, Value};

/// What a plain scalar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Null,
    Bool(bool),
    Number,
    String,
}

/// Resolves a plain scalar by the core schema.
pub(super) fn meaning(text: &str) -> Meaning {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Meaning::Null,
        "true" | "True" | "TRUE" => Meaning::Bool(true),
        "false" | "False" | "FALSE" => Meaning::Bool(false),
        _ if is_number(text) => Meaning::Number,
        _ => Meaning::String,
    }
}

fn is_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !matches!(bytes.first(), Some(b'0'..=b'9' | b'+' | b'-' | b'.')) {
        return false;
    }
    match bytes {
        [b'0', b'x', rest @ ..] => all(rest, u8::is_ascii_hexdigit),
        [b'0', b'o', rest @ ..] => all(rest, |b| (b'0'..=b'7').contains(b)),
        _ => {
            is_decimal(bytes)
                || is_infinite(text)
                || matches!(text, ".nan" | ".NaN" | ".NAN")
        }
    }
}

fn all(bytes: &[u8], test: impl Fn(&u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(test)
}

fn is_infinite(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF")
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_decimal(bytes: &[u8]) -> bool {
    let rest = sign(bytes);
    let (whole, rest) = digits(rest);
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => digits(rest),
        _ => (0, rest),
    };
    if whole + fraction == 0 {
        return false;
    }
    match rest {
        [] => true,
        [b'e' | b'E', rest @ ..] => all(sign(rest), u8::is_ascii_digit),
        _ => false,
    }
}

fn sign(bytes: &[u8]) -> &[u8] {
    match bytes {
        [b'-' | b'+', rest @ ..] => rest,
        _ => bytes,
    }
}

fn digits(bytes: &[u8]) -> (usize, &[u8]) {
    let count = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    (count, &bytes[count..])
}

/// The integer that a lexeme writes: decimal, `0x1F` or `0o17`; `None` for fractions,
/// exponents and what 128 bits do not hold.
pub fn integer(lexeme: &str) -> Option<i128> {
    if let Some(hex) = lexeme.strip_prefix("0x") {
        return i128::from_str_radix(hex, 16).ok();
    }
    if let Some(octal) = lexeme.strip_prefix("0o") {
        return i128::from_str_radix(octal, 8).ok();
    }
    lexeme.parse().ok()
}

/// The nearest floating-point number to a lexeme; infinite where it is out of range.
pub fn float(lexeme: &str) -> f64 {
    if is_infinite(lexeme) {
        return if lexeme.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let radix = |digits: &str, radix: u32| {
        digits
            .chars()
            .filter_map(|c| c.to_digit(radix))
            .fold(0.0, |sum, digit| sum * f64::from(radix) + f64::from(digit))
    };
    if let Some(hex) = lexeme.strip_prefix("0x") {
        return radix(hex, 16);
    }
    if let Some(octal) = lexeme.strip_prefix("0o") {
        return radix(octal, 8);
    }
    lexeme.parse().unwrap_or(f64::NAN)
}

/// Beyond it, not every whole number is a double.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A lexeme as a JSON number: exact up to 64 bits, otherwise the nearest double; `null` for
/// what JSON cannot write.
pub(super) fn json(lexeme: &str) -> Value {
    let exact = match lexeme {
        "-0" => None,
        _ => integer(lexeme).and_then(Number::from_i128),
    };
    let nearest = float(lexeme);
    exact
        .or_else(|| beyond(lexeme).filter(|_| nearest.abs() > EXACT))
        .or_else(|| Number::from_f64(nearest))
        .map_or(Value::Null, Value::Number)
}

/// The integer that a fraction of zeros writes, if no double is the same: `9007199254740993.0`.
fn beyond(lexeme: &str) -> Option<Number> {
    let (whole, fraction) = lexeme.split_once('.')?;
    let is_whole = fraction.bytes().all(|digit| digit == b'0');
    let number: i64 = whole.parse().ok().filter(|_| is_whole)?;
    (format!("{:.0}", float(lexeme)) != number.to_string()).then(|| number.into())
}
