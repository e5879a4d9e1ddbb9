//! Who may send a property, who may see it, and what there is to read of it: what its schema says,
//! and every schema that the same value has to obey.

use crate::diagnostics::NodeId;
use crate::document::{Additional, Schema};
use crate::lower::{Lowerer, docs};
use crate::model::{Access, Docs};
use std::rc::Rc;

/// So many schemas of one value are looked at.
const MOST_SCHEMAS: usize = 256;

impl<'s> Lowerer<'_, 's> {
    /// `readOnly` and `writeOnly`.
    pub(super) fn access(&mut self, nodes: &[NodeId]) -> Access {
        for schema in self.all_of_value(nodes) {
            if schema.read_only {
                return Access::ReadOnly;
            }
            if schema.write_only {
                return Access::WriteOnly;
            }
        }
        Access::Both
    }

    /// Whether a property is not to be shown: by its name, or because it, or what it may be or
    /// hold, is a password or never sent back.
    pub(super) fn is_secret(&mut self, name: &str, nodes: &[NodeId]) -> bool {
        let is_named = |word: &String| word.eq_ignore_ascii_case(name);
        if self.config.sensitive.iter().any(is_named) {
            return true;
        }
        let schemas = self.all_of_value(nodes);
        let inner: Vec<NodeId> =
            schemas.iter().flat_map(|schema| parts(schema)).collect();
        let inner = self.all_of_value(&inner);
        let is_hidden = |schema: &Rc<Schema<'s>>| {
            schema.format == Some("password") || schema.write_only
        };
        schemas.iter().chain(&inner).any(is_hidden)
    }

    /// What a schema says of its values: itself, and the only branch of `anyOf` or `oneOf` beside
    /// `null`, if that stands there and is no reference.
    pub(in crate::lower) fn value_docs(&mut self, schema: &Schema<'s>) -> Docs {
        let sources = self.document.sources;
        let own = docs::of_schema(sources, schema);
        match self.lone_branch(schema) {
            Some(branch) => docs::over(own, docs::of_schema(sources, &branch)),
            None => own,
        }
    }

    /// How many characters a text may have at most: the schema says so itself, or the only branch
    /// beside `null` does.
    pub(in crate::lower) fn most_characters(
        &mut self,
        schema: &Schema<'s>,
    ) -> Option<u64> {
        let own = schema.constraint("maxLength");
        let node = match own {
            Some(node) => node,
            None => self.lone_branch(schema)?.constraint("maxLength")?,
        };
        self.document.sources.to_json(node)?.as_u64()
    }

    fn lone_branch(&mut self, schema: &Schema<'s>) -> Option<Rc<Schema<'s>>> {
        let branches = [&schema.any_of, &schema.one_of];
        let node = branches.into_iter().find_map(|them| self.only_value_branch(them))?;
        Some(self.schema(node)).filter(|branch| branch.reference.is_none())
    }

    /// These schemas and what the value has to be besides: what they refer to, the members of
    /// `allOf`, and the only branch of `anyOf` or `oneOf` beside `null`.
    fn all_of_value(&mut self, nodes: &[NodeId]) -> Vec<Rc<Schema<'s>>> {
        let mut seen: Vec<NodeId> = nodes.iter().copied().take(MOST_SCHEMAS).collect();
        let mut schemas = Vec::new();
        let mut at = 0;
        while let Some(node) = seen.get(at).copied() {
            at += 1;
            let schema = self.schema(node);
            let next = schema.reference.into_iter().chain(schema.all_of.iter().copied());
            let branch = [&schema.any_of, &schema.one_of]
                .map(|branches| self.only_value_branch(branches));
            for node in next.chain(branch.into_iter().flatten()) {
                if seen.len() < MOST_SCHEMAS && !seen.contains(&node) {
                    seen.push(node);
                }
            }
            schemas.push(schema);
        }
        schemas
    }

    fn only_value_branch(&mut self, branches: &[NodeId]) -> Option<NodeId> {
        let mut values = branches
            .iter()
            .copied()
            .take(MOST_SCHEMAS)
            .filter(|node| !self.is_null_branch(*node));
        values.next().filter(|_| values.next().is_none())
    }
}

/// What a value may be or hold: branches, items, and values of other keys.
fn parts(schema: &Schema<'_>) -> impl Iterator<Item = NodeId> {
    let additional = match schema.additional {
        Some(Additional::Schema(node)) => Some(node),
        _ => None,
    };
    let branches = schema.any_of.iter().chain(&schema.one_of).copied();
    branches.chain(schema.items).chain(additional)
}
