//! Names of everything that lives in a shared scope: modules, types, groups, operations.

use super::client::CLIENT_METHODS;
use super::enum_names::{PARTS, may_have};
use super::name_candidates::{
    operation_candidate, operation_role_words, role_words, shared_words,
};
use super::owner::{Owner, depth, owner};
use super::plan::{Home, ModuleId};
use super::same_names::same_names;
use super::scope::{Candidate, Case, Collision, Ident, Scope, collisions};
use super::words::{camel, snake};
use crate::model::{Api, NameSeed, OperationId, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// Names that Windows cannot give to a file, and those of our own modules.
const MODULES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8",
    "lpt9", "mod", "lib", "main", "test", "core", "std", "alloc",
];

/// A group of operations.
pub(super) struct GroupName {
    /// The words of the document or the configuration.
    pub(super) words: Vec<String>,
    /// Its modules, and the methods that lead to it.
    pub(super) path: Vec<Ident>,
    pub(super) methods: Vec<Ident>,
    pub(super) handle: Ident,
    pub(super) operations: Vec<OperationId>,
    /// The types that belong to its operations.
    pub(super) types: Vec<TypeId>,
    pub(super) children: Vec<usize>,
}

/// The shared names of a crate.
pub(super) struct Names {
    /// By type: its name and where it lives.
    pub(super) types: Vec<(Ident, Home)>,
    /// Component modules: name, and their types.
    pub(super) modules: Vec<(Ident, Vec<TypeId>)>,
    /// The first is the client itself.
    pub(super) groups: Vec<GroupName>,
    /// By operation: method and struct.
    pub(super) operations: Vec<(Ident, Ident)>,
    /// The names of the enums that operations have beside their structs.
    pub(super) extras: BTreeMap<(OperationId, &'static str), Ident>,
    /// The types of webhooks.
    pub(super) webhooks: Vec<TypeId>,
    pub(super) collisions: Vec<Collision>,
}

impl Names {
    pub(super) fn new(api: &Api) -> Self {
        let mut names = Self {
            types: Vec::new(),
            modules: Vec::new(),
            groups: Vec::new(),
            operations: Vec::new(),
            extras: BTreeMap::new(),
            webhooks: Vec::new(),
            collisions: Vec::new(),
        };
        names.name_groups(api);
        names.name_types(api);
        names
    }

    /// What the client's methods are called, apart from those of security schemes.
    pub(super) fn methods_of_client(&self) -> Vec<&str> {
        let Some(root) = self.groups.first() else { return Vec::new() };
        let operations = root.operations.iter();
        let operations = operations.map(|id| self.operations[id.0 as usize].0.as_str());
        let children = root.children.iter();
        let children = children
            .filter_map(|child| self.groups[*child].methods.last())
            .map(Ident::as_str);
        CLIENT_METHODS.iter().copied().chain(operations).chain(children).collect()
    }

    /// Well-known names that a type has as well.
    pub(super) fn clashes(&self) -> BTreeSet<String> {
        let types = self.types.iter().map(|(ident, _)| ident);
        let handles = self.groups.iter().skip(1).map(|group| &group.handle);
        let operations = self.operations.iter().map(|(_, ident)| ident);
        types
            .chain(handles)
            .chain(operations)
            .chain(self.extras.values())
            .map(|ident| ident.as_str().to_owned())
            .collect()
    }

