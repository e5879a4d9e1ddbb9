//! Links to the next page, without a client.

use crate::runtime::paging::link;

#[test]
fn urls_on_hosts_that_are_called_otherwise() {
    for (from, next, is_followed) in [
        ("http://a.example/x", "http://a.example/y", true),
        ("http://a.example/x", "https://a.example/y", false),
        ("https://a.example:8443/x", "http://a.example:8443/y", true),
        ("https://a.example:8443/x", "http://a.example/y", false),
        ("https://a.example/x", "http://a.example:8443/y", false),
    ] {
        let path = link::follow(&from.parse().unwrap(), next).map(|(path, _)| path);
        assert_eq!(path.ok().as_deref(), is_followed.then_some("/y"), "{from} {next}");
    }
}

#[test]
fn link_values() {
    for (value, want) in [
        ("<a>; rel=next", Some("a")),
        ("<a>; rel=\"prev NEXT\"", Some("a")),
        ("<a>; title=\"x, <b>; rel=next\"; rel=prev", None),
        ("<a>; title=\"\\\", <b>; rel=next\"; rel=prev, <c>; REL=next", Some("c")),
        ("<a,b;c>;rel=next", Some("a,b;c")),
        ("<a>; rel=prev; rel=next", None),
        ("<a>; rel=next; anchor=\"/there\", <b>; rel=next; anchor=\"/here\"", Some("b")),
        ("<a>; rel=next; anchor=\"\"", Some("a")),
        ("<a>; rel=next; anchor=\"#part\"", None),
        ("<a>; title=\"café\"; rel=next", Some("a")),
        ("</p?q=ü>; rel=next", Some("/p?q=%C3%BC")),
        ("<a>", None),
        ("a; rel=next", None),
        ("<a; rel=next", None),
    ] {
        let mut headers = http::HeaderMap::new();
        headers.append("link", "<z>; rel=last".parse().unwrap());
        let value_bytes = http::HeaderValue::from_bytes(value.as_bytes());
        headers.append("link", value_bytes.unwrap());
        assert_eq!(
            link::find_link(&headers, "next", &|anchor| anchor == "/here").as_deref(),
            want,
            "{value}"
        );
    }
}
