//! The runtime: files copied as they are, those that the document does not need left out.

mod needs;
mod parts;

use super::{File, Piece, Source, Use};
use crate::rust::{Crate, Ty};
use needs::{Need, Needs, needs};
use parts::{FOLDERS, Folder, OF_LIBRARIES, Part};
use proc_macro2::TokenStream;
use quote::quote;

/// A file of the runtime.
#[derive(Clone, Copy, Debug)]
pub struct RuntimeFile(Which);

#[derive(Clone, Copy, Debug)]
enum Which {
    /// `src/runtime/mod.rs`.
    Index,
    /// The `mod.rs` of a folder.
    FolderIndex(&'static Folder),
    /// A file that is copied as it is.
    Copy(&'static Folder, &'static Part),
}

/// The files that a crate gets; of a folder without any there is no `mod.rs` either.
pub(super) fn files(plan: &Crate) -> Vec<RuntimeFile> {
    let needs = needs(plan);
    let mut files = vec![Which::Index];
    for folder in FOLDERS {
        let mut parts = folder.needed(&needs).peekable();
        files.extend(parts.peek().map(|_| Which::FolderIndex(folder)));
        files.extend(parts.map(|part| Which::Copy(folder, part)));
    }
    files.into_iter().map(RuntimeFile).collect()
}

/// Makes one of them.
pub(super) fn file(plan: &Crate, file: RuntimeFile) -> File {
    match file.0 {
        Which::Index => File::Rust(index(plan)),
        Which::FolderIndex(folder) => File::Rust(folder_index(plan, folder)),
        Which::Copy(folder, part) => {
            let path = format!("src/runtime/{}/{}.rs", folder.name, part.module);
            File::Text { path, text: part.text.to_owned() }
        }
    }
}

/// The text of a file that is copied as it is.
pub fn embedded(path: &str) -> Option<&'static str> {
    if path == super::contract::SUPPORT_PATH {
        return Some(super::contract::SUPPORT);
    }
    let name = path.strip_prefix("src/runtime/")?.strip_suffix(".rs")?;
    let (folder, module) = name.split_once('/')?;
    let folder = FOLDERS.iter().find(|known| known.name == folder)?;
    folder.parts.iter().find(|part| part.module == module).map(|part| part.text)
}

/// What users import from the root, whatever features are on.
pub(super) fn exports(plan: &Crate) -> Vec<&'static str> {
    let needs = needs(plan);
    let of_libraries = OF_LIBRARIES.iter().map(|(_, name)| *name);
    let of_parts = needed(&needs).filter(|part| part.need.feature().is_none());
    of_libraries.chain(of_parts.flat_map(|part| part.public.iter().copied())).collect()
}

/// What users import from the root with each of the features.
pub(super) fn exports_of_features(
    plan: &Crate,
) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut exports: Vec<(&str, Vec<&str>)> = Vec::new();
    for part in needed(&needs(plan)).filter(|part| !part.public.is_empty()) {
        let Some(feature) = part.need.feature() else { continue };
        match exports.last_mut().filter(|(last, _)| *last == feature) {
            Some((_, names)) => names.extend(part.public),
            None => exports.push((feature, part.public.to_vec())),
        }
    }
    exports
}

fn needed(needs: &Needs) -> impl Iterator<Item = &'static Part> {
    FOLDERS.iter().flat_map(|folder| folder.needed(needs))
}

/// Whether answers are handed out while they come, for which there is the feature `stream`.
pub(super) fn has_streams(plan: &Crate) -> bool {
    needs(plan).parts.contains(&Need::Downloads)
}

/// Whether there are webhooks, for which there is the feature `webhooks`.
pub(super) fn has_webhooks(plan: &Crate) -> bool {
    needs(plan).parts.contains(&Need::Webhooks)
}

/// Whether values of the document's types are Base64.
pub(super) fn has_base64(plan: &Crate) -> bool {
    needs(plan).parts.contains(&Need::Base64)
}