    fn name_groups(&mut self, api: &Api) {
        self.groups.push(GroupName {
            words: Vec::new(),
            path: Vec::new(),
            methods: Vec::new(),
            handle: Ident::fixed("Client"),
            operations: Vec::new(),
            types: Vec::new(),
            children: Vec::new(),
        });
        let mut methods = BTreeMap::new();
        methods.insert(0_usize, Scope::new(Case::Snake, CLIENT_METHODS));
        let mut known = BTreeMap::new();
        let mut group_of = Vec::new();
        for id in api.operation_ids() {
            let mut at = 0;
            for word in &api[id].group {
                let word = word.untrusted();
                at = *known
                    .entry((at, snake(word)))
                    .or_insert_with(|| self.add_child(at, word, &mut methods));
            }
            self.groups[at].operations.push(id);
            group_of.push(at);
        }
        for id in api.type_ids() {
            if let Owner::Operation(operation) = owner(api, id) {
                self.groups[group_of[operation.0 as usize]].types.push(id);
            }
        }
        let mut idents = BTreeMap::new();
        for (at, group) in self.groups.iter().enumerate() {
            let candidates: Vec<Candidate> = group
                .operations
                .iter()
                .map(|id| operation_candidate(&api[*id]))
                .collect();
            let scope =
                methods.entry(at).or_insert_with(|| Scope::new(Case::Snake, &["new"]));
            let names = scope.claim_all(&candidates);
            let origin = |at: usize| api[group.operations[at]].origin;
            let found = collisions(&candidates, &names, origin).into_iter();
            let found = found.map(|it| Collision { is_operation: true, ..it });
            self.collisions.extend(found);
            idents.extend(group.operations.iter().copied().zip(names));
        }
        self.name_operation_structs(api, &idents);
    }

    /// Adds a group of this name below another one.
    fn add_child(
        &mut self,
        parent: usize,
        word: &str,
        methods: &mut BTreeMap<usize, Scope>,
    ) -> usize {
        let scope =
            methods.entry(parent).or_insert_with(|| Scope::new(Case::Snake, &["new"]));
        let method = scope.claim(&snake(word), word);
        // No two methods are the same, and so no two modules.
        let module =
            Scope::new(Case::Snake, MODULES).claim(method.as_str(), method.as_str());
        let above = &self.groups[parent];
        let with = |above: &[Ident], own| [above, &[own]].concat();
        let words = [above.words.as_slice(), &[word.to_owned()]].concat();
        let (path, methods) = (with(&above.path, module), with(&above.methods, method));
        let at = self.groups.len();
        self.groups.push(GroupName {
            words,
            path,
            methods,
            // Named with the other types of its module.
            handle: Ident::nothing(),
            operations: Vec::new(),
            types: Vec::new(),
            children: Vec::new(),
        });
        self.groups[parent].children.push(at);
        at
    }

    /// In each group's module: the operations first, then what they need, and the handle last.
    fn name_operation_structs(
        &mut self,
        api: &Api,
        methods: &BTreeMap<OperationId, Ident>,
    ) {
        let nobody = Ident::nothing;
        self.operations = vec![(nobody(), nobody()); api.operations.len()];
        for at in 0..self.groups.len() {
            let mut scope = Scope::new(Case::Camel, &[]);
            let ids = self.groups[at].operations.clone();
            let candidates: Vec<Candidate> = ids
                .iter()
                .filter_map(|id| methods.get(id))
                .map(|method| Candidate {
                    name: camel(method.as_str()),
                    key: method.as_str().into(),
                })
                .collect();
            let structs = scope.claim_all(&candidates);
            for (id, ident) in ids.iter().zip(structs) {
                let method = methods.get(id).cloned().unwrap_or_else(nobody);
                self.operations[id.0 as usize] = (method, ident);
            }
            self.name_types_of_group(api, at, &mut scope);
            self.name_handle(at, &mut scope);
        }
    }

    /// The enums of operations, as far as there may be any.
    fn name_enums(&mut self, api: &Api, operations: &[OperationId], scope: &mut Scope) {
        for part in PARTS {
            let ids = operations.iter().filter(|id| may_have(&api[**id], part));
            let ids: Vec<OperationId> = ids.copied().collect();
            let candidates: Vec<Candidate> = ids
                .iter()
                .map(|id| format!("{}{part}", stem(&self.operations[id.0 as usize].1)))
                .map(|name| Candidate { key: name.clone(), name })
                .collect();
            for (id, ident) in ids.iter().zip(scope.claim_all(&candidates)) {
                self.extras.insert((*id, part), ident);
            }
        }
    }

    /// A group's handle, which callers get from a method and hardly ever name, gives way to
    /// what callers do name: with a tag `search`, the operation `search` is `Search`.
    fn name_handle(&mut self, group: usize, scope: &mut Scope) {
        let Some(word) = self.groups[group].words.last().cloned() else { return };
        let mut name = camel(&word);
        if !scope.is_free(&name) {
            name = format!("{}Group", name.trim_end_matches('_'));
        }
        self.groups[group].handle = scope.claim(&name, &word);
    }

