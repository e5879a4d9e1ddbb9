//! Model → facts: side tables, keyed by id, that need the whole type graph.
//!
//! The model is not changed. Nothing here recurses on the depth of a document.

mod direction;
mod limited;
mod nesting;
mod recursion;
mod traits;

pub use direction::Direction;
pub use traits::Traits;

use crate::model::{Api, PerType, TypeId};

/// What is known of the types as a graph.
#[derive(Clone, Debug, Default)]
pub struct TypeFacts {
    boxed: PerType<Vec<usize>>,
    newtypes: PerType<bool>,
    endless: PerType<bool>,
    limited: PerType<bool>,
    multipart: PerType<bool>,
    directions: PerType<Direction>,
    nesting: usize,
    traits: PerType<Traits>,
}

impl TypeFacts {
    /// Whether the part (field of a struct, variant of a union) at this index is boxed, so
    /// that the type has a size.
    pub fn is_boxed(&self, id: TypeId, part: usize) -> bool {
        self.boxed[id].contains(&part)
    }

    /// Whether an alias refers back to itself and must be a type of its own.
    pub fn is_newtype(&self, id: TypeId) -> bool {
        self.newtypes[id]
    }

    /// Whether a type demands itself, so that no value of it could ever end.
    pub fn is_endless(&self, id: TypeId) -> bool {
        self.endless[id]
    }

    /// Whether there are limits that values of a type, or what they hold, must keep to.
    pub fn is_limited(&self, id: TypeId) -> bool {
        self.limited[id]
    }

    /// Whether a type is part of a multipart body.
    pub fn is_in_multipart(&self, id: TypeId) -> bool {
        self.multipart[id]
    }

    /// In which direction values of a type travel.
    pub fn direction(&self, id: TypeId) -> Direction {
        self.directions[id]
    }

    /// How many types stand within one another at most.
    pub fn nesting(&self) -> usize {
        self.nesting
    }

    /// Which common traits a type can have.
    pub fn traits(&self, id: TypeId) -> Traits {
        self.traits[id]
    }
}

/// Works the tables out; linear in the size of the model but for long chains of traits.
pub fn analyse(api: &Api) -> TypeFacts {
    let newtypes = recursion::newtypes(api);
    let directions = direction::directions(api);
    TypeFacts {
        boxed: recursion::boxed(api),
        traits: traits::traits(api, &directions),
        directions,
        endless: recursion::endless(api),
        limited: limited::limited(api),
        multipart: direction::in_multipart(api),
        nesting: nesting::nesting(api),
        newtypes,
    }
}
