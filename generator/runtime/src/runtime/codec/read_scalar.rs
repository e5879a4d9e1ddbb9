//! Visitors of values without parts.

use std::fmt;

use bytes::Bytes;
use serde::de::{Error, Unexpected, Visitor};
use serde_json::Number;

use super::model::{Edit, View, Whole};

/// A whole number in a floating one, such as `1.0` or `1e2`.
pub fn whole(value: f64) -> Option<i128> {
    let exact = value.fract() == 0.0 && value.abs() < 1e30;
    #[allow(clippy::cast_possible_truncation, reason = "it is whole and in range")]
    exact.then_some(value as i128)
}

/// A whole number in the text of a number, also when it is spelled `1.0` or `1e2`: to the last
/// digit, as a floating one does not hold it.
pub fn integral(text: &str) -> Option<i128> {
    if text.contains(['.', 'e', 'E']) {
        return exact(text);
    }
    Some(text.parse().unwrap_or(if text.starts_with('-') {
        i128::MIN
    } else {
        i128::MAX
    }))
}

/// What is spelled with an exponent and is larger than any integer is a floating number.
const MOST: i128 = 10_i128.pow(30);

fn exact(text: &str) -> Option<i128> {
    // Whether it is a number at all.
    text.parse::<f64>().ok()?;
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (before, behind) = number.split_once('.').unwrap_or((number, ""));
    let behind = behind.trim_end_matches('0');
    let mut value = 0_i128;
    for digit in before.trim_start_matches('-').bytes().chain(behind.bytes()) {
        let digit = char::from(digit).to_digit(10)?;
        value = value.checked_mul(10)?.checked_add(digit.into())?;
    }
    if value == 0 {
        return Some(0);
    }
    let places = i64::try_from(behind.len()).ok()?;
    let shift = exponent.parse::<i64>().ok()?.checked_sub(places)?;
    let power = 10_i128.checked_pow(shift.unsigned_abs().try_into().ok()?)?;
    let value = if shift >= 0 {
        value.checked_mul(power)?
    } else {
        (value % power == 0).then_some(value / power)?
    };
    let value = (value < MOST).then_some(value)?;
    Some(if number.starts_with('-') { -value } else { value })
}

/// Reads an integer of 64 bits.
pub struct I64Visitor<'a>(
    /// Where it goes.
    pub &'a mut i64,
);

impl I64Visitor<'_> {
    fn put<E: Error>(self, value: Option<i64>, found: Unexpected<'_>) -> Result<(), E> {
        *self.0 = value.ok_or_else(|| E::invalid_value(found, &self))?;
        Ok(())
    }
}

impl Visitor<'_> for I64Visitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer of 64 bits")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        *self.0 = value;
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.put(i64::try_from(value).ok(), Unexpected::Unsigned(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        self.put(i64::try_from(value).ok(), Unexpected::Other("integer"))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        self.put(i64::try_from(value).ok(), Unexpected::Other("integer"))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        let exact = whole(value).and_then(|value| i64::try_from(value).ok());
        self.put(exact, Unexpected::Float(value))
    }
}

/// Reads an integer of another width.
pub struct WholeVisitor<'a>(
    /// Where it goes.
    pub &'a mut dyn Whole,
);

impl Visitor<'_> for WholeVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.visit_i128(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.visit_i128(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        let done = self.0.set(value);
        done.map_err(|expected| {
            E::invalid_value(Unexpected::Other("integer"), &expected)
        })
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        self.visit_i128(i128::try_from(value).unwrap_or(i128::MAX))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        match whole(value) {
            Some(value) => self.visit_i128(value),
            None => Err(E::invalid_value(Unexpected::Float(value), &self)),
        }
    }
}

/// Reads a number.
pub struct F64Visitor<'a>(
    /// Where it goes.
    pub &'a mut f64,
);

#[allow(clippy::cast_precision_loss, reason = "the document says that it is a float")]
impl Visitor<'_> for F64Visitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        *self.0 = value;
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        *self.0 = value as f64;
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        *self.0 = value as f64;
        Ok(())
    }
}

/// Reads a number of 32 bits.
pub struct F32Visitor<'a>(
    /// Where it goes.
    pub &'a mut f32,
);

