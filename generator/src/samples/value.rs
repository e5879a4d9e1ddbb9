//! Values of types, as a program writes them.

use crate::rust::{Crate, Home, Ident, ModuleId, Struct, Ty, TypeItem, TypeKind};
use std::collections::BTreeMap;

/// Values within values.
const DEEPEST: usize = 12;

/// What the prelude and the sample itself call something.
const TAKEN: &[&str] = &["Box", "Client", "Err", "None", "Ok", "Result", "Some"];

/// The types of a crate by file and name.
pub struct Types<'a>(BTreeMap<(ModuleId, &'a str), &'a TypeItem>);

impl<'a> Types<'a> {
    /// Those of a plan.
    pub fn of(plan: &'a Crate) -> Self {
        let items = plan.placed_items();
        let items = items.map(|(file, item)| ((file, item.ident.as_str()), item));
        Self(items.collect())
    }
}

/// Makes values and notes what has to be imported for them.
pub(super) struct Values<'a> {
    plan: &'a Crate,
    types: &'a Types<'a>,
    /// Imported names with their modules.
    imports: BTreeMap<String, String>,
    /// Whether something that is used is deprecated.
    pub(super) deprecated: bool,
    depth: usize,
}

impl<'a> Values<'a> {
    pub(super) fn new(plan: &'a Crate, types: &'a Types<'a>) -> Self {
        Self { plan, types, imports: BTreeMap::new(), deprecated: false, depth: 0 }
    }

