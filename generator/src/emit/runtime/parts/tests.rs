use super::{FOLDERS, OF_LIBRARIES, Part};
use std::collections::BTreeSet;
use syn::{Item, UseTree, Visibility};

const INDEX: &str = include_str!("../../../../runtime/src/runtime/mod.rs");

fn modules(index: &str) -> Vec<&str> {
    index
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect()
}

#[test]
fn every_module_of_the_runtime_is_known() {
    let folders: Vec<&str> = FOLDERS.iter().map(|folder| folder.name).collect();
    assert_eq!(modules(INDEX), folders);
    for folder in FOLDERS {
        let parts: Vec<&str> = folder.parts.iter().map(|part| part.module).collect();
        assert_eq!(modules(folder.index), parts, "{}", folder.name);
    }
}

/// The names that a file makes public, and after them those of its macros.
fn defined(part: &Part) -> [BTreeSet<String>; 2] {
    let [mut names, mut macros] = [BTreeSet::new(), BTreeSet::new()];
    for item in syn::parse_file(part.text).expect("Rust").items {
        let (visibility, name) = match item {
            Item::Enum(item) => (item.vis, item.ident),
            Item::Fn(item) => (item.vis, item.sig.ident),
            Item::Mod(item) => (item.vis, item.ident),
            Item::Struct(item) => (item.vis, item.ident),
            Item::Trait(item) => (item.vis, item.ident),
            Item::Type(item) => (item.vis, item.ident),
            Item::Macro(item) => {
                macros.extend(item.ident.map(|name| name.to_string()));
                continue;
            }
            _ => continue,
        };
        if matches!(visibility, Visibility::Public(_)) {
            names.insert(name.to_string());
        }
    }
    [names, macros]
}

#[test]
fn every_name_is_one_of_its_file() {
    for part in FOLDERS.iter().flat_map(|folder| folder.parts) {
        let [names, macros] = defined(part);
        let has_none = |name: &&str| !names.contains(*name);
        assert_eq!(part.names().find(has_none), None, "{}", part.module);
        let has_none = |name: &&&str| !macros.contains(**name);
        assert_eq!(part.tables.iter().find(has_none), None, "{}", part.module);
    }
}

/// The paths of what is imported.
fn paths(tree: &UseTree, before: &str, found: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => {
            paths(&path.tree, &format!("{before}{}::", path.ident), found);
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| paths(tree, before, found));
        }
        UseTree::Name(name) => {
            let before = before.trim_start_matches("self::");
            found.insert(format!("{before}{}", name.ident));
        }
        UseTree::Rename(_) | UseTree::Glob(_) => panic!("each name is listed"),
    }
}

#[test]
fn the_runtime_exports_the_same_names() {
    let mut exported = BTreeSet::new();
    for item in syn::parse_file(INDEX).expect("Rust").items {
        if let Item::Use(item) = item {
            paths(&item.tree, "", &mut exported);
        }
    }
    let mut known: BTreeSet<String> = OF_LIBRARIES
        .iter()
        .map(|(library, name)| format!("{}::{name}", library.trim_start_matches(':')))
        .collect();
    for folder in FOLDERS {
        for part in folder.parts {
            let names = part.names().chain(part.tables.iter().copied());
            known.extend(
                names.map(|it| format!("{}::{}::{it}", folder.name, part.module)),
            );
        }
    }
    assert_eq!(exported, known);
}
