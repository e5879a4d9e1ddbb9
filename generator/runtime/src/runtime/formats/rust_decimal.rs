//! `decimal` as the type of the `rust_decimal` crate.

use std::fmt;

use ::rust_decimal::Decimal;

use crate::runtime::codec::{Edit, Shown, Slot, Text, View};

impl Shown for Decimal {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Text for Decimal {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = read(text.trim()).ok_or("a decimal number")?;
        Ok(())
    }
}

impl Slot for Decimal {
    fn vacant() -> Self {
        Decimal::ZERO
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}

fn read(text: &str) -> Option<Decimal> {
    text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())
}