    /// The `use` declarations, one a module.
    pub(super) fn uses(&self) -> Vec<String> {
        let library = self.plan.package.library.as_str();
        let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, module) in &self.imports {
            modules.entry(module).or_default().push(name);
        }
        let declaration = |(module, names): (&str, Vec<&str>)| {
            let parts = [library, module].into_iter().filter(|part| !part.is_empty());
            let path: String = parts.flat_map(|part| [part, "::"]).collect();
            match &names[..] {
                [only] => format!("use {path}{only};"),
                names => format!("use {path}{{{}}};", names.join(", ")),
            }
        };
        modules.into_iter().map(declaration).collect()
    }

    /// A name of the crate: imported, or with its path where another has the name.
    pub(super) fn name(&mut self, module: &str, name: &str) -> String {
        let taken = TAKEN.contains(&name);
        let known = self.imports.entry(name.to_owned());
        let home = known.or_insert_with(|| module.to_owned());
        if taken || home != module {
            if taken {
                self.imports.remove(name);
            }
            let library = self.plan.package.library.as_str();
            return format!("{library}::{module}::{name}");
        }
        name.to_owned()
    }

    /// A value in the place of an argument, which takes `impl Into` for texts and bytes, and
    /// boxes by itself.
    pub(super) fn argument(&mut self, ty: &Ty, hint: &str) -> Option<String> {
        match ty {
            Ty::String => Some(format!("{:?}", hint.trim_end_matches('_'))),
            Ty::Boxed(inner) => self.owned(inner, hint),
            Ty::Base64 | Ty::Bytes => Some("\"content\"".to_owned()),
            ty => self.owned(ty, hint),
        }
    }

    /// A value to send: not `None`, from which no compiler can tell what it is an option of.
    pub(super) fn body(&mut self, ty: &Ty, hint: &str) -> Option<String> {
        match ty {
            Ty::Option(inner) => Some(format!("Some({})", self.owned(inner, hint)?)),
            Ty::Named(home, ident) => {
                let item = self.types.0.get(&(home.file, ident.as_str())).copied()?;
                match &item.kind {
                    TypeKind::Alias(inner @ Ty::Option(_)) => self.body(inner, hint),
                    _ => self.owned(ty, hint),
                }
            }
            ty => self.owned(ty, hint),
        }
    }

    /// A value of exactly this type.
    pub(super) fn owned(&mut self, ty: &Ty, hint: &str) -> Option<String> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let value = self.value(ty, hint);
        self.depth -= 1;
        value
    }

    fn value(&mut self, ty: &Ty, hint: &str) -> Option<String> {
        Some(match ty {
            Ty::Unit => "()".to_owned(),
            Ty::Bool => "true".to_owned(),
            Ty::Number("f32" | "f64") => "1.0".to_owned(),
            Ty::Number(_) => "1".to_owned(),
            Ty::String => format!("{:?}.to_owned()", hint.trim_end_matches('_')),
            Ty::Value => format!("{}::default()", self.name("", "Value")),
            Ty::Map(_) => "std::collections::BTreeMap::new()".to_owned(),
            Ty::Bytes => format!("{}::from(\"content\")", self.name("", "Bytes")),
            Ty::Base64 => "\"content\".into()".to_owned(),
            Ty::Upload => format!("{}::new(\"content\")", self.name("", "Upload")),
            Ty::Option(_) => "None".to_owned(),
            Ty::Nullable(_) => format!("{}::Null", self.name("", "Nullable")),
            Ty::Library(path) => library(path)?,
            Ty::Boxed(inner) => format!("Box::new({})", self.owned(inner, hint)?),
            Ty::Vec(item) => match self.owned(item, hint) {
                Some(item) => format!("vec![{item}]"),
                None => "vec![]".to_owned(),
            },
            Ty::Tuple(elements) => {
                let elements: Option<Vec<String>> =
                    elements.iter().map(|ty| self.owned(ty, hint)).collect();
                format!("({},)", elements?.join(", "))
            }
            Ty::Named(home, ident) => self.named(home, ident, hint)?,
        })
    }

    fn named(&mut self, home: &Home, ident: &Ident, hint: &str) -> Option<String> {
        let item = *self.types.0.get(&(home.file, ident.as_str()))?;
        let value = match &item.kind {
            TypeKind::Alias(inner) => return self.owned(inner, hint),
            TypeKind::Struct(structure) => self.constructor(structure)?,
            TypeKind::Newtype(inner) => format!("({})", self.owned(inner, hint)?),
            TypeKind::Values(values) => format!("::{}", values.first()?.ident.as_str()),
            TypeKind::Constants(values) => {
                format!("::{}", values.first()?.ident.as_str())
            }
            TypeKind::Numbers(numbers) => {
                format!("::{}", numbers.first()?.ident.as_str())
            }
            TypeKind::Union(union) => union.variants.iter().find_map(|variant| {
                let content = self.owned(&variant.ty, hint)?;
                Some(format!("::{}({content})", variant.ident.as_str()))
            })?,
        };
        self.deprecated |= item.docs.deprecated;
        let path: Vec<&str> = home.path.iter().map(Ident::as_str).collect();
        Some(self.name(&path.join("::"), ident.as_str()) + &value)
    }

    fn constructor(&mut self, structure: &Struct) -> Option<String> {
        if !structure.constructor {
            return structure.default.then(|| "::default()".to_owned());
        }
        let required = structure.fields.iter().filter(|field| field.required);
        let arguments: Option<Vec<String>> = required
            .map(|field| self.argument(field.argument(), field.ident.as_str()))
            .collect();
        Some(format!("::new({})", arguments?.join(", ")))
    }
}

/// A value of a library's type, by the traits that it has.
fn library(path: &str) -> Option<String> {
    Some(match path {
        "url::Url" => "\"https://example.com/\".parse()?".to_owned(),
        "std::net::Ipv4Addr" => "std::net::Ipv4Addr::LOCALHOST".to_owned(),
        "std::net::Ipv6Addr" => "std::net::Ipv6Addr::LOCALHOST".to_owned(),
        // Neither has a value without the library's own name, which a sample does not import.
        "time::OffsetDateTime" | "time::Date" => return None,
        _ => "Default::default()".to_owned(),
    })
}
