//! The Schema Object: every keyword that shapes a type or its documentation.
//!
//! Sources: OpenAPI 3.0.4, "Schema Object"; JSON Schema 2020-12, core and validation, with the
//! base vocabulary of OpenAPI 3.1 and 3.2.

mod anchors;
mod bounds;
pub(crate) mod extending;
mod implied;
mod indented;
mod read;
mod said;
mod structure;
mod types;
mod xml;

use super::info::ExternalDocs;
use crate::diagnostics::NodeId;
use crate::json_types::JsonTypes;
pub(crate) use read::is_annotation;
pub(super) use read::read;
pub use xml::{Xml, XmlKind};

/// One schema, its subschemas by node.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "they are keywords of their own")]
pub struct Schema<'s> {
    /// The schema.
    pub node: NodeId,
    /// `true` or `false` in place of an object.
    pub boolean: Option<bool>,
    /// `$ref` (or `$dynamicRef`), resolved one step.
    pub reference: Option<NodeId>,
    /// `$ref` is there but leads nowhere (reported).
    pub broken_reference: bool,
    /// `type`, without `null`.
    pub types: JsonTypes,
    /// `null` is allowed by `type` or `nullable`.
    pub nullable: bool,
    /// `format`.
    pub format: Option<&'s str>,
    /// `title`.
    pub title: Option<&'s str>,
    /// `description`.
    pub description: Option<&'s str>,
    /// `externalDocs`.
    pub external: Option<ExternalDocs<'s>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `enum`.
    pub values: Option<Vec<NodeId>>,
    /// Names of the enum's values, from the extensions in use for it.
    pub value_names: Vec<&'s str>,
    /// Descriptions of the enum's values, from the extensions in use for it.
    pub value_docs: Vec<&'s str>,
    /// `const`.
    pub constant: Option<NodeId>,
    /// `default`.
    pub default: Option<NodeId>,
    /// `example` and `examples`.
    pub examples: Vec<NodeId>,
    /// `properties`.
    pub properties: Vec<(&'s str, NodeId)>,
    /// `required`.
    pub required: Vec<&'s str>,
    /// `additionalProperties`, or `unevaluatedProperties` where that is all there is.
    pub additional: Option<Additional>,
    /// `patternProperties`: the schemas.
    pub patterns: Vec<NodeId>,
    /// `then`, `else` and `dependentSchemas`: what holds of some of the values.
    pub conditional: Vec<NodeId>,
    /// `items`; `false` counts as none.
    pub items: Option<NodeId>,
    /// `prefixItems`, or `items` as an array as older drafts had it.
    pub prefix_items: Vec<NodeId>,
    /// `unevaluatedItems`, and beside places `items: false` and `additionalItems`: what may stand
    /// behind the last place where `items` does not say it.
    pub more_items: Option<Additional>,
    /// `allOf`.
    pub all_of: Vec<NodeId>,
    /// `anyOf`.
    pub any_of: Vec<NodeId>,
    /// `oneOf`.
    pub one_of: Vec<NodeId>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator<'s>>,
    /// What the property of a base's discriminator says where it means this schema, from the
    /// extensions in use for it.
    pub discriminator_value: Option<&'s str>,
    /// `contentEncoding`.
    pub content_encoding: Option<&'s str>,
    /// `contentMediaType`.
    pub content_media_type: Option<&'s str>,
    /// `xml`.
    pub xml: Option<Xml<'s>>,
    /// Constraints, in the document's order. Few of them shape a type; documentation shows them.
    pub facts: Vec<(&'static str, NodeId)>,
    /// Keywords that would shape the type but are not followed (`not`, `if`, …), with nodes.
    pub unfollowed: Vec<(&'static str, NodeId)>,
}

/// What `additionalProperties` says, or a keyword like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Additional {
    /// `true` or `false`.
    Allowed(bool),
    /// The schema of the values under other keys.
    Schema(NodeId),
}

impl Schema<'_> {
    /// One that says nothing, for a property that only has a name, which stands here.
    pub(crate) fn of_anything(node: NodeId) -> Self {
        read::empty(node)
    }

    /// The only value that is allowed: `const`, or the one of an `enum` of one, which says the
    /// same (JSON Schema 2020-12, Validation, 6.1.3).
    pub fn only_value(&self) -> Option<NodeId> {
        match (self.constant, self.values.as_deref()) {
            (Some(value), _) | (None, Some(&[value])) => Some(value),
            _ => None,
        }
    }
}

/// The Discriminator Object.
#[derive(Clone, Debug)]
pub struct Discriminator<'s> {
    /// The object.
    pub node: NodeId,
    /// `propertyName`.
    pub property: &'s str,
    /// `mapping`: value, the node of the target's text, the text.
    pub mapping: Vec<(&'s str, NodeId, &'s str)>,
    /// `defaultMapping`: the node of the target's text, the text (OpenAPI 3.2).
    pub default: Option<(NodeId, &'s str)>,
}
