//! Pages as extensions of other generators describe them.

use super::page_recipe::{Recipe, Target, Turn};
use super::pages::LAST;
use crate::diagnostics::NodeId;
use crate::document::shown;
use crate::lower::Lowerer;
use crate::model::{Operation, Pagination, Param, Type};
use crate::source::Kind;
use std::collections::{BTreeSet, VecDeque};

/// What somebody says of an operation's pages.
pub(super) enum Advice<T> {
    OnePage,
    Pages(T),
    /// Why the pages cannot be turned so.
    Unusable(String),
}

impl<T> From<Result<T, String>> for Advice<T> {
    fn from(pages: Result<T, String>) -> Self {
        pages.map_or_else(Self::Unusable, Self::Pages)
    }
}

impl Lowerer<'_, '_> {
    /// The pages of an operation by an extension, if there is one.
    pub(super) fn vendor_pages(
        &self,
        operation: &Operation,
    ) -> Option<Advice<Pagination>> {
        Some(match self.vendor_advice(operation)? {
            Advice::OnePage => Advice::OnePage,
            Advice::Pages(recipe) => self.unasked(operation, &recipe).into(),
            Advice::Unusable(why) => Advice::Unusable(why),
        })
    }

    /// What the first extension that there is says of an operation's pages.
    fn vendor_advice(&self, operation: &Operation) -> Option<Advice<Recipe>> {
        let at = |key: &str| self.document.sources.get(operation.origin, key);
        if let Some(node) = at("x-speakeasy-pagination") {
            return Some(self.speakeasy(node).into());
        }
        if let Some(node) = at("x-fern-pagination") {
            return self.fern(node);
        }
        if at("x-dropshot-pagination").is_some() {
            return Some(Advice::Pages(dropshot()));
        }
        if let Some(node) = at("x-ms-pageable") {
            return self.microsoft(node);
        }
        self.stainless(operation)
    }

