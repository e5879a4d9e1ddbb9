//! `ipv4` and `ipv6` as the standard library's addresses.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::runtime::codec::model::{Edit, Shown, Slot, Text, View};

macro_rules! addresses {
    ($($type:ty: $vacant:expr, $expected:literal;)*) => {$(
        impl Shown for $type {
            fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl Text for $type {
            fn set(&mut self, text: &str) -> Result<(), &'static str> {
                *self = text.trim().parse().map_err(|_| $expected)?;
                Ok(())
            }
        }

        impl Slot for $type {
            fn vacant() -> Self {
                $vacant
            }

            fn view(&self) -> View<'_> {
                View::Display(self)
            }

            fn edit(&mut self) -> Edit<'_> {
                Edit::Text(self)
            }
        }
    )*};
}

addresses! {
    Ipv4Addr: Ipv4Addr::UNSPECIFIED, "an IPv4 address";
    Ipv6Addr: Ipv6Addr::UNSPECIFIED, "an IPv6 address";
    IpAddr: IpAddr::V4(Ipv4Addr::UNSPECIFIED), "an IP address";
}
