//! How much memory what is read from XML may take.

use super::Value;
use super::codec::Edit;
use super::memory::TOO_MUCH;
use super::read_xml::{Filling, Read, fault};
use super::read_xml_text::{untyped, value};
use super::xml_tree::Element;

impl Filling<'_> {
    /// Takes memory for what an element becomes.
    pub(super) fn take(&self, element: &Element, bytes: usize) -> Read<()> {
        let mut memory = self.memory.get();
        let is_there = memory.take(bytes);
        self.memory.set(memory);
        if is_there { Ok(()) } else { Err(fault(element, TOO_MUCH)) }
    }

    /// Says how large the place of the next value is, and gives what was said before.
    pub(super) fn enter(&self, room: usize) -> usize {
        let mut memory = self.memory.get();
        let before = memory.enter(room);
        self.memory.set(memory);
        before
    }

    /// Takes what a value needs beyond its place, and gives the rest of that.
    pub(super) fn claim(&self, element: &Element, size: usize) -> Read<usize> {
        let mut memory = self.memory.get();
        let rest = memory.claim(size);
        self.memory.set(memory);
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
