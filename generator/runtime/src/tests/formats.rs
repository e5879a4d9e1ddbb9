use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{failure, same};

#[test]
fn addresses() {
    same::<Ipv4Addr>("\"127.0.0.1\"");
    same::<Ipv6Addr>("\"::1\"");
    same::<IpAddr>("\"::1\"");
    assert_eq!(failure::<Ipv4Addr>("\"SECRET\"").1, "an IPv4 address");
}

/// What stands in the first text is written as the second, in all libraries.
#[cfg(any(
    feature = "jiff",
    feature = "chrono",
    feature = "time",
    feature = "rust_decimal"
))]
fn becomes<T: crate::runtime::Slot>(from: &str, to: &str) {
    let value = super::decode::<T>(&format!("\"{from}\"")).unwrap();
    assert_eq!(super::encode(&value), format!("\"{to}\""));
}

#[cfg(feature = "jiff")]
#[test]
fn jiff() {
    use ::jiff::civil::{Date, Time};
    use ::jiff::{SignedDuration, Timestamp};
    becomes::<Timestamp>("2020-09-17T10:15:00.5+02:00", "2020-09-17T08:15:00.5Z");
    becomes::<Timestamp>(" 2020-09-17 10:15:00", "2020-09-17T10:15:00Z");
    becomes::<Date>("2020-09-17", "2020-09-17");
    becomes::<Time>("10:15:00", "10:15:00");
    becomes::<Time>("10:15:00+02:00", "10:15:00");
    assert_eq!(failure::<Time>("\"10:15:00Z\"").1, "a time such as `10:15:00`");
    becomes::<SignedDuration>("PT1H30M", "PT1H30M");
    becomes::<SignedDuration>("P7D", "PT168H");
    becomes::<SignedDuration>("P1W", "PT168H");
    becomes::<SignedDuration>("-P1DT2H", "-PT26H");
    let expected = "a duration in weeks, days, hours and less";
    for text in ["\"P1M\"", "\"P1Y\"", "\"SECRET\"", "\"P9999999999999999D\""] {
        assert_eq!(failure::<SignedDuration>(text).1, expected);
    }
    assert_eq!(failure::<Timestamp>("\"SECRET\"").1, "a date and time as in RFC 3339");
}

#[cfg(feature = "chrono")]
#[test]
fn chrono() {
    use ::chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
    becomes::<DateTime<Utc>>("2020-09-17T10:15:00.5+02:00", "2020-09-17T08:15:00.500Z");
    becomes::<DateTime<Utc>>("2020-09-17 10:15:00", "2020-09-17T10:15:00Z");
    becomes::<DateTime<FixedOffset>>(
        "2020-09-17T10:15:00+02:00",
        "2020-09-17T10:15:00+02:00",
    );
    becomes::<DateTime<FixedOffset>>("2020-09-17T10:15:00", "2020-09-17T10:15:00+00:00");
    becomes::<NaiveDate>("2020-09-17", "2020-09-17");
    becomes::<NaiveTime>("10:15:00", "10:15:00");
    assert_eq!(failure::<NaiveTime>("\"10:15:00Z\"").1, "a time such as `10:15:00`");
    assert_eq!(failure::<NaiveDate>("\"SECRET\"").1, "a date such as `2020-09-17`");
}

#[cfg(feature = "time")]
#[test]
fn time() {
    use ::time::{Date, OffsetDateTime, Time};
    becomes::<OffsetDateTime>(
        "2020-09-17T10:15:00.5+02:00",
        "2020-09-17T10:15:00.5+02:00",
    );
    becomes::<OffsetDateTime>("2020-09-17 10:15:00", "2020-09-17T10:15:00Z");
    becomes::<Date>("2020-09-17", "2020-09-17");
    becomes::<Time>("10:15:00", "10:15:00.0");
    assert_eq!(failure::<Time>("\"10:15:00Z\"").1, "a time such as `10:15:00`");
    assert_eq!(failure::<Date>("\"SECRET\"").1, "a date such as `2020-09-17`");
}

/// RFC 3339 has neither seconds in an offset nor years before the first.
#[cfg(feature = "time")]
#[test]
fn a_time_without_a_text_is_an_error_wherever_it_is_written() {
    use ::time::{OffsetDateTime, UtcOffset};

    use crate::runtime::requests::plain::scalar;
    use crate::runtime::{Slot, fields, implement, write_json};

    #[derive(Clone, PartialEq)]
    struct Event {
        at: OffsetDateTime,
    }
    fields! { Event { at, } }
    implement! { Debug Event }

    let epoch = OffsetDateTime::UNIX_EPOCH;
    let seconds = epoch.to_offset(UtcOffset::from_hms(1, 2, 3).unwrap());
    for at in [seconds, epoch.replace_year(-1).unwrap()] {
        assert!(write_json(at.view()).is_err());
        let refused = scalar(at.view()).unwrap_err();
        assert_eq!(refused.to_string(), "a value cannot be written as text");
        let event = Event { at };
        assert_eq!(format!("{event:?}"), "Event { at: [no text] }");
        let refused = serde_json::to_string(&event).unwrap_err();
        assert_eq!(refused.to_string(), "a value cannot be written as text");
    }
    assert_eq!(
        serde_json::to_string(&Event { at: epoch }).unwrap(),
        r#"{"at":"1970-01-01T00:00:00Z"}"#
    );
}

#[cfg(feature = "uuid")]
#[test]
fn uuid() {
    same::<::uuid::Uuid>("\"67e55044-10b1-426f-9247-bb680e5fe0c8\"");
    assert_eq!(failure::<::uuid::Uuid>("\"SECRET\"").1, "a UUID");
}

#[cfg(feature = "url")]
#[test]
fn url() {
    same::<::url::Url>("\"https://example.com/a?b\"");
    assert_eq!(failure::<::url::Url>("\"SECRET\"").1, "an absolute URL");
}

#[cfg(feature = "rust_decimal")]
#[test]
fn rust_decimal() {
    use ::rust_decimal::Decimal;
    for text in [
        "1.10",
        "0",
        "-1.5",
        "0.1234567890123456789012345678",
        "-79228162514264337593543950335",
    ] {
        same::<Decimal>(&format!("\"{text}\""));
    }
    becomes::<Decimal>(" +1.5 ", "1.5");
    becomes::<Decimal>("1.5e3", "1500");
    becomes::<Decimal>("15E-1", "1.5");
    let zeros = "0".repeat(40);
    becomes::<Decimal>(&format!("1.5{zeros}"), "1.5");
    becomes::<Decimal>(&format!("1.{zeros}"), "1");
}

/// What has no room is an error: money is not rounded on the way.
#[cfg(feature = "rust_decimal")]
#[test]
fn a_decimal_is_exact_or_none() {
    for text in [
        "SECRET",
        "",
        "0.12345678901234567890123456789012345",
        "0.12345678901234567890123456789012345e2",
        "1e-29",
        "79228162514264337593543950336",
        "1e29",
        "1_0",
        "1_0e1",
        "1.0_0",
    ] {
        let (_, expected, ..) =
            failure::<::rust_decimal::Decimal>(&format!("\"{text}\""));
        assert_eq!(expected, "a decimal number that 96 bits hold exactly", "{text}");
    }
}
