//! A call that compiles, for the documentation of a method.

use crate::rust::{Crate, Group, ModuleId, Operation, Ty};

/// A call that compiles: with arguments of our own making, never with text of the document.
pub(super) fn example(
    plan: &Crate,
    group: &Group,
    item: &Operation,
) -> Option<Vec<String>> {
    let library = plan.package.library.as_str();
    let mut setup = Vec::new();
    let mut arguments = Vec::new();
    for param in item.params.iter().filter(|param| param.required) {
        arguments.push(sample(&param.ty)?);
    }
    if let Some(body) = &item.body {
        if body.choice.is_some() {
            return None;
        }
        let choice = body.choices.first()?;
        match &choice.ty {
            Ty::Named(home, name) => {
                let new = sample_struct(plan, home, name)?;
                let path: Vec<&str> =
                    home.path.iter().map(crate::rust::Ident::as_str).collect();
                setup.push(format!(
                    "use {library}::{}::{};",
                    path.join("::"),
                    name.as_str()
                ));
                setup.push(String::new());
                setup.push(format!("let request = {new};"));
                arguments.push("&request".to_owned());
            }
            Ty::Bytes => arguments.push("\"content\"".to_owned()),
            Ty::String => arguments.push("&\"text\".to_owned()".to_owned()),
            _ => return None,
        }
    }
    let mut call = "client".to_owned();
    for name in &group.path {
        call.push_str(&format!(".{}()", name.as_str()));
    }
    let method = item.method_ident.as_str();
    let arguments = arguments.join(", ");
    let mut lines = vec!["```no_run".to_owned()];
    lines.push(
        "# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
    );
    if setup.len() > 1 {
        lines.push(setup.remove(0));
        lines.push(setup.remove(0));
    }
    lines.push(format!("let client = {library}::Client::from_env()?;"));
    lines.extend(setup);
    lines.push(format!("let response = {call}.{method}({arguments}).send().await?;"));
    lines.push("println!(\"{}\", response.status());".to_owned());
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    lines.push("```".to_owned());
    Some(lines)
}

/// A value of a type for an example.
pub(super) fn sample(ty: &Ty) -> Option<String> {
    Some(match ty {
        Ty::String => "\"text\"".to_owned(),
        Ty::Bool => "true".to_owned(),
        Ty::Number("f32" | "f64") => "1.0".to_owned(),
        Ty::Number(_) => "1".to_owned(),
        Ty::Vec(_) => "vec![]".to_owned(),
        _ => return None,
    })
}

/// A call of a struct's constructor.
pub(super) fn sample_struct(
    plan: &Crate,
    home: &crate::rust::Home,
    name: &crate::rust::Ident,
) -> Option<String> {
    let items = match home.file {
        ModuleId::Group(at) => &plan.groups.get(at)?.items,
        ModuleId::Types(at) => &plan.types.get(at)?.items,
        ModuleId::Webhooks | ModuleId::Client | ModuleId::Xml => return None,
    };
    let item = items.iter().find(|item| item.ident == *name)?;
    let crate::rust::TypeKind::Struct(structure) = &item.kind else { return None };
    if !structure.constructor || item.docs.deprecated {
        return None;
    }
    let required = structure.fields.iter().filter(|field| field.required);
    let arguments: Option<Vec<String>> =
        required.map(|field| sample(&field.ty)).collect();
    Some(format!("{}::new({})", name.as_str(), arguments?.join(", ")))
}
