//! `decimal` as the type of the `rust_decimal` crate.

use std::fmt;

use ::rust_decimal::Decimal;

use super::text_types::text_types;

text_types! {
    Decimal {
        vacant: Decimal::ZERO,
        show: |number, f| fmt::Display::fmt(number, f),
        read: |text| read(text.trim()),
        expected: "a decimal number that 96 bits hold exactly",
    }
}

/// The number as it is written: one with more digits than there is room for is none, and is not
/// rounded.
fn read(text: &str) -> Option<Decimal> {
    // Rust's sign between digits, which the library takes for one as well.
    if text.contains('_') {
        return None;
    }
    let (digits, exponent) = text.split_at(text.find(['e', 'E']).unwrap_or(text.len()));
    let number = exact(digits)?;
    if exponent.is_empty() {
        return Some(number);
    }
    Decimal::from_scientific(&format!("{number}{exponent}")).ok()
}

/// A number without an exponent. Zeros at its end that there is no room for change nothing.
fn exact(digits: &str) -> Option<Decimal> {
    let read = |digits: &str| Decimal::from_str_exact(digits).ok();
    read(digits).or_else(|| {
        let (whole, fraction) = digits.split_once('.')?;
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() {
            read(whole)
        } else {
            read(&format!("{whole}.{fraction}"))
        }
    })
}