impl F32Visitor<'_> {
    #[allow(clippy::cast_possible_truncation, reason = "that is the type")]
    fn put<E: Error>(self, value: f64) -> Result<(), E> {
        let single = value as f32;
        // It could not be sent again.
        if single.is_infinite() && value.is_finite() {
            let found = Unexpected::Float(value);
            return Err(E::invalid_value(found, &"a number in range"));
        }
        *self.0 = single;
        Ok(())
    }
}

#[allow(clippy::cast_precision_loss, reason = "the document says that it is a float")]
impl Visitor<'_> for F32Visitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.put(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.put(value as f64)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.put(value as f64)
    }
}

/// Reads a number that may come in quotes.
pub struct NumberVisitor<'a>(
    /// Where it goes: the place of a number.
    pub Edit<'a>,
);

macro_rules! numbers {
    ($($visit:ident: $type:ty,)*) => {$(
        fn $visit<E: Error>(self, value: $type) -> Result<(), E> {
            match self.0 {
                Edit::I64(place) => I64Visitor(place).$visit(value),
                Edit::Whole(place) => WholeVisitor(place).$visit(value),
                Edit::F64(place) => F64Visitor(place).$visit(value),
                Edit::F32(place) => F32Visitor(place).$visit(value),
                _ => Ok(()),
            }
        }
    )*};
}

impl Visitor<'_> for NumberVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    numbers! {
        visit_i64: i64,
        visit_u64: u64,
        visit_i128: i128,
        visit_u128: u128,
        visit_f64: f64,
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let Ok(number) = text.parse::<Number>() else {
            return Err(E::invalid_value(Unexpected::Str(text), &self));
        };
        if let (Edit::I64(_) | Edit::Whole(_), Some(value)) = (&self.0, integral(text)) {
            return self.visit_i128(value);
        }
        match (number.as_i64(), number.as_u64()) {
            (Some(value), _) => self.visit_i64(value),
            (_, Some(value)) => self.visit_u64(value),
            _ => self.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
        }
    }
}

/// Reads bytes as such; formats that have only text give that.
pub struct BytesVisitor<'a>(
    /// Where they go.
    pub &'a mut Bytes,
);

impl Visitor<'_> for BytesVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        *self.0 = Bytes::copy_from_slice(text.as_bytes());
        Ok(())
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<(), E> {
        *self.0 = Bytes::copy_from_slice(bytes);
        Ok(())
    }
}

/// Reads a value that may be this one only.
pub struct ConstantVisitor(
    /// The value.
    pub View<'static>,
);

impl ConstantVisitor {
    fn check<E: Error>(self, same: bool) -> Result<(), E> {
        if same {
            return Ok(());
        }
        Err(E::invalid_value(Unexpected::Other("another value"), &self))
    }
}

/// As JSON spells it; it comes from the API's document, not from the answer.
impl fmt::Display for ConstantVisitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Str(text) => write!(f, "the constant {text:?}"),
            View::Bool(value) => write!(f, "the constant {value}"),
            View::I64(value) => write!(f, "the constant {value}"),
            View::U64(value) => write!(f, "the constant {value}"),
            View::F64(value) => write!(f, "the constant {value}"),
            _ => f.write_str("a constant"),
        }
    }
}

#[allow(clippy::cast_precision_loss, clippy::float_cmp, reason = "constants are exact")]
impl Visitor<'_> for ConstantVisitor {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let same = matches!(self.0, View::Str(own) if own == text);
        self.check(same)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        let same = matches!(self.0, View::Bool(own) if own == value);
        self.check(same)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        let same = match self.0 {
            View::I64(own) => own == value,
            View::U64(own) => i64::try_from(own) == Ok(value),
            View::F64(own) => own == value as f64,
            _ => false,
        };
        self.check(same)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        match (self.0, i64::try_from(value)) {
            (View::U64(own), _) => self.check(own == value),
            (_, Ok(value)) => self.visit_i64(value),
            (_, Err(_)) => self.visit_f64(value as f64),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        let same = match self.0 {
            View::I64(own) => whole(value) == Some(own.into()),
            View::U64(own) => whole(value) == Some(own.into()),
            View::F64(own) => own == value,
            _ => false,
        };
        self.check(same)
    }
}
