//! Trying the variants that a value can be: the one that loses least is taken.

use super::losses::Found;
use super::rank::{Order, is_as_sure};
use crate::runtime::codec::model::{Edit, Union};
use crate::runtime::json::scan::{Mark, Read, Reader};

impl Reader<'_> {
    /// Reads the variant of those that read which loses least. If there is none that keeps all
    /// that others keep, a part would be lost, and the value is kept as it came. When too much
    /// was read for nothing, it is the outermost value which is being tried that is kept so: each
    /// one in it would be read once more.
    pub fn attempt(
        &mut self,
        place: &mut dyn Union,
        order: &Order,
        start: Mark,
    ) -> Read<bool> {
        let mut found: Option<Found> = None;
        let mut is_given_up = false;
        for (nth, &at) in order.fitting.iter().enumerate() {
            let is_takable = nth < order.takable;
            if !is_takable && found.is_none() {
                break;
            }
            is_given_up = self.is_exhausted();
            if is_given_up {
                break;
            }
            let is_beaten = |it: &Found| !is_as_sure(place.select(), at, it.at);
            if found.as_ref().is_some_and(is_beaten) {
                continue;
            }
            let before = self.ahead.dropped.len();
            let tried = self.trial(place.become_variant(at));
            let dropped = self.ahead.dropped.split_off(before);
            match tried {
                Ok(true) if dropped.is_empty() || order.fitting.len() == 1 => {
                    if self.ahead.is_trial() {
                        self.ahead.dropped.extend(dropped);
                    }
                    return Ok(true);
                }
                Ok(true) => {
                    self.compared(start);
                    Found::add(&mut found, at, dropped, is_takable);
                }
                Ok(false) => self.waste(start, self.at),
                Err(failure) => self.waste(start, failure.at),
            }
            self.go_back(start);
        }
        match found.filter(|found| !is_given_up && found.keeps_all()) {
            Some(found) => self.variant(place.become_variant(found.at)),
            None if is_given_up && self.ahead.is_trial() => {
                let expected = "less that can be meant in several ways";
                Err(self.refuse(start.at(), expected))
            }
            None => self.as_it_came(place),
        }
    }

    /// Keeps a value without a type.
    fn as_it_came(&mut self, place: &mut dyn Union) -> Read<bool> {
        let value = self.value()?;
        self.unknown = value.as_object().is_some_and(|object| !object.is_empty());
        place.become_unknown(value);
        Ok(false)
    }

    /// Notes that all to a place was read in vain. Outermost values are apart from one another, so
    /// that each is read as often as it has variants; those within others would be read as often
    /// for each variant of these.
    fn waste(&mut self, start: Mark, to: usize) {
        if self.ahead.is_trial() {
            self.ahead.wasted += to.saturating_sub(start.at()) + 1;
        }
    }

    /// Notes that all to here was read for a comparison, as [`Self::waste`] does.
    fn compared(&mut self, start: Mark) {
        if self.ahead.is_trial() {
            self.ahead.compared += self.at.saturating_sub(start.at()) + 1;
        }
    }

    /// Whether as much was read in vain, or to compare, as may be. Trials within trials could
    /// otherwise take forever.
    fn is_exhausted(&self) -> bool {
        let most = |times: usize| self.size().saturating_mul(times) + 65_536;
        self.ahead.wasted > most(16) || self.ahead.compared > most(24)
    }

    /// Reads a variant where something else is done if it is none.
    fn trial(&mut self, edit: Edit<'_>) -> Read<bool> {
        self.ahead.begin_trial();
        let read = self.variant(edit);
        self.ahead.end_trial();
        read
    }
}
