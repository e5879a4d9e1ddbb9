//! Generated code adds methods to types of the runtime; no name of the document may be one that
//! such a type has already.

use super::{client, operations};
use std::fs;
use std::path::{Path, PathBuf};

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// The files of the runtime's folders.
fn files() -> Vec<PathBuf> {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime");
    let folders = entries(&runtime).into_iter().filter(|path| path.is_dir());
    folders.flat_map(|folder| entries(&folder)).collect()
}

/// The names of all methods that the runtime gives to a type, in whatever file.
fn methods(ty: &str) -> Vec<String> {
    let mut found = Vec::new();
    for path in files() {
        let text = fs::read_to_string(&path).expect("a text");
        for item in syn::parse_file(&text).expect("Rust").items {
            let syn::Item::Impl(block) = item else { continue };
            let syn::Type::Path(path) = &*block.self_ty else { continue };
            if block.trait_.is_some()
                || path.path.segments.last().is_none_or(|last| last.ident != ty)
            {
                continue;
            }
            for item in block.items {
                if let syn::ImplItem::Fn(method) = item {
                    found.push(method.sig.ident.to_string());
                }
            }
        }
    }
    found
}

/// What is reserved without being a method of the runtime's own.
const OTHERS: &[(&str, &str, &str)] = &[
    ("Client", "builder", "it is generated"),
    ("Client", "from_env", "it is generated"),
    ("Client", "clone", "it would hide the method of `Clone`"),
    ("Client", "new", "it is expected to make a client"),
];

/// The types that get more methods, and which names these cannot have.
const LISTS: [(&str, &[&str]); 3] = [
    ("Client", client::CLIENT_METHODS),
    ("ClientBuilder", client::BUILDER),
    ("Call", operations::ARGUMENTS),
];

#[test]
fn methods_of_the_runtime_are_reserved() {
    for (ty, reserved) in LISTS {
        let methods = methods(ty);
        assert!(methods.len() > 1, "{ty}: {methods:?}");
        let free: Vec<&String> =
            methods.iter().filter(|name| !reserved.contains(&name.as_str())).collect();
        assert!(free.is_empty(), "{ty} has {free:?}");
    }
}

/// Each name that is reserved for nothing is one that users do not get.
#[test]
fn nothing_else_is_reserved() {
    for (ty, reserved) in LISTS {
        let methods = methods(ty);
        let has_reason = |name: &str| {
            methods.iter().any(|method| method == name)
                || OTHERS.iter().any(|(of, other, _)| *of == ty && *other == name)
        };
        let vain: Vec<_> = reserved.iter().filter(|name| !has_reason(name)).collect();
        assert!(vain.is_empty(), "{ty} has no {vain:?}");
    }
}
