//! Unions: the table from which the enum, its accessors and its conversions are made.

use super::literal::{ident, text};
use super::models::head_list;
use super::uses::{Uses, raw};
use super::{Entry, Table, constructors, docs};
use crate::json_types::JsonTypes;
use crate::model::{Probe, Select, SpecStr};
use crate::rust::{Ty, TypeItem, Union};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

/// The whole union: its variants, what they look like, accessors and conversions.
pub(super) fn table(uses: &mut Uses<'_>, item: &TypeItem, union: &Union) -> Table {
    let name = ident(&item.ident);
    let mut attributes = head_list(item);
    let hash = if item.hash { quote!(, Eq, Hash) } else { quote!() };
    attributes.push(quote!(#[derive(Clone, Debug, PartialEq #hash)]));
    let by = match &union.select {
        Select::Tag { property, default, untagged, .. } => {
            let property = text(property);
            let word = |at: Option<usize>| {
                at.and_then(|at| union.variants.get(at)).map(|it| ident(&it.ident))
            };
            let default = word(*default).map(|word| quote!(else #word));
            let untagged = word(*untagged).map(|word| quote!(untagged #word));
            quote!(tag #property #default #untagged)
        }
        Select::Probe { at_once, open, .. } => {
            let at_once = at_once.then(|| quote!(at once));
            let open = open.then(|| quote!(or anything));
            quote!(probe #at_once #open)
        }
    };
    let entries = union.variants.iter().enumerate().map(|(at, variant)| {
        let (word, accessor) = (ident(&variant.ident), ident(&variant.accessor));
        let held = constructors::held(uses, &variant.ty);
        let from = match (variant.from, &variant.ty) {
            (true, Ty::String) => quote!(from_text),
            (true, _) => quote!(from),
            (false, _) => quote!(),
        };
        let looks = match &variant.key {
            Some(key) => text(key).to_token_stream(),
            None => looks(&union.select, at),
        };
        let looks = if variant.tag.is_some() { quote!(sent #looks) } else { looks };
        let lines = docs::attribute_list(&docs::said(&variant.docs));
        Entry::clauses(quote!(#word(#held) #accessor #from: #looks)).with(lines)
    });
    let entries = Some(entries.collect());
    let name = quote!(pub enum #name by #by);
    Table { name: uses.table("variants"), attributes, head: name, entries }
}

/// What a value of the variant at this place looks like.
fn looks(select: &Select, at: usize) -> TokenStream {
    match select {
        Select::Tag { values, .. } => {
            let values = values.iter().filter(|(_, variant)| *variant == at);
            let values: Vec<_> = values.map(|(value, _)| text(value)).collect();
            if values.is_empty() { quote!(_) } else { quote!(#(#values)|*) }
        }
        Select::Probe { probes, .. } => {
            let probe = probes.iter().find(|probe| probe.variant == at);
            probe.map(probed).unwrap_or_default()
        }
    }
}

/// What a value must look like.
fn probed(probe: &Probe) -> TokenStream {
    let types = types(probe.types);
    let required: Vec<_> = probe.required.iter().map(text).collect();
    let required = if required.is_empty() { quote!() } else { quote!((#(#required),*)) };
    let constants = fixed(&probe.constants);
    let constants =
        if constants.is_empty() { quote!() } else { quote!(where #(#constants)and*) };
    let hints = fixed(&probe.hints);
    let hints =
        if hints.is_empty() { quote!() } else { quote!(with #(#hints or absent)and*) };
    quote!(#types #required #constants #hints)
}

/// Properties with the texts that they can be.
fn fixed(properties: &[(SpecStr, Vec<SpecStr>)]) -> Vec<TokenStream> {
    let fixed = properties.iter().map(|(wire, values)| {
        let wire = text(wire);
        let values = values.iter().map(text);
        quote!(#wire = #(#values)|*)
    });
    fixed.collect()
}

fn types(types: JsonTypes) -> TokenStream {
    let words = types.names().map(raw);
    quote!(#(#words)|*)
}
