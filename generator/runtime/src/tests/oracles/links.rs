//! The `Link` header, against links that were put together (RFC 8288).

use http::header::LINK;
use http::{HeaderMap, HeaderValue};
use std::fmt::Write as _;

use crate::runtime::paging::link::{ascii, find_link};

/// A link: its target, and its parameters with whether they stand in quotes.
pub type Link = (String, Vec<(String, String, bool)>);

/// The link that is found is the first one whose first `rel` has the relation.
pub fn judge_links(links: &[Link], in_one: bool, relation: &str) {
    let mut headers = HeaderMap::new();
    let texts: Vec<String> = links.iter().map(text).collect();
    let values = if in_one { vec![texts.join(", ")] } else { texts };
    for value in values {
        let Ok(value) = HeaderValue::from_str(&value) else { return };
        headers.append(LINK, value);
    }
    let has = |(_, parameters): &&Link| {
        let value = |wanted| {
            let mut all = parameters.iter();
            let found = all.find(|(name, ..)| name.trim().eq_ignore_ascii_case(wanted));
            found.map_or("", |(_, value, _)| &**value)
        };
        let mut relations = value("rel").split_ascii_whitespace();
        relations.any(|one| one.eq_ignore_ascii_case(relation))
            && value("anchor").is_empty()
    };
    let expected = links.iter().find(has).map(|(target, _)| target.clone());
    assert_eq!(find_link(&headers, relation, &|_| false), expected, "{headers:?}");
}

fn text((target, parameters): &Link) -> String {
    let mut text = format!("<{target}>");
    for (name, value, quoted) in parameters {
        let value = if *quoted {
            format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
        } else {
            value.clone()
        };
        let _ = write!(text, "; {name}={value}");
    }
    text
}

/// Whatever a header says, what is found stands between the brackets of a link.
pub fn judge_bytes(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
    let headers = HeaderMap::from_iter([(LINK, value)]);
    for relation in ["next", "", "prev last"] {
        if let Some(found) = find_link(&headers, relation, &|_| false) {
            let stands = ascii(bytes).contains(&format!("<{found}>"));
            assert!(stands && !found.contains('>'), "{found:?}");
        }
    }
}
