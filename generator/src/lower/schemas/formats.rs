//! What formats allow together, where several schemas hold at once.

use super::merged::MergedSchema;
use super::scalars::of_text;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::document::{Schema, shown};
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;

/// The formats of numbers, those with the least largest value first. Of two, the first holds all
/// that both allow.
const OF_NUMBERS: &[&str] = &[
    "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "long", "integer",
    "uint64", "uint", "int128", "uint128", "float", "double",
];

impl<'s> Lowerer<'_, 's> {
    pub(super) fn take_format(
        &mut self,
        merged: &mut MergedSchema<'s>,
        schema: &Schema<'s>,
    ) {
        let Some(own) = schema.format.filter(|_| !merged.formats_clash) else { return };
        let Some(known) = merged.format.filter(|known| can_have(merged.types, known))
        else {
            merged.format = Some(own);
            return;
        };
        if !can_have(merged.types, own) {
            return;
        }
        merged.format = both(known, own);
        if merged.format.is_none() {
            merged.formats_clash = true;
            let node = schema.node;
            let place = self.document.sources.get(node, "format").unwrap_or(node);
            self.report(
                Diagnostic::new(
                    Code::EmptyIntersection,
                    Place::Node(place),
                    format!(
                        "the formats `{}` and, in another part of `allOf`, `{}` exclude each other",
                        shown(own),
                        shown(known)
                    ),
                )
                .consequence("neither counts: the value is what its type says")
                .remedy("leave one of them out"),
            );
        }
    }
}

/// Whether a format can say something of values of these types, as far as they are known.
fn can_have(types: JsonTypes, format: &str) -> bool {
    let is_of_numbers = OF_NUMBERS.contains(&format);
    types.is_empty()
        || is_of_numbers && types.has(JsonTypes::INTEGER)
        || !is_of_numbers && (types.has(JsonTypes::STRING) || of_text(format).is_none())
}

/// The format of what two formats allow. One that means nothing here excludes nothing.
fn both<'s>(known: &'s str, own: &'s str) -> Option<&'s str> {
    let place = |format: &str| OF_NUMBERS.iter().position(|it| *it == format);
    match (place(known), place(own)) {
        (Some(a), Some(b)) => Some(if a < b { known } else { own }),
        (Some(_), None) => of_text(own).is_none().then_some(known),
        (None, Some(_)) => of_text(known).is_none().then_some(own),
        (None, None) => match (of_text(known), of_text(own)) {
            (Some(_), None) => Some(known),
            (Some(a), Some(b)) if a != b => None,
            _ => Some(own),
        },
    }
}
