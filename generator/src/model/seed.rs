//! Where names come from: the places of the document in which things stand.

use super::{Location, OperationId, SpecStr, Status, TypeId};

/// Where a name comes from. Two definitions never have equal seeds.
#[derive(Clone, Debug, PartialEq)]
pub enum NameSeed {
    /// The key under `components/schemas`, or the file of a whole-file schema.
    Component(SpecStr),
    /// A place within another definition.
    Inside {
        /// The definition that owns it.
        parent: TypeId,
        /// The place.
        role: Role,
    },
    /// A place within an operation.
    Operation {
        /// The operation.
        operation: OperationId,
        /// The place.
        role: OperationRole,
    },
    /// A part of operations that stands under `components` and may belong to several.
    Shared {
        /// Its key there.
        name: SpecStr,
        /// Which part it is.
        part: SharedPart,
        /// The media type of a body, where there are several.
        media: Option<SpecStr>,
    },
    /// A place within a webhook.
    Webhook {
        /// Its key under `webhooks`.
        name: SpecStr,
        /// The place.
        role: OperationRole,
    },
}

/// The parts of operations that may stand under `components`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharedPart {
    /// The body of a request.
    Request,
    /// The body of a response.
    Response,
    /// A parameter.
    Parameter,
    /// A header of a response.
    Header,
}

/// Places within a type.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// The value of a property.
    Property(SpecStr),
    /// The elements of an array.
    Item,
    /// The element at a place of a tuple.
    Element(u32),
    /// The values of a map, also of `additionalProperties` beside properties.
    Value,
    /// A variant of a union: its `title` or another name if it has one, and its place in the list.
    Variant(Option<SpecStr>, u32),
}

/// Places within an operation.
#[derive(Clone, Debug, PartialEq)]
pub enum OperationRole {
    /// The request body; the second and further media types carry the text of theirs.
    Request(Option<SpecStr>),
    /// The body of a response.
    Response(Status, Option<SpecStr>),
    /// A response header.
    ResponseHeader(Status, SpecStr),
    /// A parameter.
    Parameter(Location, SpecStr),
    /// What a call returns when 2xx bodies differ.
    Output,
    /// What a call fails with.
    Failure,
}
