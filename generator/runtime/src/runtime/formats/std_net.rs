//! `ipv4` and `ipv6` as the standard library's addresses.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::text_types::text_types;

text_types! {
    Ipv4Addr {
        vacant: Ipv4Addr::UNSPECIFIED,
        show: |address, f| fmt::Display::fmt(address, f),
        read: |text| text.trim().parse().ok(),
        expected: "an IPv4 address",
    }
    Ipv6Addr {
        vacant: Ipv6Addr::UNSPECIFIED,
        show: |address, f| fmt::Display::fmt(address, f),
        read: |text| text.trim().parse().ok(),
        expected: "an IPv6 address",
    }
    IpAddr {
        vacant: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        show: |address, f| fmt::Display::fmt(address, f),
        read: |text| text.trim().parse().ok(),
        expected: "an IP address",
    }
}
