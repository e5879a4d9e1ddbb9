//! Aliases that lead back to themselves.

use super::Lowerer;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::model::{PerType, Shape, Type, TypeId, type_ids};
use std::collections::BTreeSet;

/// So many steps from reference to reference are taken when circles are looked for.
const MOST_ALIAS_STEPS: usize = 5_000_000;

/// A tuple has so many places, together with those of the tuples in it.
const MOST_PLACES: usize = 1_000;

impl Lowerer<'_, '_> {
    /// Aliases that lead back to themselves stand for nothing: they become `Any`.
    pub(super) fn break_alias_cycles(&mut self) {
        let mut steps = 0;
        for id in type_ids(&self.types) {
            if steps > MOST_ALIAS_STEPS {
                return self.too_many_aliases(id);
            }
            let instead = if self.leads_back(id, &mut steps) {
                self.report_circle(
                    id,
                    "this schema is only a reference that leads back to itself",
                    "it is read as if anything were allowed",
                    "let one schema of the circle define something",
                );
                Type::Any
            } else if self.contains_itself(id, &mut steps) {
                self.report_circle(
                    id,
                    "this tuple contains itself without end",
                    "it is read as an array of anything",
                    "leave the element out, or let it be an object",
                );
                Type::List(Box::new(Type::Any))
            } else {
                continue;
            };
            self.types[id].shape = Shape::Alias(instead);
        }
    }

    fn report_circle(
        &mut self,
        id: TypeId,
        message: &'static str,
        consequence: &'static str,
        remedy: &'static str,
    ) {
        let place = Place::Node(self.types[id].origin);
        self.report(
            Diagnostic::new(Code::CyclicReference, place, message)
                .consequence(consequence)
                .remedy(remedy),
        );
    }

    /// Whether an alias reaches itself by nothing but `null` and other aliases.
    fn leads_back(&self, id: TypeId, steps: &mut usize) -> bool {
        let mut at = id;
        let mut seen = BTreeSet::from([id]);
        while let Shape::Alias(ty) = &self.types[at].shape {
            *steps += 1;
            let ty = match ty {
                Type::Nullable(inner) => inner,
                ty => ty,
            };
            let Type::Def(next) = ty else { return false };
            at = *next;
            if at == id {
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
    fn too_many_aliases(&mut self, id: TypeId) {
        for definition in &mut self.types {
            if matches!(definition.shape, Shape::Alias(_)) {
                definition.shape = Shape::Alias(Type::Any);
            }
        }
        let place = Place::Node(self.types[id].origin);
        let message = "references lead through too many other references";
        self.report(
            Diagnostic::new(Code::OverBudget, place, message)
                .remedy("refer to what is meant, not to another reference"),
        );
    }

    /// Whether an alias reaches itself by nothing but tuples, `null` and other aliases.
    fn contains_itself(&self, id: TypeId, steps: &mut usize) -> bool {
        let mut seen = BTreeSet::new();
        let mut work = vec![id];
        while let Some(at) = work.pop() {
            *steps += 1;
            let Shape::Alias(ty) = &self.types[at].shape else { continue };
            let mut parts = vec![ty];
            while let Some(ty) = parts.pop() {
                match ty {
                    Type::Nullable(inner) => parts.push(inner),
                    Type::Tuple(elements) => parts.extend(elements),
                    Type::Def(part) if *part == id => return true,
                    Type::Def(part) if seen.insert(*part) => work.push(*part),
                    _ => {}
                }
            }
        }
        false
    }

    /// Tuples of tuples have no name of their own in Rust, so that a compiler sees all their
    /// places: what has too many becomes `Any`.
    pub(super) fn limit_tuples(&mut self) {
        let mut sizes = PerType::new(&self.types, None);
        for id in type_ids(&self.types) {
            let mut work = Vec::new();
            if sizes[id].is_none() {
                work.push(id);
            }
            while let Some(&at) = work.last() {
                // A list that leads back to itself gets a name where it does.
                sizes[at] = Some(1);
                let missing = self.aliases_in(at).find(|inner| sizes[*inner].is_none());
                if let Some(inner) = missing {
                    work.push(inner);
                } else {
                    sizes[at] = Some(self.limited(at, &sizes));
                    work.pop();
                }
            }
        }
    }

    /// How many places an alias has, which becomes `Any` if there are too many. What is no tuple
    /// is as large as what is in it.
    fn limited(&mut self, id: TypeId, sizes: &PerType<Option<usize>>) -> usize {
        let inner = self.aliases_in(id).map(|at| sizes[at].unwrap_or(1));
        let size = inner.fold(0, usize::saturating_add).max(1);
        if size <= MOST_PLACES {
            return size;
        }
        let place = Place::Node(self.types[id].origin);
        let message = format!(
            "this tuple has more than {MOST_PLACES} places, those of the tuples in it included"
        );
        self.report(
            Diagnostic::new(Code::SchemaPartIgnored, place, message)
                .consequence("it is read as it comes, without a type")
                .remedy("let some of the tuples be objects"),
        );
        self.types[id].shape = Shape::Alias(Type::Any);
        1
    }

    /// The aliases that a definition mentions, each as often as it does, if it is one itself.
    fn aliases_in(&self, id: TypeId) -> impl Iterator<Item = TypeId> {
        let mentioned = match &self.types[id].shape {
            Shape::Alias(ty) => ty.mentioned(),
            _ => Vec::new(),
        };
        mentioned
            .into_iter()
            .filter(|at| matches!(self.types[*at].shape, Shape::Alias(_)))
    }
}
