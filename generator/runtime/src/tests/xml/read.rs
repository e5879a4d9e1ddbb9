use super::*;

#[test]
fn every_kind_of_node_is_read() {
    let xml = r#"<?xml version="1.0"?>
        <!-- a comment -->
        <pet id="7">
            <name>Rex &amp; <![CDATA[<friends>]]></name>
            <status>sold</status>
            <weight> 4.5 </weight>
            <neutered>1</neutered>
            <photos><photo>a</photo><photo>b</photo></photos>
            <tag lang="en">big</tag>
            <tag>small</tag>
            <o:owner xmlns:o="urn:owner"><name>Ann</name><phone kind="home">1</phone></o:owner>
        </pet>"#;
    let pet: Pet = decode(xml).unwrap();
    assert_eq!(pet.id, 7);
    assert_eq!(pet.name, "Rex & <friends>");
    assert_eq!(pet.status, Some(Status::Sold));
    assert_eq!(pet.weight, Some(4.5));
    assert_eq!(pet.neutered, Some(true));
    assert_eq!(pet.photos, ["a", "b"]);
    assert_eq!(
        pet.tags.unwrap(),
        [Tag { lang: Some("en".into()), text: "big".into() }, tag("small")]
    );
    let owner = pet.owner.unwrap();
    assert_eq!(owner.name, "Ann");
    assert!(owner.pets.is_empty());
    let phone = serde_json::json!({ "kind": "home", "#text": "1" });
    assert_eq!(owner.extra, BTreeMap::from([("phone".to_owned(), phone)]));
}

#[test]
fn prefixes_do_not_matter() {
    let xml = r#"<p:pet xmlns:p="urn:p" id="1"><p:name>Rex</p:name></p:pet>"#;
    assert_eq!(decode::<Pet>(xml).unwrap(), pet(1));
}

#[test]
fn what_has_another_prefix_is_something_else() {
    for xml in [
        r#"<pet xmlns:o="urn:o" o:id="7" id="5"><name>Rex</name></pet>"#,
        r#"<pet xml:id="k9" id="5"><name>Rex</name></pet>"#,
        r#"<pet id="5" xmlns:o="urn:o"><o:name>Max</o:name><name>Rex</name></pet>"#,
        r#"<p:pet xmlns:p="urn:p" id="5"><o:name>Max</o:name><p:name>Rex</p:name></p:pet>"#,
    ] {
        assert_eq!(decode::<Pet>(xml).unwrap(), pet(5), "{xml}");
    }
    let owners = r#"<pet id="1"><name>Rex</name><owner><name>Max</name></owner>
        <p:owner xmlns:p="urn:owner"><name>Ann</name></p:owner></pet>"#;
    assert_eq!(decode::<Pet>(owners).unwrap().owner.unwrap().name, "Ann");
    let tags = "<pet id='1'><name>Rex</name><tag>a</tag><o:tag>b</o:tag></pet>";
    assert_eq!(decode::<Pet>(tags).unwrap().tags.unwrap(), [tag("a")]);
}

#[test]
fn an_attribute_may_come_as_an_element_and_an_element_as_an_attribute() {
    assert_eq!(decode::<Pet>("<pet name='Rex'><id>1</id></pet>").unwrap(), pet(1));
}

#[test]
fn a_name_of_json_will_do_where_another_is_described() {
    let read: Pet = decode("<pet id='1'><name>Rex</name><tags>a</tags><photoUrls><x>p</x></photoUrls></pet>").unwrap();
    assert_eq!(read.tags.unwrap(), [tag("a")]);
    assert_eq!(read.photos, ["p"]);
}

#[test]
fn nothing_is_null_or_an_empty_text() {
    let read: Pet = decode(
        r#"<pet id="1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <name/><weight/><neutered></neutered><note xsi:nil="true"/><owner/>
        </pet>"#,
    )
    .unwrap();
    assert_eq!(read.name, "");
    assert_eq!(read.weight, None);
    assert_eq!(read.neutered, None);
    assert_eq!(read.note, Nullable::Null);
    assert_eq!(read.owner, None);
}

#[test]
fn spaces_in_texts_stay() {
    let read: Pet = decode("<pet id=' 1 '><name>  Rex\n</name></pet>").unwrap();
    assert_eq!(read.id, 1);
    assert_eq!(read.name, "  Rex\n");
}

#[test]
fn a_list_may_be_the_root() {
    assert_eq!(decode::<Vec<i64>>("<list><a>1</a><b>2</b></list>").unwrap(), [1, 2]);
    assert_eq!(decode::<Vec<i64>>("<list/>").unwrap(), [0_i64; 0]);
    let pets: Vec<Pet> =
        decode("<pets><pet id='1'><name>Rex</name></pet></pets>").unwrap();
    assert_eq!(pets, [pet(1)]);
}

