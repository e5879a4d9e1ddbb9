//! One type: its parts with their places, and its code.

use super::tree::keyword;
use super::{Shown, table};
use crate::diagnostics::Diagnostic;
use crate::emit::type_words;
use crate::graph::Graph;
use crate::report::harmless;
use crate::rust::{ModuleId, Struct, TypeItem, TypeKind, Value};

/// Everything about a type.
pub(super) fn describe(
    shown: Shown<'_>,
    file: ModuleId,
    item: &TypeItem,
) -> Result<String, Box<Diagnostic>> {
    let name = item.ident.as_str();
    let path = path(shown, file);
    let defined = shown.planned.plan.further_names.definition(file, &item.ident);
    let keyword = if defined.is_some() { "type" } else { keyword(&item.kind) };
    let mut out = format!("{keyword} {name}\n");
    let mut rows = vec![
        ("document".to_owned(), shown.full_place(item.origin)),
        ("code".to_owned(), path),
    ];
    if let Some(defined) = defined {
        rows.push(("another name of".to_owned(), defined.as_str().to_owned()));
    }
    let users = users(shown, item);
    if !users.is_empty() {
        rows.push(("used by".to_owned(), users.join(", ")));
    }
    out.push_str(&table(&rows));
    let parts = parts(shown, item);
    if !parts.is_empty() && defined.is_none() {
        out.push_str(&format!("\nparts\n{}", table(&parts)));
    }
    let code = code(shown, file, name)?;
    if !code.is_empty() {
        out.push_str(&format!("\n{code}"));
    }
    Ok(out)
}

/// The file in which a type is defined.
fn path(shown: Shown<'_>, file: ModuleId) -> String {
    let plan = &shown.planned.plan;
    match file {
        ModuleId::Group(at) => plan.groups[at].file(),
        ModuleId::Types(at) => format!("src/types/{}.rs", plan.types[at].ident.as_str()),
        ModuleId::Webhooks => "src/webhooks.rs".to_owned(),
        ModuleId::Client => "src/client.rs".to_owned(),
        ModuleId::Xml => "src/xml.rs".to_owned(),
    }
}

/// The operations and types that mention it.
fn users(shown: Shown<'_>, item: &TypeItem) -> Vec<String> {
    let graph = Graph::of(&shown.planned.plan);
    let at = Graph::type_item(&shown.planned.plan, item);
    let users = graph.edges.iter().filter(|edge| Some(edge.to) == at);
    users.map(|edge| graph.nodes[edge.from].name.clone()).collect()
}

fn parts(shown: Shown<'_>, item: &TypeItem) -> Vec<(String, String)> {
    match &item.kind {
        TypeKind::Struct(structure) => fields(shown, structure),
        TypeKind::Values(values) | TypeKind::Constants(values) => {
            values.iter().map(value).collect()
        }
        TypeKind::Numbers(numbers) => numbers
            .iter()
            .map(|number| (number.ident.as_str().to_owned(), number.value.to_string()))
            .collect(),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .map(|v| (v.ident.as_str().to_owned(), type_words(&v.ty)))
            .collect(),
        TypeKind::Alias(ty) | TypeKind::Newtype(ty) => {
            vec![("is".to_owned(), type_words(ty))]
        }
    }
}

fn fields(shown: Shown<'_>, structure: &Struct) -> Vec<(String, String)> {
    let field = |field: &crate::rust::Field| {
        let wire = harmless(field.wire.untrusted());
        let left = match field.constant {
            Some(_) => format!("constant `{wire}`"),
            None => format!("{}: {}", field.ident.as_str(), type_words(&field.ty)),
        };
        (left, format!("`{wire}`  {}", shown.place(field.origin)))
    };
    let mut rows: Vec<(String, String)> = structure.fields.iter().map(field).collect();
    if let Some((word, ty)) = &structure.extra {
        let left = format!("{}: BTreeMap<String, {}>", word.as_str(), type_words(ty));
        rows.push((left, "all other keys".to_owned()));
    }
    rows
}

fn value(value: &Value) -> (String, String) {
    (value.ident.as_str().to_owned(), format!("`{}`", harmless(value.wire.untrusted())))
}

/// The items of a file that are about a type.
fn code(
    shown: Shown<'_>,
    file: ModuleId,
    name: &str,
) -> Result<String, Box<Diagnostic>> {
    let file = crate::file_of(shown.planned, file)?;
    let mut code = String::new();
    for item in items(&file.text) {
        if is_about(&item, name) {
            code.push_str(&item);
            code.push('\n');
        }
    }
    Ok(code)
}

/// The items of a formatted file: blank lines at the outermost level are between them.
fn items(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut blank = false;
    for line in text.lines() {
        let outermost = line.starts_with(|c: char| !c.is_whitespace() && c != '}');
        if blank && outermost && items.last().is_some_and(|item| !item.is_empty()) {
            items.push(String::new());
        }
        blank = line.is_empty();
        if let Some(item) = items.last_mut() {
            item.push_str(line);
            item.push('\n');
        }
    }
    items.into_iter().map(|item| format!("{}\n", item.trim_end())).collect()
}

/// Whether the head of an item names the type.
fn is_about(item: &str, name: &str) -> bool {
    let is_head = |line: &&str| !line.starts_with("//") && !line.starts_with("#[");
    let mut lines = item.lines().filter(is_head);
    let head = match lines.next() {
        // The head of a table is its first line.
        Some(line) if line.ends_with("! {") => lines.next(),
        line => line,
    };
    let is_use = |head: &str| head.starts_with("use ") || head.starts_with("pub use ");
    head.is_some_and(|head| {
        let word = |c: char| !(c.is_alphanumeric() || c == '_');
        !is_use(head) && head.split(word).any(|word| word == name)
    })
}
