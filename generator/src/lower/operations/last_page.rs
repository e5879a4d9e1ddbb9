//! What says that a page is the last one, although nobody has named it.

use super::page_recipe::{Recipe, Turn};
use crate::document::shown;
use crate::lower::Lowerer;
use crate::model::{Scalar, Shape, SpecStr, Type};

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
    /// Refuses paths to what cannot say whether there are more pages, or how many there are.
    pub(super) fn check_end(&self, root: &Type, recipe: &Recipe) -> Result<(), String> {
        let refuse = |path: &[String], kind| {
            Err(format!("`{}` is not {kind}", shown(&path.join("."))))
        };
        let (more, total) = (&recipe.more, &recipe.total);
        let is_bool = |scalar: &Scalar| matches!(scalar, Scalar::Bool);
        if !more.is_empty() && !self.may_be(self.at(root, more)?, is_bool) {
            return refuse(more, "a boolean");
        }
        // A number may come as text.
        let is_count = |scalar: &Scalar| !is_bool(scalar);
        if !total.is_empty() && !self.may_be(self.at(root, total)?, is_count) {
            return refuse(total, "a number");
        }
        Ok(())
    }

    /// Whether values may be scalars of some kind, as far as the type tells.
    fn may_be(&self, ty: &Type, fits: impl Fn(&Scalar) -> bool) -> bool {
        match self.bare(ty) {
            Type::Scalar(scalar) => fits(scalar),
            Type::List(_) | Type::Tuple(_) | Type::Map(_) => false,
            Type::Def(id) => !matches!(self.types[*id].shape, Shape::Struct(_)),
            _ => true,
        }
    }

    /// The path to what is `null` on the last page: where pages are counted, a service may refuse the
    /// page behind it, and that would look like any other failure. The document has to say that it can
    /// be `null`, and what the recipe says of the end comes first.
    pub(super) fn null_at_end(
        &self,
        root: &Type,
        items: &[String],
        recipe: &Recipe,
    ) -> Vec<SpecStr> {
        let is_counted =
            matches!(recipe.turn, Turn::Offset { .. } | Turn::Number { .. });
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