#[test]
fn maps_take_what_there_is() {
    let map: BTreeMap<String, i64> = decode("<counts a='1'><b>2</b></counts>").unwrap();
    assert_eq!(map, BTreeMap::from([("a".into(), 1), ("b".into(), 2)]));
    let map: BTreeMap<String, Vec<i64>> =
        decode("<m><a>1</a><b>2</b><a>3</a></m>").unwrap();
    assert_eq!(map, BTreeMap::from([("a".into(), vec![1, 3]), ("b".into(), vec![2])]));
}

#[test]
fn what_is_not_described_becomes_a_value() {
    let value: Value = decode("<a x='1'><b/><c>2</c><c>3</c><x>4</x></a>").unwrap();
    let expected = serde_json::json!({ "x": ["1", "4"], "b": "", "c": ["2", "3"] });
    assert_eq!(value, expected);
}

#[test]
fn variants_are_told_apart() {
    let either = |xml: &str| decode::<Either>(xml).unwrap();
    assert_eq!(either("<x id='1'><name>Rex</name></x>"), Either::Pet(Box::new(pet(1))));
    assert_eq!(
        either("<x lang='en'>hi</x>"),
        Either::Tag(Tag { lang: Some("en".into()), text: "hi".into() })
    );
    assert_eq!(either("<x>17</x>"), Either::Number(17));
    let form = |xml: &str| decode::<Form>(xml).unwrap();
    assert_eq!(
        form("<f type='square'><size>2</size></f>"),
        Form::Square(Square { size: 2 })
    );
    assert_eq!(
        form("<f><type>round</type><size>3</size></f>"),
        Form::Round(Round { kind: "round".into(), size: 3 })
    );
    let unknown = form("<f type='oval'><size>3</size></f>");
    assert_eq!(encode(&unknown), "<root><size>3</size><type>oval</type></root>");
}

#[derive(Clone, Debug, PartialEq)]
struct Wide {
    next: Option<Box<Chain>>,
    a: Option<i64>,
}
fields! { Wide { next, a, } }

