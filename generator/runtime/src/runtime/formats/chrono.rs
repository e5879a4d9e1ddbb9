//! `date-time`, `date` and `time` as types of the `chrono` crate.

use std::fmt;

use ::chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};

use crate::runtime::codec::model::{Edit, Shown, Slot, Text, View};

impl Shown for DateTime<Utc> {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Text for DateTime<Utc> {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = lenient(text, |text| text.parse().ok())
            .ok_or("a date and time as in RFC 3339")?;
        Ok(())
    }
}

impl Slot for DateTime<Utc> {
    fn vacant() -> Self {
        DateTime::UNIX_EPOCH
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}

impl Shown for DateTime<FixedOffset> {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Text for DateTime<FixedOffset> {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = lenient(text, |text| DateTime::parse_from_rfc3339(text).ok())
            .ok_or("a date and time as in RFC 3339")?;
        Ok(())
    }
}

impl Slot for DateTime<FixedOffset> {
    fn vacant() -> Self {
        DateTime::UNIX_EPOCH.fixed_offset()
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}

impl Shown for NaiveDate {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Text for NaiveDate {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = text.trim().parse().ok().ok_or("a date such as `2020-09-17`")?;
        Ok(())
    }
}

impl Slot for NaiveDate {
    fn vacant() -> Self {
        NaiveDate::default()
    }

    fn view(&self) -> View<'_> {
        View::Display(self)
    }

    fn edit(&mut self) -> Edit<'_> {
        Edit::Text(self)
    }
}

impl Shown for NaiveTime {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Text for NaiveTime {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = text.trim().parse().ok().ok_or("a time such as `10:15:00`")?;
        Ok(())
    }
}

impl Slot for NaiveTime {
    fn vacant() -> Self {
        NaiveTime::MIN
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
