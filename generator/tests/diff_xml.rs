//! What `diff` says of bodies in XML.

#[path = "support/session.rs"]
mod session;

use session::said;
use std::fs;

const ORDERS: &str = include_str!("calls/orders/openapi.yaml");

/// What is said of the document and of one in which `from` is `to`.
fn diff(from: &str, to: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let changed = ORDERS.replace(from, to);
    assert_ne!(changed, ORDERS);
    fs::write(folder.join("old.yaml"), ORDERS).expect("it can be written");
    fs::write(folder.join("new.yaml"), changed).expect("it can be written");
    said(folder, &["diff", "old.yaml", "new.yaml"]).out
}

#[test]
fn other_names_and_places_in_xml_break_who_sends_them() {
    let said = diff("nodeType: attribute", "name: ID");
    let expected = "breaking   schema Order, property id, in XML is element \"ID\", \
                    was attribute \"id\"";
    assert!(said.contains(expected), "{said}");
    let said = diff("urn:orders", "urn:other");
    assert!(said.contains("POST /orders, body, application/xml, in XML is"), "{said}");
}

#[test]
fn what_leaves_xml_as_it_is_breaks_nobody() {
    let said = diff("description: Added.", "description: It was added.");
    assert!(!said.contains("in XML") && !said.contains("breaking"), "{said}");
    let said = diff("nodeType: attribute", "attribute: true");
    assert!(!said.contains("in XML"), "{said}");
}
