use super::super::{Budgets, MemoryLoader, OverlayText, load_with};
use super::mirror::Mirror;
use super::{Location, Step};
use crate::diagnostics::{Code, Diagnostics};
use serde_json::{Value, json};
use serde_json_path::JsonPath;

/// The shop of RFC 9535, with a few names that need quotes.
const SHOP: &str = r#"{
  "store": {
    "book": [
      { "category": "reference", "author": "A", "title": "Sayings", "price": 8.95 },
      { "category": "fiction", "author": "B", "title": "Sword", "price": 12.99 },
      { "category": "fiction", "author": "C", "title": "Moby", "isbn": "0-553", "price": 8.99 },
      { "category": "fiction", "author": "D", "title": "Rings", "isbn": "0-395", "price": 22.99 }
    ],
    "bicycle": { "color": "red", "price": 399 }
  },
  "/a b": { "x-y": null, "é": [[1, 2], { "k": false }], "it's": 0 }
}"#;

/// Applies an overlay to a document; what is there then, and the codes of the findings.
fn applied(document: &str, overlay: &str) -> (Value, Vec<Code>) {
    let mut found = Diagnostics::new();
    let overlay =
        OverlayText { path: "mends/overlay.yaml".to_owned(), bytes: overlay.into() };
    let sources = load_with(
        &mut MemoryLoader::new().with("api.json", document),
        "api.json",
        vec![overlay],
        &Budgets::default(),
        &mut found,
    );
    let sources = sources.expect("it is read");
    let value = sources.to_json_within(sources.root(), usize::MAX).expect("a value");
    (value, found.iter().map(|found| found.code).collect())
}

fn location(pointer: &str) -> Location {
    let step = |part: &str| match part.parse() {
        Ok(index) => Step::Index(index),
        Err(_) => Step::Key(part.replace("~1", "/")),
    };
    pointer.split('/').skip(1).map(step).collect()
}

