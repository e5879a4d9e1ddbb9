//! Aliases that lead back to themselves.

use super::Lowerer;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::model::{Shape, Type};
use std::collections::BTreeSet;

/// So many steps from reference to reference are taken when circles are looked for.
const MOST_ALIAS_STEPS: usize = 5_000_000;

impl Lowerer<'_, '_> {
    /// Aliases that lead back to themselves stand for nothing: they become `Any`.
    pub(super) fn break_alias_cycles(&mut self) {
        let mut steps = 0;
        for index in 0..self.types.len() {
            if steps > MOST_ALIAS_STEPS {
                return self.too_many_aliases(index);
            }
            let instead = if self.leads_back(index, &mut steps) {
                self.report_circle(
                    index,
                    "this schema is only a reference that leads back to itself",
                    "it is read as if anything were allowed",
                    "let one schema of the circle define something",
                );
                Type::Any
            } else if self.contains_itself(index, &mut steps) {
                self.report_circle(
                    index,
                    "this tuple contains itself without end",
                    "it is read as an array of anything",
                    "leave the element out, or let it be an object",
                );
                Type::List(Box::new(Type::Any))
            } else {
                continue;
            };
            self.types[index].shape = Shape::Alias(instead);
        }
    }

    fn report_circle(
        &mut self,
        index: usize,
        message: &'static str,
        consequence: &'static str,
        remedy: &'static str,
    ) {
        let place = Place::Node(self.types[index].origin);
        self.report(
            Diagnostic::new(Code::CyclicReference, place, message)
                .consequence(consequence)
                .remedy(remedy),
        );
    }

    /// Whether an alias reaches itself by nothing but `null` and other aliases.
    fn leads_back(&self, index: usize, steps: &mut usize) -> bool {
        let mut at = index;
        let mut seen = BTreeSet::from([index]);
        while let Shape::Alias(ty) = &self.types[at].shape {
            *steps += 1;
            let ty = match ty {
                Type::Nullable(inner) => inner,
                ty => ty,
            };
            let Type::Def(next) = ty else { return false };
            at = next.0 as usize;
            if at == index {
                return true;
            }
            if !seen.insert(at) {
                return false;
            }
        }
        false
    }

    /// References that lead through thousands of others: nothing is generated any more, and the
    /// other stages shall find no circle.
    fn too_many_aliases(&mut self, index: usize) {
        for definition in &mut self.types {
            if matches!(definition.shape, Shape::Alias(_)) {
                definition.shape = Shape::Alias(Type::Any);
            }
        }
        let place = Place::Node(self.types[index].origin);
        let message = "references lead through too many other references";
        self.report(
            Diagnostic::new(Code::OverBudget, place, message)
                .remedy("refer to what is meant, not to another reference"),
        );
    }

    /// Whether an alias reaches itself by nothing but tuples, `null` and other aliases.
    fn contains_itself(&self, index: usize, steps: &mut usize) -> bool {
        let mut seen = BTreeSet::new();
        let mut work = vec![index];
        while let Some(at) = work.pop() {
            *steps += 1;
            let Shape::Alias(ty) = &self.types[at].shape else { continue };
            let mut parts = vec![ty];
            while let Some(ty) = parts.pop() {
                match ty {
                    Type::Nullable(inner) => parts.push(inner),
                    Type::Tuple(elements) => parts.extend(elements),
                    Type::Def(id) if id.0 as usize == index => return true,
                    Type::Def(id) if seen.insert(id.0) => work.push(id.0 as usize),
                    _ => {}
                }
            }
        }
        false
    }
}
