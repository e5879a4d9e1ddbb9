//! `date-time`, `date`, `time` and `duration` as types of the `jiff` crate.

use std::fmt;

use ::jiff::civil::{Date, Time};
use ::jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};

use super::text_types::{lenient, text_types};

text_types! {
    Timestamp {
        vacant: Timestamp::UNIX_EPOCH,
        show: |time, f| fmt::Display::fmt(time, f),
        read: |text| lenient(text, |text| text.parse().ok()),
        expected: "a date and time as in RFC 3339",
    }
    Date {
        vacant: Date::ZERO,
        show: |date, f| fmt::Display::fmt(date, f),
        read: |text| text.trim().parse().ok(),
        expected: "a date such as `2020-09-17`",
    }
    Time {
        vacant: Time::midnight(),
        show: |time, f| fmt::Display::fmt(time, f),
        read: |text| text.trim().parse().ok(),
        expected: "a time such as `10:15:00`",
    }
    SignedDuration {
        vacant: SignedDuration::ZERO,
        show: |duration, f| fmt::Display::fmt(duration, f),
        read: |text| duration(text.trim()),
        expected: "a duration in weeks, days, hours and less",
    }
}

/// A duration as in ISO 8601. A day has 24 hours; how long a month is, nobody can say.
fn duration(text: &str) -> Option<SignedDuration> {
    let day = SpanRelativeTo::days_are_24_hours();
    let span = || text.parse::<Span>().ok()?.to_duration(day).ok();
    text.parse().ok().or_else(span)
}
