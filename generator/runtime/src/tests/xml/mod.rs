//! XML, both ways.
#![allow(dead_code, reason = "not every accessor is called")]

mod hostile;
mod read;
mod roots;
mod round_trip;
mod unions;
mod write;

use std::collections::BTreeMap;

use crate::runtime::calls::operation::ReadXml;
use crate::runtime::{
    Content, Known, Nullable, Problem, Slot, Value, Xml, XmlNode, XmlType, fields,
    string_enum, variants,
};

string_enum! {
    enum Status {
        Available = "available",
        Sold = "sold",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Pet {
    id: i64,
    name: String,
    status: Option<Status>,
    weight: Option<f64>,
    neutered: Option<bool>,
    photos: Vec<String>,
    tags: Option<Vec<Tag>>,
    note: Nullable<String>,
    owner: Option<Box<Owner>>,
}
fields! {
    Pet { id, name, status, weight, neutered, photos: "photoUrls", tags, note, owner, }
}

#[derive(Clone, Debug, PartialEq)]
struct Tag {
    lang: Option<String>,
    text: String,
}
fields! { Tag { lang, text, } }

#[derive(Clone, Debug, PartialEq)]
struct Owner {
    name: String,
    pets: Vec<Pet>,
    extra: BTreeMap<String, Value>,
}
fields! { Owner { name, pets, ..extra, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Either by probe {
        Pet(Box<Pet>) as_pet: object("id", "name"),
        Tag(Tag) as_tag: object("text"),
        Number(i64) as_number: integer,
        Text(String) as_text: string,
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Round {
    kind: String,
    size: i64,
}
fields! { Round { kind: "type", size, } }

#[derive(Clone, Debug, PartialEq)]
struct Square {
    size: i64,
}
fields! { Square { "type" = "square", size, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Form by tag "type" {
        Round(Round) as_round: "round",
        Square(Square) as_square: "square",
    }
}

static XML: Xml = Xml {
    types: &[
        XmlType::new(
            "Pet",
            &[
                ("id", XmlNode::attribute("id")),
                (
                    "photoUrls",
                    XmlNode::element("photos").items(&XmlNode::element("photo")),
                ),
                ("tags", XmlNode::none().items(&XmlNode::element("tag"))),
                ("owner", XmlNode::element("owner").namespace("o", "urn:owner")),
            ],
        ),
        XmlType::new(
            "Tag",
            &[("lang", XmlNode::attribute("lang")), ("text", XmlNode::text())],
        ),
        XmlType::new(
            "Owner",
            &[("pets", XmlNode::none().items(&XmlNode::element("pet")))],
        ),
        XmlType::new("Round", &[("type", XmlNode::attribute("type"))]),
        XmlType::new("Square", &[("type", XmlNode::attribute("type"))]),
    ],
};

fn tag(text: &str) -> Tag {
    Tag { lang: None, text: text.into() }
}

fn pet(id: i64) -> Pet {
    Pet {
        id,
        name: "Rex".into(),
        status: None,
        weight: None,
        neutered: None,
        photos: Vec::new(),
        tags: None,
        note: Nullable::Absent,
        owner: None,
    }
}

/// Reads a document.
fn decode<T: Slot>(xml: &str) -> Result<T, Problem> {
    let mut value = T::vacant();
    XML.read(None, xml.as_bytes(), value.edit())?;
    Ok(value)
}

/// Reads a document that must be broken: the path, what was expected, the line and the column.
fn failure<T: Slot>(xml: &str) -> (String, String, usize, usize) {
    match decode::<T>(xml).err().expect("it is broken") {
        Problem::Xml { path, line, column, expected } => {
            (path, expected.into_owned(), line, column)
        }
        other => panic!("{other}"),
    }
}

fn known<T: Slot>(xml: &str) -> Known {
    XML.read(None, xml.as_bytes(), T::vacant().edit()).unwrap()
}

/// Writes a document, without its first line.
fn encode_as<T: Slot>(root: XmlNode, value: &T) -> Result<String, String> {
    let content = Content::xml("application/xml", value.view(), &XML, root);
    let body = content.into_body().map_err(|error| error.to_string())?;
    let text = std::str::from_utf8(body.as_bytes().unwrap()).unwrap();
    Ok(text.split_once('\n').unwrap().1.to_owned())
}

fn encode<T: Slot>(value: &T) -> String {
    encode_as(XmlNode::element("root"), value).unwrap()
}
