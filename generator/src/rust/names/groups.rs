//! Names of groups, of the operations in them, and of what stands beside these.

use super::{MODULES, Names, OperationName, stem};
use crate::model::{Api, OperationId, TypeId};
use crate::rust::client::CLIENT_METHODS;
use crate::rust::name_candidates::{function_candidate, operation_candidate};
use crate::rust::operation_enums::OperationEnum;
use crate::rust::owner::{Owner, depth, owner};
use crate::rust::plan::{Home, ModuleId};
use crate::rust::scope::{Candidate, Case, Collision, Ident, Scope, collisions};
use crate::rust::words::{camel, snake};
use std::collections::{BTreeMap, BTreeSet};

/// A group of operations.
pub(in crate::rust) struct GroupName {
    /// The words of the document or the configuration.
    pub(in crate::rust) words: Vec<String>,
    /// The modules from `api` on.
    pub(in crate::rust) path: Vec<Ident>,
    /// The methods that lead to it from the client on.
    pub(in crate::rust) methods: Vec<Ident>,
    pub(in crate::rust) handle: Ident,
    pub(in crate::rust) operations: Vec<OperationId>,
    /// The types that belong to its operations.
    pub(in crate::rust) types: Vec<TypeId>,
    pub(in crate::rust) children: Vec<usize>,
}

/// A group before what is in it has names.
struct Branch {
    words: Vec<String>,
    path: Vec<Ident>,
    methods: Vec<Ident>,
    operations: Vec<OperationId>,
    types: Vec<TypeId>,
    children: Vec<usize>,
    /// The methods of its handle.
    scope: Scope,
}

impl Branch {
    /// A group of no name, some of whose methods are given.
    fn new(methods: &[&str]) -> Self {
        Self {
            words: Vec::new(),
            path: Vec::new(),
            methods: Vec::new(),
            operations: Vec::new(),
            types: Vec::new(),
            children: Vec::new(),
            scope: Scope::new(Case::Snake, methods),
        }
    }
}

/// The groups of a document, each behind the one that it is in.
fn branches(api: &Api) -> Vec<Branch> {
    let mut branches = vec![Branch::new(CLIENT_METHODS)];
    let mut known = BTreeMap::new();
    let mut group_of = BTreeMap::new();
    for id in api.operation_ids() {
        let mut at = 0;
        for word in &api[id].group {
            let word = word.untrusted();
            at = *known
                .entry((at, snake(word)))
                .or_insert_with(|| add_child(&mut branches, at, word));
        }
        branches[at].operations.push(id);
        group_of.insert(id, at);
    }
    for id in api.type_ids() {
        if let Owner::Operation(operation) = owner(api, id) {
            branches[group_of[&operation]].types.push(id);
        }
    }
    branches
}

/// Adds a group of this name below another one.
fn add_child(branches: &mut Vec<Branch>, parent: usize, word: &str) -> usize {
    let at = branches.len();
    let above = &mut branches[parent];
    let method = above.scope.claim(&snake(word), word);
    // No two methods are the same, and so no two modules.
    let module =
        Scope::new(Case::Snake, MODULES).claim(method.as_str(), method.as_str());
    let with = |above: &[Ident], own| [above, &[own]].concat();
    let child = Branch {
        words: [above.words.as_slice(), &[word.to_owned()]].concat(),
        path: with(&above.path, module),
        methods: with(&above.methods, method),
        ..Branch::new(&["new"])
    };
    above.children.push(at);
    branches.push(child);
    at
}

impl Names {
    pub(super) fn name_groups(&mut self, api: &Api) {
        let mut branches = branches(api);
        let methods = branches.iter_mut().map(|branch| self.name_methods(api, branch));
        let methods: Vec<Vec<Ident>> = methods.collect();
        for (at, (branch, methods)) in branches.into_iter().zip(methods).enumerate() {
            let group = self.name_group(api, ModuleId::Group(at), branch, &methods);
            self.groups.push(group);
        }
    }

