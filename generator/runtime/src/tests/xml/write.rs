//! What the tables of OpenAPI 3.0.4 and 3.2.0, "XML Object" and "XML Modeling", show.

use super::*;

#[derive(Clone, Debug, PartialEq)]
struct Animals {
    animals: Vec<String>,
}
fields! { Animals { animals, } }

/// Writes two animals by what is said of the array.
fn animals(node: Option<XmlNode>) -> String {
    let keys: Vec<(&str, XmlNode)> =
        node.map(|node| ("animals", node)).into_iter().collect();
    let types: &'static [XmlType] =
        Box::leak(Box::new([XmlType::new("Animals", keys.leak())]));
    let xml = Xml { types };
    let value = Animals { animals: vec!["value".into(), "value".into()] };
    let root = XmlNode::element("root");
    let body = Content::xml("text/xml", value.view(), &xml, root).into_body().unwrap();
    let text = String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap();
    let read = {
        let mut read = Animals::vacant();
        xml.read(None, text.as_bytes(), read.edit()).unwrap();
        read
    };
    assert_eq!(read, value);
    text.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn arrays_have_an_element_around_them_where_that_is_said() {
    static ANIMALS: XmlNode = XmlNode::element("animals");
    static ANIMAL: XmlNode = XmlNode::element("animal");
    assert_eq!(
        animals(None),
        "<root><animals>value</animals><animals>value</animals></root>"
    );
    assert_eq!(
        animals(Some(XmlNode::none().items(&ANIMAL))),
        "<root><animal>value</animal><animal>value</animal></root>"
    );
    assert_eq!(
        animals(Some(XmlNode::element("animals").items(&ANIMALS))),
        "<root><animals><animals>value</animals><animals>value</animals></animals></root>"
    );
    assert_eq!(
        animals(Some(XmlNode::element("aliens").items(&ANIMAL))),
        "<root><aliens><animal>value</animal><animal>value</animal></aliens></root>"
    );
    assert_eq!(
        animals(Some(XmlNode::attribute("animals"))),
        "<root animals=\"value value\"></root>"
    );
}

#[test]
fn attributes_texts_and_namespaces_are_written() {
    let mut value = pet(1);
    value.photos = vec!["a".into()];
    value.tags = Some(vec![Tag { lang: Some("\"".into()), text: "<&>".into() }]);
    value.note = Nullable::Null;
    value.owner = Some(Box::new(Owner {
        name: "Ann".into(),
        pets: Vec::new(),
        extra: BTreeMap::from([("list".into(), serde_json::json!([1, { "a": true }]))]),
    }));
    assert_eq!(
        encode(&value),
        "<root id=\"1\"><name>Rex</name><photos><photo>a</photo></photos>\
         <tag lang=\"&quot;\">&lt;&amp;&gt;</tag>\
         <note xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>\
         <o:owner xmlns:o=\"urn:owner\"><name>Ann</name><list>1</list>\
         <list><a>true</a></list></o:owner></root>"
    );
}

#[test]
fn a_namespace_is_declared_once() {
    static ITEM: XmlNode = XmlNode::element("item").namespace("p", "urn:p");
    let root = XmlNode::element("items").namespace("p", "urn:p").items(&ITEM);
    assert_eq!(
        encode_as(root, &vec![1_i64, 2]).unwrap(),
        "<p:items xmlns:p=\"urn:p\"><p:item>1</p:item><p:item>2</p:item></p:items>"
    );
    let root = XmlNode::element("n").namespace("", "urn:n");
    assert_eq!(encode_as(root, &1_i64).unwrap(), "<n xmlns=\"urn:n\">1</n>");
}

#[test]
fn sections_do_not_end_early() {
    static CDATA: XmlNode = XmlNode::cdata();
    let root = XmlNode::element("a").items(&CDATA);
    let written = encode_as(root, &vec!["x]]>y".to_owned()]).unwrap();
    assert_eq!(written, "<a><![CDATA[x]]]]><![CDATA[>y]]></a>");
    assert_eq!(decode::<String>(&written).unwrap(), "x]]>y");
}

#[test]
fn arrays_in_arrays_stay_apart() {
    let lists = vec![vec![1_i64, 2], vec![], vec![3]];
    let written = encode(&lists);
    assert_eq!(
        written,
        "<root><root><root>1</root><root>2</root></root><root></root>\
         <root><root>3</root></root></root>"
    );
    assert_eq!(decode::<Vec<Vec<i64>>>(&written).unwrap(), lists);
}

#[test]
fn tags_are_written_where_they_belong() {
    let round = Form::Round(Round { kind: "round".into(), size: 1 });
    assert_eq!(encode(&round), "<root type=\"round\"><size>1</size></root>");
    let square = Form::Square(Square { size: 1 });
    assert_eq!(encode(&square), "<root type=\"square\"><size>1</size></root>");
}

#[test]
fn what_xml_cannot_hold_is_refused() {
    let refused = |value: &dyn Slot, root| {
        let content = Content::xml("text/xml", value.view(), &XML, root);
        content.into_body().unwrap_err().to_string()
    };
    let root = XmlNode::element("root");
    assert!(refused(&"a\u{0}b".to_owned(), root).contains("U+0000"));
    assert!(
        refused(&BTreeMap::from([("a b".to_owned(), 1_i64)]), root).contains("\"a b\"")
    );
    assert!(refused(&1_i64, XmlNode::element("a><b")).contains("name of an element"));
    assert!(refused(&vec![1_i64], XmlNode::none()).contains("one element"));
}
