//! The plan of a crate: Rust's vocabulary, without tokens.

mod further_names;
mod operations;
mod scalars;
mod types;

use super::Ident;
use crate::model::{
    Arguments, Docs, NodeId, SchemeKind, Server, SpecStr, Tokens, XmlNode,
};
pub use further_names::*;
pub use operations::*;
pub use scalars::*;
use std::collections::{BTreeMap, BTreeSet};
pub use types::*;

/// A crate.
#[derive(Debug)]
pub struct Crate {
    /// The manifest.
    pub package: Package,
    /// `client.rs` and the crate's documentation.
    pub client: Client,
    /// One module per component, with the types that stand within it.
    pub types: Vec<Module>,
    /// The groups of operations; the first is the client itself.
    pub groups: Vec<Group>,
    /// Types of webhooks, if there are any.
    pub webhooks: Option<Module>,
    /// What the provider sends, and of which types it is.
    pub sent: Vec<SentByProvider>,
    /// The headers by which webhooks are checked, in small letters: id, time stamp, signature.
    pub webhook_headers: [String; 3],
    /// Well-known names that a type of this crate has as well: written with their path.
    pub clashes: BTreeSet<String>,
    /// What a test of the contract calls the operations with, if there is to be one.
    pub contract: Option<Arguments>,
    /// The types that bodies in XML are made of, if there are any: what differs from JSON.
    pub xml: Option<Vec<XmlType>>,
    /// The cargo features of groups, if they have any.
    pub features: Option<GroupFeatures>,
    /// The types that are the same as others.
    pub further_names: FurtherNames,
    /// How far the compiler has to look into types, where that is further than it does by itself.
    pub recursion_limit: Option<usize>,
    /// Where each type is in its file.
    pub(super) places: Places,
}

impl Crate {
    /// The operations of all groups.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }

    /// Whether there is anything to call. Without it the crate is its types alone: it has no
    /// client, and nothing that sends requests.
    pub fn has_operations(&self) -> bool {
        self.operations().next().is_some()
    }

    /// Whether no operation needs credentials.
    pub fn is_anonymous(&self) -> bool {
        let may_do_without = |it: &Operation| {
            it.security.is_empty() || it.security.iter().any(Vec::is_empty)
        };
        !self.client.schemes.is_empty() && self.operations().all(may_do_without)
    }

    /// The types of all modules, groups and webhooks.
    pub fn items(&self) -> impl Iterator<Item = &TypeItem> {
        self.placed_items().map(|(_, item)| item)
    }

    /// The type of a name.
    pub fn item(&self, file: ModuleId, ident: &Ident) -> Option<&TypeItem> {
        let items = match file {
            ModuleId::Group(at) => &self.groups.get(at)?.items,
            ModuleId::Types(at) => &self.types.get(at)?.items,
            ModuleId::Webhooks => &self.webhooks.as_ref()?.items,
            ModuleId::Client | ModuleId::Xml => return None,
        };
        items.get(*self.places.get(&(file, ident.clone()))?)
    }

    /// The types of all modules, groups and webhooks, each with the file that it is in.
    pub fn placed_items(&self) -> impl Iterator<Item = (ModuleId, &TypeItem)> {
        placed_items(&self.types, &self.groups, self.webhooks.as_ref())
    }
}

/// The types of all modules, groups and webhooks, each with the file that it is in.
pub(super) fn placed_items<'a>(
    types: &'a [Module],
    groups: &'a [Group],
    webhooks: Option<&'a Module>,
) -> impl Iterator<Item = (ModuleId, &'a TypeItem)> {
    fn placed(
        id: ModuleId,
        items: &[TypeItem],
    ) -> impl Iterator<Item = (ModuleId, &TypeItem)> {
        items.iter().map(move |item| (id, item))
    }
    let types = types.iter().enumerate();
    let types = types.flat_map(|(at, it)| placed(ModuleId::Types(at), &it.items));
    let groups = groups.iter().enumerate();
    let groups = groups.flat_map(|(at, it)| placed(ModuleId::Group(at), &it.items));
    let webhooks = webhooks.into_iter();
    let webhooks = webhooks.flat_map(|it| placed(ModuleId::Webhooks, &it.items));
    types.chain(groups).chain(webhooks)
}

/// By file and name, where a type is among those of its file.
type Places = BTreeMap<(ModuleId, Ident), usize>;

/// Where each type is in its file.
pub(super) fn places<'a>(
    items: impl Iterator<Item = (ModuleId, &'a TypeItem)>,
) -> Places {
    let mut places = BTreeMap::new();
    let (mut current, mut next) = (None, 0);
    for (file, item) in items {
        next = if current == Some(file) { next + 1 } else { 0 };
        current = Some(file);
        places.entry((file, item.ident.clone())).or_insert(next);
    }
    places
}