    /// The methods that call a group's operations.
    fn name_methods(&mut self, api: &Api, branch: &mut Branch) -> Vec<Ident> {
        let candidates = candidates(api, branch);
        let idents = branch.scope.claim_all(&candidates);
        let origin = |at: usize| api[branch.operations[at]].origin;
        let found = collisions(&candidates, &idents, origin).into_iter();
        self.collisions.extend(found.map(|it| Collision { is_operation: true, ..it }));
        idents
    }

    /// In each group's module: the operations first, then what they need, and the handle last. The
    /// enums of operations give way to what the document names, and go before what stands within that.
    fn name_group(
        &mut self,
        api: &Api,
        file: ModuleId,
        branch: Branch,
        methods: &[Ident],
    ) -> GroupName {
        let Branch { words, path, operations, types, children, .. } = branch;
        let mut scope = Scope::new(Case::Camel, &[]);
        self.name_structs(&operations, methods, &mut scope);
        let (named, within): (Vec<TypeId>, Vec<TypeId>) =
            types.iter().copied().partition(|id| depth(api, *id) == 0);
        let modules = [&[Ident::fixed("api")], path.as_slice()].concat();
        let home = Home { path: modules, file };
        self.name_all(api, named, &mut scope, |_| home.clone());
        self.name_enums(api, &operations, &mut scope);
        self.name_all(api, within, &mut scope, |_| home.clone());
        let handle = handle(&words, &mut scope);
        let methods = branch.methods;
        GroupName { words, path, methods, handle, operations, types, children }
    }

    fn name_structs(
        &mut self,
        operations: &[OperationId],
        methods: &[Ident],
        scope: &mut Scope,
    ) {
        let candidates: Vec<Candidate> = methods
            .iter()
            .map(|method| Candidate {
                name: camel(method.as_str()),
                key: method.as_str().into(),
            })
            .collect();
        let idents = scope.claim_all(&candidates);
        let names = methods.iter().cloned().zip(idents);
        let names = names.map(|(method, ident)| OperationName { method, ident });
        self.operations.extend(operations.iter().copied().zip(names));
    }

    /// The enums of operations, as far as there may be any.
    fn name_enums(&mut self, api: &Api, operations: &[OperationId], scope: &mut Scope) {
        for which in OperationEnum::ALL {
            let ids = operations.iter().filter(|id| which.may_belong_to(&api[**id]));
            let ids: Vec<OperationId> = ids.copied().collect();
            let word = which.as_str();
            let candidates: Vec<Candidate> = ids
                .iter()
                .map(|id| format!("{}{word}", stem(&self.of_operation(*id).ident)))
                .map(|name| Candidate { key: name.clone(), name })
                .collect();
            let keys = ids.into_iter().map(|id| (id, which));
            self.enums.extend(keys.zip(scope.claim_all(&candidates)));
        }
    }
}

/// What the methods of a group ask for: the name of the function behind them where nothing else in
/// the group is called so.
fn candidates(api: &Api, branch: &Branch) -> Vec<Candidate> {
    let operations = || branch.operations.iter().map(|id| &api[*id]);
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for operation in operations() {
        let wanted = function_candidate(operation)
            .into_iter()
            .chain([operation_candidate(operation)])
            .map(|candidate| candidate.name);
        for name in wanted.collect::<BTreeSet<_>>() {
            *names.entry(name).or_default() += 1;
        }
    }
    let is_free = |name: &str| names.get(name) == Some(&1) && branch.scope.is_free(name);
    operations()
        .map(|operation| {
            function_candidate(operation)
                .filter(|function| is_free(&function.name))
                .unwrap_or_else(|| operation_candidate(operation))
        })
        .collect()
}

/// A group's handle, which callers get from a method and hardly ever name, gives way to
/// what callers do name: with a tag `search`, the operation `search` is `Search`.
fn handle(words: &[String], scope: &mut Scope) -> Ident {
    let Some(word) = words.last() else { return Ident::fixed("Client") };
    let mut name = camel(word);
    if !scope.is_free(&name) {
        name = format!("{}Group", name.trim_end_matches('_'));
    }
    scope.claim(&name, word)
}
