//! Plan → files: tokens for Rust, text for the rest. What things are called and what type they have
//! is decided before; what follows from that is worked out here.
//!
//! Text of the document leaves in three ways only: as a literal (`literal`), as an
//! identifier that `rust` has minted, or as a sanitised line of documentation (`docs`).

mod calls;
mod client;
mod constructors;
mod contract;
mod defaults;
mod docs;
mod enumeration;
mod features;
mod first_call;
mod front_page;
mod group;
mod headers;
mod library;
mod limits;
mod literal;
mod manifest;
mod markdown;
mod models;
mod operation;
mod paths;
mod readme;
mod runtime;
mod sequences;
mod surface;
mod table;
mod tokens;
mod unions;
mod uses;
mod values;
mod webhooks;
mod words;
mod xml;

pub(crate) use calls::{body_argument, call_lines, reading};
pub use docs::{LINE_BREAK, documented};
pub use manifest::TextFile;
pub(crate) use markdown::compiled_code;
pub use paths::path;
pub use runtime::{RuntimeFile, carries, embedded};
pub use surface::surface;
pub(crate) use surface::{outcome as outcome_words, signature};
pub use table::{Entry, Table};
pub(crate) use values::Values;
pub(crate) use words::ty as type_words;

use crate::rust::{Crate, ModuleId};
use proc_macro2::TokenStream;

/// A file of the generated crate.
pub enum File {
    /// Rust, to be formatted and checked.
    Rust(Source),
    /// Text as it is to be written.
    Text {
        /// Where it goes, with `/`.
        path: String,
        /// What it says.
        text: String,
    },
}

/// A Rust file before formatting.
pub struct Source {
    /// Where it goes, with `/`.
    pub path: String,
    /// The lines of the module's documentation.
    pub docs: Vec<String>,
    /// What follows, in order.
    pub pieces: Vec<Piece>,
}

/// A part of a Rust file.
pub enum Piece {
    /// Consecutive `use` declarations.
    Uses(Vec<Use>),
    /// Items without a blank line between them (`mod` declarations).
    Together(Vec<TokenStream>),
    /// An item.
    Item(TokenStream),
    /// The table of a macro.
    Table(Table),
}

/// A `use` declaration.
pub struct Use {
    /// An attribute in front of it.
    pub attribute: Option<TokenStream>,
    /// `pub `, `pub(crate) ` or nothing.
    pub visibility: &'static str,
    /// The path in front of the names.
    pub path: String,
    /// The names, in rustfmt's order.
    pub names: Vec<String>,
}

impl Use {
    /// A declaration without an attribute; puts the names into rustfmt's order.
    pub(crate) fn new(
        visibility: &'static str,
        path: &str,
        mut names: Vec<String>,
    ) -> Self {
        names.sort_by(|a, b| uses::version_order(a, b));
        Self { attribute: None, visibility, path: path.to_owned(), names }
    }
}

/// One file to be made: the unit of parallel work.
#[derive(Clone, Copy, Debug)]
pub enum Unit {
    /// A file that is not Rust.
    Text(TextFile),
    /// `src/lib.rs`.
    Library,
    /// `src/types.rs`.
    TypesIndex,
    /// A file that defines types or uses them.
    Module(ModuleId),
    /// A file of the runtime.
    Runtime(RuntimeFile),
    /// `tests/contract.rs`.
    Contract,
    /// What `tests/contract.rs` stands on.
    ContractSupport,
}

/// The files of a crate, in the order of their paths' importance.
pub fn units(plan: &Crate) -> Vec<Unit> {
    let mut units: Vec<Unit> = TextFile::ALL.map(Unit::Text).to_vec();
    units.push(Unit::Library);
    if plan.has_operations() {
        units.push(Unit::Module(ModuleId::Client));
    }
    if !plan.types.is_empty() {
        units.push(Unit::TypesIndex);
        let modules = (0..plan.types.len()).map(ModuleId::Types);
        units.extend(modules.map(Unit::Module));
    }
    if plan.has_operations() {
        let modules = (0..plan.groups.len()).map(ModuleId::Group);
        units.extend(modules.map(Unit::Module));
    }
    let webhooks = plan.webhooks.iter().map(|_| ModuleId::Webhooks);
    let xml = plan.xml.iter().map(|_| ModuleId::Xml);
    units.extend(webhooks.chain(xml).map(Unit::Module));
    units.extend(runtime::files(plan).into_iter().map(Unit::Runtime));
    if plan.contract.is_some() && plan.has_operations() {
        units.extend([Unit::Contract, Unit::ContractSupport]);
    }
    units
}

/// Makes one file.
pub fn emit(plan: &Crate, unit: Unit) -> File {
    match unit {
        Unit::Text(file) => manifest::text(plan, file),
        Unit::Library => File::Rust(library::library(plan)),
        Unit::TypesIndex => File::Rust(models::index(plan)),
        Unit::Module(id) => File::Rust(match id {
            ModuleId::Client => client::client(plan),
            ModuleId::Types(at) => models::module(plan, at),
            ModuleId::Group(at) => group::group(plan, at),
            ModuleId::Webhooks => webhooks::webhooks(plan),
            ModuleId::Xml => xml::table(plan),
        }),
        Unit::Runtime(file) => runtime::file(plan, file),
        Unit::Contract => File::Rust(contract::contract(plan)),
        Unit::ContractSupport => contract::support(),
    }
}
