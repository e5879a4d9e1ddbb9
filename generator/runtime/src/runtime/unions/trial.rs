//! Trying the variants that a value can be: the one that loses least is taken.

use super::losses::Found;
use super::rank::Order;
use crate::runtime::codec::model::{Edit, Union};
use crate::runtime::codec::read_object::find;
use crate::runtime::json::look_ahead::Passed;
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
        let select = place.select();
        let mut found: Option<Found> = None;
        for (nth, at) in order.places().enumerate() {
            let best = found.as_ref().and_then(Found::first);
            let is_wanted = match best {
                Some((best, dropped)) => order.may_keep(select, nth, best, dropped),
                None => order.is_takable(nth) || self.ahead.is_trial(),
            };
            if !is_wanted {
                continue;
            }
            if self.is_exhausted() {
                return self.give_up(place, start);
            }
            let before = self.ahead.dropped.len();
            let tried = self.trial(place.become_variant(at));
            let dropped = self.ahead.dropped.split_off(before);
            let is_first = found.is_none();
            match tried {
                Ok(true)
                    if order.is_takable(nth)
                        && (dropped.is_empty()
                            || is_first && order.is_best(select, nth, &dropped)) =>
                {
                    if self.ahead.is_trial() {
                        self.ahead.dropped.extend(dropped);
                    }
                    return Ok(true);
                }
                tried => {
                    self.note_trial(&mut found, order, nth, (tried, dropped), start);
                }
            }
            self.go_back(start);
        }
        match found.as_ref().and_then(Found::best) {
            Some(best) => self.variant(place.become_variant(order.place(best))),
            None => self.as_it_came(place, found.map(Found::into_common)),
        }
    }

    /// Notes what trying a variant has shown, other than that it is the one.
    fn note_trial(
        &mut self,
        found: &mut Option<Found>,
        order: &Order,
        nth: usize,
        (tried, dropped): (Read<bool>, Vec<Passed>),
        start: Mark,
    ) {
        match tried {
            Ok(true) => {
                self.compared(start);
                Found::add(found, nth, dropped, order.is_takable(nth));
            }
            Ok(false) => match self.ahead.common.take() {
                Some(common) => {
                    self.compared(start);
                    Found::add_untyped(found, &common);
                }
                None => self.waste(start, self.at),
            },
            Err(failure) => self.waste(start, failure.at),
        }
    }

    /// Keeps a value without a type of which too much was read for nothing.
    fn give_up(&mut self, place: &mut dyn Union, start: Mark) -> Read<bool> {
        if self.ahead.is_trial() {
            return Err(
                self.refuse(start.at(), "less that can be meant in several ways")
            );
        }
        self.as_it_came(place, None)
    }

    /// Reads the only variant that a value can be. Another scalar than what it wants loses nothing
    /// without a type, another constant says that something else is meant, and an open union may
    /// be anything. While variants around it are tried, the first two speak against these. When too
    /// much was read for nothing, it is the outermost open union that is kept as it came.
    pub fn only(
        &mut self,
        place: &mut dyn Union,
        at: usize,
        start: Mark,
        is_open: bool,
    ) -> Read<bool> {
        let is_scalar = !matches!(self.peek(), b'{' | b'[');
        let before = self.ahead.dropped.len();
        self.ahead.open += usize::from(is_open);
        let read = self.variant(place.become_variant(at));
        self.ahead.open -= usize::from(is_open);
        let Err(failure) = read else { return read };
        self.ahead.dropped.truncate(before);
        self.go_back(start);
        let is_kept = if is_scalar {
            is_open || !self.ahead.is_trial()
        } else if self.is_exhausted() {
            is_open && self.ahead.open == 0
        } else {
            is_open || self.has_other_constant(place.become_variant(at), start)
        };
        if !is_kept {
            return Err(failure);
        }
        self.ahead.wasted += failure.at.saturating_sub(start.at()) + 1;
        let read = self.as_it_came(place, None);
        self.unknown = false;
        read
    }

    /// Whether an object has another constant than its variant. Afterwards the cursor is at the
    /// start again.
    fn has_other_constant(&mut self, edit: Edit<'_>, start: Mark) -> bool {
        let (false, Edit::Object(object)) = (self.ahead.is_trial(), edit) else {
            return false;
        };
        let keys = object.model().keys;
        let mut is_other = false;
        let passed = self.entries(|reader, key| {
            let at = find(keys, 0, &key);
            match keys.get(at).map(|_| object.edit_at(at)) {
                Some(Edit::Constant(value)) => {
                    is_other = reader.constant(value).is_err();
                }
                _ => reader.pass()?,
            }
            Ok(!is_other)
        });
        self.go_back(start);
        passed.is_ok() && is_other
    }

    /// Keeps a value without a type, and what no variant has a place for of which it could be
    /// several.
    fn as_it_came(
        &mut self,
        place: &mut dyn Union,
        common: Option<Vec<Passed>>,
    ) -> Read<bool> {
        let is_known = common.is_some();
        self.ahead.common = common;
        let value = self.value()?;
        let has_keys = value.as_object().is_some_and(|object| !object.is_empty());
        self.unknown = has_keys && !is_known;
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
