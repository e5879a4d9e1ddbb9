//! Types as a program that uses the crate writes them.

use crate::rust::{Ident, Ty};

/// The type with its full path; `library` is the name of the generated library.
pub fn path(ty: &Ty, library: &str) -> String {
    let of = |inner: &Ty| path(inner, library);
    match ty {
        Ty::Unit => "()".to_owned(),
        Ty::Bool => "bool".to_owned(),
        Ty::Number(name) => (*name).to_owned(),
        Ty::String => "::std::string::String".to_owned(),
        Ty::Value => format!("{library}::runtime::Value"),
        Ty::Base64 => format!("{library}::runtime::Base64"),
        Ty::Bytes => format!("{library}::runtime::Bytes"),
        Ty::Upload => format!("{library}::runtime::Upload"),
        Ty::Library(path) => format!("::{path}"),
        Ty::Vec(item) => format!("::std::vec::Vec<{}>", of(item)),
        Ty::Option(inner) => format!("::std::option::Option<{}>", of(inner)),
        Ty::Nullable(inner) => format!("{library}::runtime::Nullable<{}>", of(inner)),
        Ty::Boxed(inner) => format!("::std::boxed::Box<{}>", of(inner)),
        Ty::Map(value) => {
            format!("::std::collections::BTreeMap<::std::string::String, {}>", of(value))
        }
        Ty::Tuple(elements) => {
            // A tuple of one needs its comma; others may have it.
            let elements: Vec<String> = elements.iter().map(of).collect();
            format!("({},)", elements.join(", "))
        }
        Ty::Named(home, name) => {
            let segments = home.path.iter().chain([name]).map(Ident::as_str);
            let segments: Vec<&str> = segments.collect();
            format!("{library}::{}", segments.join("::"))
        }
    }
}
