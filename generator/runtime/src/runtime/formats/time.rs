//! `date-time`, `date` and `time` as types of the `time` crate.

use std::fmt;

use ::time::format_description::BorrowedFormatItem;
use ::time::format_description::well_known::Rfc3339;
use ::time::macros::format_description;
use ::time::{Date, OffsetDateTime, Time};

use super::text_types::{lenient, text_types};

text_types! {
    OffsetDateTime {
        vacant: OffsetDateTime::UNIX_EPOCH,
        show: |time, f| f.write_str(&time.format(&Rfc3339).map_err(|_| fmt::Error)?),
        read: |text| lenient(text, |text| OffsetDateTime::parse(text, &Rfc3339).ok()),
        expected: "a date and time as in RFC 3339",
    }
    Date {
        vacant: OffsetDateTime::UNIX_EPOCH.date(),
        show: |date, f| f.write_str(&date.format(DATE).map_err(|_| fmt::Error)?),
        read: |text| Date::parse(text.trim(), DATE).ok(),
        expected: "a date such as `2020-09-17`",
    }
    Time {
        vacant: Time::MIDNIGHT,
        show: |time, f| f.write_str(&time.format(TIME).map_err(|_| fmt::Error)?),
        read: |text| Time::parse(text.trim(), TIME).ok(),
        expected: "a time such as `10:15:00`",
    }
}

const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
const TIME: &[BorrowedFormatItem<'_>] =
    format_description!("[hour]:[minute]:[second][optional [.[subsecond]]]");
