//! What the root of an answer is called, and what is in it.

use super::*;

#[derive(Clone, Debug, PartialEq)]
struct Bucket {
    name: Option<String>,
    count: Option<i64>,
}
fields! { Bucket { name, count, } }

#[derive(Clone, Debug, PartialEq)]
struct Note {
    text: Option<String>,
}
fields! { Note { text, } }

#[derive(Clone, Debug, PartialEq)]
struct Kept {
    name: Option<String>,
    extra: BTreeMap<String, Value>,
}
fields! { Kept { name, ..extra, } }

static ROOTS: Xml = Xml {
    types: &[
        XmlType::answer(
            "Bucket",
            &["bucket", "Bucket"],
            &[("name", XmlNode::attribute("Name"))],
        ),
        XmlType::answer("Note", &[], &[("text", XmlNode::text())]),
        XmlType::answer("Kept", &["kept"], &[]),
    ],
};

fn read<T: Slot>(xml: &str) -> Result<T, (String, String)> {
    let mut value = T::vacant();
    match ROOTS.read(None, xml.as_bytes(), value.edit()) {
        Ok(_) => Ok(value),
        Err(Problem::Xml { path, expected, .. }) => Err((path, expected.into_owned())),
        Err(other) => panic!("{other}"),
    }
}

const NOTHING: Bucket = Bucket { name: None, count: None };

#[test]
fn what_the_root_is_called_does_not_matter_where_anything_in_it_is_known() {
    let named = Bucket { name: Some("a".into()), count: None };
    for xml in [
        "<bucket Name='a'/>",
        "<x Name='a'><y/></x>",
        "<x><Name>a</Name></x>",
        "<x name='a'/>",
    ] {
        assert_eq!(read::<Bucket>(xml), Ok(named.clone()), "{xml}");
    }
    assert_eq!(read::<Note>("<x>hi</x>"), Ok(Note { text: Some("hi".into()) }));
}

#[test]
fn a_documented_root_may_hold_what_is_new() {
    for xml in
        ["<bucket><new>1</new></bucket>", "<b:Bucket xmlns:b='urn:b'>?</b:Bucket>"]
    {
        assert_eq!(read::<Bucket>(xml), Ok(NOTHING), "{xml}");
    }
}

#[test]
fn an_empty_root_may_have_any_name() {
    for xml in ["<x/>", "<x>\n</x>", "<x xmlns='urn:x'></x>"] {
        assert_eq!(read::<Bucket>(xml), Ok(NOTHING), "{xml}");
        assert_eq!(read::<Option<Bucket>>(xml), Ok(Some(NOTHING)), "{xml}");
    }
    assert_eq!(read::<Option<Bucket>>("<x xsi:nil='true'/>"), Ok(None));
}

/// S3 sends errors with the status 200, and whatever stands between sends pages.
#[test]
fn another_root_with_nothing_known_in_it_is_an_error() {
    let pages = [
        ("Error", "<Error><Code>SECRET</Code></Error>"),
        ("html", "<html><body>SECRET</body></html>"),
        ("html", "<html lang='SECRET'/>"),
        ("Error", "<Error>SECRET</Error>"),
    ];
    for (root, xml) in pages {
        let expected = "the element `bucket` or `Bucket`, or one with something in it that is \
                        described";
        let fault = (format!("/{root}"), expected.to_owned());
        assert_eq!(read::<Bucket>(xml), Err(fault.clone()), "{xml}");
        assert_eq!(read::<Option<Bucket>>(xml), Err(fault), "{xml}");
    }
    let (path, expected) = read::<Note>("<html><body>SECRET</body></html>").unwrap_err();
    assert_eq!(path, "/html");
    assert_eq!(expected, "an element with something in it that is described");
}

#[test]
fn what_takes_any_key_takes_any_root() {
    let kept = read::<Kept>("<x><a>1</a></x>").unwrap();
    assert_eq!(kept.extra, BTreeMap::from([("a".to_owned(), serde_json::json!("1"))]));
}