#[derive(Clone, Debug, PartialEq)]
struct Other {
    next: Option<Box<Chain>>,
    b: Option<i64>,
}
fields! { Other { next, b, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Chain by probe {
        Wide(Wide) as_wide: object,
        Other(Other) as_other: object,
    }
}

#[test]
fn what_knows_less_does_not_stand_in_for_what_cannot_be_read() {
    let chain = |xml: &str| decode::<Chain>(xml).unwrap();
    let whole = |json: Value| Chain::Unknown(json);
    assert_eq!(chain("<U><a>x</a></U>"), whole(serde_json::json!({ "a": "x" })));
    assert_eq!(chain("<U><zzz>x</zzz></U>"), whole(serde_json::json!({ "zzz": "x" })));
    assert!(matches!(chain("<U><b>1</b><zzz/></U>"), Chain::Other(_)));
    assert!(matches!(chain("<U/>"), Chain::Wide(_)));
    let next = "<U><next><b>x</b></next><a>1</a></U>";
    let Chain::Wide(Wide { next: Some(next), a: Some(1) }) = chain(next) else {
        panic!("{next}")
    };
    assert!(matches!(*next, Chain::Unknown(_)));
}

#[test]
fn errors_have_a_place() {
    let say = |path: &str, expected: &str, line, column| {
        (path.to_owned(), expected.to_owned(), line, column)
    };
    assert_eq!(
        failure::<Pet>("<pet id='one'><name>Rex</name></pet>"),
        say("/pet/@id", "an integer", 1, 1)
    );
    assert_eq!(
        failure::<Pet>("<pet id='1'>\n <weight>heavy</weight><name/></pet>"),
        say("/pet/weight", "a number", 2, 2)
    );
    assert_eq!(failure::<Pet>("<pet id='1'/>"), say("/pet", "the element `name`", 1, 1));
    assert_eq!(
        failure::<Pet>("<pet><name/></pet>"),
        say("/pet", "the attribute `id`", 1, 1)
    );
    assert_eq!(
        failure::<Pet>("<pet id='1'><name>a</name><name>b</name></pet>"),
        say("/pet", "the element `name` only once", 1, 1)
    );
    assert_eq!(
        failure::<Vec<i64>>("<list><n>1</n><n>x</n></list>"),
        say("/list/n[2]", "an integer", 1, 15)
    );
    assert_eq!(
        failure::<Pet>("<pet id='1'><name><first>R</first></name></pet>"),
        say("/pet/name", "text alone", 1, 13)
    );
    let shown = decode::<Pet>("<pet id='one'/>").unwrap_err().to_string();
    assert_eq!(shown, "expected an integer at `/pet/@id` (line 1, column 1)");
}

#[test]
fn keys_that_are_not_documented_are_noticed() {
    assert_eq!(known::<Owner>("<a><name>x</name></a>"), Known::Some);
    let open = |xml| known::<Option<Tag>>(xml);
    assert_eq!(open("<tag>x</tag>"), Known::Some);
}

#[test]
fn other_encodings_are_read() {
    let read = |media: Option<&str>, body: &[u8]| {
        let mut value = Tag::vacant();
        XML.read(media, body, value.edit()).map(|_| value.text)
    };
    let declared = b"<?xml version=\"1.0\" encoding='ISO-8859-1'?><t>caf\xE9</t>";
    assert_eq!(read(None, declared).unwrap(), "café");
    assert_eq!(
        read(Some("text/xml; charset=iso-8859-1"), b"<t>caf\xE9</t>").unwrap(),
        "café"
    );
    // The content type comes first.
    let utf8 = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><t>café</t>".as_bytes();
    assert_eq!(read(Some("text/xml; charset=utf-8"), utf8).unwrap(), "café");
    let utf16: Vec<u8> =
        "\u{FEFF}<t>café</t>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(None, &utf16).unwrap(), "café");
    assert!(matches!(read(None, b"<t>caf\xE9</t>"), Err(Problem::NotText)));
}

#[derive(Clone, Debug, PartialEq)]
struct Loose {
    any: Option<Value>,
    pair: Option<(i64, String)>,
    flag: Option<Flag>,
    kind: Option<String>,
    id: Option<i64>,
}
fields! { Loose { any, pair, flag, kind: "type", id, } }

#[derive(Clone, Debug, PartialEq)]
struct Flag {
    note: Option<String>,
}
fields! { Flag { note, } }

#[test]
fn elements_that_come_several_times_are_kept() {
    let read: Loose =
        decode("<l><any>1</any><any>2</any><pair>1</pair><pair>x</pair></l>").unwrap();
    assert_eq!(read.any, Some(serde_json::json!(["1", "2"])));
    assert_eq!(read.pair, Some((1, "x".to_owned())));
}

#[test]
fn an_empty_element_is_an_empty_object() {
    let read: Loose = decode("<l><flag/><any/></l>").unwrap();
    assert_eq!(read.flag, Some(Flag { note: None }));
    assert_eq!(read.any, Some(Value::String(String::new())));
}

#[test]
fn the_namespace_says_what_is_null_whatever_its_prefix() {
    let xml = r#"<l xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsi="urn:x">
        <type i:nil="true"/><any xsi:nil="true">x</any></l>"#;
    let read: Loose = decode(xml).unwrap();
    assert_eq!(read.kind, None);
    assert_eq!(read.any, Some(serde_json::json!({ "nil": "true", "#text": "x" })));
}

#[test]
fn a_root_may_be_null() {
    assert_eq!(decode::<Option<Tag>>("<t>x</t>").unwrap(), Some(tag("x")));
    assert_eq!(decode::<Option<Tag>>("<t xsi:nil='true'/>").unwrap(), None);
}

#[test]
fn blanks_around_sections_and_words_are_no_part_of_them() {
    assert_eq!(decode::<Tag>("<t>\n  <![CDATA[ a ]]>\n</t>").unwrap(), tag(" a "));
    let read: Pet = decode("<p id='1'><name/><status>\n sold </status></p>").unwrap();
    assert_eq!(read.status, Some(Status::Sold));
}

#[test]
fn what_no_key_takes_is_noticed() {
    assert_eq!(known::<Loose>("<error>Access denied</error>"), Known::Nothing);
    assert_eq!(known::<Loose>("<error><code>1</code></error>"), Known::Nothing);
    assert_eq!(known::<Loose>("<l/>"), Known::Some);
    assert!(decode::<Vec<i64>>("<list>1 2</list>").is_err());
}

#[derive(Clone, Debug, PartialEq)]
struct Both {
    attribute: Option<i64>,
    element: Option<i64>,
}
fields! { Both { attribute, element, } }

#[test]
fn an_attribute_and_an_element_of_one_name_are_two_things() {
    static NAMED: Xml = Xml {
        types: &[XmlType::new(
            "Both",
            &[
                ("attribute", XmlNode::attribute("id")),
                ("element", XmlNode::element("id")),
            ],
        )],
    };
    let read = |xml: &str| {
        let mut both = Both::vacant();
        NAMED.read(None, xml.as_bytes(), both.edit()).unwrap();
        (both.attribute, both.element)
    };
    assert_eq!(read("<b id='1'><id>2</id></b>"), (Some(1), Some(2)));
    assert_eq!(read("<b><id>2</id></b>"), (None, Some(2)));
    assert_eq!(read("<b id='1'/>"), (Some(1), None));
}