/// What a target selects: the selectors of RFC 9535, each with what it says of it.
#[test]
fn targets_select_what_rfc_9535_says() {
    let table: &[(&str, &[&str])] = &[
        // Names, indices, wildcards (2.3.1 to 2.3.3).
        ("$", &[""]),
        ("$.store.bicycle.color", &["/store/bicycle/color"]),
        ("$['store']['bicycle']", &["/store/bicycle"]),
        ("$[\"/a b\"]['x-y']", &["/~1a b/x-y"]),
        ("$['/a b']['it\\'s']", &["/~1a b/it's"]),
        ("$['/a b'].\u{e9}[0][1]", &["/~1a b/é/0/1"]),
        ("$['/a b']['\\u00e9'][1].k", &["/~1a b/é/1/k"]),
        ("$.store.book[-1]", &["/store/book/3"]),
        ("$.store.book[4]", &[]),
        ("$.store.book[-5]", &[]),
        ("$.store.bicycle[0]", &[]),
        ("$.store.book.title", &[]),
        ("$.store.*", &["/store/bicycle", "/store/book"]),
        ("$.store.bicycle.color.*", &[]),
        // Slices (2.3.4).
        ("$.store.book[1:3]", &["/store/book/1", "/store/book/2"]),
        ("$.store.book[:2].title", &["/store/book/0/title", "/store/book/1/title"]),
        ("$.store.book[-1:]", &["/store/book/3"]),
        ("$.store.book[::2]", &["/store/book/0", "/store/book/2"]),
        ("$.store.book[3:0:-2]", &["/store/book/1", "/store/book/3"]),
        ("$.store.book[::0]", &[]),
        // Filters (2.3.5): existence, comparison, logic.
        ("$.store.book[?@.isbn]", &["/store/book/2", "/store/book/3"]),
        (
            "$.store.book[?!@.isbn].title",
            &["/store/book/0/title", "/store/book/1/title"],
        ),
        ("$..book[?@.price < 10]", &["/store/book/0", "/store/book/2"]),
        ("$..book[?@.price<10 && @.category=='fiction']", &["/store/book/2"]),
        (
            "$..book[?(@.author=='A' || @.author=='D')]",
            &["/store/book/0", "/store/book/3"],
        ),
        ("$..book[?@.price == $.store.book[0].price]", &["/store/book/0"]),
        (
            "$..book[?@.none == @.nothing].author",
            &[
                "/store/book/0/author",
                "/store/book/1/author",
                "/store/book/2/author",
                "/store/book/3/author",
            ],
        ),
        ("$.store.book[?@.price == '8.95']", &[]),
        ("$['/a b'][?@ == null]", &["/~1a b/x-y"]),
        ("$['/a b'].é[?@.k == false]", &["/~1a b/é/1"]),
        ("$['/a b'].é[?@[?@ > 1]]", &["/~1a b/é/0"]),
        // Functions (2.4).
        (
            "$.store.book[?length(@.title) == 5].title",
            &["/store/book/1/title", "/store/book/3/title"],
        ),
        ("$[?count(@.*) == 3]", &["/~1a b"]),
        ("$.store.book[?match(@.isbn, '0-5.*')]", &["/store/book/2"]),
        ("$.store.book[?search(@.title, 'or')]", &["/store/book/1"]),
        ("$.store[?value(@.color) == 'red']", &["/store/bicycle"]),
        // Descendants and several selectors (2.5).
        (
            "$..price",
            &[
                "/store/bicycle/price",
                "/store/book/0/price",
                "/store/book/1/price",
                "/store/book/2/price",
                "/store/book/3/price",
            ],
        ),
        (
            "$..book[0,2]['title','isbn']",
            &["/store/book/0/title", "/store/book/2/isbn", "/store/book/2/title"],
        ),
        // A place that is selected twice is changed once.
        ("$.store.book[0,0]", &["/store/book/0"]),
        ("$..[?@.color]", &["/store/bicycle"]),
    ];
    let sources = super::super::from_text(
        "shop.json",
        SHOP,
        &Budgets::default(),
        &mut Diagnostics::new(),
    );
    let mirror = Mirror::of(&sources.expect("it is read")).expect("a value");
    for (path, expected) in table {
        let parsed =
            JsonPath::parse(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let expected: Vec<Location> =
            expected.iter().map(|pointer| location(pointer)).collect();
        assert_eq!(mirror.find(&parsed), Some(expected), "{path}");
    }
}

/// What is not a path in RFC 9535 is refused, though other libraries take it.
#[test]
fn what_is_no_path_is_refused() {
    let wrong = [
        "",
        "store",
        ".store",
        "$.",
        "$store",
        "$.store.",
        "$['store'",
        "$.store.book[01]",
        "$.store.book[-0]",
        "$.a b",
        "$.x-y",
        "$.store.book[?@.price]]",
        "$[?@.a = 1]",
        "$[?length(@) ]",
        "$[?@.* == 1]",
        "$[?nofunction(@)]",
        "$ ",
        "$.store[\"a']",
        "$..",
        "$[?(@.x-y)]",
    ];
    for path in wrong {
        assert!(JsonPath::parse(path).is_err(), "{path}");
    }
}

#[test]
fn an_array_gets_an_element_in_1_0_and_an_array_in_1_1() {
    let overlay = |version: &str| {
        format!("overlay: {version}\nactions: [{{ target: $.a, update: [2, 3] }}]\n")
    };
    assert_eq!(
        applied("{\"a\": [1]}", &overlay("1.0.0")),
        (json!({"a": [1, [2, 3]]}), vec![])
    );
    assert_eq!(
        applied("{\"a\": [1]}", &overlay("1.1.0")),
        (json!({"a": [1, 2, 3]}), vec![])
    );
}

#[test]
fn a_single_value_is_a_target_since_1_1() {
    let overlay = |version: &str| {
        format!("overlay: {version}\nactions: [{{ target: '$..a', update: new }}]\n")
    };
    let document = "{\"a\": 1, \"b\": [{\"a\": null}]}";
    let (value, codes) = applied(document, &overlay("1.0.0"));
    assert_eq!((value["a"].clone(), codes), (json!(1), vec![Code::BadOverlay]));
    let expected = json!({"a": "new", "b": [{"a": "new"}]});
    assert_eq!(applied(document, &overlay("1.1.0")), (expected, vec![]));
}

/// From one place to several, also into a part of what is copied.
#[test]
fn copies_are_made_of_one_value() {
    let overlay = |version: &str, target: &str, copy: &str| {
        format!(
            "overlay: {version}\nactions: [{{ target: \"{target}\", copy: \"{copy}\" }}]\n"
        )
    };
    let document = r#"{"a": {"x": 1, "in": {}}, "b": {"x": 2, "y": 3}, "l": [0]}"#;
    let (value, codes) = applied(document, &overlay("1.1.0", "$['b','l']", "$.a"));
    assert_eq!(codes, vec![]);
    assert_eq!(value["b"], json!({"x": 1, "in": {}, "y": 3}));
    assert_eq!(value["l"], json!([0, {"x": 1, "in": {}}]));
    let (value, codes) = applied(document, &overlay("1.2.0", "$.a.in", "$.a"));
    assert_eq!(
        (value["a"].clone(), codes),
        (json!({"x": 1, "in": {"x": 1, "in": {}}}), vec![])
    );
    for (version, copy, code) in [
        ("1.1.0", "$.*", Code::BadOverlay),
        ("1.1.0", "$.none", Code::BadOverlay),
        ("1.1.0", "$.a.x", Code::BadOverlay),
        ("1.1.0", "b", Code::BadOverlay),
        ("1.0.0", "$.a", Code::IdleAction),
    ] {
        let (value, codes) = applied(document, &overlay(version, "$.b", copy));
        assert_eq!(codes, vec![code], "{version} {copy}");
        assert_eq!(value["b"], json!({"x": 2, "y": 3}));
    }
    let both =
        "overlay: 1.1.0\nactions: [{ target: $.b, update: { x: 9 }, copy: $.a }]\n";
    assert_eq!(applied(document, both).1, vec![Code::IdleAction]);
    let reusable =
        "overlay: 1.2.0\nactions: [{ $ref: '#/components/actions/a', target: $.b }]\n";
    assert_eq!(applied(document, reusable).1, vec![Code::BadOverlay]);
}

/// The overlay is `mends/overlay.yaml`, the document `api.json` beside that folder.
#[test]
fn extends_names_the_document_or_is_reported() {
    let own = r#"{"$self": "https://example.com/api.json"}"#;
    for (document, extends, is_for) in [
        ("{}", "../api.json", true),
        ("{}", "/srv/files/api.json", true),
        ("{}", "./../mends/../api.json", true),
        ("{}", "https://example.com/whatever.json", true),
        ("{}", "urn:example:api", true),
        (own, "https://example.com/api.json", true),
        (own, "https://example.com/other.json", false),
        ("{}", "../other.json", false),
        ("{}", "../api.json.bak", false),
        ("{}", "42", false),
    ] {
        let overlay = format!(
            "overlay: 1.0.0\nextends: {extends}\nactions: [{{ target: $, update: {{}} }}]\n"
        );
        let (_, codes) = applied(document, &overlay);
        let expected = if is_for { vec![] } else { vec![Code::OverlayForAnother] };
        assert_eq!(codes, expected, "{extends}");
    }
}
