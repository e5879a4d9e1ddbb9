//! Values of types, as a program writes them.

use crate::rust::{
    Crate, Field, Home, Ident, LibraryType, NumberType, Struct, Ty, TypeItem, TypeKind,
    Union,
};
use std::collections::BTreeMap;

/// Definitions within definitions.
const DEEPEST: usize = 12;

/// So many values make a sample at most. A document may say that each holds several others.
const MOST: usize = 500;

/// What the prelude and the sample itself call something.
const TAKEN: &[&str] = &["Box", "Client", "Err", "None", "Ok", "Result", "Some"];

/// Makes values and notes what has to be imported for them.
pub(crate) struct Values<'a> {
    plan: &'a Crate,
    /// Imported names with their modules.
    imports: BTreeMap<String, String>,
    /// Whether something that is used is deprecated.
    pub(crate) deprecated: bool,
    /// The definitions of the values around the one that is made.
    around: Vec<&'a TypeItem>,
    /// How many values may still be made.
    left: usize,
}

impl<'a> Values<'a> {
    pub(crate) fn new(plan: &'a Crate) -> Self {
        Self {
            plan,
            imports: BTreeMap::new(),
            deprecated: false,
            around: Vec::new(),
            left: MOST,
        }
    }

    /// Imports the client, whose name no other import can have.
    pub(crate) fn import_client(&mut self) {
        self.imports.insert("Client".to_owned(), String::new());
    }

