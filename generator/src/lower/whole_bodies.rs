//! Bodies that the caller writes or reads as a whole: texts and bytes that nobody takes apart.

use super::Lowerer;
use super::flat::Parts;
use crate::document::{MediaType, Types};
use crate::model::PayloadKind;

impl<'s> Lowerer<'_, 's> {
    /// What a sequence of values is to those who have it as a whole. `schema` describes the
    /// complete content, and only `itemSchema` a value of it (OpenAPI 3.2, "Media Type Object"):
    /// a string is the text of all values, or its bytes.
    pub(super) fn whole_text(
        &mut self,
        media: &MediaType<'s>,
        kind: PayloadKind,
    ) -> Option<PayloadKind> {
        if !matches!(kind, PayloadKind::JsonLines | PayloadKind::JsonSequence)
            || media.item_schema.is_some()
        {
            return None;
        }
        let flat = self.flatten(&Parts::of(media.schema?));
        let text = Types { string: true, ..Types::default() };
        let is_any_text = flat.effective_types() == text
            && flat.unions.is_empty()
            && flat.values.is_none()
            && flat.constant.is_none();
        let is_binary = flat.format == Some("binary");
        is_any_text.then_some(if is_binary {
            PayloadKind::Bytes
        } else {
            PayloadKind::Text
        })
    }
}
