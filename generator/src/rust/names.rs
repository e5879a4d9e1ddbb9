//! Names of everything that lives in a shared scope: modules, types, groups, operations.

mod groups;

use super::client::CLIENT_METHODS;
use super::name_candidates::{operation_role_words, role_words, shared_words};
use super::operation_enums::OperationEnum;
use super::owner::{Owner, depth, owner};
use super::plan::{Home, ModuleId, Ty};
use super::same_names::same_names;
use super::scope::{Candidate, Case, Collision, Ident, Scope, collisions};
use super::words::{camel, snake};
use crate::model::{Api, NameSeed, OperationId, TypeId};
use groups::GroupName;
use std::collections::{BTreeMap, BTreeSet};

/// Names that Windows cannot give to a file, and those of our own modules.
const MODULES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8",
    "lpt9", "mod", "lib", "main", "test", "core", "std", "alloc",
];

/// What a type is called, and where it is defined.
#[derive(Clone)]
pub(super) struct TypeName {
    pub(super) ident: Ident,
    pub(super) home: Home,
}

impl TypeName {
    /// The type as it is used.
    pub(super) fn ty(&self) -> Ty {
        Ty::Named(self.home.clone(), self.ident.clone())
    }
}

/// The module of a component, and the types that are defined in it.
pub(super) struct ModuleName {
    pub(super) ident: Ident,
    pub(super) types: Vec<TypeId>,
}

/// What an operation is called.
pub(super) struct OperationName {
    pub(super) method: Ident,
    /// The struct that stands for a call of it.
    pub(super) ident: Ident,
}

/// The shared names of a crate.
#[derive(Default)]
pub(super) struct Names {
    types: BTreeMap<TypeId, TypeName>,
    pub(super) modules: Vec<ModuleName>,
    /// The first is the client itself.
    pub(super) groups: Vec<GroupName>,
    operations: BTreeMap<OperationId, OperationName>,
    enums: BTreeMap<(OperationId, OperationEnum), Ident>,
    /// The types of webhooks.
    pub(super) webhooks: Vec<TypeId>,
    pub(super) collisions: Vec<Collision>,
}

impl Names {
    pub(super) fn new(api: &Api) -> Self {
        let mut names = Self::default();
        names.name_groups(api);
        names.name_components(api);
        names.name_webhooks(api);
        names
    }

    /// What a type is called, and where it is defined.
    pub(super) fn of_type(&self, id: TypeId) -> &TypeName {
        &self.types[&id]
    }

    /// What an operation is called.
    pub(super) fn of_operation(&self, id: OperationId) -> &OperationName {
        &self.operations[&id]
    }

    /// What an enum is called that an operation has beside its struct.
    pub(super) fn of_enum(&self, id: OperationId, which: OperationEnum) -> &Ident {
        &self.enums[&(id, which)]
    }

    /// What the client's methods are called, apart from those of security schemes.
    pub(super) fn methods_of_client(&self) -> Vec<&str> {
        let Some(root) = self.groups.first() else { return Vec::new() };
        let operations = root.operations.iter();
        let operations = operations.map(|id| self.of_operation(*id).method.as_str());
        let children = root.children.iter();
        let children = children
            .filter_map(|child| self.groups[*child].methods.last())
            .map(Ident::as_str);
        CLIENT_METHODS.iter().copied().chain(operations).chain(children).collect()
    }

    /// Well-known names that a type has as well.
    pub(super) fn clashes(&self) -> BTreeSet<String> {
        let types = self.types.values().map(|name| &name.ident);
        let handles = self.groups.iter().skip(1).map(|group| &group.handle);
        let operations = self.operations.values().map(|name| &name.ident);
        types
            .chain(handles)
            .chain(operations)
            .chain(self.enums.values())
            .map(|ident| ident.as_str().to_owned())
            .collect()
    }

    /// The types of components, and the modules in which they are.
    fn name_components(&mut self, api: &Api) {
        let same = same_names(api);
        let mut modules: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
        for id in api.type_ids().filter(|id| !same.contains_key(id)) {
            if let Owner::Component(component) = owner(api, id) {
                modules.entry(component).or_default().push(id);
            }
        }
        let members = modules.values().flatten().copied().collect::<BTreeSet<_>>();
        let files = modules.values().zip(0..);
        let files = files.flat_map(|(types, at)| types.iter().map(move |id| (*id, at)));
        let files: BTreeMap<TypeId, usize> = files.collect();
        let types = Ident::fixed("types");
        let home = |id: TypeId| Home {
            path: vec![types.clone()],
            file: ModuleId::Types(files[&id]),
        };
        self.name_all(api, members, &mut Scope::new(Case::Camel, &[]), home);
        self.name_modules(modules);
        for (id, target) in same {
            self.types.insert(id, self.of_type(target).clone());
        }
    }

