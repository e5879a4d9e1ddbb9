//! `uri` as the type of the `url` crate.

use std::fmt;

use ::url::Url;

use crate::runtime::codec::model::{Edit, Shown, Slot, Text, View};

impl Shown for Url {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Text for Url {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = Url::parse(text).ok().ok_or("an absolute URL")?;
        Ok(())
    }
}

impl Slot for Url {
    fn vacant() -> Self {
        match Url::parse("about:blank") {
            Ok(url) => url,
            Err(_) => unreachable!("a fixed text"),
        }
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}
