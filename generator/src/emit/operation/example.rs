//! A call that compiles, for the documentation of a method and for the crate's page.

use crate::rust::{
    Body, Crate, Group, Home, Ident, ModuleId, Operation, Outcome, Struct, Ty, TypeItem,
    TypeKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// A call that compiles, as a block of code that rustdoc compiles.
pub(super) fn example(
    plan: &Crate,
    group: &Group,
    item: &Operation,
) -> Option<Vec<String>> {
    let mut lines = vec![
        "```no_run".to_owned(),
        "# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
    ];
    lines.extend(example_call(plan, group, item)?);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(lines)
}

/// A call that compiles: with arguments of our own making, never with text of the document.
pub(in crate::emit) fn example_call(
    plan: &Crate,
    group: &Group,
    item: &Operation,
) -> Option<Vec<String>> {
    let library = plan.package.library.as_str();
    let mut samples = Samples { plan, imports: BTreeMap::new() };
    let mut arguments = Vec::new();
    for param in item.params.iter().filter(|param| param.required) {
        arguments.push(samples.value(&param.ty, &param.ident)?);
    }
    let mut request = None;
    if let Some(body) = &item.body {
        arguments.push(samples.body(body, &mut request)?);
    }
    let call = format!("client{}", group.calls());
    let method = item.method_ident.as_str();
    let call = format!("{call}.{method}({})", arguments.join(", "));
    let mut lines = samples.declarations()?;
    lines.push(format!("let client = {library}::Client::from_env()?;"));
    lines.extend(request.map(|new| format!("let request = {new};")));
    lines.extend(used(item, &call));
    Some(lines)
}

/// What is done with a call.
fn used(item: &Operation, call: &str) -> Vec<String> {
    if item.pages.is_some() {
        return vec![
            format!("let mut items = {call}.items();"),
            "while let Some(item) = items.next().await {".to_owned(),
            "    println!(\"{:?}\", item?);".to_owned(),
            "}".to_owned(),
        ];
    }
    // To wait for the whole of it would be to wait for a stream that may never end.
    if item.stream.is_some() && matches!(item.output, Outcome::One(Ty::Bytes)) {
        return vec![
            format!("let mut values = {call}.stream().await?;"),
            "while let Some(value) = values.next().await {".to_owned(),
            "    println!(\"{:?}\", value?);".to_owned(),
            "}".to_owned(),
        ];
    }
    vec![
        format!("let response = {call}.send().await?;"),
        "println!(\"{}\", response.status());".to_owned(),
    ]
}

/// Values for an example, and what has to be imported for them.
struct Samples<'a> {
    plan: &'a Crate,
    /// Paths of modules, and what is imported of each.
    imports: BTreeMap<String, BTreeSet<&'a str>>,
}

impl<'a> Samples<'a> {
    /// The argument for a body; a value that is made before the call is `request`.
    fn body(&mut self, body: &'a Body, request: &mut Option<String>) -> Option<String> {
        Some(match &body.of_value_alone()?.ty {
            Ty::Named(home, name) => {
                *request = Some(self.named(home, name)?);
                "&request".to_owned()
            }
            Ty::Bytes => "\"content\"".to_owned(),
            Ty::String => "\"text\"".to_owned(),
            _ => return None,
        })
    }

    /// A value of a type, as a constructor or a method takes it for what is called so.
    fn value(&mut self, ty: &'a Ty, name: &Ident) -> Option<String> {
        Some(match ty {
            Ty::String => format!("\"{}\"", name.as_str().trim_end_matches('_')),
            Ty::Bool => "true".to_owned(),
            Ty::Number("f32" | "f64") => "1.0".to_owned(),
            Ty::Number(_) => "1".to_owned(),
            Ty::Vec(_) => "vec![]".to_owned(),
            Ty::Upload => {
                let library = self.plan.package.library.as_str().to_owned();
                self.imports.entry(library).or_default().insert("Upload");
                "Upload::new(\"content\")".to_owned()
            }
            Ty::Named(home, name) => {
                let first = first_value(find(self.plan, home, name)?)?;
                self.import(home, name);
                format!("{}::{}", name.as_str(), first.as_str())
            }
            _ => return None,
        })
    }

    /// A body of a type that has a name: a call of its constructor, or one of its values.
    fn named(&mut self, home: &'a Home, name: &'a Ident) -> Option<String> {
        let item = find(self.plan, home, name)?;
        let TypeKind::Struct(structure) = &item.kind else { return None };
        let arguments = self.constructor(structure)?;
        self.import(home, name);
        Some(format!("{}::new({})", name.as_str(), arguments.join(", ")))
    }

    fn constructor(&mut self, structure: &'a Struct) -> Option<Vec<String>> {
        if !structure.constructor {
            return None;
        }
        let fields = structure.fields.iter();
        let required = fields.filter(|field| field.required && field.constant.is_none());
        required.map(|field| self.value(field.argument(), &field.ident)).collect()
    }

    fn import(&mut self, home: &Home, name: &'a Ident) {
        let mut path = self.plan.package.library.as_str().to_owned();
        for module in &home.path {
            path.push_str("::");
            path.push_str(module.as_str());
        }
        self.imports.entry(path).or_default().insert(name.as_str());
    }

    /// The imports and a blank line; nothing if two of them have the same name.
    fn declarations(&self) -> Option<Vec<String>> {
        let mut known = BTreeSet::new();
        if !self.imports.values().flatten().all(|name| known.insert(*name)) {
            return None;
        }
        let mut lines = Vec::new();
        for (path, names) in &self.imports {
            let names: Vec<&str> = names.iter().copied().collect();
            lines.push(match names.as_slice() {
                [only] => format!("use {path}::{only};"),
                names => format!("use {path}::{{{}}};", names.join(", ")),
            });
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        Some(lines)
    }
}

/// What is called so, unless it is deprecated.
fn find<'a>(plan: &'a Crate, home: &Home, name: &Ident) -> Option<&'a TypeItem> {
    let items = match home.file {
        ModuleId::Group(at) => &plan.groups.get(at)?.items,
        ModuleId::Types(at) => &plan.types.get(at)?.items,
        ModuleId::Webhooks | ModuleId::Client | ModuleId::Xml => return None,
    };
    items.iter().find(|item| item.ident == *name && !item.docs.deprecated)
}

/// The first value of an enum.
fn first_value(item: &TypeItem) -> Option<&Ident> {
    match &item.kind {
        TypeKind::Values(values) => values.first().map(|value| &value.ident),
        TypeKind::Numbers(numbers) => numbers.first().map(|number| &number.ident),
        _ => None,
    }
}
