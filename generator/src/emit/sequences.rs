//! Operations whose answers come in pages or value by value: data that the runtime reads.

use super::Piece;
use super::literal::{string, text};
use super::operation::target;
use super::uses::Uses;
use crate::model::{Framing, NextPage, Place, SpecStr};
use crate::rust::{Operation, Pages, Stream};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn pieces(uses: &mut Uses<'_>, item: &Operation) -> Vec<Piece> {
    let pages = item.pages.as_ref().map(|pages| paged(uses, item, pages));
    let stream = item.stream.as_ref().map(|stream| streams(uses, item, stream));
    pages.into_iter().chain(stream).map(Piece::Item).collect()
}

fn paged(uses: &mut Uses<'_>, item: &Operation, pages: &Pages) -> TokenStream {
    let (paged, paging) = (uses.runtime("Paged"), uses.runtime("Paging"));
    let (target, element) = (target(item), uses.ty(&pages.element));
    let data = &pages.paging;
    let mut fields = Vec::new();
    if !data.items.is_empty() {
        let items = path(&data.items);
        fields.push(quote!(items: #items));
    }
    if data.optional {
        fields.push(quote!(optional: true));
    }
    if data.nullable {
        fields.push(quote!(nullable: true));
    }
    if data.next != NextPage::Link {
        let next = next(uses, &data.next);
        fields.push(quote!(next: #next));
    }
    for (name, steps) in [
        ("more", &data.more),
        ("total", &data.total),
        ("null_at_end", &data.null_at_end),
    ] {
        if !steps.is_empty() {
            let name = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
            let steps = path(steps);
            fields.push(quote!(#name: #steps));
        }
    }
    let value = if fields.is_empty() {
        quote!(#paging::DEFAULT)
    } else {
        quote!(#paging { #(#fields,)* ..#paging::DEFAULT })
    };
    quote! {
        impl #paged for #target {
            type Element = #element;
            const PAGING: #paging = #value;
        }
    }
}

fn next(uses: &mut Uses<'_>, next: &NextPage) -> TokenStream {
    let ty = uses.runtime("NextPage");
    match next {
        NextPage::Offset(to) => {
            let to = place(uses, to);
            quote!(#ty::Offset(#to))
        }
        NextPage::Number(to, first) => {
            let (to, first) = (place(uses, to), Literal::i64_unsuffixed(*first));
            quote!(#ty::Number(#to, #first))
        }
        NextPage::Cursor(to, from) => {
            let (to, from) = (place(uses, to), path(from));
            quote!(#ty::Cursor(#to, #from))
        }
        NextPage::HeaderCursor(to, header) => {
            let to = place(uses, to);
            let header = string(&header.untrusted().to_ascii_lowercase());
            quote!(#ty::HeaderCursor(#to, #header))
        }
        NextPage::Url(from) => {
            let from = path(from);
            quote!(#ty::Url(#from))
        }
        NextPage::Link => quote!(#ty::Link),
    }
}

fn place(uses: &mut Uses<'_>, place: &Place) -> TokenStream {
    let ty = uses.runtime("Place");
    match place {
        Place::Param(at) => {
            let at = Literal::usize_unsuffixed(*at);
            quote!(#ty::Param(#at))
        }
        Place::Property(at, name) => {
            let (at, name) = (Literal::usize_unsuffixed(*at), text(name));
            quote!(#ty::Property(#at, #name))
        }
        Place::Field(steps) => {
            let steps = path(steps);
            quote!(#ty::Field(#steps))
        }
    }
}

fn path(steps: &[SpecStr]) -> TokenStream {
    let steps = steps.iter().map(text);
    quote!(&[#(#steps),*])
}

fn streams(uses: &mut Uses<'_>, item: &Operation, stream: &Stream) -> TokenStream {
    let streams = uses.runtime("Streams");
    let (target, value) = (target(item), uses.ty(&stream.item));
    let framing = match stream.framing {
        Framing::Events => uses.runtime("Events"),
        Framing::WholeEvents { json } => {
            let ty = uses.runtime("WholeEvents");
            quote!(#ty<#json>)
        }
        Framing::Lines => uses.runtime("Lines"),
        Framing::Sequence => uses.runtime("Sequence"),
    };
    let media = text(&stream.media);
    let flag = stream.flag.as_ref().map(|flag| {
        let (option, some, flag) = (uses.std("Option"), uses.std("Some"), text(flag));
        quote!(const FLAG: #option<&'static str> = #some(#flag);)
    });
    quote! {
        impl #streams for #target {
            type Item = #value;
            type Framing = #framing;
            const ACCEPT: &'static str = #media;
            #flag
        }
    }
}
