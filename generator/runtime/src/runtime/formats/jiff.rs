//! `date-time`, `date`, `time` and `duration` as types of the `jiff` crate.

use std::fmt;

use ::jiff::civil::{Date, Time};
use ::jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};

use crate::runtime::codec::model::{Edit, Shown, Slot, Text, View};

impl Shown for Timestamp {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Text for Timestamp {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = lenient(text, |text| text.parse().ok())
            .ok_or("a date and time as in RFC 3339")?;
        Ok(())
    }
}

impl Slot for Timestamp {
    fn vacant() -> Self {
        Timestamp::UNIX_EPOCH
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
        fmt::Display::fmt(self, f)
    }
}

impl Text for Date {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = text.trim().parse().ok().ok_or("a date such as `2020-09-17`")?;
        Ok(())
    }
}

impl Slot for Date {
    fn vacant() -> Self {
        Date::ZERO
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
        fmt::Display::fmt(self, f)
    }
}

impl Text for Time {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = text.trim().parse().ok().ok_or("a time such as `10:15:00`")?;
        Ok(())
    }
}

impl Slot for Time {
    fn vacant() -> Self {
        Time::midnight()
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}

impl Shown for SignedDuration {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Text for SignedDuration {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self =
            duration(text.trim()).ok_or("a duration in weeks, days, hours and less")?;
        Ok(())
    }
}

impl Slot for SignedDuration {
    fn vacant() -> Self {
        SignedDuration::ZERO
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}

/// A duration as in ISO 8601. A day has 24 hours; how long a month is, nobody can say.
fn duration(text: &str) -> Option<SignedDuration> {
    let day = SpanRelativeTo::days_are_24_hours();
    let span = || text.parse::<Span>().ok()?.to_duration(day).ok();
    text.parse().ok().or_else(span)
}

/// RFC 3339, and what is often sent for it: a space for the `T`, no offset (then UTC).
fn lenient<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    let text = text.trim();
    parse(text).or_else(|| {
        let text = text.replacen(' ', "T", 1);
        parse(&text).or_else(|| parse(&format!("{text}Z")))
    })
}
