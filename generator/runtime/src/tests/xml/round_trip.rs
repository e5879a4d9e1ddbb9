//! What is written is read again as it was, and other parsers read it too.

use proptest::prelude::*;

use super::*;

fn text() -> impl Strategy<Value = String> {
    "[ -~\t\n\r\u{85}\u{A0}-\u{D7FF}\u{10000}-\u{10FFF}]{0,12}"
}

fn tags() -> impl Strategy<Value = Tag> {
    (proptest::option::of(text()), text()).prop_map(|(lang, text)| Tag { lang, text })
}

fn pets() -> impl Strategy<Value = Pet> {
    let leaf = (
        any::<i64>(),
        text(),
        proptest::option::of(prop_oneof![Just(Status::Sold), Just(Status::Available)]),
        proptest::option::of(-1e9..1e9),
        proptest::option::of(any::<bool>()),
        proptest::collection::vec(text(), 0..3),
        proptest::option::of(proptest::collection::vec(tags(), 1..3)),
        prop_oneof![
            Just(Nullable::Absent),
            Just(Nullable::Null),
            text().prop_map(Nullable::Value)
        ],
    );
    let leaf =
        leaf.prop_map(|(id, name, status, weight, neutered, photos, tags, note)| Pet {
            name,
            status,
            weight,
            neutered,
            photos,
            tags,
            note,
            ..pet(id)
        });
    leaf.prop_recursive(3, 8, 2, |inner| {
        (inner.clone(), text(), proptest::collection::vec(inner, 0..3)).prop_map(
            |(pet, name, pets)| {
                let owner = Owner { name, pets, extra: BTreeMap::new() };
                Pet { owner: Some(Box::new(owner)), ..pet }
            },
        )
    })
}

/// Text that is nearly XML.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(vec![
            "<a>", "</a>", "<b x='1'>", "</b>", "<c/>", "<p:a xmlns:p=\"u\">", "</p:a>",
            "&amp;", "&#65;", "&x;", "<![CDATA[", "]]>", "<!-- x -->", "<?pi?>", " ", "\n",
            "<a", ">", "/", "=", "'", "\"", "xsi:nil='true'", "<?xml version='1.0'?>",
        ])
        .prop_map(str::to_owned),
        2 => "[a-c <>&;\u{E9}]{0,4}",
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn pets_come_back(pet in pets()) {
        let written = encode(&pet);
        prop_assert_eq!(decode::<Pet>(&written).unwrap(), pet);
        let other = roxmltree::Document::parse(&written).unwrap();
        prop_assert_eq!(other.root_element().tag_name().name(), "root");
    }

    #[test]
    fn texts_are_what_another_parser_reads(text in text()) {
        let written = encode(&Tag { lang: Some(text.clone()), text: text.clone() });
        let other = roxmltree::Document::parse(&written).unwrap();
        let root = other.root_element();
        prop_assert_eq!(root.attribute("lang"), Some(text.as_str()));
        prop_assert_eq!(root.text().unwrap_or_default(), text.as_str());
    }

    #[test]
    fn whatever_comes_is_read_or_refused(xml in pieces()) {
        #[cfg(feature = "stream")]
        crate::tests::oracles::xml::judge(xml.as_bytes());
        let _ = decode::<Pet>(&xml);
        let _ = decode::<Either>(&xml);
    }
}

#[test]
#[cfg(feature = "stream")]
fn what_fuzzing_found() {
    for xml in [
        "<a b:c:d=\"x\"><e:f:g>1</e:f:g></a>",
        "<a:b:c/>",
        "<a b=\"x\">\r\n</a>",
        "<:a>x</a>",
        "<a>x</:a>",
    ] {
        crate::tests::oracles::xml::judge(xml.as_bytes());
    }
}
