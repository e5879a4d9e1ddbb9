//! How much memory what is read from XML may take.

use super::read::{Filling, Read, fault};
use super::read_text::{untyped, value};
use super::tree::Element;
use crate::runtime::Value;
use crate::runtime::codec::memory::{Memory, TOO_MUCH};
use crate::runtime::codec::model::Edit;

impl Filling<'_> {
    /// Changes what is left of the memory.
    fn with_memory<T>(&self, change: impl FnOnce(&mut Memory) -> T) -> T {
        let mut memory = self.memory.get();
        let result = change(&mut memory);
        self.memory.set(memory);
        result
    }

    /// Takes memory for what an element becomes.
    pub(super) fn take(&self, element: &Element, bytes: usize) -> Read<()> {
        let is_there = self.with_memory(|memory| memory.take(bytes));
        if is_there { Ok(()) } else { Err(fault(element, TOO_MUCH)) }
    }

    /// Says how large the place of the next value is, and gives what was said before.
    pub(super) fn enter(&self, room: usize) -> usize {
        self.with_memory(|memory| memory.enter(room))
    }

    /// Takes what a value needs beyond its place, and gives the rest of that.
    pub(super) fn claim(&self, element: &Element, size: usize) -> Read<usize> {
        let rest = self.with_memory(|memory| memory.claim(size));
        rest.ok_or_else(|| fault(element, TOO_MUCH))
    }

    /// Reads what lies in a place that takes so much memory.
    pub(super) fn within(
        &self,
        element: &Element,
        (edit, memory): (Edit<'_>, usize),
        read: impl FnOnce(Edit<'_>) -> Read<()>,
    ) -> Read<()> {
        self.take(element, memory)?;
        let outer = self.enter(edit.size());
        read(edit)?;
        self.enter(outer);
        Ok(())
    }

    /// Keeps an element that nothing is known about.
    pub(super) fn value(&self, element: &Element) -> Read<Value> {
        self.spend(element.size);
        self.take(element, untyped(element))?;
        Ok(value(element))
    }
}