/// Whether values can be asked whether they keep to limits.
pub(super) fn has_limits(plan: &Crate) -> bool {
    needs(plan).parts.contains(&Need::Limits)
}

/// The libraries that configured formats need.
pub(super) fn libraries(plan: &Crate) -> Vec<&'static str> {
    needs(plan).libraries
}

/// Tells of a type whether the crate carries what it needs of the runtime and of libraries:
/// a body that is sent as it is has no use for the type that its schema would have.
pub fn carries(plan: &Crate) -> impl Fn(&Ty) -> bool + use<> {
    let has = needs(plan);
    move |ty| {
        let mut needed = Needs { parts: Vec::new(), libraries: Vec::new() };
        needed.ty(ty);
        needed.parts.iter().all(|part| has.parts.contains(part))
            && needed.libraries.iter().all(|library| has.libraries.contains(library))
    }
}

/// `src/runtime/mod.rs`: the folders, and one place where all names are found.
fn index(plan: &Crate) -> Source {
    let needs = needs(plan);
    let mut folders = Vec::new();
    let mut exports = Vec::new();
    let mut tables = Vec::new();
    for folder in FOLDERS {
        let mut parts = folder.needed(&needs).peekable();
        folders.extend(parts.peek().map(|_| declaration(folder.name)));
        for part in parts {
            exports.extend(export(folder, part));
            tables.extend(table(folder, part));
        }
    }
    for (library, name) in OF_LIBRARIES {
        exports.push(Use::new("pub ", library, vec![(*name).to_owned()]));
    }
    let docs = vec!["What the generated code stands on.".to_owned()];
    let mut pieces = vec![Piece::Together(folders), Piece::Uses(exports)];
    if !tables.is_empty() {
        pieces.push(Piece::Uses(tables));
    }
    Source { path: "src/runtime/mod.rs".to_owned(), docs, pieces }
}

/// The `mod.rs` of a folder.
fn folder_index(plan: &Crate, folder: &Folder) -> Source {
    let needs = needs(plan);
    let modules = folder.needed(&needs).map(|part| {
        let (gate, declaration) = (gate(part), declaration(part.module));
        quote!(#gate #declaration)
    });
    Source {
        path: format!("src/runtime/{}/mod.rs", folder.name),
        docs: folder.docs().map(str::to_owned).collect(),
        pieces: vec![Piece::Together(modules.collect())],
    }
}

fn declaration(module: &str) -> TokenStream {
    let module = proc_macro2::Ident::new(module, proc_macro2::Span::call_site());
    quote!(pub mod #module;)
}

/// The names of a part that all of the crate uses.
fn export(folder: &Folder, part: &Part) -> Option<Use> {
    let mut export = named("pub ", folder, part, part.names())?;
    let gate = gate(part);
    export.attribute = (!gate.is_empty()).then_some(gate);
    Some(export)
}

/// The macros of a part.
fn table(folder: &Folder, part: &Part) -> Option<Use> {
    let mut table = named("pub(crate) ", folder, part, part.tables.iter().copied())?;
    table.attribute =
        Some(quote!(#[allow(unused_imports, reason = "for generated code")]));
    Some(table)
}

fn named(
    visibility: &'static str,
    folder: &Folder,
    part: &Part,
    names: impl Iterator<Item = &'static str>,
) -> Option<Use> {
    let names: Vec<String> = names.map(str::to_owned).collect();
    let path = format!("self::{}::{}", folder.name, part.module);
    (!names.is_empty()).then(|| Use::new(visibility, &path, names))
}

fn gate(part: &Part) -> TokenStream {
    part.need.feature().map(gate_of).unwrap_or_default()
}

/// What a feature switches on; threads are not everywhere.
pub(super) fn gate_of(feature: &str) -> TokenStream {
    match feature {
        "blocking" | "tower" => {
            quote!(#[cfg(all(feature = #feature, not(target_arch = "wasm32")))])
        }
        _ => quote!(#[cfg(feature = #feature)]),
    }
}
