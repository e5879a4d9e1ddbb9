//! Bodies of requests: how they are written, and the choice between media types.

use super::arguments::{borrowed, borrows_body, optional};
use super::data::style_word;
use crate::emit::literal::{ident, string, text};
use crate::emit::uses::Uses;
use crate::emit::{Piece, docs, xml};
use crate::model::{PartEncoding, PayloadKind, Style};
use crate::rust::{Body, BodyChoice, Operation, Ty};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

pub(super) fn body_function(uses: &mut Uses<'_>, item: &Operation) -> TokenStream {
    let Some(body) = &item.body else { return quote!() };
    let (option, content) = (uses.std("Option"), uses.runtime("Content"));
    let some = uses.std("Some");
    let word = ident(&body.ident);
    // What is there is either borrowed from the call or, if it may be left out, unwrapped.
    let (place, unwrap) = match body.choices.first() {
        _ if body.required => (quote!(self.#word), quote!()),
        Some(known) if body.null => {
            let (media, view) = (sent_media(known), uses.runtime("View"));
            let null = quote!(#some(#content::json(#media, #view::Null)));
            let unwrap = quote!(let #some(body) = self.#word else { return #null; };);
            (quote!(body), unwrap)
        }
        _ => (quote!(body), quote!(let body = self.#word.as_ref()?;)),
    };
    let value = if let Some(choice) = &body.choice {
        let choice = ident(choice);
        let arms: Vec<TokenStream> = body
            .choices
            .iter()
            .map(|known| {
                let variant = ident(&known.variant);
                let content = content_of(uses, known, &quote!(body));
                quote!(#choice::#variant(body) => #content,)
            })
            .collect();
        let borrow = if body.required { quote!(&#place) } else { place };
        quote! {
            let content = match #borrow { #(#arms)* };
            #some(content)
        }
    } else {
        let Some(known) = body.choices.first() else { return quote!() };
        let content = content_of(uses, known, &place);
        quote!(#some(#content))
    };
    quote! {
        fn body(&self) -> #option<#content<'_>> {
            #unwrap
            #value
        }
    }
}

/// The body of a request in a media type.
pub(super) fn content_of(
    uses: &mut Uses<'_>,
    known: &BodyChoice,
    place: &TokenStream,
) -> TokenStream {
    let content = uses.runtime("Content");
    let media = sent_media(known);
    let view = if known.ty == Ty::String {
        let view = uses.runtime("View");
        quote!(#view::Str(#place))
    } else {
        uses.slot();
        quote!(#place.view())
    };
    match known.kind {
        PayloadKind::Json => quote!(#content::json(#media, #view)),
        PayloadKind::Form => {
            let encodings = form_encodings(uses, &known.encoding);
            quote!(#content::form(#media, #view, &[#(#encodings),*]))
        }
        PayloadKind::Multipart => {
            let types = part_types(uses, &known.encoding);
            quote!(#content::multipart(#media, #view, &[#(#types),*]))
        }
        PayloadKind::Xml => match &known.xml {
            Some(root) => {
                let (table, root) = (uses.xml(), xml::root(uses, root));
                quote!(#content::xml(#media, #view, #table, #root))
            }
            None => quote!(#content::text(#media, #view)),
        },
        // Events that are sent are text.
        PayloadKind::Text | PayloadKind::Events => quote!(#content::text(#media, #view)),
        PayloadKind::Bytes => quote!(#content::bytes(#media, #view)),
        PayloadKind::JsonLines => quote!(#content::json_lines(#media, #view)),
        PayloadKind::JsonSequence => quote!(#content::json_sequence(#media, #view)),
    }
}

/// The media type that is sent: one with a wildcard stands for many, so the usual one is.
fn sent_media(known: &BodyChoice) -> Literal {
    if !known.media.untrusted().contains('*') {
        return text(&known.media);
    }
    string(match known.kind {
        PayloadKind::Json => "application/json",
        PayloadKind::Text => "text/plain",
        PayloadKind::Xml => "application/xml",
        PayloadKind::Multipart => "multipart/form-data",
        _ => "application/octet-stream",
    })
}

/// The properties of a form that are not written in the usual way.
pub(super) fn form_encodings(
    uses: &mut Uses<'_>,
    encoding: &[PartEncoding],
) -> Vec<TokenStream> {
    let mut encodings = Vec::new();
    for part in encoding {
        let Some(differs) = form_encoding(uses, part) else { continue };
        let (ty, param) = (uses.runtime("PartEncoding"), uses.runtime("Param"));
        let name = text(&part.property);
        encodings.push(quote!(#ty::new(#param::query(#name)#differs)));
    }
    encodings
}

/// What differs from an exploded pair.
fn form_encoding(uses: &mut Uses<'_>, part: &PartEncoding) -> Option<TokenStream> {
    if let Some(media) = &part.content_type {
        let media = text(media);
        return Some(quote!(.content(#media)));
    }
    let is_usual = part.style.is_none() && part.explode && !part.allow_reserved;
    if is_usual {
        return None;
    }
    let mut differs = quote!();
    if let Some(style) = part.style.filter(|style| *style != Style::Form) {
        let (ty, word) = (uses.runtime("Style"), style_word(style));
        differs.extend(quote!(.style(#ty::#word)));
    }
    let explode = part.explode;
    if explode != matches!(part.style, None | Some(Style::Form)) {
        differs.extend(quote!(.explode(#explode)));
    }
    if part.allow_reserved {
        differs.extend(quote!(.allow_reserved()));
    }
    Some(differs)
}

/// The media types and styles of parts, where the document names one.
pub(super) fn part_types(
    uses: &mut Uses<'_>,
    encoding: &[PartEncoding],
) -> Vec<TokenStream> {
    let mut types = Vec::new();
    for part in encoding {
        if let Some(style) = part.style {
            let (ty, styles) = (uses.runtime("PartType"), uses.runtime("Style"));
            let (name, word) = (text(&part.property), style_word(style));
            let explode = part.explode;
            types.push(quote!(#ty::styled(#name, #styles::#word, #explode)));
            continue;
        }
        // Of several the sender chooses; the first will do.
        let first =
            part.content_type.as_ref().and_then(|all| all.untrusted().split(',').next());
        let Some(media) = first.map(str::trim).filter(|media| is_media_type(media))
        else {
            continue;
        };
        let ty = uses.runtime("PartType");
        let (name, media) = (text(&part.property), string(media));
        types.push(quote!(#ty::new(#name, #media)));
    }
    types
}

/// Whether a text can stand in a header as a media type without wildcards.
pub(super) fn is_media_type(media: &str) -> bool {
    media.contains('/')
        && media.bytes().all(|byte| (0x20..0x7f).contains(&byte) && byte != b'*')
}

/// The enum of the media types, and what becomes it by itself.
pub(super) fn body_choices(
    uses: &mut Uses<'_>,
    item: &Operation,
    body: &Body,
) -> Vec<Piece> {
    let Some(choice) = &body.choice else { return Vec::new() };
    let name = ident(choice);
    let variants: Vec<TokenStream> = body
        .choices
        .iter()
        .map(|known| {
            let variant = ident(&known.variant);
            let ty = borrowed(uses, &known.ty);
            let media = docs::code(known.media.untrusted()).unwrap_or_default();
            let alone = alone(body, known);
            let doc = format!(" {media}{alone}.");
            quote!(#[doc = #doc] #variant(#ty))
        })
        .collect();
    let doc = format!(
        " The body of {}, in one of its media types.",
        docs::link(item.ident.as_str())
    );
    let lifetime = if borrows_body(body) { quote!(<'a>) } else { quote!() };
    let mut pieces = vec![Piece::Item(quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name #lifetime { #(#variants),* }
    })];
    let converted = body.choices.iter().filter(|known| known.from);
    pieces.extend(converted.map(|known| conversion(uses, body, &name, known)));
    pieces
}

/// When what is given alone is sent in a media type.
fn alone(body: &Body, known: &BodyChoice) -> &'static str {
    let is_for_no_file = |other: &BodyChoice| {
        let at = other.without_files.and_then(|at| body.choices.get(at));
        at.is_some_and(|choice| choice.variant == known.variant)
    };
    match known.without_files {
        Some(_) => "; what is given alone is sent as this if it holds a file",
        None if known.from => "; what is given alone is sent as this",
        None if body.choices.iter().any(is_for_no_file) => {
            "; what is given alone is sent as this if it holds no file"
        }
        None => "",
    }
}

/// A value alone as the body, or as the body that may be left out.
fn conversion(
    uses: &mut Uses<'_>,
    body: &Body,
    name: &Ident,
    known: &BodyChoice,
) -> Piece {
    let variant = ident(&known.variant);
    let (from, ty) = (uses.std("From"), borrowed(uses, &known.ty));
    let target = optional(uses, body, quote!(#name<'a>));
    let some = (!body.required).then(|| uses.std("Some"));
    let as_body = |variant: &Ident| {
        let value = quote!(#name::#variant(body));
        some.as_ref().map_or_else(|| value.clone(), |some| quote!(#some(#value)))
    };
    let value = as_body(&variant);
    let without_files = known.without_files.and_then(|at| body.choices.get(at));
    let chosen = without_files.map(|other| {
        uses.slot();
        let other = as_body(&ident(&other.variant));
        quote!(if !body.view().has_file() { return #other; })
    });
    Piece::Item(quote! {
        impl<'a> #from<#ty> for #target {
            fn from(body: #ty) -> Self {
                #chosen
                #value
            }
        }
    })
}
