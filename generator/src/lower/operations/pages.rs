//! Pages: from what the configuration or an extension says to places that are there.

use super::page_recipe::{Recipe, Target, Turn};
use super::vendor_pages::Advice;
use crate::config::PagesConfig;
use crate::diagnostics::{Code, Diagnostic, Place as Spot};
use crate::document::{nearest, shown};
use crate::lower::Lowerer;
use crate::lower::settings::unused;
use crate::model::{
    NextPage, Operation, Pagination, PayloadKind, Place, Presence, Scalar, Shape,
    SpecStr, SpecValue, Type, chooses, only_list,
};

/// The step of a path to the last element of an array.
pub(super) const LAST: &str = "-1";

impl Lowerer<'_, '_> {
    /// Finds the pages of all operations; the types are there by now.
    pub(in crate::lower) fn paginate(&mut self, operations: &mut [Operation]) {
        let config = self.config;
        for operation in operations.iter_mut() {
            let own =
                self.operation_config(operation).and_then(|own| own.pages.as_ref());
            let advice = match own {
                Some(own) => {
                    Some(self.pagination(operation, &Recipe::configured(own)).into())
                }
                None => self.vendor_pages(operation),
            };
            match advice {
                Some(Advice::OnePage) => operation.pages = None,
                Some(Advice::Pages(pages)) => operation.pages = Some(pages),
                Some(Advice::Unusable(why)) => self.report_pages(operation, own, &why),
                None => {
                    let mut general = config.pages.iter().map(Recipe::configured);
                    operation.pages =
                        general.find_map(|recipe| self.unasked(operation, &recipe).ok());
                }
            }
        }
        self.report_idle_pages(operations);
    }

    fn report_pages(
        &mut self,
        operation: &Operation,
        own: Option<&PagesConfig>,
        why: &str,
    ) {
        let found = Diagnostic::new(
            Code::PaginationIgnored,
            Spot::Key(operation.origin),
            format!("the pages of this operation cannot be turned: {why}"),
        )
        .consequence("it has no `pages()` and `items()`");
        let Some(own) = own else {
            return self.report(found.remedy(
                "describe them in the configuration, under `operations.NAME.pages`",
            ));
        };
        let said = self.setting(operation, "pages");
        let near = own.param.as_deref().and_then(|param| {
            let known = params(operation);
            nearest(param, &known).filter(|near| *near != param).map(str::to_owned)
        });
        let remedy = match near {
            Some(near) => format!("did you mean `param: {}`?", shown(&near)),
            None => "correct `pages` of the operation in the configuration".to_owned(),
        };
        self.report(found.related(said, "they are described here").remedy(remedy));
    }

    /// Entries of the configuration that fit no operation; in a part of a document most do not.
    fn report_idle_pages(&mut self, operations: &[Operation]) {
        if self.is_part() {
            return;
        }
        let config = self.config;
        for (at, entry) in config.pages.iter().enumerate() {
            let recipe = Recipe::configured(entry);
            let fits = |it: &Operation| self.unasked(it, &recipe).is_ok();
            if operations.iter().any(fits) {
                continue;
            }
            let place = config.places.at(&["pages", &at.to_string()]);
            let (why, near) = self.why_idle(operations, &recipe);
            let message = format!("this entry of `pages` fits no operation: {why}");
            let near = near.map(|near| format!("param: {near}"));
            let otherwise = "correct or remove it; `generator init` suggests entries";
            self.report(unused(place, message, near.as_deref(), otherwise));
        }
    }

    /// Why an entry fits no operation, and the parameter that was probably meant.
    fn why_idle(
        &self,
        operations: &[Operation],
        recipe: &Recipe,
    ) -> (String, Option<String>) {
        let to = recipe.turn.to();
        let has_place = |it: &&Operation| to.is_none() || self.place(it, to).is_ok();
        let reading = operations.iter().filter(|it| recipe.may_repeat(it));
        if let Some(operation) = reading.chain(operations).find(has_place) {
            let why = self.unasked(operation, recipe).err().unwrap_or_default();
            return (format!("of `{}`, {why}", shown(&operation.request())), None);
        }
        match to {
            Some(Target::Param(name)) => {
                let known: Vec<&str> = operations.iter().flat_map(params).collect();
                let why = format!("none has a parameter `{}`", shown(name));
                (why, nearest(name, &known).map(str::to_owned))
            }
            Some(Target::Field(name)) => {
                (format!("no body has a property `{}`", shown(name)), None)
            }
            None => ("there is none".to_owned(), None),
        }
    }

