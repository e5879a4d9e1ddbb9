//! Files of types: structs with their tables, constructors and setters, enums, aliases.

use super::constructors::{constructor, setters_table};
use super::literal::{constant, ident, text};
use super::uses::Uses;
use super::{
    Entry, Piece, Source, Table, Use, defaults, docs, features, limits, unions,
};
use crate::model::SharedPart;
use crate::rust::{
    About, Crate, Field, ModuleId, Number, Struct, Ty, TypeItem, TypeKind, Value,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// `derive(PartialEq)` compares one field within the comparison of the next, and rustc follows
/// that with its stack, which 10,000 fields overflow.
const MOST_COMPARED: usize = 1_000;

/// `src/types.rs`: the modules and what they hold, under one roof.
pub(super) fn index(plan: &Crate) -> Source {
    let mut modules = Vec::new();
    let mut uses = Vec::new();
    for (at, module) in plan.types.iter().enumerate() {
        let (name, gate) = (ident(&module.ident), features::gate_of_types(plan, at));
        modules.push((module.ident.as_str(), quote!(#gate mod #name;)));
        let types = module.items.iter().map(|item| item.ident.as_str().to_owned());
        let mut found = Use::new("pub ", module.ident.as_str(), types.collect());
        found.attribute = gate;
        uses.push(found);
    }
    modules.sort_by_key(|(name, _)| *name);
    let modules = modules.into_iter().map(|(_, module)| module).collect();
    uses.sort_by(|a, b| super::uses::version_order(&a.path, &b.path));
    Source {
        path: "src/types.rs".to_owned(),
        docs: vec!["The types of the API's components.".to_owned()],
        pieces: vec![Piece::Together(modules), Piece::Uses(uses)],
    }
}

/// A component's file.
pub(super) fn module(plan: &Crate, at: usize) -> Source {
    let module = &plan.types[at];
    let path = format!("src/types/{}.rs", module.ident.as_str());
    file_of_types(plan, &module.items, ModuleId::Types(at), path, Vec::new())
}

/// `src/webhooks.rs`.
pub(super) fn webhooks(plan: &Crate) -> Source {
    let docs = super::webhooks::module_docs(plan);
    let items = plan.webhooks.as_ref().map_or(&[][..], |module| &module.items);
    file_of_types(plan, items, ModuleId::Webhooks, "src/webhooks.rs".to_owned(), docs)
}

fn file_of_types(
    plan: &Crate,
    items: &[TypeItem],
    file: ModuleId,
    path: String,
    docs: Vec<String>,
) -> Source {
    let locals: BTreeSet<String> =
        items.iter().map(|item| item.ident.as_str().to_owned()).collect();
    let mut uses = Uses::new(plan, file, locals);
    let mut pieces = Vec::new();
    for item in items {
        pieces.extend(type_item(&mut uses, item));
    }
    let declarations = uses.declarations();
    if !declarations.is_empty() {
        pieces.insert(0, Piece::Uses(declarations));
    }
    Source { path, docs, pieces }
}

/// The pieces of a type: its definition, its table, its methods.
pub(super) fn type_item(uses: &mut Uses<'_>, item: &TypeItem) -> Vec<Piece> {
    if let Some(definition) = uses.definition(&item.ident) {
        let (head, name) = (head(item), ident(&item.ident));
        return vec![Piece::Item(quote!(#head pub type #name = #definition;))];
    }
    let mut pieces = definition(uses, item);
    pieces.extend(limits::table(uses, item).map(Piece::Table));
    pieces
}

fn definition(uses: &mut Uses<'_>, item: &TypeItem) -> Vec<Piece> {
    match &item.kind {
        TypeKind::Struct(structure) => struct_pieces(uses, item, structure),
        TypeKind::Values(values) => {
            vec![Piece::Table(values_table(uses, item, values))]
        }
        TypeKind::Numbers(numbers) => {
            vec![Piece::Table(numbers_table(uses, item, numbers))]
        }
        TypeKind::Constants(values) => {
            vec![Piece::Table(constants_table(uses, item, values))]
        }
        TypeKind::Union(union) => vec![Piece::Table(unions::table(uses, item, union))],
        TypeKind::Alias(ty) => {
            let (head, name) = (head(item), ident(&item.ident));
            let ty = uses.ty(ty);
            vec![Piece::Item(quote!(#head pub type #name = #ty;))]
        }
        TypeKind::Newtype(ty) => newtype_pieces(uses, item, ty),
    }
}

/// Documentation and `#[deprecated]` of a type.
pub(super) fn head(item: &TypeItem) -> TokenStream {
    let lines = docs::attributes(&docs::lines(&item.docs, &about(item)));
    let deprecated = docs::deprecated(&item.docs);
    quote!(#lines #deprecated)
}

/// Documentation and `#[deprecated]` of a type as a list, for the tables of macros.
pub(super) fn head_list(item: &TypeItem) -> Vec<TokenStream> {
    let mut list = docs::attribute_list(&docs::lines(&item.docs, &about(item)));
    list.extend(item.docs.deprecated.then(|| docs::deprecated(&item.docs)));
    list
}

/// What stands in for a description that the document does not have.
fn about(item: &TypeItem) -> String {
    let quoted = |name: &crate::model::SpecStr| {
        docs::code(name.untrusted()).unwrap_or_else(|| "unnamed".to_owned())
    };
    match &item.about {
        About::Component(name) => format!("The schema {}.", quoted(name)),
        About::Shared(name, SharedPart::Request) => {
            format!("The request body {}.", quoted(name))
        }
        About::Shared(name, SharedPart::Response) => {
            format!("The response body {}.", quoted(name))
        }
        About::Shared(name, SharedPart::Parameter) => {
            format!("The parameter {}.", quoted(name))
        }
        About::Shared(name, SharedPart::Header) => {
            format!("The header {}.", quoted(name))
        }
        About::Property(name, owner) => {
            format!("The property {} of {}.", quoted(name), docs::link(owner.as_str()))
        }
        About::Element(owner) => {
            format!("An element of {}.", docs::link(owner.as_str()))
        }
        About::Variant(owner) => format!("A variant of {}.", docs::link(owner.as_str())),
        About::Parameter(name, operation) => {
            let operation = docs::link(operation.as_str());
            format!("The parameter {} of {operation}.", quoted(name))
        }
        About::Part(operation, part) => {
            format!("The {part} of {}.", docs::link(operation.as_str()))
        }
    }
}

fn struct_pieces(
    uses: &mut Uses<'_>,
    item: &TypeItem,
    structure: &Struct,
) -> Vec<Piece> {
    let (head, name) = (head(item), ident(&item.ident));
    let default = if structure.default { quote!(Default,) } else { quote!() };
    let mut fields = Vec::new();
    let mut words = Vec::new();
    let mut undocumented = false;
    for field in structure.fields.iter().filter(|field| field.constant.is_none()) {
        let lines = docs::said(&field.docs);
        undocumented |= lines.is_empty();
        let lines = docs::attributes(&lines);
        let deprecated = docs::deprecated(&field.docs);
        let (word, ty) = (ident(&field.ident), uses.ty(&field.ty));
        fields.push(quote!(#lines #deprecated pub #word: #ty));
        words.push(word);
    }
    if let Some((word, ty)) = &structure.extra {
        let word = ident(word);
        let map = uses.ty(&Ty::Map(Box::new(ty.clone())));
        fields.push(quote!(#[doc = " The keys that the document does not name."] pub #word: #map));
        words.push(word);
    }
    let silent = if undocumented { quote!(#[allow(missing_docs)]) } else { quote!() };
    let is_derived = words.len() <= MOST_COMPARED;
    let equal = if is_derived { quote!(PartialEq) } else { quote!() };
    let mut pieces = vec![Piece::Item(quote! {
        #head
        #[derive(Clone, #default #equal)]
        #[non_exhaustive]
        #silent
        pub struct #name { #(#fields),* }
    })];
    pieces.extend((!is_derived).then(|| comparison(&name, &words)));
    pieces.push(Piece::Table(fields_table(uses, item, structure)));
    pieces.extend(constructor_piece(uses, item, structure));
    pieces.extend(setters_table(uses, item, structure).map(Piece::Table));
    pieces
}

/// What `derive(PartialEq)` says, in a row instead of one comparison within the other.
fn comparison(name: &Ident, fields: &[Ident]) -> Piece {
    Piece::Item(quote! {
        impl PartialEq for #name {
            fn eq(&self, other: &Self) -> bool {
                #(
                    if self.#fields != other.#fields {
                        return false;
                    }
                )*
                true
            }
        }
    })
}

fn fields_table(uses: &mut Uses<'_>, item: &TypeItem, structure: &Struct) -> Table {
    let name = ident(&item.ident);
    let (constants, fields): (Vec<&Field>, Vec<&Field>) =
        structure.fields.iter().partition(|field| field.constant.is_some());
    let mut entries = Vec::new();
    for field in constants {
        let (wire, value) = (text(&field.wire), field.constant.as_ref().map(constant));
        entries.push(Entry::line(quote!(#wire = #value)));
    }
    for field in fields {
        let word = ident(&field.ident);
        let wire = if field.ident.as_str() == field.wire.untrusted() {
            quote!()
        } else {
            let wire = text(&field.wire);
            quote!(: #wire)
        };
        let is_plain = |char: char| !char.is_control() && !matches!(char, '"' | '\\');
        let escaped = if field.wire.untrusted().chars().all(is_plain) {
            quote!()
        } else {
            quote!(escaped)
        };
        let null = if field.or_null { quote!(or null) } else { quote!() };
        let or_text = if field.or_text { quote!(or text) } else { quote!() };
        let secret = if field.secret { quote!(secret) } else { quote!() };
        let entry = quote!(#word #wire #escaped #null #or_text #secret);
        entries.push(Entry::filling(entry));
    }
    if let Some((word, _)) = &structure.extra {
        let word = ident(word);
        entries.push(Entry::line(quote!(..#word)));
    }
    let limited = item.limits.as_ref().map(|_| quote!(with Limited));
    let traits = if item.hash { quote!(Debug, Eq, Hash) } else { quote!(Debug) };
    Table {
        name: uses.table("fields"),
        attributes: Vec::new(),
        head: quote!(#name #limited: #traits),
        entries: Some(entries),
    }
}

fn constructor_piece(
    uses: &mut Uses<'_>,
    item: &TypeItem,
    structure: &Struct,
) -> Option<Piece> {
    let name = ident(&item.ident);
    let mut methods = defaults::constants(uses, structure);
    if structure.constructor {
        methods.push(constructor(uses, item, structure));
    }
    (!methods.is_empty()).then(|| Piece::Item(quote!(impl #name { #(#methods)* })))
}

fn values_table(uses: &mut Uses<'_>, item: &TypeItem, values: &[Value]) -> Table {
    let name = ident(&item.ident);
    let entries = values.iter().map(|value| {
        let (word, wire) = (ident(&value.ident), text(&value.wire));
        let lines = docs::attribute_list(&docs::said(&value.docs));
        Entry::line(quote!(#word = #wire)).with(lines)
    });
    Table {
        name: uses.table("string_enum"),
        attributes: head_list(item),
        head: quote!(pub enum #name),
        entries: Some(entries.collect()),
    }
}

fn numbers_table(uses: &mut Uses<'_>, item: &TypeItem, numbers: &[Number]) -> Table {
    let name = ident(&item.ident);
    let entries = numbers.iter().map(|number| {
        let word = ident(&number.ident);
        let value = Literal::i64_unsuffixed(number.value);
        let lines = docs::attribute_list(&docs::said(&number.docs));
        Entry::line(quote!(#word = #value)).with(lines)
    });
    Table {
        name: uses.table("integer_enum"),
        attributes: head_list(item),
        head: quote!(pub enum #name),
        entries: Some(entries.collect()),
    }
}

fn constants_table(uses: &mut Uses<'_>, item: &TypeItem, values: &[Value]) -> Table {
    let name = ident(&item.ident);
    let entries = values.iter().map(|value| {
        let (word, wire) = (ident(&value.ident), text(&value.wire));
        Entry::filling(quote!(#word = #wire))
    });
    Table {
        name: uses.table("string_constants"),
        attributes: head_list(item),
        head: quote!(pub struct #name),
        entries: Some(entries.collect()),
    }
}

fn newtype_pieces(uses: &mut Uses<'_>, item: &TypeItem, ty: &Ty) -> Vec<Piece> {
    let (head, name) = (head(item), ident(&item.ident));
    let ty = uses.ty(ty);
    let hash = if item.hash { quote!(, Eq, Hash) } else { quote!() };
    vec![
        Piece::Item(quote! {
            #head
            #[derive(Clone, Debug, PartialEq #hash)]
            pub struct #name(#[doc = " The value itself."] pub #ty);
        }),
        Piece::Table(Table {
            name: uses.table("newtype"),
            attributes: Vec::new(),
            head: quote!(#name),
            entries: None,
        }),
    ]
}
