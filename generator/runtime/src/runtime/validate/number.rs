//! Numbers, compared without rounding.

use std::cmp::Ordering;
use std::fmt;

/// A number of a value or of a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number.
    Whole(i128),
    /// Any other number, and one that has no end as a whole number.
    Real(f64),
}

impl Number {
    /// A number of single precision means what is sent for it: 0.1, and not the number next to it
    /// that its bits stand for.
    pub(super) fn of_single(value: f32) -> Self {
        Self::Real(value.to_string().parse().unwrap_or(f64::from(value)))
    }

    /// How it compares to another one; nothing compares to what is no number.
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => Some(a.cmp(&b)),
            (Self::Real(a), Self::Real(b)) => a.partial_cmp(&b),
            (Self::Whole(a), Self::Real(b)) => compare_mixed(a, b),
            (Self::Real(a), Self::Whole(b)) => {
                compare_mixed(b, a).map(Ordering::reverse)
            }
        }
    }

    /// Whether it is a multiple of another one, as the decimal numbers that both are written as:
    /// 19.99 is one of 0.01, although it is none in binary.
    pub(super) fn is_multiple_of(self, other: Self) -> bool {
        let (Some((digits, exponent)), Some((step, scale))) =
            (self.decimal(), other.decimal())
        else {
            return false;
        };
        if digits == 0 || step == 0 {
            return digits == 0;
        }
        if exponent < scale {
            let mut step = step;
            for _ in exponent..scale {
                let Some(larger) = step.checked_mul(10) else { return false };
                step = larger;
            }
            return digits % step == 0;
        }
        let mut rest = digits % step;
        for _ in scale..exponent {
            // A step with so many digits is beyond all numbers that are sent.
            let Some(larger) = rest.checked_mul(10) else { return true };
            rest = larger % step;
        }
        rest == 0
    }

    /// Its digits without a sign, and the power of ten that they are multiplied by.
    fn decimal(self) -> Option<(u128, i32)> {
        match self {
            Self::Whole(whole) => Some((whole.unsigned_abs(), 0)),
            Self::Real(real) => {
                let text = format!("{:e}", real.abs());
                let (digits, exponent) = text.split_once('e')?;
                let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
                let digits = format!("{whole}{fraction}").parse().ok()?;
                let places = i32::try_from(fraction.len()).ok()?;
                Some((digits, exponent.parse::<i32>().ok()? - places))
            }
        }
    }
}

/// A whole number and another one: rounding either of them could make them equal.
fn compare_mixed(whole: i128, real: f64) -> Option<Ordering> {
    /// Two to the power of 127.
    const BEYOND: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
    if real.is_nan() {
        return None;
    }
    if real.abs() >= BEYOND {
        return Some(if real > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    #[allow(clippy::cast_possible_truncation, reason = "it is whole, and small enough")]
    let truncated = real.trunc() as i128;
    let rest = 0.0_f64.partial_cmp(&real.fract())?;
    Some(whole.cmp(&truncated).then(rest))
}

/// As the document would write it.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(whole) => whole.fmt(f),
            // `{}` writes out all the digits of 1e300.
            Self::Real(real) if real.abs() >= 1e21 => write!(f, "{real:e}"),
            Self::Real(real) => real.fmt(f),
        }
    }
}