    /// The pages of an operation by a description that its user has not written for it.
    pub(super) fn unasked(
        &self,
        operation: &Operation,
        recipe: &Recipe,
    ) -> Result<Pagination, String> {
        if recipe.may_repeat(operation) {
            return self.pagination(operation, recipe);
        }
        let why = "it may change something, so only its own `pages` may repeat it";
        Err(why.to_owned())
    }

    fn pagination(
        &self,
        operation: &Operation,
        recipe: &Recipe,
    ) -> Result<Pagination, String> {
        let root = operation.json_success().ok_or("it has no success in JSON")?;
        let (items, element) = match &recipe.items {
            Some(path) => (path.clone(), self.list_at(root, path)?),
            None => self.only_list(root)?,
        };
        let path = |path: &[String]| -> Result<Vec<SpecStr>, String> {
            self.at(root, path)?;
            Ok(path.iter().map(|step| SpecStr::new(step)).collect())
        };
        let next = self.next_page(operation, root, &recipe.turn)?;
        self.check_end(root, recipe)?;
        Ok(Pagination {
            null_at_end: self.null_at_end(root, &items, recipe),
            optional: self.is_optional(root, &items),
            nullable: self.is_optional(root, &[]),
            items: items.iter().map(|step| SpecStr::new(step)).collect(),
            element: element.clone(),
            next,
            more: path(&recipe.more)?,
            total: path(&recipe.total)?,
        })
    }

    fn next_page(
        &self,
        operation: &Operation,
        root: &Type,
        turn: &Turn,
    ) -> Result<NextPage, String> {
        let place = || self.place(operation, turn.to());
        let path = |from: &[String]| -> Result<Vec<SpecStr>, String> {
            if from.is_empty() {
                return Err(
                    "it is not said where the answer holds the way on".to_owned()
                );
            }
            self.at(root, from)?;
            Ok(from.iter().map(|step| SpecStr::new(step)).collect())
        };
        Ok(match turn {
            Turn::Link => NextPage::Link,
            Turn::Url(from) => {
                self.check_url(root, from)?;
                NextPage::Url(path(from)?)
            }
            Turn::Cursor { from, .. } => NextPage::Cursor(place()?, path(from)?),
            Turn::HeaderCursor { header, .. } => {
                let header = header.as_deref();
                let header = header.ok_or("it is not said which header moves on")?;
                NextPage::HeaderCursor(place()?, SpecStr::new(header))
            }
            Turn::Offset { .. } => NextPage::Offset(place()?),
            Turn::Number { first, .. } => {
                let place = place()?;
                let first = first.or_else(|| self.default_number(operation, &place));
                NextPage::Number(place, first.unwrap_or(1))
            }
        })
    }

    fn place(
        &self,
        operation: &Operation,
        to: Option<&Target>,
    ) -> Result<Place, String> {
        match to {
            None => Err("it is not said which parameter moves on".to_owned()),
            Some(Target::Param(name)) => operation
                .named_places(&self.types)
                .find(|(known, _)| known == name)
                .map(|(_, place)| place)
                .ok_or_else(|| format!("it has no parameter `{}`", shown(name))),
            Some(Target::Field(name)) => operation
                .bodies
                .first()
                .filter(|body| body.kind == PayloadKind::Json)
                .and_then(|body| self.field_path(&body.ty, name))
                .map(Place::Field)
                .ok_or_else(|| format!("its body has no property `{}`", shown(name))),
        }
    }

    /// The page that one gets without asking for any, which is the first one.
    fn default_number(&self, operation: &Operation, place: &Place) -> Option<i64> {
        let default = match place {
            Place::Param(at) => operation.params.get(*at)?.default.as_ref(),
            Place::Property(at, name) => {
                self.default_of_property(&operation.params.get(*at)?.ty, name)
            }
            Place::Field(path) => {
                let (last, steps) = path.split_last()?;
                let mut ty = &operation.bodies.first()?.ty;
                for step in steps {
                    ty = &self.property(ty, step.untrusted())?.ty;
                }
                self.default_of_property(ty, last)
            }
        };
        default?.untrusted().as_i64()
    }

