//! `date-time`, `date` and `time` as types of the `time` crate.

use std::fmt;

use ::time::format_description::BorrowedFormatItem;
use ::time::format_description::well_known::Rfc3339;
use ::time::macros::format_description;
use ::time::{Date, OffsetDateTime, Time};

use crate::runtime::codec::model::{Edit, Shown, Slot, Text, View};

impl Shown for OffsetDateTime {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.format(&Rfc3339).map_err(|_| fmt::Error)?)
    }
}

impl Text for OffsetDateTime {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = lenient(text, |text| OffsetDateTime::parse(text, &Rfc3339).ok())
            .ok_or("a date and time as in RFC 3339")?;
        Ok(())
    }
}

impl Slot for OffsetDateTime {
    fn vacant() -> Self {
        OffsetDateTime::UNIX_EPOCH
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}

impl Shown for Date {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.format(DATE).map_err(|_| fmt::Error)?)
    }
}

impl Text for Date {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self =
            Date::parse(text.trim(), DATE).ok().ok_or("a date such as `2020-09-17`")?;
        Ok(())
    }
}

impl Slot for Date {
    fn vacant() -> Self {
        OffsetDateTime::UNIX_EPOCH.date()
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}

impl Shown for Time {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.format(TIME).map_err(|_| fmt::Error)?)
    }
}

impl Text for Time {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self =
            Time::parse(text.trim(), TIME).ok().ok_or("a time such as `10:15:00`")?;
        Ok(())
    }
}

impl Slot for Time {
    fn vacant() -> Self {
        Time::MIDNIGHT
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}

/// RFC 3339, and what is often sent for it: a space for the `T`, no offset (then UTC).
fn lenient<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    let text = text.trim();
    parse(text).or_else(|| {
        let text = text.replacen(' ', "T", 1);
        parse(&text).or_else(|| parse(&format!("{text}Z")))
    })
}

const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
const TIME: &[BorrowedFormatItem<'_>] =
    format_description!("[hour]:[minute]:[second][optional [.[subsecond]]]");