    /// A module is called as the type that it is for.
    fn name_modules(&mut self, modules: BTreeMap<TypeId, Vec<TypeId>>) {
        let candidates: Vec<Candidate> = modules
            .keys()
            .map(|id| snake(self.of_type(*id).ident.as_str()))
            .map(|name| Candidate { key: name.clone(), name })
            .collect();
        let idents = Scope::new(Case::Snake, MODULES).claim_all(&candidates);
        let modules = idents.into_iter().zip(modules.into_values());
        self.modules =
            modules.map(|(ident, types)| ModuleName { ident, types }).collect();
    }

    fn name_webhooks(&mut self, api: &Api) {
        let is_of_webhook = |id: &TypeId| owner(api, *id) == Owner::Webhook;
        self.webhooks = api.type_ids().filter(is_of_webhook).collect();
        let path = vec![Ident::fixed("webhooks")];
        let home = Home { path, file: ModuleId::Webhooks };
        let scope = &mut Scope::new(Case::Camel, &[]);
        self.name_all(api, self.webhooks.clone(), scope, |_| home.clone());
    }

    /// Names types of one scope: components before inline ones, owners before what stands
    /// within them.
    fn name_all(
        &mut self,
        api: &Api,
        members: impl IntoIterator<Item = TypeId>,
        scope: &mut Scope,
        home: impl Fn(TypeId) -> Home,
    ) {
        let mut rest: Vec<TypeId> = members.into_iter().collect();
        rest.sort_by_key(|id| (!api[*id].component, depth(api, *id), *id));
        while let Some(first) = rest.first().copied() {
            let level = (api[first].component, depth(api, first));
            let count = rest
                .iter()
                .take_while(|id| (api[**id].component, depth(api, **id)) == level)
                .count();
            let batch: Vec<TypeId> = rest.drain(..count).collect();
            let candidates: Vec<Candidate> =
                batch.iter().map(|id| self.type_candidate(api, *id)).collect();
            let idents = scope.claim_all(&candidates);
            let origin = |at: usize| api[batch[at]].origin;
            self.collisions.extend(collisions(&candidates, &idents, origin));
            for (id, ident) in batch.into_iter().zip(idents) {
                self.types.insert(id, TypeName { ident, home: home(id) });
            }
        }
    }

    fn type_candidate(&self, api: &Api, id: TypeId) -> Candidate {
        let definition = &api[id];
        let (name, key) = match &definition.seed {
            NameSeed::Component(name) => {
                (camel(name.untrusted()), name.untrusted().to_owned())
            }
            NameSeed::Inside { parent, role } => {
                let parent = stem(&self.of_type(*parent).ident);
                let (part, key) = role_words(role);
                (format!("{parent}{part}"), format!("{parent}/{key}"))
            }
            NameSeed::Operation { operation, role } => {
                let owner = stem(&self.of_operation(*operation).ident);
                let part = operation_role_words(api, Some(*operation), role);
                let name = format!("{owner}{part}");
                (name.clone(), name)
            }
            NameSeed::Shared { name, part, media } => {
                shared_words(name.untrusted(), *part, media.as_ref())
            }
            NameSeed::Webhook { name, role } => {
                let part = operation_role_words(api, None, role);
                let part = if part == "Request" { "" } else { part.as_str() };
                (
                    if part.is_empty() {
                        camel(name.untrusted())
                    } else {
                        format!(
                            "{}{part}",
                            camel(name.untrusted()).trim_end_matches('_')
                        )
                    },
                    name.untrusted().to_owned(),
                )
            }
        };
        let name = definition.rename.as_deref().map_or(name, camel);
        Candidate { name: super::words::shortened(name, &key, ""), key }
    }
}

/// What other names begin with: without the underscore of a name that is a keyword.
fn stem(ident: &Ident) -> &str {
    ident.as_str().trim_end_matches('_')
}