    fn default_of_property<'t>(
        &'t self,
        ty: &'t Type,
        name: &SpecStr,
    ) -> Option<&'t SpecValue> {
        match &self.property(ty, name.untrusted())?.presence {
            Presence::Default(value) => Some(value),
            _ => None,
        }
    }

    /// A path of properties of a body: the name as it stands, or else in parts.
    fn field_path(&self, body: &Type, name: &str) -> Option<Vec<SpecStr>> {
        if self.property(body, name).is_some() {
            return Some(vec![SpecStr::new(name)]);
        }
        let steps: Vec<String> = name.split('.').map(str::to_owned).collect();
        // Only what has a field can be given another value.
        let mut ty = body;
        for step in &steps {
            ty = match self.bare(ty) {
                Type::Any => break,
                ty => &self.property(ty, step)?.ty,
            };
        }
        Some(steps.iter().map(|step| SpecStr::new(step)).collect())
    }

    /// The type of the elements of the list at a path.
    fn list_at<'t>(
        &'t self,
        root: &'t Type,
        path: &[String],
    ) -> Result<&'t Type, String> {
        match self.bare(self.at(root, path)?) {
            Type::List(element) => Ok(element),
            _ => Err(format!("`{}` is not an array", shown(&path.join(".")))),
        }
    }

    /// The answer itself, or its only property that is a list.
    fn only_list<'t>(
        &'t self,
        root: &'t Type,
    ) -> Result<(Vec<String>, &'t Type), String> {
        let (wire, element) = only_list(root, &self.types)?;
        Ok((wire.iter().map(|wire| wire.untrusted().to_owned()).collect(), element))
    }

    /// Refuses a path to what cannot be a URL.
    fn check_url(&self, root: &Type, path: &[String]) -> Result<(), String> {
        if path.is_empty() || self.may_be_url(self.at(root, path)?) {
            return Ok(());
        }
        Err(format!("`{}` is not a URL", shown(&path.join("."))))
    }

    /// Whether values may be URLs, or objects with one as `href`, as links are in JSON:API.
    fn may_be_url(&self, ty: &Type) -> bool {
        let ty = self.bare(ty);
        let Type::Def(id) = ty else {
            return matches!(
                ty,
                Type::Any | Type::Map(_) | Type::Scalar(Scalar::Text(_))
            );
        };
        match &self.types[*id].shape {
            Shape::Union(union) => {
                union.variants.iter().any(|it| self.may_be_url(&it.ty))
            }
            Shape::Struct(structure) => {
                structure.extra.is_some() || self.property(ty, "href").is_some()
            }
            Shape::Enum(_) | Shape::Alias(_) => true,
        }
    }

    /// The type at a path of property names.
    pub(super) fn at<'t>(
        &'t self,
        root: &'t Type,
        path: &[String],
    ) -> Result<&'t Type, String> {
        let mut ty = root;
        for step in path {
            ty = match self.bare(ty) {
                Type::List(element)
                    if step == LAST || chooses(step, element, &self.types) =>
                {
                    element
                }
                Type::Any => return Ok(&Type::Any),
                Type::Map(value) => value,
                other => match self.property(other, step) {
                    Some(field) => &field.ty,
                    None => {
                        let path = shown(&path.join("."));
                        return Err(format!("the answer has no `{path}`"));
                    }
                },
            };
        }
        Ok(ty)
    }

    /// Whether there may be nothing at a path of property names, as the generated types have it.
    fn is_optional(&self, root: &Type, path: &[String]) -> bool {
        let nullable = root.stripped(&self.types, |_| false).1;
        let Some((step, rest)) = path.split_first() else {
            return nullable;
        };
        nullable
            || self.config.lenient_responses
            || self.property(root, step).is_none_or(|field| {
                !field.is_demanded() || self.is_optional(&field.ty, rest)
            })
    }
}

/// The names of an operation's parameters.
fn params(operation: &Operation) -> Vec<&str> {
    operation.params.iter().map(|param| param.wire.untrusted()).collect()
}
