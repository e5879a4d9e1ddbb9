//! Ids: what the rows of the model's tables are known by.

use super::{Api, Operation, TypeDef};
use std::ops::{Index, IndexMut};

/// The id of a type: its place in [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(u32);

/// The id of an operation: its place in [`Api::operations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(u32);

impl TypeId {
    /// The id of what stands at this place.
    pub fn at(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(u32::MAX))
    }

    /// The place, for graphs whose nodes are numbers.
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

impl OperationId {
    /// The id of what stands at this place.
    pub fn at(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(u32::MAX))
    }

    /// The place.
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

/// The ids of types, in the order of their table.
pub fn type_ids(types: &[TypeDef]) -> impl Iterator<Item = TypeId> + use<> {
    (0..types.len()).map(TypeId::at)
}

impl Api {
    /// The ids of all types, in table order.
    pub fn type_ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        type_ids(&self.types)
    }

    /// The ids of all operations, in table order.
    pub fn operation_ids(&self) -> impl Iterator<Item = OperationId> + use<> {
        (0..self.operations.len()).map(OperationId::at)
    }
}

impl Index<TypeId> for Api {
    type Output = TypeDef;

    fn index(&self, id: TypeId) -> &TypeDef {
        &self.types[id]
    }
}

impl Index<OperationId> for Api {
    type Output = Operation;

    fn index(&self, id: OperationId) -> &Operation {
        &self.operations[id.place()]
    }
}

impl Index<TypeId> for [TypeDef] {
    type Output = TypeDef;

    fn index(&self, id: TypeId) -> &TypeDef {
        &self[id.place()]
    }
}

impl Index<TypeId> for Vec<TypeDef> {
    type Output = TypeDef;

    fn index(&self, id: TypeId) -> &TypeDef {
        &self[id.place()]
    }
}

impl IndexMut<TypeId> for Vec<TypeDef> {
    fn index_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self[id.place()]
    }
}

/// Something that is known of each type.
#[derive(Clone, Debug, PartialEq)]
pub struct PerType<T>(Vec<T>);

impl<T: Clone> PerType<T> {
    /// The same of all types.
    pub fn new(types: &[TypeDef], value: T) -> Self {
        Self(vec![value; types.len()])
    }
}

impl<T> Default for PerType<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<T> for PerType<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<T> Index<TypeId> for PerType<T> {
    type Output = T;

    fn index(&self, id: TypeId) -> &T {
        &self.0[id.place()]
    }
}

impl<T> IndexMut<TypeId> for PerType<T> {
    fn index_mut(&mut self, id: TypeId) -> &mut T {
        &mut self.0[id.place()]
    }
}
