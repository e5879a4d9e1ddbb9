//! What a hostile server may send.

use std::time::{Duration, Instant};

use super::*;
use crate::tests::memory::{Either as Large, Large as Model};

#[test]
fn entities_are_not_expanded() {
    let bomb =
        r#"<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><t>&b;</t>"#;
    assert_eq!(failure::<Tag>(bomb).1, "only the entities of XML");
    let file =
        r#"<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><t lang="&x;"/>"#;
    assert_eq!(failure::<Tag>(file).1, "only the entities of XML");
    // A document type alone does no harm.
    assert_eq!(decode::<Tag>("<!DOCTYPE t SYSTEM 'x'><t>a</t>").unwrap(), tag("a"));
}

#[test]
fn depth_has_a_limit() {
    let deep = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
    assert!(decode::<Value>(&deep(128)).is_ok());
    assert_eq!(failure::<Value>(&deep(129)).1, "less deeply nested elements");
    assert_eq!(
        failure::<Value>(&"<a>".repeat(1_000_000)).1,
        "less deeply nested elements"
    );
}

#[test]
fn attributes_have_a_limit() {
    let many = |count: usize| {
        let all: Vec<String> = (0..count).map(|at| format!("a{at}=''")).collect();
        format!("<t {}>x</t>", all.join(" "))
    };
    assert!(decode::<Tag>(&many(1000)).is_ok());
    assert_eq!(failure::<Tag>(&many(1001)).1, "fewer attributes");
}

#[test]
fn broken_documents_are_refused() {
    for xml in [
        "",
        " ",
        "text",
        "<",
        "<a",
        "<a>",
        "<a></b>",
        "<:a></a>",
        "</a>",
        "<a/><b/>",
        "<a/>text",
        "<a b></a>",
        "<a b=c></a>",
        "<a b='1' b='2'/>",
        "<a>&nbsp;</a>",
        "<a>&#0;</a>",
        "<a>&</a>",
        "<![CDATA[x]]>",
        "&lt;a/&gt;",
        "<a><![CDATA[x</a>",
        "<a><!-- </a>",
    ] {
        assert!(decode::<Value>(xml).is_err(), "{xml:?}");
    }
}

#[test]
fn many_elements_take_time_in_proportion() {
    let many = |count: usize| format!("<m>{}</m>", "<a>1</a><b/>".repeat(count));
    let map: BTreeMap<String, Value> = decode(&many(100_000)).unwrap();
    assert_eq!(map["a"].as_array().unwrap().len(), 100_000);
}

#[derive(Clone, Debug, PartialEq)]
struct Left {
    next: Option<Box<Nest>>,
    left: Option<i64>,
}
fields! { Left { next, left, } }

#[derive(Clone, Debug, PartialEq)]
struct Right {
    next: Option<Box<Nest>>,
    right: Option<i64>,
}
fields! { Right { next, right, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Nest by probe {
        Left(Box<Left>) as_left: object,
        Right(Box<Right>) as_right: object,
    }
}

/// Whatever it is taken for, nothing of it is lost, and it comes soon.
#[test]
fn trials_within_trials_end() {
    let depth = 120;
    let xml = "<next>".repeat(depth) + "<left>x</left>" + &"</next>".repeat(depth);
    let start = Instant::now();
    let nest = decode::<Nest>(&xml).unwrap();
    assert!(format!("{nest:?}").contains("\"x\""));
    let pair = "<next><next>1</next><next>2</next></next>".repeat(1000);
    let pairs = decode::<Vec<Nest>>(&format!("<all>{pair}</all>")).unwrap();
    assert_eq!(pairs.len(), 1000);
    assert!(pairs.iter().all(|pair| matches!(pair, Nest::Unknown(_))));
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn wide_trials_within_trials_end() {
    let depth = 20;
    let level = "<left>x</left></next>".repeat(depth);
    let wide = "<x/>".repeat(100_000);
    let xml = "<next>".repeat(depth) + &wide + &level;
    let start = Instant::now();
    let nest = decode::<Nest>(&xml).unwrap();
    assert!(matches!(nest, Nest::Unknown(_)));
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[derive(Clone, Debug, PartialEq)]
struct Models {
    item: Vec<Model>,
}
fields! { Models { item, } }

#[derive(Clone, Debug, PartialEq)]
struct Unions {
    item: Vec<Large>,
}
fields! { Unions { item, } }

/// What is short as text need not be short in memory.
#[test]
fn elements_of_little_text_are_limited() {
    let expected = "values that take less memory";
    let items = |item: &str, count: usize| format!("<r>{}</r>", item.repeat(count));
    assert_eq!(failure::<Models>(&items("<item/>", 300_000)).1, expected);
    assert_eq!(failure::<Unions>(&items("<item>1</item>", 300_000)).1, expected);
    let named = |at| format!("<n{at:x}>1</n{at:x}>");
    let named: Vec<String> = (0..150_000).map(named).collect();
    let map = failure::<BTreeMap<String, Large>>(&items(&named.concat(), 1));
    assert_eq!(map.1, expected);
    // The words of an attribute are the elements of a list.
    let words = format!("<r item='{}'/>", "1 ".repeat(300_000));
    assert_eq!(failure::<Unions>(&words).1, expected);
    // Elements that nobody reads are kept until the end.
    assert_eq!(failure::<Models>(&items("<a><b/></a>", 560_000)).1, expected);
    let item = "<item><a0>abc</a0><b1>def</b1></item>";
    assert_eq!(decode::<Models>(&items(item, 50_000)).unwrap().item.len(), 50_000);
    assert!(decode::<Value>(&items(item, 50_000)).is_ok());
}
