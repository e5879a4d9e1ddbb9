//! The names that a file uses: imported where that is unambiguous, else with their path.

use super::Use;
use super::literal::ident;
use super::paths::{Names, prelude_path, written};
use crate::rust::{Crate, Home, Ident, ModuleId, Ty};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// The module of components.
const TYPES: &str = "types";

/// Collects the imports of a file while its items are made.
pub(super) struct Uses<'a> {
    plan: &'a Crate,
    file: ModuleId,
    /// Names of types and modules that this file defines.
    locals: BTreeSet<String>,
    runtime: BTreeSet<&'static str>,
    types: BTreeMap<String, Vec<Ident>>,
    /// The module of components is imported, for types that cannot be by their names.
    module_of_types: bool,
    map: bool,
    xml: bool,
    /// The trait is imported without its name, which a type has.
    hidden_slot: bool,
}

impl<'a> Uses<'a> {
    pub(super) fn new(
        plan: &'a Crate,
        file: ModuleId,
        locals: BTreeSet<String>,
    ) -> Self {
        Self {
            plan,
            file,
            locals,
            runtime: BTreeSet::new(),
            types: BTreeMap::new(),
            module_of_types: false,
            map: false,
            xml: false,
            hidden_slot: false,
        }
    }

    /// A name of the prelude: `String`, `Option`, `Vec`, `Box`, `From`, `Into`, `Default`.
    pub(super) fn std(&self, name: &'static str) -> TokenStream {
        let word = raw(name);
        if !self.plan.clashes.contains(name) {
            return quote!(#word);
        }
        prelude_path(name)
    }

    /// The name in this file of what a name stands for, if it does not stand for itself.
    pub(super) fn definition(&self, name: &Ident) -> Option<proc_macro2::Ident> {
        self.plan.further_names.definition(self.file, name).map(ident)
    }

    /// A type, trait or function of the runtime.
    pub(super) fn runtime(&mut self, name: &'static str) -> TokenStream {
        let word = raw(name);
        if self.plan.clashes.contains(name) {
            return quote!(crate::runtime::#word);
        }
        self.runtime.insert(name);
        quote!(#word)
    }

    /// The trait by which values are viewed, for its methods alone.
    pub(super) fn slot(&mut self) {
        if self.plan.clashes.contains("Slot") {
            self.hidden_slot = true;
        } else {
            self.runtime.insert("Slot");
        }
    }

    /// A macro of the runtime: these share no names with types.
    pub(super) fn table(&mut self, name: &'static str) -> &'static str {
        self.runtime.insert(name);
        name
    }

    /// A type.
    pub(super) fn ty(&mut self, ty: &Ty) -> TokenStream {
        written(self, ty)
    }

    /// `BTreeMap`.
    pub(super) fn map(&mut self) -> TokenStream {
        if self.plan.clashes.contains("BTreeMap") {
            return quote!(::std::collections::BTreeMap);
        }
        self.map = true;
        quote!(BTreeMap)
    }

    /// The table of types in XML.
    pub(super) fn xml(&mut self) -> TokenStream {
        if self.plan.clashes.contains("XML") {
            return quote!(&crate::xml::XML);
        }
        self.xml = true;
        quote!(&XML)
    }

    fn named(&mut self, home: &Home, name: &Ident) -> TokenStream {
        let word = ident(name);
        if home.file == self.file {
            return quote!(#word);
        }
        let path = home.path.iter().map(Ident::as_str).collect::<Vec<_>>().join("::");
        let elsewhere = self
            .types
            .iter()
            .any(|(known, names)| *known != path && names.contains(name));
        if elsewhere || self.locals.contains(name.as_str()) || is_taken(name) {
            return self.by_path(home, name);
        }
        let names = self.types.entry(path).or_default();
        if !names.contains(name) {
            names.push(name.clone());
        }
        quote!(#word)
    }

    /// A type whose name alone means something else here: a component is `types::Pet`.
    fn by_path(&mut self, home: &Home, name: &Ident) -> TokenStream {
        let word = ident(name);
        let is_component = matches!(home.file, ModuleId::Types(_));
        if is_component && !self.locals.contains(TYPES) {
            self.module_of_types = true;
            let types = raw(TYPES);
            return quote!(#types::#word);
        }
        let segments = home.path.iter().map(ident);
        quote!(crate::#(#segments::)*#word)
    }

    /// The `use` declarations, in the order of their paths.
    pub(super) fn declarations(self) -> Vec<Use> {
        let mut paths: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (path, names) in &self.types {
            let names = names.iter().map(|name| name.as_str().to_owned()).collect();
            paths.insert(format!("crate::{path}"), names);
        }
        if self.module_of_types {
            let names = paths.entry(format!("crate::{TYPES}")).or_default();
            names.push("self".to_owned());
        }
        if !self.runtime.is_empty() {
            let names = self.runtime.iter().map(|name| (*name).to_owned()).collect();
            paths.insert("crate::runtime".to_owned(), names);
        }
        if self.xml {
            paths.insert("crate::xml".to_owned(), vec!["XML".to_owned()]);
        }
        let mut declarations = Vec::new();
        if self.hidden_slot {
            let names = vec!["Slot as _".to_owned()];
            declarations.push(Use::new("", "crate::runtime", names));
        }
        declarations
            .extend(paths.into_iter().map(|(path, names)| of_path(&path, names)));
        if self.map {
            declarations.push(Use::new(
                "",
                "std::collections",
                vec!["BTreeMap".to_owned()],
            ));
        }
        declarations
    }
}

impl Names for Uses<'_> {
    fn of_prelude(&mut self, name: &'static str) -> TokenStream {
        self.std(name)
    }

    fn of_map(&mut self) -> TokenStream {
        self.map()
    }

    fn of_runtime(&mut self, name: &'static str) -> TokenStream {
        self.runtime(name)
    }

    fn of_document(&mut self, home: &Home, name: &Ident) -> TokenStream {
        self.named(home, name)
    }
}

/// The declaration of these names; of a module by itself, without braces.
fn of_path(path: &str, names: Vec<String>) -> Use {
    match (path.rsplit_once("::"), &names[..]) {
        (Some((above, module)), [only]) if only == "self" => {
            Use::new("", above, vec![module.to_owned()])
        }
        _ => Use::new("", path, names),
    }
}

/// Names that an import must not take from the prelude of the file.
fn is_taken(name: &Ident) -> bool {
    matches!(
        name.as_str(),
        "String"
            | "Vec"
            | "Option"
            | "Box"
            | "Some"
            | "None"
            | "Ok"
            | "Err"
            | "Result"
            | "From"
            | "Into"
            | "Default"
            | "Clone"
            | "Debug"
            | "PartialEq"
            | "Eq"
            | "Hash"
            | "Self"
            | "BTreeMap"
    )
}

/// The order in which rustfmt (style edition 2024) puts the names of an import: the module itself,
/// types, functions, and runs of digits by their value.
pub(super) fn version_order(a: &str, b: &str) -> std::cmp::Ordering {
    let class = |name: &str| match name.chars().next() {
        _ if name == "self" => 0,
        Some(first) if !first.is_lowercase() => 1,
        _ => 2,
    };
    class(a).cmp(&class(b)).then_with(|| chunks(a).cmp(&chunks(b)))
}

/// In the order in which rustfmt sorts them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Chunk {
    Underscore,
    Number(u128),
    Char(char),
}

fn chunks(name: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (chunk, length) = match (first, rest[..digits].parse()) {
            ('_', _) => (Chunk::Underscore, 1),
            (_, Ok(number)) => (Chunk::Number(number), digits),
            (first, Err(_)) => (Chunk::Char(first), first.len_utf8()),
        };
        chunks.push(chunk);
        rest = &rest[length..];
    }
    chunks
}

/// A word of our own, or one that the plan has minted, as an identifier.
pub(super) fn raw(word: &str) -> proc_macro2::Ident {
    proc_macro2::Ident::new(word, Span::call_site())
}
