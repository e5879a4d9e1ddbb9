//! The check of finished text: it consists of exactly the items that were planned.
//!
//! Printing works with text, so what a document says could end up as code by a mistake of
//! ours. A line of documentation that becomes a method, or a name that closes a table, shows
//! here, before anything is written.

use quote::ToTokens;
use std::fmt::Write as _;
use syn::{Attribute, Fields, ImplItem, Item, TraitItem, Visibility};

/// Compares a finished file with the outlines of its planned items and with the number of its
/// lines of documentation; the error says what differs.
pub(super) fn check(text: &str, docs: usize, planned: &[String]) -> Result<(), String> {
    let file =
        syn::parse_file(text).map_err(|error| format!("it is no Rust: {error}"))?;
    if file.attrs.len() != docs || !file.attrs.iter().all(is_doc) {
        return Err("its documentation is not the planned one".to_owned());
    }
    let found: Vec<String> = file.items.iter().map(outline).collect();
    let differing = planned.iter().zip(&found).find(|(planned, found)| planned != found);
    match differing {
        Some((planned, found)) => {
            Err(format!("it has `{found}` where `{planned}` was planned"))
        }
        None if planned.len() == found.len() => Ok(()),
        None => {
            Err(format!("it has {} items; planned are {}", found.len(), planned.len()))
        }
    }
}

/// The outline of a macro's table.
pub(super) fn table(name: &str) -> String {
    format!("macro {name}")
}

/// The outline of a `use` declaration, which is planned as text.
pub(super) fn import(line: &str) -> Result<String, String> {
    let parsed = syn::parse_str(line).map(|item| outline(&Item::Use(item)));
    parsed.map_err(|error| format!("{error} in {line}"))
}

/// What an item is and what it contains, without types, bodies and documentation.
pub(super) fn outline(item: &Item) -> String {
    let mut out = String::new();
    match item {
        Item::Struct(item) => {
            head(&mut out, &item.attrs, &item.vis, "struct", &item.ident);
            fields(&mut out, &item.fields);
        }
        Item::Enum(item) => {
            head(&mut out, &item.attrs, &item.vis, "enum", &item.ident);
            for variant in &item.variants {
                head(
                    &mut out,
                    &variant.attrs,
                    &Visibility::Inherited,
                    "",
                    &variant.ident,
                );
                fields(&mut out, &variant.fields);
            }
        }
        Item::Impl(item) => {
            attributes(&mut out, &item.attrs);
            let of = item.trait_.as_ref().map(|(path, _)| tokens(path));
            let _ = write!(out, "impl {of:?} for {}:", tokens(&item.self_ty));
            item.items.iter().for_each(|item| member(&mut out, item));
        }
        Item::Trait(item) => {
            head(&mut out, &item.attrs, &item.vis, "trait", &item.ident);
            for item in &item.items {
                match item {
                    TraitItem::Fn(item) => {
                        let _ = write!(out, " fn {}", item.sig.ident);
                    }
                    other => out.push_str(&tokens(other)),
                }
            }
        }
        Item::Fn(item) => {
            head(&mut out, &item.attrs, &item.vis, "fn", &item.sig.ident);
        }
        Item::Mod(item) => {
            head(&mut out, &item.attrs, &item.vis, "mod", &item.ident);
            let inner = item.content.iter().flat_map(|(_, items)| items);
            inner.for_each(|item| out.push_str(&outline(item)));
        }
        Item::Const(item) => {
            head(&mut out, &item.attrs, &item.vis, "const", &item.ident);
        }
        Item::Static(item) => {
            head(&mut out, &item.attrs, &item.vis, "static", &item.ident);
        }
        Item::Type(item) => {
            head(&mut out, &item.attrs, &item.vis, "type", &item.ident);
        }
        Item::Macro(item) => out = table(&tokens(&item.mac.path)),
        Item::Use(item) => {
            let _ = write!(out, "{} use {}", tokens(&item.vis), tokens(&item.tree));
        }
        other => out = tokens(other),
    }
    out
}

fn member(out: &mut String, item: &ImplItem) {
    match item {
        ImplItem::Fn(item) => {
            head(out, &item.attrs, &item.vis, "fn", &item.sig.ident);
        }
        ImplItem::Const(item) => head(out, &item.attrs, &item.vis, "const", &item.ident),
        ImplItem::Type(item) => head(out, &item.attrs, &item.vis, "type", &item.ident),
        other => out.push_str(&tokens(other)),
    }
}

fn head(
    out: &mut String,
    attrs: &[Attribute],
    visibility: &Visibility,
    kind: &str,
    name: &syn::Ident,
) {
    attributes(out, attrs);
    let _ = write!(out, " {} {kind} {name}", tokens(visibility));
}

fn fields(out: &mut String, fields: &Fields) {
    for field in fields {
        attributes(out, &field.attrs);
        let name = field.ident.as_ref().map(ToString::to_string);
        let _ = write!(out, " {}: {}", name.unwrap_or_default(), tokens(&field.ty));
    }
}

/// All attributes but documentation.
fn attributes(out: &mut String, attributes: &[Attribute]) {
    for attribute in attributes.iter().filter(|attribute| !is_doc(attribute)) {
        let _ = write!(out, "#{} ", tokens(attribute.path()));
    }
}

fn is_doc(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
}

/// Tokens without regard to how they were spaced.
fn tokens(what: &impl ToTokens) -> String {
    let text = what.to_token_stream().to_string();
    text.split_whitespace()
        .collect::<Vec<_>>()
        .concat()
        .replace(",>", ">")
        .replace(",}", "}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(text: &str) -> Vec<String> {
        syn::parse_file(text).unwrap().items.iter().map(outline).collect()
    }

    const PLANNED: &str = "struct A { a: u8 }\nimpl A { fn a(&self) {} }\nfields! { A }";

    #[test]
    fn spacing_and_documentation_do_not_count() {
        let text = "//! A file.\n/// A.\nstruct A {\n    /// a\n    a: u8,\n}\n\
                    impl A {\n    /// a\n    fn a(&self) { 1; }\n}\nfields! { A {} }\n";
        assert_eq!(check(text, 1, &planned(PLANNED)), Ok(()));
    }

    /// What a hostile description or name could try.
    #[test]
    fn what_was_not_planned_is_found() {
        let plan = planned(PLANNED);
        for (now, then) in [
            ("struct A", "fn b() {}\nstruct A"),
            ("fn a(&self) {}", "fn a(&self) {} fn b() {}"),
            ("a: u8", "a: u8, b: u8"),
            ("a: u8", "a: u16"),
            ("struct A", "#[path = \"x\"] struct A"),
            ("struct A", "pub struct A"),
            ("fields! { A }", "fields! { A } include!(\"x\");"),
            ("fields! { A }", ""),
            ("struct A", "#![allow(unsafe_code)] struct A"),
            ("struct A", "}"),
        ] {
            let text = PLANNED.replacen(now, then, 1);
            assert!(check(&text, 0, &plan).is_err(), "{text}");
        }
    }
}
