//! Groups: the handle with its methods, the operations, and the types that belong to them.

use super::literal::ident;
use super::uses::Uses;
use super::{
    Piece, Source, docs, enumeration, features, headers, models, operation, sequences,
};
use crate::rust::{Crate, Group, Ident, ModuleId, Outcome};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// `src/api.rs` (the client's own operations) or `src/api/<group>.rs`.
pub(super) fn group(plan: &Crate, at: usize) -> Source {
    let group = &plan.groups[at];
    let mut uses = Uses::new(plan, ModuleId::Group(at), locals(plan, group));
    let mut pieces = Vec::new();
    let children = group.children.iter().map(|(_, child)| *child);
    let module = |child: usize| Some((plan.groups[child].path.last()?, child));
    let mut children: Vec<(&Ident, usize)> = children.filter_map(module).collect();
    children.sort_by_key(|(name, _)| name.as_str());
    let modules: Vec<TokenStream> = children
        .into_iter()
        .map(|(name, child)| {
            let (name, gate) = (ident(name), features::gate_within(plan, at, child));
            quote!(#gate pub mod #name;)
        })
        .collect();
    if at > 0 {
        pieces.push(Piece::Item(handle(&mut uses, group)));
    }
    let methods = methods(&mut uses, plan, at);
    if !methods.is_empty() {
        let target = if at == 0 {
            let client = uses.runtime("Client");
            quote!(impl #client)
        } else {
            let handle = ident(&group.handle);
            quote!(impl<'a> #handle<'a>)
        };
        pieces.push(Piece::Item(quote!(#target { #(#methods)* })));
    }
    for item in &group.operations {
        pieces.extend(operation::pieces(&mut uses, item));
        pieces.extend(headers::piece(&mut uses, item));
        pieces.extend(sequences::pieces(&mut uses, item));
    }
    for item in &group.items {
        pieces.extend(models::type_item(&mut uses, item));
    }
    let declarations = uses.declarations();
    if !declarations.is_empty() {
        pieces.insert(0, Piece::Uses(declarations));
    }
    if !modules.is_empty() {
        pieces.insert(0, Piece::Together(modules));
    }
    Source { path: path(group), docs: module_docs(group), pieces }
}

fn path(group: &Group) -> String {
    let mut path = "src/api".to_owned();
    for name in &group.path {
        path.push('/');
        path.push_str(name.as_str());
    }
    path + ".rs"
}

fn module_docs(group: &Group) -> Vec<String> {
    if group.path.is_empty() {
        return vec!["The operations of the API, by group.".to_owned()];
    }
    vec![format!("The operations of `client{}`.", group.calls())]
}

/// Every name of a type or a module that the file defines.
fn locals(plan: &Crate, group: &Group) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    names.insert(group.handle.as_str().to_owned());
    let modules =
        group.children.iter().filter_map(|(_, at)| plan.groups[*at].path.last());
    names.extend(modules.map(|module| module.as_str().to_owned()));
    names.extend(group.items.iter().map(|item| item.ident.as_str().to_owned()));
    for operation in &group.operations {
        names.insert(operation.ident.as_str().to_owned());
        for outcome in [&operation.output, &operation.failure] {
            if let Outcome::Several(name, _) = outcome {
                names.insert(name.as_str().to_owned());
            }
        }
        names.extend(operation.any.iter().map(|any| any.ident.as_str().to_owned()));
        let choice = operation.body.as_ref().and_then(|body| body.choice.as_ref());
        names.extend(choice.map(|name| name.as_str().to_owned()));
    }
    names
}

fn handle(uses: &mut Uses<'_>, group: &Group) -> TokenStream {
    let name = ident(&group.handle);
    let fallback = format!("`client{}`, with {}.", group.calls(), contents(group));
    let fallback = docs::wrapped(&fallback);
    let said = docs::said(&group.docs);
    let lines = docs::attributes(if said.is_empty() { &fallback } else { &said });
    let client = uses.runtime("Client");
    quote! {
        #lines
        #[derive(Clone, Copy, Debug)]
        #[must_use]
        pub struct #name<'a>(pub(crate) &'a #client);
    }
}

/// What a group has, in a few names: its operations, or else the groups below it.
fn contents(group: &Group) -> String {
    const MOST: usize = 3;
    let operations = group.operations.iter().map(|item| &item.method_ident);
    let children = group.children.iter().map(|(method, _)| method);
    let (what, names): (_, Vec<&Ident>) = if group.operations.is_empty() {
        ("group", children.collect())
    } else {
        ("operation", operations.collect())
    };
    let code = |name: &&Ident| format!("`{}`", name.as_str());
    let shown: Vec<String> = names.iter().take(MOST).map(code).collect();
    match names.len() {
        0 => format!("no {what}s"),
        1 => format!("the {what} {}", enumeration::and(&shown)),
        2..=MOST => format!("the {what}s {}", enumeration::and(&shown)),
        _ => format!("{what}s like {}", shown.join(", ")),
    }
}

fn methods(uses: &mut Uses<'_>, plan: &Crate, at: usize) -> Vec<TokenStream> {
    let group = &plan.groups[at];
    let is_client = group.path.is_empty();
    let mut methods = Vec::new();
    for (method, child) in &group.children {
        let gate = features::gate_within(plan, at, *child);
        let child = &plan.groups[*child];
        let fallback =
            format!("The group `{}`, with {}.", method.as_str(), contents(child));
        let (method, handle) = (ident(method), ident(&child.handle));
        // The module is declared in this very file.
        let module = child.path.last().map(ident);
        let ty = quote!(#module::#handle);
        let line = docs::first_line(&child.docs, &fallback);
        let lines = docs::attributes(&docs::wrapped(&line));
        methods.push(if is_client {
            quote! {
                #lines
                #gate
                pub fn #method(&self) -> #ty<'_> { #ty(self) }
            }
        } else {
            quote! {
                #lines
                #gate
                pub fn #method(self) -> #ty<'a> { #ty(self.0) }
            }
        });
    }
    for item in &group.operations {
        methods.push(operation::method(uses, plan, group, item));
    }
    methods
}