    /// The `use` declarations, one a module.
    pub(crate) fn uses(&self) -> Vec<String> {
        let library = self.plan.package.library.as_str();
        let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, module) in &self.imports {
            modules.entry(module).or_default().push(name);
        }
        let declaration = |(module, names): (&str, Vec<&str>)| {
            let path = joined(&[library, module]);
            match &names[..] {
                [only] => format!("use {path}::{only};"),
                names => format!("use {path}::{{{}}};", names.join(", ")),
            }
        };
        modules.into_iter().map(declaration).collect()
    }

    /// A name of the crate: imported, or with its path where another has the name.
    pub(crate) fn name(&mut self, module: &str, name: &str) -> String {
        if !TAKEN.contains(&name) {
            let known = self.imports.entry(name.to_owned());
            if known.or_insert_with(|| module.to_owned()) == module {
                return name.to_owned();
            }
        }
        joined(&[self.plan.package.library.as_str(), module, name])
    }

    /// A value in the place of an argument, which boxes by itself, and where it is `converted`
    /// takes whatever becomes a value of its type: texts and bytes, also by other names, and
    /// unions with a text.
    pub(crate) fn argument(
        &mut self,
        ty: &Ty,
        converted: bool,
        hint: &str,
    ) -> Option<String> {
        match ty {
            Ty::Boxed(inner) => return self.owned(inner, hint),
            ty if !converted => return self.owned(ty, hint),
            _ => {}
        }
        match self.behind_aliases(ty) {
            Ty::String => Some(literal(hint)),
            Ty::Base64 | Ty::Bytes => Some("\"content\"".to_owned()),
            Ty::Named(home, ident) if self.is_made_of_text(home, ident) => {
                Some(literal(hint))
            }
            _ => self.owned(ty, hint),
        }
    }

    /// A value to send: not `None`, from which no compiler can tell what it is an option of.
    pub(crate) fn body(&mut self, ty: &Ty, hint: &str) -> Option<String> {
        match self.behind_aliases(ty) {
            Ty::Option(inner) => Some(format!("Some({})", self.owned(inner, hint)?)),
            _ => self.owned(ty, hint),
        }
    }

    /// A value of exactly this type; an empty list rather than a value within one of its own type.
    pub(crate) fn owned(&mut self, ty: &Ty, hint: &str) -> Option<String> {
        self.left = self.left.checked_sub(1)?;
        Some(match ty {
            Ty::Unit => "()".to_owned(),
            Ty::Bool => "true".to_owned(),
            Ty::Number(NumberType::F32 | NumberType::F64) => "1.0".to_owned(),
            Ty::Number(_) => "1".to_owned(),
            Ty::String => format!("{}.to_owned()", literal(hint)),
            Ty::Value => format!("{}::default()", self.name("", "Value")),
            Ty::Map(_) => "std::collections::BTreeMap::new()".to_owned(),
            Ty::Bytes => format!("{}::from(\"content\")", self.name("", "Bytes")),
            Ty::Base64 => "\"content\".into()".to_owned(),
            Ty::Upload => format!("{}::new(\"content\")", self.name("", "Upload")),
            Ty::Option(_) => "None".to_owned(),
            Ty::Nullable(_) => format!("{}::Null", self.name("", "Nullable")),
            Ty::Library(ty) => library(*ty)?,
            Ty::Boxed(inner) => format!("Box::new({})", self.owned(inner, hint)?),
            Ty::Vec(item) => match self.attempt(|values| values.owned(item, hint)) {
                Some(item) => format!("vec![{item}]"),
                None => "vec![]".to_owned(),
            },
            Ty::Rest(_) => format!("{}::default()", self.name("", "Rest")),
            Ty::Tuple(elements) => {
                let elements: Option<Vec<String>> =
                    elements.iter().map(|ty| self.owned(ty, hint)).collect();
                format!("({},)", elements?.join(", "))
            }
            Ty::Named(home, ident) => self.named(home, ident, hint)?,
        })
    }

    /// Makes a value, and notes nothing if there is none.
    fn attempt(
        &mut self,
        make: impl FnOnce(&mut Self) -> Option<String>,
    ) -> Option<String> {
        let (imports, deprecated) = (self.imports.clone(), self.deprecated);
        let value = make(self);
        if value.is_none() {
            (self.imports, self.deprecated) = (imports, deprecated);
        }
        value
    }

    fn named(&mut self, home: &Home, ident: &Ident, hint: &str) -> Option<String> {
        let item = self.item(home, ident)?;
        let is_around = self.around.iter().any(|around| std::ptr::eq(*around, item));
        if is_around || self.around.len() >= DEEPEST {
            return None;
        }
        self.around.push(item);
        let value = self.defined(item, home, hint);
        self.around.pop();
        value
    }

    fn defined(
        &mut self,
        item: &'a TypeItem,
        home: &Home,
        hint: &str,
    ) -> Option<String> {
        let value = match &item.kind {
            TypeKind::Alias(inner) => return self.owned(inner, hint),
            TypeKind::Struct(structure) => self.constructor(structure)?,
            TypeKind::Newtype(inner) => format!("({})", self.owned(inner, hint)?),
            TypeKind::Values(values) | TypeKind::Constants(values) => {
                format!("::{}", values.first()?.ident.as_str())
            }
            TypeKind::Numbers(numbers) => {
                format!("::{}", numbers.first()?.ident.as_str())
            }
            TypeKind::Union(union) => self.variant(union, hint)?,
        };
        self.deprecated |= item.docs.deprecated;
        let path: Vec<&str> = home.path.iter().map(Ident::as_str).collect();
        Some(self.name(&path.join("::"), item.ident.as_str()) + &value)
    }

    fn variant(&mut self, union: &'a Union, hint: &str) -> Option<String> {
        union.variants.iter().find_map(|variant| {
            let content = self.attempt(|values| values.owned(&variant.ty, hint))?;
            Some(format!("::{}({content})", variant.ident.as_str()))
        })
    }

    fn constructor(&mut self, structure: &'a Struct) -> Option<String> {
        if !structure.constructor {
            return structure.default.then(|| "::default()".to_owned());
        }
        let required = structure.fields.iter().filter(|field| field.required);
        let arguments: Option<Vec<String>> = required
            .map(|field| {
                let hint = field.ident.as_str();
                self.argument(field.argument(), field.converted, hint)
            })
            .collect();
        Some(format!("::new({})", arguments?.join(", ")))
    }

    /// The field of a struct that an example shows, neither a secret nor deprecated: `id`, `name`, or
    /// one that is always there.
    pub(crate) fn telling_field(&self, ty: &Ty) -> Option<&'a Ident> {
        const TELLING: [&str; 2] = ["id", "name"];
        let Ty::Named(home, ident) = ty else { return None };
        let item = self.item(home, ident).filter(|item| !item.docs.deprecated)?;
        let TypeKind::Struct(structure) = &item.kind else { return None };
        let is_shown = |field: &&Field| {
            field.constant.is_none() && !field.secret && !field.docs.deprecated
        };
        let rank = |field: &&Field| {
            let telling = TELLING.iter().position(|name| *name == field.ident.as_str());
            (telling.unwrap_or(TELLING.len()), !field.required)
        };
        let fields = structure.fields.iter().filter(is_shown);
        fields.min_by_key(rank).map(|field| &field.ident)
    }

    /// What a name stands for that is no type of its own. Names that stand for each other are none.
    pub(crate) fn behind_aliases<'t>(&self, ty: &'t Ty) -> &'t Ty
    where
        'a: 't,
    {
        let mut ty = ty;
        while let Ty::Named(home, ident) = ty
            && let Some(TypeKind::Alias(inner)) =
                self.item(home, ident).map(|it| &it.kind)
        {
            ty = inner;
        }
        ty
    }

    /// Whether a text becomes a value of this type by itself.
    fn is_made_of_text(&self, home: &Home, ident: &Ident) -> bool {
        let Some(TypeKind::Union(union)) = self.item(home, ident).map(|item| &item.kind)
        else {
            return false;
        };
        union.variants.iter().any(|variant| variant.from && variant.ty == Ty::String)
    }

    fn item(&self, home: &Home, ident: &Ident) -> Option<&'a TypeItem> {
        self.plan.item(home.file, ident)
    }
}

/// A text that only says for what it is.
fn literal(hint: &str) -> String {
    format!("{:?}", hint.trim_end_matches('_'))
}

/// The path of these parts, of which the crate itself is an empty one.
fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> =
        parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join("::")
}

/// A value of a library's type, by the traits that it has.
fn library(ty: LibraryType) -> Option<String> {
    Some(match ty {
        LibraryType::Url => "\"https://example.com/\".parse()?".to_owned(),
        LibraryType::Ipv4Addr | LibraryType::Ipv6Addr => {
            format!("{}::LOCALHOST", ty.path())
        }
        // Neither has a value without the library's own name, which a sample does not import.
        LibraryType::TimeDateTime | LibraryType::TimeDate => return None,
        _ => "Default::default()".to_owned(),
    })
}
