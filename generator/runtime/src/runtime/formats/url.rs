//! `uri` as the type of the `url` crate.

use std::fmt;

use ::url::Url;

use super::text_types::text_types;

text_types! {
    Url {
        vacant: blank(),
        show: |url, f| fmt::Display::fmt(url, f),
        read: |text| Url::parse(text).ok(),
        expected: "an absolute URL",
    }
}

fn blank() -> Url {
    match Url::parse("about:blank") {
        Ok(url) => url,
        Err(_) => unreachable!("a fixed text"),
    }
}
