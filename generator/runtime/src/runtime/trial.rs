//! Trying the variants that a value can be: the one that loses least is taken.

use super::codec::{Edit, Union};
use super::rank::{Order, is_as_sure};
use super::scan::{Mark, Read, Reader};

/// Where a value stands that there is no place for.
type Passed = std::ops::Range<usize>;

impl Reader<'_> {
    /// Reads the variant of those that read which loses least. If there is none that keeps all
    /// that others keep, a part would be lost, and the value is kept as it came. When too much
    /// was read in vain, it is the outermost value which is being tried that is kept so: each
    /// one in it would be read once more.
    pub fn attempt(
        &mut self,
        place: &mut dyn Union,
        order: &Order,
        start: Mark,
    ) -> Read<bool> {
        let mut found: Option<Found> = None;
        for (nth, &at) in order.fitting.iter().enumerate() {
            let is_takable = nth < order.takable;
            if !is_takable && found.is_none() {
                break;
            }
            if self.is_given_up(order) {
                found = found.filter(|_| !order.is_divided);
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
                Ok(true) => {
                    let is_alone = order.fitting.len() == 1
                        || found.is_none() && !order.is_divided && !self.may_compare();
                    if dropped.is_empty() || is_alone {
                        self.ahead.dropped.extend(dropped);
                        return Ok(true);
                    }
                    self.ahead.compared += self.mark().at().saturating_sub(start.at());
                    Found::add(&mut found, at, dropped, is_takable);
                }
                Ok(false) => self.waste(start, self.at),
                Err(failure) => self.waste(start, failure.at),
            }
            self.go_back(start);
        }
        match found {
            Some(found) if found.keeps_all() => {
                self.variant(place.become_variant(found.at))
            }
            _ if self.ahead.is_trial() && self.is_given_up(order) => {
                let expected = "less that can be meant in several ways";
                Err(self.refuse(start.at(), expected))
            }
            _ => self.as_it_came(place),
        }
    }

    /// Keeps a value without a type.
    fn as_it_came(&mut self, place: &mut dyn Union) -> Read<bool> {
        let value = self.value()?;
        self.unknown = value.as_object().is_some_and(|object| !object.is_empty());
        place.become_unknown(value);
        Ok(false)
    }

    /// Notes that all to a place was read in vain.
    fn waste(&mut self, start: Mark, to: usize) {
        self.ahead.wasted += to.saturating_sub(start.at()) + 1;
    }

    /// Whether no more is tried: something may be lost then, where the variants know different keys.
    fn is_given_up(&self, order: &Order) -> bool {
        self.is_exhausted() || order.is_divided && !self.may_compare()
    }

    /// Whether there is time to look for a variant that loses less.
    fn may_compare(&self) -> bool {
        self.ahead.compared <= self.size().saturating_mul(4) + 65_536
    }

    /// Whether as much was read in vain as may be. Trials within trials could otherwise take
    /// forever.
    fn is_exhausted(&self) -> bool {
        self.ahead.wasted > self.size().saturating_mul(16) + 65_536
    }

    /// The same where something else is done if it is none.
    fn trial(&mut self, edit: Edit<'_>) -> Read<bool> {
        self.ahead.begin_trial();
        let read = self.variant(edit);
        self.ahead.end_trial();
        read
    }
}

/// What trying variants has found.
struct Found {
    /// The variant that loses least.
    at: usize,
    /// What it has no place for.
    dropped: Vec<Passed>,
    /// What none of the variants has a place for.
    common: Vec<Passed>,
}

impl Found {
    /// Takes a variant into account that reads.
    fn add(found: &mut Option<Self>, at: usize, dropped: Vec<Passed>, is_takable: bool) {
        match found {
            None => *found = Some(Self { at, common: dropped.clone(), dropped }),
            Some(found) => {
                found.common = in_both(&found.common, &dropped);
                if is_takable && dropped == found.common && !found.keeps_all() {
                    (found.at, found.dropped) = (at, dropped);
                }
            }
        }
    }

    /// Whether no other keeps what it drops.
    fn keeps_all(&self) -> bool {
        self.dropped == self.common
    }
}

/// What lies in both. Values lie within one another, or apart.
fn in_both(one: &[Passed], other: &[Passed]) -> Vec<Passed> {
    let lies_in = |all: &[Passed], inner: &Passed| {
        let behind = all.partition_point(|outer| outer.start <= inner.start);
        let outer = behind.checked_sub(1).and_then(|at| all.get(at));
        outer.is_some_and(|outer| inner.end <= outer.end)
    };
    let of_one = one.iter().filter(|it| lies_in(other, it));
    let of_other = other.iter().filter(|it| lies_in(one, it));
    let mut both: Vec<Passed> = of_one.chain(of_other).cloned().collect();
    both.sort_unstable_by_key(|it| it.start);
    both.dedup();
    both
}
