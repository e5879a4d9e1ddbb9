//! XML, against another parser, and what is written against what was read.

use crate::runtime::calls::operation::ReadXml;
use crate::runtime::{Content, Slot, Value, Xml, XmlNode};

static XML: Xml = Xml { types: &[] };

/// Reads bytes as XML of which nothing is known.
fn read(body: &[u8]) -> Option<Value> {
    let mut value = Value::Null;
    XML.read(None, body, value.edit()).ok().map(|_| value)
}

/// Panics where the two disagree, or where a value does not come back.
pub fn judge(body: &[u8]) {
    let ours = read(body);
    if let Ok(text) = std::str::from_utf8(body)
        && let Ok(other) = roxmltree::Document::parse(text)
    {
        // The other has no limits for depth and attributes, and reads what this one leaves alone.
        assert!(ours.is_some() || is_odd(&other, text), "{text:?} is XML");
    }
    let Some(value) = ours else { return };
    let written = Content::xml("text/xml", value.view(), &XML, XmlNode::element("root"));
    // Names and characters may be of a kind that XML has and this writer refuses.
    let Ok(written) = written.into_body() else { return };
    let written = written.as_bytes().expect("it is in memory");
    let again = read(written);
    assert_eq!(again.as_ref(), Some(&value), "{}", String::from_utf8_lossy(written));
}

/// Whether a document has a document type, which may define entities, is too deep or wide, or
/// has references to characters, of which the other reads some that do not exist, or names with
/// nothing before their colon, which it takes to end elements without one.
fn is_odd(document: &roxmltree::Document<'_>, text: &str) -> bool {
    text.contains("<!DOCTYPE")
        || text.contains("&#")
        || text.contains("<:")
        || text.contains("</:")
        || text.starts_with("<?xml")
        || document
            .descendants()
            .any(|node| node.ancestors().count() > 128 || node.attributes().len() > 900)
}