    fn text(&self, map: NodeId, key: &str) -> Option<&str> {
        match self.document.sources.kind(self.document.sources.get(map, key)?) {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// `{ type, inputs: [{ name, in, type }], outputs: { results, nextCursor, … } }`, with
    /// JSON paths.
    fn speakeasy(&self, node: NodeId) -> Result<Recipe, String> {
        let sources = &self.document.sources;
        let (mut counts, mut to) = ("cursor", None);
        for input in
            sources.get(node, "inputs").into_iter().flat_map(|node| sources.items(node))
        {
            let Some(kind @ ("cursor" | "page" | "offset")) = self.text(input, "type")
            else {
                continue;
            };
            let name = self.text(input, "name").unwrap_or_default().to_owned();
            let in_body = self.text(input, "in") == Some("requestBody");
            to = Some(if in_body { Target::Field(name) } else { Target::Param(name) });
            counts = kind;
        }
        let outputs = sources.get(node, "outputs");
        let output = |key: &str| -> Result<Vec<String>, String> {
            let text = outputs.and_then(|outputs| self.text(outputs, key));
            text.map_or(Ok(Vec::new()), json_path)
        };
        let is_by_url = self.text(node, "type") == Some("url");
        let (turn, total) = match counts {
            _ if is_by_url => (Turn::Url(output("nextUrl")?), Vec::new()),
            "page" => (Turn::Number { to, first: None }, output("numPages")?),
            "offset" => (Turn::Offset { to }, Vec::new()),
            _ => (Turn::Cursor { to, from: output("nextCursor")? }, Vec::new()),
        };
        let items = outputs.and_then(|outputs| self.text(outputs, "results"));
        let items = items.map(json_path).transpose()?;
        Ok(Recipe { turn, items, more: Vec::new(), total })
    }

    /// `{ cursor, next_cursor, results }`, `{ offset, results, step, has-next-page }` or
    /// `{ next_uri, results }`, with `$request.` and `$response.`; `true` means what the
    /// document says as a whole.
    fn fern(&self, node: NodeId) -> Option<Advice<Recipe>> {
        let sources = &self.document.sources;
        let node = match sources.kind(node) {
            Kind::Map => node,
            Kind::Bool(true) => sources.get(sources.root(), "x-fern-pagination")?,
            _ => return None,
        };
        let request = |key: &str| {
            let name = self.text(node, key)?.strip_prefix("$request.")?.to_owned();
            Some(Target::Param(name))
        };
        let response = |key: &str| -> Option<Vec<String>> {
            let path = self.text(node, key)?;
            let path = path.strip_prefix("$response")?.trim_start_matches('.');
            Some(
                path.split('.')
                    .filter(|step| !step.is_empty())
                    .map(str::to_owned)
                    .collect(),
            )
        };
        let url = || response("next_uri").or_else(|| response("next_path"));
        let turn = if let Some(to) = request("cursor") {
            let from = response("next_cursor").unwrap_or_default();
            Turn::Cursor { to: Some(to), from }
        } else if let Some(to) = request("offset") {
            match sources.get(node, "step") {
                Some(_) => Turn::Offset { to: Some(to) },
                None => Turn::Number { to: Some(to), first: None },
            }
        } else if let Some(url) = url() {
            Turn::Url(url)
        } else {
            let why = "`x-fern-pagination` names nothing that moves on";
            return Some(Advice::Unusable(why.to_owned()));
        };
        let more = response("has-next-page").unwrap_or_default();
        let items = response("results");
        Some(Advice::Pages(Recipe { turn, items, more, total: Vec::new() }))
    }

    /// `{ nextLinkName, itemName }`; a link name of `null` means a single page.
    fn microsoft(&self, node: NodeId) -> Option<Advice<Recipe>> {
        let sources = &self.document.sources;
        if matches!(sources.kind(sources.get(node, "nextLinkName")?), Kind::Null) {
            return Some(Advice::OnePage);
        }
        let from = vec![self.text(node, "nextLinkName")?.to_owned()];
        let items = vec![self.text(node, "itemName").unwrap_or("value").to_owned()];
        Some(Advice::Pages(recipe(Turn::Url(from), items)))
    }

    /// `x-stainless-pagination-property` in schemas of parameters and properties.
    fn stainless(&self, operation: &Operation) -> Option<Advice<Recipe>> {
        let (mut items, mut more, mut start) = (None, Vec::new(), None);
        let (mut from, mut is_url) = (Vec::new(), false);
        let (mut all_items, mut all_pages) = (Vec::new(), Vec::new());
        for (purpose, path) in self.purposes(operation.json_success()?) {
            match purpose {
                "items" => items = Some(path),
                "next_cursor_field" => from = path,
                "cursor_url_field" => (from, is_url) = (path, true),
                "has_next_page" => more = path,
                "offset_total_count_field" => all_items = path,
                "total_page_count_field" => all_pages = path,
                "offset_count_start_field" => start = path.last().cloned(),
                _ => {}
            }
        }
        let moving = |param: &Param| {
            let name = param.wire.untrusted();
            let purpose = self.purpose_of_param(param.origin);
            // The answer says where it starts, under the name of what asked for it.
            let is_start = purpose.is_none() && start.as_deref() == Some(name);
            let purpose = if is_start { Some("offset_count_param") } else { purpose };
            let to = Some(Target::Param(name.to_owned()));
            Some(match purpose? {
                "next_cursor_param" => Turn::Cursor { to, from: from.clone() },
                "offset_count_param" => Turn::Offset { to },
                "page_number_param" => Turn::Number { to, first: None },
                _ => return None,
            })
        };
        let by_param = operation.params.iter().filter_map(moving).next_back();
        let turn = by_param.or_else(|| is_url.then(|| Turn::Url(from.clone())))?;
        // What counts something else than the parameter would end the list at the wrong place.
        let total = match turn {
            Turn::Offset { .. } => all_items,
            Turn::Number { .. } => all_pages,
            _ => Vec::new(),
        };
        Some(Advice::Pages(Recipe { turn, items, more, total }))
    }

    fn purpose_of_param(&self, param: NodeId) -> Option<&str> {
        let sources = &self.document.sources;
        let schema = sources.get(param, "schema").unwrap_or(param);
        self.purpose(schema).or_else(|| self.purpose(param))
    }

    fn purpose(&self, node: NodeId) -> Option<&str> {
        let mark = self.document.sources.get(node, "x-stainless-pagination-property")?;
        self.text(mark, "purpose")
    }

    /// The purposes of properties, and the paths to them; the items themselves are not looked
    /// into, and a type only once, where it is nearest.
    fn purposes<'t>(&'t self, ty: &'t Type) -> Vec<(&'t str, Vec<String>)> {
        const DEPTH: usize = 4;
        const MOST_TYPES: usize = 1_000;
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut next = VecDeque::from([(ty, Vec::new())]);
        while let Some((ty, path)) = next.pop_front() {
            if let Type::Def(id) = self.bare(ty)
                && (!seen.insert(*id) || seen.len() > MOST_TYPES)
            {
                continue;
            }
            for field in self.properties(ty) {
                let below = || {
                    let name = field.wire.untrusted().to_owned();
                    path.iter().cloned().chain([name]).collect::<Vec<_>>()
                };
                if let Some(purpose) = self.purpose(field.origin) {
                    found.push((purpose, below()));
                }
                if path.len() + 1 < DEPTH && !self.properties(&field.ty).is_empty() {
                    next.push_back((&field.ty, below()));
                }
            }
        }
        found
    }
}

/// Oxide's dropshot: the names are always these.
fn dropshot() -> Recipe {
    let turn = Turn::Cursor {
        to: Some(Target::Param("page_token".to_owned())),
        from: vec!["next_page".to_owned()],
    };
    recipe(turn, vec!["items".to_owned()])
}

/// A recipe that says nothing of the end.
fn recipe(turn: Turn, items: Vec<String>) -> Recipe {
    Recipe { turn, items: Some(items), more: Vec::new(), total: Vec::new() }
}

/// A JSON path of names, and of the last element: `$.a['b'][-1:].c`.
fn json_path(text: &str) -> Result<Vec<String>, String> {
    let refused = || format!("the path `{}` is not one of names", shown(text));
    let mut rest = text.trim().strip_prefix('$').ok_or_else(refused)?;
    let mut path = Vec::new();
    while !rest.is_empty() {
        let step;
        if let Some(name) = rest.strip_prefix('.') {
            let end = name.find(['.', '[']).unwrap_or(name.len());
            (step, rest) = name.split_at(end);
        } else {
            let inner = rest.strip_prefix('[').ok_or_else(refused)?;
            let end = if inner.starts_with('(') { ")]" } else { "]" };
            let (inner, after) = inner.split_once(end).ok_or_else(refused)?;
            rest = after;
            step = match inner.trim_start_matches('(') {
                "@.length-1" | "@.length - 1" | "-1" | "-1:" => LAST,
                name => {
                    let quoted = |quote| name.strip_prefix(quote)?.strip_suffix(quote);
                    quoted('\'').or_else(|| quoted('"')).ok_or_else(refused)?
                }
            };
        }
        if step.is_empty() || step == "*" {
            return Err(refused());
        }
        path.push(step.to_owned());
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::json_path;

    #[test]
    fn json_paths() {
        for (text, want) in [
            ("$", &[][..]),
            ("$.a", &["a"]),
            ("$.a.b_c", &["a", "b_c"]),
            ("$['a.b'][\"c\"].d", &["a.b", "c", "d"]),
            ("$.a[(@.length-1)].id", &["a", "-1", "id"]),
            ("$.a[-1:].id", &["a", "-1", "id"]),
        ] {
            assert_eq!(json_path(text).unwrap(), want, "{text}");
        }
        for text in
            ["", "a", "$a", "$..a", "$.a[*]", "$.a[0]", "$.a[", "$.*", "$.", "$[']"]
        {
            assert!(json_path(text).is_err(), "{text}");
        }
    }
}
