//! What says that a page is the last one, although nobody has named it.

use super::pages::Recipe;
use crate::config::PagesBy;
use crate::lower::Lowerer;
use crate::model::{SpecStr, Type};

/// What the way to the next page is called beside the items.
const NEXT: [&str; 7] = [
    "next",
    "next_page",
    "nextPage",
    "next_url",
    "nextUrl",
    "next_page_url",
    "nextLink",
];

impl Lowerer<'_, '_> {
    /// The path to what is `null` on the last page: where pages are counted, a service may refuse the
    /// page behind it, and that would look like any other failure. The document has to say that it can
    /// be `null`, and what the recipe says of the end comes first.
    pub(super) fn null_at_end(
        &self,
        root: &Type,
        items: &[String],
        recipe: &Recipe,
    ) -> Vec<SpecStr> {
        let is_counted = matches!(recipe.by, PagesBy::Offset | PagesBy::Number);
        let says_end = !recipe.more.is_empty() || !recipe.total.is_empty();
        let Some((_, above)) = items.split_last().filter(|_| is_counted && !says_end)
        else {
            return Vec::new();
        };
        let Ok(page) = self.at(root, above) else { return Vec::new() };
        let may_be_null = |name: &&&str| {
            self.property(page, name)
                .is_some_and(|field| field.ty.stripped(&self.types, |_| false).1)
        };
        let name = NEXT.iter().find(may_be_null);
        let path = name.map(|name| above.iter().map(String::as_str).chain([*name]));
        path.into_iter().flatten().map(SpecStr::new).collect()
    }
}
