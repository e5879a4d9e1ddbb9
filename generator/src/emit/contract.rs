//! `tests/contract.rs`: calls every operation once, with arguments as JSON.

use super::literal::{ident, string, text};
use super::paths::full_path;
use super::{Entry, File, Piece, Source, Table, Use, features};
use crate::model::{Arguments, PayloadKind, SpecValue};
use crate::rust::{Body, BodyChoice, Crate, Group, Operation, Param, Ty};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::Value;

/// Where the part of the test goes that is the same for all crates.
pub(super) const SUPPORT_PATH: &str = "tests/contract/support.rs";

/// It.
pub(super) const SUPPORT: &str = include_str!("../../runtime/contract/support.rs");

pub(super) fn support() -> File {
    File::Text { path: SUPPORT_PATH.to_owned(), text: SUPPORT.to_owned() }
}

/// The test.
pub(super) fn contract(plan: &Crate) -> Source {
    let empty = Arguments::default();
    let arguments = plan.contract.as_ref().unwrap_or(&empty);
    let mut rows = Vec::new();
    for group in &plan.groups {
        for item in &group.operations {
            rows.push(Entry::line(row(arguments, group, item)));
        }
    }
    let library = ident(&plan.package.library);
    let builder = builder(plan);
    let support = Use::new("", "contract::support", vec!["calls".to_owned()]);
    let all = features::all(plan);
    let pieces = vec![
        Piece::Together(vec![quote! {
            #all
            #![allow(deprecated, reason = "what is deprecated is called as well")]
        }]),
        Piece::Item(quote!(
            mod contract {
                pub(crate) mod support;
            }
        )),
        Piece::Uses(vec![support]),
        Piece::Item(quote!(use #library as library;)),
        Piece::Table(Table {
            name: "calls",
            attributes: Vec::new(),
            head: quote!(client of #builder =>),
            entries: Some(rows),
        }),
    ];
    Source { path: "tests/contract.rs".to_owned(), docs: docs(), pieces }
}

fn docs() -> Vec<String> {
    let lines = [
        "Calls every operation once and says what became of it.",
        "",
        "`CONTRACT_URL` names the server; without it, nothing is called. `CONTRACT_REPORT` names",
        "a file for a line per operation, with tabs: the operation's id, then `yes` or `no` for",
        "sent, accepted by the server and decoded, the status, what the server says it violates,",
        "and a remark. `CONTRACT_SKIP` names operations that are not called, by their ids with",
        "commas in between: what logs out, or deletes what others need. Credentials come from the",
        "variables of `Client::from_env`; if none is set, something is sent in their place. What",
        "the server refuses is tried again without what may be left out. Do not name a server whose",
        "data are of value.",
    ];
    lines.iter().map(|line| (*line).to_owned()).collect()
}

/// A builder with the credentials of the environment, or else with something for every scheme.
fn builder(plan: &Crate) -> TokenStream {
    let schemes = plan.client.schemes.iter();
    let calls =
        schemes.clone().filter(|scheme| !scheme.credentials.is_empty()).map(|scheme| {
            let method = ident(&scheme.method);
            let values = scheme.credentials.iter().map(|name| string(name.as_str()));
            quote!(.#method(#(#values),*))
        });
    let variables: Vec<_> = schemes
        .clone()
        .flat_map(|scheme| &scheme.variables)
        .map(|it| string(it))
        .collect();
    let made = quote!(library::Client::builder() #(#calls)*);
    if variables.is_empty() {
        return made;
    }
    quote! {
        contract::support::from_environment(&[#(#variables),*], library::Client::builder)
            .unwrap_or_else(|| #made)
    }
}

/// `"id" send (client.group().method(arguments)).setter(argument)`: what stands in parentheses is
/// what must be given.
fn row(arguments: &Arguments, group: &Group, item: &Operation) -> TokenStream {
    let id = text(&item.id);
    let handles = group.methods.iter().map(ident);
    let method = ident(&item.method_ident);
    let mut given = Vec::new();
    let mut setters = Vec::new();
    for param in &item.params {
        let value = arguments.param(item.origin, param.origin);
        let Some(value) = usable(param, value) else { continue };
        let argument = argument(&param.ty, &value);
        if param.required {
            given.push(argument);
        } else {
            let setter = ident(&param.ident);
            setters.push(quote!(.#setter(#argument)));
        }
    }
    if let Some(body) = &item.body {
        given.push(body_argument(arguments, group, item, body));
    }
    let how = how(item);
    quote!(#id #how (client #(.#handles())* .#method(#(#given),*)) #(#setters)*)
}

/// A required parameter gets a value in any case: what is wrong with it shows in the report.
fn usable(param: &Param, value: Option<&SpecValue>) -> Option<SpecValue> {
    let made = value.cloned();
    // The document does not declare it, so that nothing was made for it.
    let undeclared = || match param.ty {
        Ty::String => SpecValue::new(Value::String(param.ident.as_str().to_owned())),
        _ => missing(),
    };
    if param.required { Some(made.unwrap_or_else(undeclared)) } else { made }
}

/// Stands for a value that could not be made.
fn missing() -> SpecValue {
    SpecValue::new(Value::Null)
}

/// A value that is read from JSON.
fn argument(ty: &Ty, value: &SpecValue) -> TokenStream {
    let ty = match ty {
        Ty::Boxed(inner) => inner,
        ty => ty,
    };
    let json = string(&value.untrusted().to_string());
    let ty = full_path(ty, &Ident::new("library", Span::call_site()));
    quote!(arg::<#ty>(#json)?)
}

fn body_argument(
    arguments: &Arguments,
    group: &Group,
    item: &Operation,
    body: &Body,
) -> TokenStream {
    let of = |choice: &BodyChoice| arguments.body(item.origin, choice.media.untrusted());
    let is_json = |choice: &&BodyChoice| choice.kind == PayloadKind::Json;
    let made = || body.choices.iter().filter(|choice| of(choice).is_some());
    let choice = made().find(is_json).or_else(|| made().next());
    let Some(choice) = choice.or(body.choices.first()) else { return quote!(()) };
    let value = of(choice).cloned().unwrap_or_else(missing);
    let content = match &choice.ty {
        Ty::Bytes => {
            let content = bytes_of(choice, &value);
            quote!(library::Bytes::from_static(#content.as_bytes()))
        }
        Ty::String => {
            let argument = argument(&choice.ty, &written(value));
            quote!(#argument.as_str())
        }
        ty => {
            let argument = argument(ty, &value);
            quote!(&#argument)
        }
    };
    let Some(name) = &body.choice else { return content };
    let path = group.path.iter().map(ident);
    let (name, variant) = (ident(name), ident(&choice.variant));
    quote!(library::api #(::#path)* ::#name::#variant(#content))
}

/// A text that stands for a value with parts: the JSON of it.
fn written(value: SpecValue) -> SpecValue {
    match value.untrusted() {
        parts @ (Value::Object(_) | Value::Array(_)) => {
            SpecValue::new(Value::String(parts.to_string()))
        }
        _ => value,
    }
}

/// A body of bytes: the text itself, or, where the document shows something else, its JSON. One of
/// parts has that in its only part.
fn bytes_of(choice: &BodyChoice, value: &SpecValue) -> proc_macro2::Literal {
    let content = match value.untrusted() {
        Value::String(content) => content.clone(),
        Value::Null => "content".to_owned(),
        other if choice.kind == PayloadKind::Bytes => other.to_string(),
        _ => "content".to_owned(),
    };
    let media = choice.media.untrusted().to_ascii_lowercase();
    if media.trim_start().starts_with("multipart/") && !content.starts_with("--") {
        return string(&one_part(&content));
    }
    string(&content)
}

/// A body of one part. Its boundary is what the client finds in the first line.
fn one_part(content: &str) -> String {
    const BOUNDARY: &str = "contract-test-boundary";
    format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\n\
         {content}\r\n--{BOUNDARY}--\r\n"
    )
}

/// Which method of the call is used: what only comes value by value is read as that.
fn how(item: &Operation) -> Ident {
    let whole = item.stream.is_none()
        || item.stream.as_ref().is_some_and(|stream| stream.flag.is_some());
    Ident::new(if whole { "send" } else { "stream" }, Span::call_site())
}
