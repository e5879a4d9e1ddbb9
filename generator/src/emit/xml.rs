//! `src/xml.rs`: how the types are written in XML, as a table.

use super::literal::{string, text};
use super::uses::Uses;
use super::{Piece, Source};
use crate::model::{XmlKind, XmlNode};
use crate::rust::{Crate, ModuleId, XmlType};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

pub(super) fn table(plan: &Crate) -> Source {
    let mut uses = Uses::new(plan, ModuleId::Xml, BTreeSet::new());
    let types = plan.xml.iter().flatten();
    let types: Vec<TokenStream> =
        types.map(|known| xml_type(&mut uses, known)).collect();
    let xml = uses.runtime("Xml");
    let table = quote! {
        #[doc = " The keys that are not simply elements of their names, and the roots of answers."]
        pub(crate) static XML: #xml = #xml { types: &[#(#types),*] };
    };
    let pieces = vec![Piece::Uses(uses.declarations()), Piece::Item(table)];
    let docs = vec!["The types in XML, where that is not as in JSON.".to_owned()];
    Source { path: "src/xml.rs".to_owned(), docs, pieces }
}

fn xml_type(uses: &mut Uses<'_>, known: &XmlType) -> TokenStream {
    let fields: Vec<TokenStream> = known
        .fields
        .iter()
        .map(|(key, what)| {
            let (key, what) = (text(key), node(uses, what));
            quote!((#key, #what))
        })
        .collect();
    let ty = uses.runtime("XmlType");
    let name = string(known.ident.as_str());
    let mut entry = match &known.roots {
        None => quote!(#ty::new(#name, &[#(#fields),*])),
        Some(roots) => {
            let roots = roots.iter().map(text);
            quote!(#ty::answer(#name, &[#(#roots),*], &[#(#fields),*]))
        }
    };
    if let Some(keys) = &known.keys {
        let keys = keys.iter().map(text);
        entry = quote!(#entry.with_keys(&[#(#keys),*]));
    }
    entry
}

/// What a body is in XML. The items of an array have to outlive the function that says so.
pub(super) fn root(uses: &mut Uses<'_>, known: &XmlNode) -> TokenStream {
    node_with(uses, known, &|items| quote!(&const { #items }))
}

/// What a value of the table is in XML.
fn node(uses: &mut Uses<'_>, known: &XmlNode) -> TokenStream {
    node_with(uses, known, &|items| quote!(&#items))
}

fn node_with(
    uses: &mut Uses<'_>,
    known: &XmlNode,
    borrowed: &dyn Fn(TokenStream) -> TokenStream,
) -> TokenStream {
    let ty = uses.runtime("XmlNode");
    let name = text(&known.name);
    let mut data = match known.kind {
        XmlKind::Element => quote!(#ty::element(#name)),
        XmlKind::Attribute => quote!(#ty::attribute(#name)),
        XmlKind::Text => quote!(#ty::text()),
        XmlKind::CData => quote!(#ty::cdata()),
        XmlKind::None => quote!(#ty::none()),
    };
    if known.prefix.is_some() || known.namespace.is_some() {
        let [prefix, namespace] = [&known.prefix, &known.namespace]
            .map(|part| part.as_ref().map_or_else(|| string(""), text));
        data = quote!(#data.namespace(#prefix, #namespace));
    }
    if let Some(items) = &known.items {
        let items = borrowed(node_with(uses, items, borrowed));
        data = quote!(#data.items(#items));
    }
    data
}
