//! What is known of an operation before it is called, as constants.

use crate::emit::literal::{string, text};
use crate::emit::uses::Uses;
use crate::model::{
    Location, Method, PayloadKind, Server, ServerVariable, SpecStr, Status, Style,
};
use crate::rust::{Accept, Answer, Operation, Param};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The media type that goes without saying.
const JSON: &str = "application/json";

pub(super) fn meta(uses: &mut Uses<'_>, item: &Operation) -> TokenStream {
    let meta = uses.runtime("Meta");
    let (id, path) = (text(&item.id), text(&item.template));
    let method = method_constant(uses, &item.method);
    let mut entries =
        vec![quote!(id: #id), quote!(method: #method), quote!(path: #path)];
    let constants = item.constants.iter().map(|constant| &constant.param);
    let params: Vec<TokenStream> =
        item.params.iter().chain(constants).map(|it| param_data(uses, it)).collect();
    if !params.is_empty() {
        entries.push(quote!(params: &[#(#params),*]));
    }
    if !item.security.is_empty() {
        let alternatives = item.security.iter().map(|all| {
            let names = all.iter().map(text);
            quote!(&[#(#names),*])
        });
        entries.push(quote!(security: &[#(#alternatives),*]));
    }
    let accept = accept(&item.accept);
    if !accept.is_empty() {
        let accept = string(&accept);
        entries.push(quote!(accept: #accept));
    }
    if let Some(media) = made_body(item) {
        let media = text(media);
        entries.push(quote!(body: #media));
    }
    if !item.answers.is_empty() {
        let answers = item.answers.iter().map(|known| answer(uses, known));
        let answers: Vec<TokenStream> = answers.collect();
        entries.push(quote!(answers: &[#(#answers),*]));
    }
    if item.any.is_some() {
        entries.push(quote!(negotiated: true));
    }
    if item.reads_xml {
        let (some, table) = (uses.std("Some"), uses.xml());
        entries.push(quote!(xml: #some(#table)));
    }
    if item.lenient {
        entries.push(quote!(lenient: true));
    }
    if let Some(idempotent) = item.idempotent {
        let some = uses.std("Some");
        entries.push(quote!(idempotent: #some(#idempotent)));
    }
    if let Some(header) = &item.idempotency_header {
        let (some, header) = (uses.std("Some"), text(header));
        entries.push(quote!(idempotency_header: #some(#header)));
    }
    if !item.servers.is_empty() {
        let servers = servers(uses, &item.servers);
        entries.push(quote!(servers: &[#(#servers),*]));
    }
    quote!(#meta { #(#entries,)* ..#meta::DEFAULT })
}

/// A documented answer as data. Most are JSON and nothing else, which has shorter words.
fn answer(uses: &mut Uses<'_>, known: &Answer) -> TokenStream {
    let ty = uses.runtime("Answer");
    let is_json = matches!(&known.media[..], [only] if only.untrusted() == JSON);
    match known.status {
        Status::Exact(code) if is_json => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#ty::json(#code))
        }
        Status::Range(first) if is_json => {
            let first = Literal::u8_unsuffixed(first);
            quote!(#ty::json_range(#first))
        }
        Status::Default if is_json => quote!(#ty::json_default()),
        _ => {
            let status = status(uses, known.status);
            let media = known.media.iter().map(text);
            quote!(#ty::new(#status, &[#(#media),*]))
        }
    }
}

/// Servers as data.
pub(in crate::emit) fn servers(
    uses: &mut Uses<'_>,
    servers: &[Server],
) -> Vec<TokenStream> {
    let server = uses.runtime("Server");
    servers
        .iter()
        .map(|known| {
            let url = text(&known.url);
            if known.variables.is_empty() {
                return quote!(#server::new(#url));
            }
            let variables: Vec<TokenStream> =
                known.variables.iter().map(|it| server_variable(uses, it)).collect();
            quote!(#server::with_variables(#url, &[#(#variables),*]))
        })
        .collect()
}

/// A variable of a server as data, with its values where the document lists them.
pub(in crate::emit) fn server_variable(
    uses: &mut Uses<'_>,
    variable: &ServerVariable,
) -> TokenStream {
    let ty = uses.runtime("ServerVariable");
    let (name, default) = (text(&variable.name), text(&variable.default));
    let data = quote!(#ty::new(#name, #default));
    if variable.values.is_empty() {
        return data;
    }
    let values = variable.values.iter().map(text);
    quote!(#data.one_of(&[#(#values),*]))
}

pub(super) fn method_constant(uses: &mut Uses<'_>, method: &Method) -> TokenStream {
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

pub(super) fn status(uses: &mut Uses<'_>, status: Status) -> TokenStream {
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
pub(super) fn param_data(uses: &mut Uses<'_>, param: &Param) -> TokenStream {
    let ty = uses.runtime("Param");
    let name = text(&param.wire);
    let (start, usual) = match param.location {
        Location::Path => (quote!(#ty::path(#name)), Style::Simple),
        Location::Query => (quote!(#ty::query(#name)), Style::Form),
        Location::Header => (quote!(#ty::header(#name)), Style::Simple),
        Location::Cookie => (quote!(#ty::cookie(#name)), Style::Form),
        Location::QueryString => {
            let media = param.content.as_ref().map_or(JSON, SpecStr::untrusted);
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
    if param.spans {
        data = quote!(#data.spans());
    }
    if param.required && param.location != Location::Path {
        data = quote!(#data.required());
    }
    if let Some(fallback) = &param.fallback {
        let fallback = string(fallback);
        data = quote!(#data.fallback(#fallback));
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

/// The media type of a body that is made where the caller gives none, unless it is the usual one.
fn made_body(item: &Operation) -> Option<&SpecStr> {
    let asks = item.pages.as_ref().is_some_and(|pages| pages.paging.next.is_in_body())
        || item.stream.as_ref().is_some_and(|stream| stream.flag.is_some());
    let body = item.body.as_ref().filter(|body| !body.required && asks)?;
    let known = body.choices.first().filter(|known| known.kind == PayloadKind::Json)?;
    let media = known.media.untrusted();
    (media != JSON && !media.contains('*')).then_some(&known.media)
}

/// The `Accept` header: failures come after what is asked for, so that a service which answers
/// with the first type that it has does not take theirs.
pub(super) fn accept(accept: &Accept) -> String {
    let successes = accept.successes.iter().map(|media| media.untrusted().to_owned());
    let lower = if accept.successes.is_empty() { "" } else { ";q=0.9" };
    let failures = accept.failures.iter();
    let failures = failures.map(|media| format!("{}{lower}", media.untrusted()));
    successes.chain(failures).collect::<Vec<_>>().join(", ")
}