    /// Every type has a place from the first one on that gets its name.
    fn make_room(&mut self, api: &Api) {
        if self.types.is_empty() {
            let home = Home { path: Vec::new(), file: ModuleId::Group(0) };
            self.types = vec![(Ident::nothing(), home); api.types.len()];
        }
    }

    /// Types that belong to the operations of a group. The enums that are made of several bodies give
    /// way to what the document names, and go before what stands within that.
    fn name_types_of_group(&mut self, api: &Api, group: usize, scope: &mut Scope) {
        self.make_room(api);
        let mut path = vec![Ident::fixed("api")];
        path.extend(self.groups[group].path.iter().cloned());
        let home = Home { path, file: ModuleId::Group(group) };
        let types = self.groups[group].types.clone();
        let (named, within): (Vec<TypeId>, Vec<TypeId>) =
            types.into_iter().partition(|id| depth(api, *id) == 0);
        self.name_all(api, &named, scope, |_| home.clone());
        let operations = self.groups[group].operations.clone();
        self.name_enums(api, &operations, scope);
        self.name_all(api, &within, scope, |_| home.clone());
    }

    fn name_types(&mut self, api: &Api) {
        self.make_room(api);
        let same = same_names(api);
        let mut owners: Vec<TypeId> = Vec::new();
        let mut members: Vec<TypeId> = Vec::new();
        for id in api.type_ids() {
            match owner(api, id) {
                Owner::Component(_) if same.contains_key(&id) => {}
                Owner::Component(owner) => {
                    if owner == id {
                        owners.push(id);
                    }
                    members.push(id);
                }
                Owner::Webhook => self.webhooks.push(id),
                Owner::Operation(_) => {}
            }
        }
        let mut file_of = BTreeMap::new();
        for owner in &owners {
            file_of.insert(owner.0, self.modules.len());
            self.modules.push((Ident::nothing(), Vec::new()));
        }
        for id in &members {
            if let Owner::Component(owner) = owner(api, *id) {
                self.modules[file_of[&owner.0]].1.push(*id);
            }
        }
        let mut scope = Scope::new(Case::Camel, &[]);
        let types = Ident::fixed("types");
        self.name_all(api, &members, &mut scope, |id| {
            let at = match owner(api, id) {
                Owner::Component(owner) => file_of[&owner.0],
                _ => 0,
            };
            Home { path: vec![types.clone()], file: ModuleId::Types(at) }
        });
        self.name_modules(&owners);
        for (id, target) in same {
            self.types[id.0 as usize] = self.types[target.0 as usize].clone();
        }
        let webhooks = self.webhooks.clone();
        let home =
            Home { path: vec![Ident::fixed("webhooks")], file: ModuleId::Webhooks };
        let mut scope = Scope::new(Case::Camel, &[]);
        self.name_all(api, &webhooks, &mut scope, |_| home.clone());
    }

    /// A module is called as the type that it is for.
    fn name_modules(&mut self, owners: &[TypeId]) {
        let candidates: Vec<Candidate> = owners
            .iter()
            .map(|id| snake(self.types[id.0 as usize].0.as_str()))
            .map(|name| Candidate { key: name.clone(), name })
            .collect();
        let idents = Scope::new(Case::Snake, MODULES).claim_all(&candidates);
        for ((name, _), ident) in self.modules.iter_mut().zip(idents) {
            *name = ident;
        }
    }

    /// Names types of one scope: components before inline ones, owners before what stands
    /// within them.
    fn name_all(
        &mut self,
        api: &Api,
        members: &[TypeId],
        scope: &mut Scope,
        home: impl Fn(TypeId) -> Home,
    ) {
        let mut rest: Vec<TypeId> = members.to_vec();
        rest.sort_by_key(|id| (!api[*id].component, depth(api, *id), id.0));
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
            for (id, ident) in batch.iter().zip(idents) {
                self.types[id.0 as usize] = (ident, home(*id));
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
                let parent = stem(&self.types[parent.0 as usize].0);
                let (part, key) = role_words(role);
                (format!("{parent}{part}"), format!("{parent}/{key}"))
            }
            NameSeed::Operation { operation, role } => {
                let owner = stem(&self.operations[operation.0 as usize].1);
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
