//! The intermediate model: what an API offers, free of OpenAPI's spelling and of Rust's.
//!
//! Owned data in `Vec` tables with `u32` ids. The front (source, document, lower) writes it,
//! the back (analyse, rust, emit) reads it, and neither knows the other.

mod arguments;
mod behind;
mod function_names;
mod ids;
mod items;
mod limits;
mod operation;
mod outline;
mod response;
mod seed;
mod sequence;
mod service;
mod shape;
mod text;
mod uses;
mod xml;

pub use crate::diagnostics::NodeId;
pub use arguments::Arguments;
pub use ids::{OperationId, PerType, TypeId, type_ids};
pub use items::{chooses, next_link, only_list};
pub use limits::*;
pub use operation::*;
pub use outline::outline;
pub use response::*;
pub use seed::*;
pub use sequence::*;
pub use service::*;
pub use shape::*;
pub use text::*;
pub use xml::*;

/// A whole API.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: SpecStr,
    /// `info.version`, which need not be a version in anybody's sense.
    pub version: SpecStr,
    /// `info.summary`, `info.description` and what the configuration adds.
    pub docs: Docs,
    /// The servers of the document; never empty (`/` when the document has none).
    pub servers: Vec<Server>,
    /// The security schemes, in the document's order.
    pub schemes: Vec<Scheme>,
    /// Descriptions of the tags, by name, in the document's order.
    pub tags: Vec<(SpecStr, Docs)>,
    /// The operations, in the document's order.
    pub operations: Vec<Operation>,
    /// Webhooks: requests that the API's provider sends.
    pub webhooks: Vec<Webhook>,
    /// The union of what all webhooks send, if there are several.
    pub event: Option<Type>,
    /// The types that bodies in XML are made of, with what differs there from JSON.
    pub xml: Vec<XmlType>,
    /// All named types. [`TypeId`] indexes it; every id in the model is valid.
    pub types: Vec<TypeDef>,
}
