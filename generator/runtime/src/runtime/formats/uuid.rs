//! `uuid` as the type of the `uuid` crate.

use std::fmt;

use ::uuid::Uuid;

use crate::runtime::codec::model::{Edit, Shown, Slot, Text, View};

impl Shown for Uuid {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Text for Uuid {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = Uuid::try_parse(text.trim()).ok().ok_or("a UUID")?;
        Ok(())
    }
}

impl Slot for Uuid {
    fn vacant() -> Self {
        Uuid::nil()
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}
