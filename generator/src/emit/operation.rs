//! Operations: the method, the struct with its data, outcomes by status, setters.

use super::literal::{ident, string, text};
use super::models::{argument, setter_argument};
use super::uses::Uses;
use super::{Entry, Piece, Table, docs};
use crate::model::{
    Docs, Location, Method, PartEncoding, PayloadKind, Server, SpecStr, Status, Style,
};
use crate::rust::{
    Body, BodyChoice, Crate, Group, Operation, Outcome, Param, StatusVariant, Ty,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// More arguments than clippy likes are allowed: each is required.
const MANY_ARGUMENTS: usize = 6;

/// The method that starts a call.
pub(super) fn method(
    uses: &mut Uses<'_>,
    plan: &Crate,
    group: &Group,
    item: &Operation,
) -> TokenStream {
    let is_client = group.path.is_empty();
    let name = ident(&item.method_ident);
    let lines = docs::attributes(&method_docs(plan, group, item));
    let deprecated = docs::deprecated(&item.docs);
    let (arguments, values) = arguments(uses, item);
    let operation = ident(&item.ident);
    let borrows = is_borrowing(item);
    let (call, ty) = (uses.runtime("Call"), quote!(#operation));
    let literal = if values.is_empty() {
        quote!(#operation {})
    } else {
        quote!(#operation { #(#values),* })
    };
    let ty = if borrows { quote!(#ty<'a>) } else { ty };
    let many = if arguments.len() > MANY_ARGUMENTS {
        quote!(#[allow(clippy::too_many_arguments, reason = "each is required")])
    } else {
        quote!()
    };
    match (is_client, borrows) {
        (true, true) => quote! {
            #lines #deprecated #many
            pub fn #name<'a>(&'a self, #(#arguments),*) -> #call<'a, #ty> {
                #call::new(self, #literal)
            }
        },
        (true, false) => quote! {
            #lines #deprecated #many
            pub fn #name(&self, #(#arguments),*) -> #call<'_, #ty> {
                #call::new(self, #literal)
            }
        },
        (false, _) => quote! {
            #lines #deprecated #many
            pub fn #name(self, #(#arguments),*) -> #call<'a, #ty> {
                #call::new(self.0, #literal)
            }
        },
    }
}

/// Whether the operation borrows its body from the caller.
pub(super) fn is_borrowing(item: &Operation) -> bool {
    item.body.as_ref().is_some_and(borrows_body)
}

fn borrows_body(body: &Body) -> bool {
    !body.choices.iter().all(|choice| choice.ty == Ty::Bytes)
}

/// The arguments of the method, and the fields of the struct's literal.
fn arguments(
    uses: &mut Uses<'_>,
    item: &Operation,
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let (mut arguments, mut values) = (Vec::new(), Vec::new());
    for param in &item.params {
        let word = ident(&param.ident);
        if param.required {
            let (ty, value) = argument(uses, &param.ty, &quote!(#word));
            arguments.push(quote!(#word: #ty));
            let plain = word == value.to_string();
            values.push(if plain { quote!(#word) } else { quote!(#word: #value) });
        } else {
            let none = uses.std("None");
            values.push(quote!(#word: #none));
        }
    }
    if let Some(body) = &item.body {
        let word = ident(&body.ident);
        let (ty, value) = body_argument(uses, body, &word);
        arguments.push(quote!(#word: #ty));
        values.push(value);
    }
    (arguments, values)
}

/// A body that may be left out is taken as `impl Into<Option<_>>`, so that both a body and
/// `None` can be given, and becoming required breaks nobody who gives one.
fn body_argument(
    uses: &mut Uses<'_>,
    body: &Body,
    word: &proc_macro2::Ident,
) -> (TokenStream, TokenStream) {
    let ty = body_type(uses, body);
    let bytes = !borrows_body(body) && body.choice.is_none();
    if body.required && !bytes {
        return (ty, quote!(#word));
    }
    let into = uses.std("Into");
    let ty = if body.required {
        ty
    } else {
        let option = uses.std("Option");
        quote!(#option<#ty>)
    };
    (quote!(impl #into<#ty>), quote!(#word: #word.into()))
}

/// The type in which the body is stored.
fn body_type(uses: &mut Uses<'_>, body: &Body) -> TokenStream {
    if let Some(choice) = &body.choice {
        let choice = ident(choice);
        return if borrows_body(body) { quote!(#choice<'a>) } else { quote!(#choice) };
    }
    match body.choices.first().map(|choice| &choice.ty) {
        Some(Ty::Bytes) | None => uses.runtime("Bytes"),
        Some(ty) => borrowed(uses, ty),
    }
}

/// A body as it is lent.
fn borrowed(uses: &mut Uses<'_>, ty: &Ty) -> TokenStream {
    if *ty == Ty::Bytes {
        return uses.runtime("Bytes");
    }
    let ty = uses.ty(ty);
    quote!(&'a #ty)
}

/// The struct, its data, its outcomes and its setters.
pub(super) fn pieces(uses: &mut Uses<'_>, item: &Operation) -> Vec<Piece> {
    let mut pieces = vec![Piece::Item(definition(uses, item))];
    pieces.push(Piece::Item(implementation(uses, item)));
    if let Some(body) = &item.body {
        pieces.extend(body_choices(uses, item, body));
    }
    pieces.extend(setters(uses, item));
    for (outcome, what) in [(&item.output, "answers"), (&item.failure, "failures")] {
        if let Outcome::Several(name, variants) = outcome {
            pieces.extend(outcome_pieces(uses, item, name, variants, what));
        }
    }
    pieces
}

fn definition(uses: &mut Uses<'_>, item: &Operation) -> TokenStream {
    let name = ident(&item.ident);
    let doc = format!(" The operation {}.", shown_request(item));
    let mut fields = Vec::new();
    for param in &item.params {
        let (word, ty) = (ident(&param.ident), uses.ty(&param.ty));
        let option = uses.std("Option");
        fields.push(if param.required {
            quote!(#word: #ty)
        } else {
            quote!(#word: #option<#ty>)
        });
    }
    if let Some(body) = &item.body {
        let (word, ty) = (ident(&body.ident), body_type(uses, body));
        let option = uses.std("Option");
        fields.push(if body.required {
            quote!(#word: #ty)
        } else {
            quote!(#word: #option<#ty>)
        });
    }
    let lifetime = if is_borrowing(item) { quote!(<'a>) } else { quote!() };
    let deprecated = docs::deprecated(&item.docs);
    if fields.is_empty() {
        return quote! {
            #[doc = #doc]
            #deprecated
            #[derive(Clone, Debug)]
            pub struct #name {}
        };
    }
    quote! {
        #[doc = #doc]
        #deprecated
        #[derive(Clone, Debug)]
        pub struct #name #lifetime { #(#fields),* }
    }
}

fn implementation(uses: &mut Uses<'_>, item: &Operation) -> TokenStream {
    let name = ident(&item.ident);
    let operation = uses.runtime("Operation");
    let meta = meta(uses, item);
    let meta_type = uses.runtime("Meta");
    let output = outcome_type(uses, &item.output, false);
    let failure = outcome_type(uses, &item.failure, true);
    let params = param_function(uses, item);
    let body = body_function(uses, item);
    let lifetime = if is_borrowing(item) { quote!(<'_>) } else { quote!() };
    quote! {
        impl #operation for #name #lifetime {
            type Output = #output;
            type Failure = #failure;

            const META: #meta_type = #meta;

            #params
            #body
        }
    }
}

fn outcome_type(uses: &mut Uses<'_>, outcome: &Outcome, failure: bool) -> TokenStream {
    match outcome {
        Outcome::None if failure => uses.runtime("NoFailure"),
        Outcome::None => quote!(()),
        Outcome::One(ty) => uses.ty(ty),
        Outcome::Several(name, _) => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

fn meta(uses: &mut Uses<'_>, item: &Operation) -> TokenStream {
    let meta = uses.runtime("Meta");
    let (id, path) = (text(&item.id), text(&item.template));
    let method = method_constant(uses, &item.method);
    let mut entries =
        vec![quote!(id: #id), quote!(method: #method), quote!(path: #path)];
    if !item.params.is_empty() {
        let params: Vec<TokenStream> =
            item.params.iter().map(|param| param_data(uses, param)).collect();
        entries.push(quote!(params: &[#(#params),*]));
    }
    if !item.security.is_empty() {
        let alternatives = item.security.iter().map(|all| {
            let names = all.iter().map(text);
            quote!(&[#(#names),*])
        });
        entries.push(quote!(security: &[#(#alternatives),*]));
    }
    if !item.accept.is_empty() {
        let media: Vec<&str> = item.accept.iter().map(SpecStr::untrusted).collect();
        let accept = string(&media.join(", "));
        entries.push(quote!(accept: #accept));
    }
    if !item.answers.is_empty() {
        let answer = uses.runtime("Answer");
        let answers: Vec<TokenStream> = item
            .answers
            .iter()
            .map(|known| {
                let status = status(uses, known.status);
                let media = known.media.iter().map(text);
                quote!(#answer::new(#status, &[#(#media),*]))
            })
            .collect();
        entries.push(quote!(answers: &[#(#answers),*]));
    }
    if item.idempotent {
        entries.push(quote!(idempotent: true));
    }
    if !item.servers.is_empty() {
        let servers = servers(uses, &item.servers);
        entries.push(quote!(servers: &[#(#servers),*]));
    }
    quote!(#meta { #(#entries,)* ..#meta::DEFAULT })
}

/// Servers as data.
pub(super) fn servers(uses: &mut Uses<'_>, servers: &[Server]) -> Vec<TokenStream> {
    let server = uses.runtime("Server");
    servers
        .iter()
        .map(|known| {
            let url = text(&known.url);
            if known.variables.is_empty() {
                return quote!(#server::new(#url));
            }
            let variables = known.variables.iter().map(|variable| {
                let (name, default) = (text(&variable.name), text(&variable.default));
                quote!((#name, #default))
            });
            quote!(#server::with_variables(#url, &[#(#variables),*]))
        })
        .collect()
}

fn method_constant(uses: &mut Uses<'_>, method: &Method) -> TokenStream {
    let ty = uses.runtime("Method");
    match method {
        Method::Get => quote!(#ty::GET),
        Method::Put => quote!(#ty::PUT),
        Method::Post => quote!(#ty::POST),
        Method::Delete => quote!(#ty::DELETE),
        Method::Options => quote!(#ty::OPTIONS),
        Method::Head => quote!(#ty::HEAD),
        Method::Patch => quote!(#ty::PATCH),
        Method::Trace => quote!(#ty::TRACE),
        Method::Query => quote!(#ty::QUERY),
        Method::Other(name) => {
            let name = text(name);
            quote!(#ty::new(#name))
        }
    }
}

fn status(uses: &mut Uses<'_>, status: Status) -> TokenStream {
    let ty = uses.runtime("Status");
    match status {
        Status::Exact(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#ty::Exact(#code))
        }
        Status::Range(first) => {
            let first = Literal::u8_unsuffixed(first);
            quote!(#ty::Range(#first))
        }
        Status::Default => quote!(#ty::Default),
    }
}

/// A parameter as data, with what differs from the usual of its location.
fn param_data(uses: &mut Uses<'_>, param: &Param) -> TokenStream {
    let ty = uses.runtime("Param");
    let name = text(&param.wire);
    let (start, usual) = match param.location {
        Location::Path => (quote!(#ty::path(#name)), Style::Simple),
        Location::Query => (quote!(#ty::query(#name)), Style::Form),
        Location::Header => (quote!(#ty::header(#name)), Style::Simple),
        Location::Cookie => (quote!(#ty::cookie(#name)), Style::Form),
        Location::QueryString => {
            let media =
                param.content.as_ref().map_or("application/json", SpecStr::untrusted);
            let media = string(media);
            return quote!(#ty::query_string(#name, #media));
        }
    };
    let mut data = start;
    if let Some(media) = &param.content {
        let media = text(media);
        data = quote!(#data.content(#media));
    } else {
        if param.style != usual {
            let style = uses.runtime("Style");
            let word = style_word(param.style);
            data = quote!(#data.style(#style::#word));
        }
        let explodes = matches!(param.style, Style::Form | Style::Cookie);
        if param.explode != explodes {
            let explode = param.explode;
            data = quote!(#data.explode(#explode));
        }
    }
    if param.allow_reserved {
        data = quote!(#data.allow_reserved());
    }
    if param.required && param.location != Location::Path {
        data = quote!(#data.required());
    }
    data
}

pub(super) fn style_word(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote!(Simple),
        Style::Label => quote!(Label),
        Style::Matrix => quote!(Matrix),
        Style::Form => quote!(Form),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
        Style::Cookie => quote!(Cookie),
    }
}

fn param_function(uses: &mut Uses<'_>, item: &Operation) -> TokenStream {
    if item.params.is_empty() {
        return quote!();
    }
    let table =
        proc_macro2::Ident::new(uses.table("values_of"), proc_macro2::Span::call_site());
    let words = item.params.iter().map(|param| ident(&param.ident));
    quote!(#table! { #(#words),* })
}

fn body_function(uses: &mut Uses<'_>, item: &Operation) -> TokenStream {
    let Some(body) = &item.body else { return quote!() };
    let (option, content) = (uses.std("Option"), uses.runtime("Content"));
    let some = uses.std("Some");
    let word = ident(&body.ident);
    // What is there is either borrowed from the call or, if it may be left out, unwrapped.
    let (place, unwrap) = if body.required {
        (quote!(self.#word), quote!())
    } else {
        (quote!(body), quote!(let body = self.#word.as_ref()?;))
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
fn content_of(
    uses: &mut Uses<'_>,
    known: &BodyChoice,
    place: &TokenStream,
) -> TokenStream {
    let content = uses.runtime("Content");
    uses.slot();
    let media = text(&known.media);
    let view = quote!(#place.view());
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
        PayloadKind::Text | PayloadKind::Xml => quote!(#content::text(#media, #view)),
        PayloadKind::Bytes => quote!(#content::bytes(#media, #view)),
        PayloadKind::Events | PayloadKind::JsonLines | PayloadKind::JsonSequence => {
            quote!(#content::json_lines(#media, #view))
        }
    }
}

/// The properties of a form that are not written in the usual way.
fn form_encodings(uses: &mut Uses<'_>, encoding: &[PartEncoding]) -> Vec<TokenStream> {
    let unusual = |part: &&PartEncoding| part.style.is_some() || !part.explode;
    let mut encodings = Vec::new();
    for part in encoding.iter().filter(unusual) {
        let (ty, param) = (uses.runtime("PartEncoding"), uses.runtime("Param"));
        let name = text(&part.property);
        let mut data = quote!(#param::query(#name));
        if let Some(style) = part.style.filter(|style| *style != Style::Form) {
            let (ty, word) = (uses.runtime("Style"), style_word(style));
            data = quote!(#data.style(#ty::#word));
        }
        let explode = part.explode;
        if explode != matches!(part.style, None | Some(Style::Form)) {
            data = quote!(#data.explode(#explode));
        }
        encodings.push(quote!(#ty::new(#data)));
    }
    encodings
}

/// The media types of parts, where the document names one.
fn part_types(uses: &mut Uses<'_>, encoding: &[PartEncoding]) -> Vec<TokenStream> {
    let mut types = Vec::new();
    for part in encoding {
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
fn is_media_type(media: &str) -> bool {
    media.contains('/')
        && media.bytes().all(|byte| (0x20..0x7f).contains(&byte) && byte != b'*')
}

fn body_choices(uses: &mut Uses<'_>, item: &Operation, body: &Body) -> Option<Piece> {
    let name = ident(body.choice.as_ref()?);
    let variants: Vec<TokenStream> = body
        .choices
        .iter()
        .map(|known| {
            let variant = ident(&known.variant);
            let ty = borrowed(uses, &known.ty);
            let media = docs::code(known.media.untrusted()).unwrap_or_default();
            let doc = format!(" {media}.");
            quote!(#[doc = #doc] #variant(#ty))
        })
        .collect();
    let doc =
        format!(" The body of [`{}`], in one of its media types.", item.ident.as_str());
    let lifetime = if borrows_body(body) { quote!(<'a>) } else { quote!() };
    Some(Piece::Item(quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name #lifetime { #(#variants),* }
    }))
}

fn setters(uses: &mut Uses<'_>, item: &Operation) -> Option<Piece> {
    let optional: Vec<Entry> = item
        .params
        .iter()
        .filter(|param| !param.required)
        .map(|param| setter(uses, param))
        .collect();
    let name = ident(&item.ident);
    let head = if is_borrowing(item) { quote!(#name<'_>) } else { quote!(#name) };
    (!optional.is_empty()).then(|| {
        Piece::Table(Table {
            name: uses.table("parameters"),
            attributes: Vec::new(),
            head,
            entries: Some(optional),
        })
    })
}

fn setter(uses: &mut Uses<'_>, param: &Param) -> Entry {
    let word = ident(&param.ident);
    let how = setter_argument(uses, &param.ty);
    let fallback = match docs::code(param.wire.untrusted()) {
        Some(wire) => format!("Sets {wire}."),
        None => "Sets the unnamed parameter.".to_owned(),
    };
    let mut lines = docs::attribute_list(&docs::lines(&param.docs, &fallback));
    lines.extend(param.docs.deprecated.then(|| docs::deprecated(&param.docs)));
    Entry::line(quote!(#word(#how))).with(lines)
}

fn outcome_pieces(
    uses: &mut Uses<'_>,
    item: &Operation,
    name: &crate::rust::Ident,
    variants: &[StatusVariant],
    what: &str,
) -> Vec<Piece> {
    let word = ident(name);
    let doc = format!(" The documented {what} of [`{}`].", item.ident.as_str());
    let mut definitions = Vec::new();
    let mut accessors = Vec::new();
    let mut entries = Vec::new();
    for variant in variants {
        let variant_word = ident(&variant.ident);
        let lines = docs::attributes(&status_docs(variant.status, &variant.docs));
        let pattern = pattern(variant.status);
        let Some(ty) = &variant.ty else {
            definitions.push(quote!(#lines #variant_word));
            entries.push(Entry::line(quote!(#pattern => #variant_word())));
            continue;
        };
        let ty = uses.ty(ty);
        definitions.push(quote!(#lines #variant_word(#ty)));
        entries.push(Entry::line(quote!(#pattern => #variant_word)));
        let accessor = ident(&variant.accessor);
        let (option, some, none) =
            (uses.std("Option"), uses.std("Some"), uses.std("None"));
        let doc = format!(" The content, if this is `{}`.", variant.ident.as_str());
        let rest = if variants.len() > 1 { quote!(_ => #none,) } else { quote!() };
        accessors.push(quote! {
            #[doc = #doc]
            pub fn #accessor(&self) -> #option<&#ty> {
                match self {
                    Self::#variant_word(value) => #some(value),
                    #rest
                }
            }
        });
    }
    vec![
        Piece::Item(quote! {
            #[doc = #doc]
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #word { #(#definitions),* }
        }),
        Piece::Table(Table {
            name: uses.table("statuses"),
            attributes: Vec::new(),
            head: quote!(#word),
            entries: Some(entries),
        }),
        Piece::Item(quote!(impl #word { #(#accessors)* })),
    ]
}

fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Exact(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(first) => {
            let low = Literal::u16_unsuffixed(u16::from(first) * 100);
            let high = Literal::u16_unsuffixed(u16::from(first) * 100 + 99);
            quote!(#low..=#high)
        }
        Status::Default => quote!(_),
    }
}

fn status_docs(status: Status, known: &Docs) -> Vec<String> {
    let shown = status_text(status);
    let mut lines = docs::lines(known, "");
    match lines.first_mut() {
        Some(first) if !first.is_empty() => *first = format!("{shown}: {first}"),
        _ => return vec![format!("{shown}.")],
    }
    lines
}

fn status_text(status: Status) -> String {
    match status {
        Status::Exact(code) => format!("{code}"),
        Status::Range(first) => format!("{first}XX"),
        Status::Default => "Any other status".to_owned(),
    }
}

/// Method and path, as inline code.
fn shown_request(item: &Operation) -> String {
    let method = match &item.method {
        Method::Other(name) => name.untrusted().to_owned(),
        known => format!("{known:?}").to_uppercase(),
    };
    docs::code(&format!("{method} {}", item.template.untrusted())).unwrap_or_default()
}

fn method_docs(plan: &Crate, group: &Group, item: &Operation) -> Vec<String> {
    let fallback = format!("Calls {}.", shown_request(item));
    let mut lines = docs::lines(&item.docs, &fallback);
    if !lines.contains(&fallback) {
        lines.extend([String::new(), shown_request(item)]);
    }
    let described: Vec<&Param> = item
        .params
        .iter()
        .filter(|p| p.required && p.docs.description.is_some())
        .collect();
    if !described.is_empty() {
        lines.extend([String::new(), "# Arguments".to_owned(), String::new()]);
        for param in described {
            let text = docs::first_line(&param.docs, "");
            lines.push(format!("- `{}`: {text}", param.ident.as_str()));
        }
    }
    if item.pages.is_some() {
        lines.extend([String::new(), PAGES.to_owned()]);
    }
    if item.stream.is_some() {
        lines.extend([String::new(), STREAM.to_owned()]);
    }
    lines.extend(other_media(item));
    lines.extend(own_server(plan, item));
    lines.extend([String::new(), "# Errors".to_owned(), String::new()]);
    lines.extend(error_docs(item));
    if let Some(example) = example(plan, group, item) {
        lines.extend([String::new(), "# Examples".to_owned(), String::new()]);
        lines.extend(example);
    }
    lines
}

/// Where an operation goes that has a server of its own, and what that means.
fn own_server(plan: &Crate, item: &Operation) -> Vec<String> {
    let origin = |server: &Server| {
        let (scheme, rest) = server.url.untrusted().split_once("://")?;
        let host = rest.split(['/', '?']).next().unwrap_or_default();
        Some(format!("{scheme}://{host}").to_ascii_lowercase())
    };
    let is_elsewhere = |server: &&Server| {
        let own = origin(server);
        own.is_some() && !plan.client.servers.iter().any(|server| origin(server) == own)
    };
    let own = item.servers.first().filter(is_elsewhere);
    let Some(shown) = own.and_then(|server| docs::code(server.url.untrusted())) else {
        return Vec::new();
    };
    vec![
        String::new(),
        format!(
            "It has a server of its own, {shown}, which gets credentials only if it is a \
             [`trusted_origin`](crate::ClientBuilder::trusted_origin)."
        ),
    ]
}

/// What a success can be had as beside what is decoded.
fn other_media(item: &Operation) -> Vec<String> {
    let is_success = |status: Status| {
        matches!(status, Status::Exact(200..=299) | Status::Range(2) | Status::Default)
    };
    let stream = item.stream.as_ref().map(|stream| &stream.media);
    let mut others: Vec<String> = Vec::new();
    for answer in item.answers.iter().filter(|answer| is_success(answer.status)) {
        for media in &answer.media {
            let known = item.accept.contains(media) || stream == Some(media);
            let shown = docs::code(media.untrusted()).filter(|_| !known);
            others.extend(shown.filter(|shown| !others.contains(shown)));
        }
    }
    if others.is_empty() {
        return Vec::new();
    }
    let list = others.join(", ");
    vec![
        String::new(),
        format!(
            "Can also be had as {list}: name it as `Accept` in the \
             [options](crate::Call::options), and take the answer as it is with \
             [`send_raw`](crate::Call::send_raw)."
        ),
    ]
}

const PAGES: &str = "The answer is a page: [`pages`](crate::Call::pages) and \
    [`items`](crate::Call::items) go through all of them.";
const STREAM: &str = "[`stream`](crate::Call::stream) gives the answer value by value, \
    while it comes.";

/// The documented failures, as one paragraph.
fn error_docs(item: &Operation) -> Vec<String> {
    let failures = item.answers.iter().filter(|answer| match answer.status {
        Status::Exact(code) => !(200..300).contains(&code),
        Status::Range(first) => first != 2,
        Status::Default => true,
    });
    let listed: Vec<String> = failures
        .map(|answer| {
            let text = docs::first_line(&answer.docs, "");
            let text = text.lines().next().unwrap_or_default().trim_end_matches('.');
            let status = status_text(answer.status);
            if text.is_empty() { status } else { format!("{status} ({text})") }
        })
        .collect();
    if listed.is_empty() {
        return vec!["[`crate::Error`]; no failure is documented.".to_owned()];
    }
    let text = format!("[`crate::Error`]; documented: {}.", listed.join("; "));
    docs::wrapped(&text)
}

/// A call that compiles: with arguments of our own making, never with text of the document.
fn example(plan: &Crate, group: &Group, item: &Operation) -> Option<Vec<String>> {
    let library = plan.package.library.as_str();
    let mut setup = Vec::new();
    let mut arguments = Vec::new();
    for param in item.params.iter().filter(|param| param.required) {
        arguments.push(sample(&param.ty)?);
    }
    if let Some(body) = &item.body {
        if body.choice.is_some() {
            return None;
        }
        let choice = body.choices.first()?;
        match &choice.ty {
            Ty::Named(home, name) => {
                let new = sample_struct(plan, home, name)?;
                let path: Vec<&str> =
                    home.path.iter().map(crate::rust::Ident::as_str).collect();
                setup.push(format!(
                    "use {library}::{}::{};",
                    path.join("::"),
                    name.as_str()
                ));
                setup.push(String::new());
                setup.push(format!("let request = {new};"));
                arguments.push("&request".to_owned());
            }
            Ty::Bytes => arguments.push("\"content\"".to_owned()),
            Ty::String => arguments.push("&\"text\".to_owned()".to_owned()),
            _ => return None,
        }
    }
    let mut call = "client".to_owned();
    for name in &group.path {
        call.push_str(&format!(".{}()", name.as_str()));
    }
    let method = item.method_ident.as_str();
    let arguments = arguments.join(", ");
    let mut lines = vec!["```no_run".to_owned()];
    lines.push(
        "# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
    );
    if setup.len() > 1 {
        lines.push(setup.remove(0));
        lines.push(setup.remove(0));
    }
    lines.push(format!("let client = {library}::Client::from_env()?;"));
    lines.extend(setup);
    lines.push(format!("let response = {call}.{method}({arguments}).send().await?;"));
    lines.push("println!(\"{}\", response.status());".to_owned());
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    lines.push("```".to_owned());
    Some(lines)
}

/// A value of a type for an example.
fn sample(ty: &Ty) -> Option<String> {
    Some(match ty {
        Ty::String => "\"text\"".to_owned(),
        Ty::Bool => "true".to_owned(),
        Ty::Number("f32" | "f64") => "1.0".to_owned(),
        Ty::Number(_) => "1".to_owned(),
        Ty::Vec(_) => "vec![]".to_owned(),
        _ => return None,
    })
}

/// A call of a struct's constructor.
fn sample_struct(
    plan: &Crate,
    home: &crate::rust::Home,
    name: &crate::rust::Ident,
) -> Option<String> {
    let components = plan.types.iter().flat_map(|module| &module.items);
    let local = plan.groups.get(home.file).into_iter().flat_map(|group| &group.items);
    let in_types = home.path.first().is_some_and(|first| first.as_str() == "types");
    let item = if in_types {
        components.into_iter().find(|item| item.ident == *name)
    } else {
        local.into_iter().find(|item| item.ident == *name)
    }?;
    let crate::rust::TypeKind::Struct(structure) = &item.kind else { return None };
    if !structure.constructor || item.docs.deprecated {
        return None;
    }
    let required = structure.fields.iter().filter(|field| field.required);
    let arguments: Option<Vec<String>> =
        required.map(|field| sample(&field.ty)).collect();
    Some(format!("{}::new({})", name.as_str(), arguments?.join(", ")))
}
