//! Limits of whole numbers, as far as they say how wide the type must be. They never make it
//! narrower: what a server sends is read.

use super::merged::MergedSchema;
use super::scalars::scalar;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::Schema;
use crate::json_types::JsonTypes;
use crate::lower::Lowerer;
use crate::model::{Integer, Scalar};
use crate::source::{Kind, float};

/// What 63 bits and 64 bits do not hold. Limits that were written with JavaScript are rounded to
/// these, so they do not count as beyond themselves.
const BITS_63: f64 = 9_223_372_036_854_775_808.0;
const BITS_64: f64 = 18_446_744_073_709_551_616.0;

impl<'s> Lowerer<'_, 's> {
    /// The narrowest limits of a number.
    pub(super) fn take_limits(
        &self,
        merged: &mut MergedSchema<'s>,
        schema: &Schema<'s>,
    ) {
        for (keyword, node) in &schema.facts {
            let Kind::Number(text) = self.document.sources.kind(*node) else { continue };
            let limit = (float(text), *node);
            match *keyword {
                "minimum" | "exclusiveMinimum" => {
                    // A whole number above -1 is no less than 0.
                    let step = if *keyword == "minimum" { 0.0 } else { 1.0 };
                    let limit = (limit.0 + step, limit.1);
                    let known = merged.number.least.filter(|known| known.0 >= limit.0);
                    merged.number.least = known.or(Some(limit));
                }
                "maximum" | "exclusiveMaximum" => {
                    let known = merged.number.most.filter(|known| known.0 <= limit.0);
                    merged.number.most = known.or(Some(limit));
                }
                _ => {}
            }
        }
    }

    /// Says of a whole number which of its limits 64 bits do not hold.
    pub(super) fn report_beyond_64_bits(&mut self, merged: &MergedSchema<'s>) {
        let is_unsigned =
            scalar(merged, JsonTypes::INTEGER) == Scalar::Integer(Integer::U64);
        let most = if is_unsigned { BITS_64 } else { BITS_63 };
        let above = merged.number.most.filter(|(limit, _)| *limit > most);
        let below = merged.number.least.filter(|(limit, _)| *limit < -BITS_63);
        // Limits that leave nothing of what the type holds.
        let nothing_above = merged.number.least.filter(|(limit, node)| {
            *limit >= most && !(is_unsigned && self.is_of_64_bits(*node))
        });
        let nothing_below = merged.number.most.filter(|(limit, _)| *limit < -BITS_63);
        let may_be_unsigned =
            merged.number.least.is_none() && above.is_some_and(|it| it.0 <= BITS_64);
        let beyond = [above, below, nothing_above, nothing_below];
        for (_, node) in beyond.into_iter().flatten() {
            self.report_limit(node, may_be_unsigned);
        }
    }

    /// Says of a whole number that its format is wider than any type that it can have.
    pub(super) fn report_128_bits(&mut self, merged: &MergedSchema<'s>) {
        let format =
            merged.format.filter(|format| ["int128", "uint128"].contains(format));
        let (Some(format), Some(node)) = (format, merged.node) else { return };
        let place = self.document.sources.get(node, "format").unwrap_or(node);
        self.report(
            Diagnostic::new(
                Code::SchemaPartIgnored,
                Place::Node(place),
                format!("64 bits do not hold all whole numbers of the format `{format}`"),
            )
            .consequence("values beyond 64 bits are not read")
            .remedy(format!(
                "write `{}` if all values fit; `type: number` takes larger ones, but not exactly",
                format.replace("128", "64")
            )),
        );
    }

    /// Whether 64 bits hold a number as it is written: as a double the largest is one more.
    fn is_of_64_bits(&self, node: NodeId) -> bool {
        matches!(self.document.sources.kind(node), Kind::Number(text) if text.parse::<u64>().is_ok())
    }

    fn report_limit(&mut self, node: NodeId, may_be_unsigned: bool) {
        self.report(
            Diagnostic::new(
                Code::SchemaPartIgnored,
                Place::Node(node),
                "64 bits do not hold all whole numbers within this limit",
            )
            .consequence("values beyond 64 bits are not read")
            .remedy(if may_be_unsigned {
                "add `minimum: 0` if there are no negative numbers, or correct the limit"
            } else {
                "correct the limit; `type: number` takes larger ones, but not exactly"
            }),
        );
    }
}

/// Whether the limits ask for a type without a sign.
pub(super) fn is_unsigned(merged: &MergedSchema<'_>) -> bool {
    merged.number.least.is_some_and(|(least, _)| {
        least >= BITS_63
            || least >= 0.0 && merged.number.most.is_some_and(|(most, _)| most > BITS_63)
    })
}
