//! `uuid` as the type of the `uuid` crate.

use std::fmt;

use ::uuid::Uuid;

use super::text_types::text_types;

text_types! {
    Uuid {
        vacant: Uuid::nil(),
        show: |uuid, f| fmt::Display::fmt(uuid, f),
        read: |text| Uuid::try_parse(text.trim()).ok(),
        expected: "a UUID",
    }
}
