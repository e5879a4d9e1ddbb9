//! `date-time`, `date` and `time` as types of the `chrono` crate.

use std::fmt;

use ::chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};

use super::text_types::{lenient, text_types};

text_types! {
    DateTime<Utc> {
        vacant: DateTime::UNIX_EPOCH,
        show: |time, f| fmt::Debug::fmt(time, f),
        read: |text| lenient(text, |text| text.parse().ok()),
        expected: "a date and time as in RFC 3339",
    }
    DateTime<FixedOffset> {
        vacant: DateTime::UNIX_EPOCH.fixed_offset(),
        show: |time, f| fmt::Debug::fmt(time, f),
        read: |text| lenient(text, |text| DateTime::parse_from_rfc3339(text).ok()),
        expected: "a date and time as in RFC 3339",
    }
    NaiveDate {
        vacant: NaiveDate::default(),
        show: |date, f| fmt::Debug::fmt(date, f),
        read: |text| text.trim().parse().ok(),
        expected: "a date such as `2020-09-17`",
    }
    NaiveTime {
        vacant: NaiveTime::MIN,
        show: |time, f| fmt::Debug::fmt(time, f),
        read: |text| text.trim().parse().ok(),
        expected: "a time such as `10:15:00`",
    }
}
