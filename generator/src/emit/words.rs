//! Types in words, for people.

use crate::rust::Ty;

/// A type as people write it.
pub(crate) fn ty(ty: &Ty) -> String {
    match ty {
        Ty::Unit => "()".to_owned(),
        Ty::Bool => "bool".to_owned(),
        Ty::Number(number) => number.name().to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Value => "Value".to_owned(),
        Ty::Base64 => "Base64".to_owned(),
        Ty::Bytes => "Bytes".to_owned(),
        Ty::Upload => "Upload".to_owned(),
        Ty::Library(library) => library.path().to_owned(),
        Ty::Vec(inner) => format!("Vec<{}>", self::ty(inner)),
        Ty::Rest(inner) => format!("Rest<{}>", self::ty(inner)),
        Ty::Map(inner) => format!("BTreeMap<String, {}>", self::ty(inner)),
        Ty::Option(inner) => format!("Option<{}>", self::ty(inner)),
        Ty::Nullable(inner) => format!("Nullable<{}>", self::ty(inner)),
        Ty::Boxed(inner) => format!("Box<{}>", self::ty(inner)),
        Ty::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(self::ty).collect();
            match &elements[..] {
                [only] => format!("({only},)"),
                _ => format!("({})", elements.join(", ")),
            }
        }
        // What is called as a type of the runtime is told from it.
        Ty::Named(_, ident) => match ident.as_str() {
            name @ ("Value" | "Base64" | "Bytes" | "Upload") => format!("types::{name}"),
            name => name.to_owned(),
        },
    }
}
