//! `src/client.rs`: the service as data, and what its credentials are called.

use super::literal::{ident, string, text};
use super::uses::Uses;
use super::{Piece, Source, docs, front_page, operation, tokens};
use crate::model::{Location, SchemeKind, ServerVariable};
use crate::rust::{Crate, ModuleId, Scheme};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn client(plan: &Crate) -> Source {
    let mut uses = Uses::new(plan, ModuleId::Client, BTreeSet::new());
    let mut pieces = vec![Piece::Item(service(&mut uses, plan))];
    for scheme in &plan.client.schemes {
        pieces.push(Piece::Item(scheme_constant(&mut uses, scheme)));
    }
    pieces.push(Piece::Item(clients(&mut uses, plan)));
    pieces.extend(builder(&mut uses, plan));
    pieces.insert(0, Piece::Uses(uses.declarations()));
    let docs =
        vec!["The client of this service: its servers, and its credentials.".to_owned()];
    Source { path: "src/client.rs".to_owned(), docs, pieces }
}

/// The `static` that the runtime works from.
fn service(uses: &mut Uses<'_>, plan: &Crate) -> TokenStream {
    let client = &plan.client;
    let service = uses.runtime("Service");
    let title = text(&client.title);
    let servers = match &client.base_url {
        Some(url) => {
            let (server, url) = (uses.runtime("Server"), string(url));
            vec![quote!(#server::new(#url))]
        }
        None => operation::servers(uses, &client.servers),
    };
    let mut entries = vec![
        quote!(title: #title),
        quote!(user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"))),
        quote!(servers: &[#(#servers),*]),
    ];
    let variables: Vec<TokenStream> = variables_of_operations(plan)
        .map(|variable| operation::server_variable(uses, variable))
        .collect();
    if !variables.is_empty() {
        entries.push(quote!(variables: &[#(#variables),*]));
    }
    if !client.schemes.is_empty() {
        let schemes = client.schemes.iter().map(|scheme| ident(&scheme.constant));
        entries.push(quote!(schemes: &[#(#schemes),*]));
        if plan.is_anonymous() {
            entries.push(quote!(anonymous: true));
        }
    }
    if !client.headers.is_empty() {
        let headers = client.headers.iter().map(|(name, value)| {
            let (name, value) = (string(name), string(value));
            quote!((#name, #value))
        });
        entries.push(quote!(headers: &[#(#headers),*]));
    }
    let (some, variable) = (uses.std("Some"), string(&client.base_url_variable));
    entries.push(quote!(base_url_env: #some(#variable)));
    if let Some(header) = &client.request_id_header {
        let header = string(header);
        entries.push(quote!(request_id_header: #some(#header)));
    }
    if let Some(header) = &client.idempotency_header {
        let header = string(header);
        entries.push(quote!(idempotency_header: #some(#header)));
    }
    quote! {
        #[doc = " The service that this crate calls."]
        pub(crate) static SERVICE: #service = #service {
            #(#entries,)*
            ..#service::DEFAULT
        };
    }
}

/// The variables of servers that operations have of their own, each once.
fn variables_of_operations(plan: &Crate) -> impl Iterator<Item = &ServerVariable> {
    let servers = plan.operations().flat_map(|operation| &operation.servers);
    let variables = servers.flat_map(|server| &server.variables);
    let known: BTreeMap<_, _> =
        variables.map(|it| ((&it.name, &it.default, &it.values), it)).collect();
    known.into_values()
}

fn scheme_constant(uses: &mut Uses<'_>, scheme: &Scheme) -> TokenStream {
    let (ty, kind_type) = (uses.runtime("Scheme"), uses.runtime("SchemeKind"));
    let name = text(&scheme.wire);
    let kind = match &scheme.kind {
        SchemeKind::Basic => quote!(#kind_type::Basic),
        SchemeKind::Bearer { .. } => quote!(#kind_type::Bearer),
        SchemeKind::Http(word) => {
            let word = text(word);
            quote!(#kind_type::Http(#word))
        }
        SchemeKind::ApiKey { location, wire } => {
            let (location_type, wire) = (uses.runtime("Location"), text(wire));
            let location = match location {
                Location::Query => quote!(#location_type::Query),
                Location::Cookie => quote!(#location_type::Cookie),
                _ => quote!(#location_type::Header),
            };
            quote!(#kind_type::ApiKey { location: #location, name: #wire })
        }
        SchemeKind::MutualTls => quote!(#kind_type::MutualTls),
        SchemeKind::Challenge => quote!(#kind_type::Challenge),
        SchemeKind::Unknown => quote!(#kind_type::Unknown),
    };
    let variables = scheme.variables.iter().map(|name| string(name));
    let constant = ident(&scheme.constant);
    quote! {
        const #constant: #ty = #ty { name: #name, kind: #kind, env: &[#(#variables),*] };
    }
}

/// How a client comes into being, and copies with other credentials.
fn clients(uses: &mut Uses<'_>, plan: &Crate) -> TokenStream {
    let (client, builder) = (uses.runtime("Client"), uses.runtime("ClientBuilder"));
    let (error, result) = (uses.runtime("BuildError"), uses.std("Result"));
    let mut methods = vec![
        quote! {
            #[doc = " A builder with the defaults of the document; it never reads the environment."]
            pub fn builder() -> #builder { #builder::new(&SERVICE) }
        },
        {
            let lines = docs::attributes(&environment_docs(plan));
            quote! {
                #lines
                pub fn from_env() -> #result<Self, #error> { Self::builder().environment().build() }
            }
        },
    ];
    let schemes = plan.client.schemes.iter();
    methods.extend(schemes.filter_map(|scheme| with_credential(uses, scheme)));
    quote!(impl #client { #(#methods)* })
}

fn environment_docs(plan: &Crate) -> Vec<String> {
    let mut lines = vec![
        "A client that is set up by environment variables:".to_owned(),
        String::new(),
    ];
    let base = &plan.client.base_url_variable;
    let needed = front_page::placeholder(plan).map_or("", |_| ", which has to be set");
    lines.push(format!("- `{base}`: where the service is{needed}"));
    for scheme in &plan.client.schemes {
        for (variable, credential) in scheme.variables.iter().zip(&scheme.credentials) {
            let word = credential.as_str().trim_end_matches('_').replace('_', " ");
            let mut item = format!("- `{variable}`: the {word}");
            // Of a user and a password it says how they become one credential, which is done here.
            if scheme.variables.len() == 1
                && let Some(said) = docs::first_sentence(&scheme.docs)
            {
                item.push_str(&format!(". {said}"));
            }
            lines.extend(docs::wrapped(&item));
        }
    }
    let is_read = |scheme: &&Scheme| !scheme.variables.is_empty();
    let schemes = plan.client.schemes.iter().filter(is_read).count();
    let is_anonymous = plan.is_anonymous();
    let has_pairs = plan.client.schemes.iter().any(|scheme| scheme.variables.len() > 1);
    let credentials = match schemes {
        0 => "",
        _ if is_anonymous && !has_pairs => "",
        _ if is_anonymous => "some credentials are set only in part, ",
        1 => "the credentials are not set, ",
        _ => "no credentials are set or some only in part, ",
    };
    let more = match schemes {
        _ if is_anonymous => "",
        0 => "",
        _ => " [`Client::builder`](Self::builder) makes a client without credentials.",
    };
    lines.extend([String::new(), "# Errors".to_owned(), String::new()]);
    lines.extend(docs::wrapped(&format!(
        "If {credentials}a variable has a value that cannot be used, or there is no \
         transport.{more}"
    )));
    lines
}

/// The arguments of a credential, and the credential itself, where the scheme has any.
fn credential(
    uses: &mut Uses<'_>,
    scheme: &Scheme,
) -> Option<(Vec<TokenStream>, TokenStream)> {
    let names: Vec<_> = scheme.credentials.iter().map(ident).collect();
    let (first, rest) = names.split_first()?;
    let (into, secret) = (uses.std("Into"), uses.runtime("Secret"));
    let credential = uses.runtime("Credential");
    let constructor = match (&scheme.kind, rest) {
        (SchemeKind::Basic, [password, ..]) => {
            let string = uses.std("String");
            return Some((
                vec![
                    quote!(#first: impl #into<#string>),
                    quote!(#password: impl #into<#secret>),
                ],
                quote!(#credential::basic(#first, #password)),
            ));
        }
        (SchemeKind::ApiKey { .. }, _) => quote!(api_key),
        (SchemeKind::Http(_), _) => quote!(http),
        _ => quote!(bearer),
    };
    let argument = quote!(#first: impl #into<#secret>);
    Some((vec![argument], quote!(#credential::#constructor(#first))))
}

/// What is said of a credential wherever one is given, behind what the method is for.
fn credential_docs(purpose: String, scheme: &Scheme) -> TokenStream {
    let mut lines = vec![purpose];
    if let Some(description) = &scheme.docs.description {
        docs::paragraph(&mut lines, description);
    }
    docs::more(&mut lines, tokens::docs(&scheme.tokens));
    if let Some(more) = &scheme.more_docs {
        docs::more(&mut lines, docs::plain(more));
    }
    docs::attributes(&lines)
}

fn with_credential(uses: &mut Uses<'_>, scheme: &Scheme) -> Option<TokenStream> {
    let constant = ident(&scheme.constant);
    let (arguments, value) = credential(uses, scheme)?;
    let method = ident(&scheme.copy);
    let copy = "A copy of the client with this credential; both share the connections.";
    let lines = credential_docs(copy.to_owned(), scheme);
    Some(quote! {
        #lines
        #[must_use]
        pub fn #method(&self, #(#arguments),*) -> Self {
            self.with_scheme(&#constant, #value)
        }
    })
}

fn builder(uses: &mut Uses<'_>, plan: &Crate) -> Option<Piece> {
    let mut methods = Vec::new();
    for scheme in &plan.client.schemes {
        let Some((arguments, value)) = credential(uses, scheme) else { continue };
        let name = text(&scheme.wire);
        let method = ident(&scheme.method);
        let shown = docs::code(scheme.wire.untrusted()).unwrap_or_default();
        let lines =
            credential_docs(format!("The credential of the scheme {shown}."), scheme);
        methods.push(quote! {
            #lines
            pub fn #method(self, #(#arguments),*) -> Self {
                self.credential(#name, #value)
            }
        });
    }
    if methods.is_empty() {
        return None;
    }
    let builder = uses.runtime("ClientBuilder");
    Some(Piece::Item(quote!(impl #builder { #(#methods)* })))
}