/// A webhook, or a callback.
#[derive(Debug)]
pub struct SentByProvider {
    /// Its name.
    pub name: SpecStr,
    /// What the document says of it.
    pub docs: Docs,
    /// The types of its bodies.
    pub bodies: Vec<Ty>,
}

/// A file of the crate that defines types or uses them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ModuleId {
    /// The file of the group at this index of [`Crate::groups`].
    Group(usize),
    /// The file of the module at this index of [`Crate::types`].
    Types(usize),
    /// `webhooks.rs`.
    Webhooks,
    /// `client.rs`.
    Client,
    /// `xml.rs`.
    Xml,
}

/// Groups of operations as cargo features.
#[derive(Debug)]
pub struct GroupFeatures {
    /// The features, by name.
    pub groups: Vec<GroupFeature>,
    /// By file, when it is compiled.
    pub gates: BTreeMap<ModuleId, Gate>,
}

/// A group of operations as a cargo feature.
#[derive(Debug)]
pub struct GroupFeature {
    /// Its name.
    pub name: String,
    /// The features that it cannot do without.
    pub needs: Vec<String>,
    /// How many operations it stands for.
    pub operations: usize,
}

/// When a file is compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// With every choice of features.
    Always,
    /// With any of these features.
    Any(Vec<String>),
}

/// The manifest's data.
#[derive(Debug)]
pub struct Package {
    /// The package's name.
    pub name: String,
    /// The library's name.
    pub library: Ident,
    /// The version.
    pub version: String,
    /// The description: one line.
    pub description: String,
    /// The licence.
    pub license: Option<String>,
    /// The sources.
    pub repository: Option<String>,
}

/// The client as a whole.
#[derive(Debug)]
pub struct Client {
    /// The API's title.
    pub title: SpecStr,
    /// The API's version.
    pub version: SpecStr,
    /// The crate's documentation.
    pub docs: Docs,
    /// More of it, from the configuration.
    pub more_docs: Option<String>,
    /// The servers.
    pub servers: Vec<Server>,
    /// A base URL that the configuration prefers.
    pub base_url: Option<String>,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// Headers of every call, in small letters.
    pub headers: Vec<(String, String)>,
    /// The environment variable of the base URL.
    pub base_url_variable: String,
    /// The header that identifies a call.
    pub request_id_header: Option<String>,
    /// The header of idempotency keys.
    pub idempotency_header: Option<String>,
}

/// A security scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Where it stands in the document.
    pub origin: NodeId,
    /// Its name in the document.
    pub wire: SpecStr,
    /// What it asks for.
    pub kind: SchemeKind,
    /// The name of its data.
    pub constant: Ident,
    /// The builder's method.
    pub method: Ident,
    /// The client's method that gives a copy with another credential.
    pub copy: Ident,
    /// The arguments.
    pub credentials: Vec<Ident>,
    /// The environment variables, one per argument.
    pub variables: Vec<String>,
    /// Its documentation.
    pub docs: Docs,
    /// How tokens are had.
    pub tokens: Tokens,
    /// More of it, from the configuration.
    pub more_docs: Option<String>,
}

/// What is special about a type in XML.
#[derive(Debug)]
pub struct XmlType {
    /// The type.
    pub ident: Ident,
    /// All its keys, where another type has the same name.
    pub keys: Option<Vec<SpecStr>>,
    /// The keys that are not simply elements of their names, and what they are.
    pub fields: Vec<(SpecStr, XmlNode)>,
    /// Of a whole answer: what the element around it is called, where the document says so.
    pub roots: Option<Vec<SpecStr>>,
}

/// A file of types.
#[derive(Debug)]
pub struct Module {
    /// The module's name, also the file's.
    pub ident: Ident,
    /// Its types, owner first.
    pub items: Vec<TypeItem>,
}

/// A group of operations with its types.
#[derive(Debug)]
pub struct Group {
    /// The modules from `api` on; empty is the client itself.
    pub path: Vec<Ident>,
    /// The methods from the client on: what can be called so is not always a file's name as well.
    pub methods: Vec<Ident>,
    /// The handle's name.
    pub handle: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// The groups directly below: method and index into [`Crate::groups`].
    pub children: Vec<(Ident, usize)>,
    /// Its operations.
    pub operations: Vec<Operation>,
    /// Types that belong to its operations.
    pub items: Vec<TypeItem>,
}

impl Group {
    /// The way from the client: `.connect().sessions()`.
    pub fn calls(&self) -> String {
        self.methods.iter().flat_map(|name| [".", name.as_str(), "()"]).collect()
    }

    /// The file in which it is: `src/api/connect/sessions.rs`.
    pub fn file(&self) -> String {
        let parts = self.path.iter().flat_map(|name| ["/", name.as_str()]);
        ["src/api"].into_iter().chain(parts).chain([".rs"]).collect()
    }
}

/// Where a type is defined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home {
    /// The module path behind `crate::`.
    pub path: Vec<Ident>,
    /// The file: types of the same file need no import.
    pub file: ModuleId,
}
