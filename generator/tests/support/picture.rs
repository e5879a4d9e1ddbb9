//! Pictures of the documentation that are drawn from the project itself.

#![allow(unreachable_pub, reason = "each test has its own copy")]

use super::session::workspace;
use std::{env, fs};

/// A picture below `docs/pictures` has to be this one. Like snapshots, it is written anew where
/// `INSTA_UPDATE` is `always`.
pub fn assert_picture(name: &str, drawn: &str) {
    let path = workspace().join("docs/pictures").join(name);
    if env::var_os("INSTA_UPDATE").is_some_and(|it| it == "always") {
        fs::write(&path, drawn).expect("written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == drawn, "docs/pictures/{name} is another picture: draw it again");
}
