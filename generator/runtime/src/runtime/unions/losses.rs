//! What is lost of a value as each of the variants that it can be.

use crate::runtime::codec::model::Edit;
use crate::runtime::json::look_ahead::Passed;

/// What trying variants has found.
pub struct Found {
    /// The variant that loses least, and what it has no place for; nothing as long as none can be
    /// taken.
    best: Option<(usize, Vec<Passed>)>,
    /// What none of the variants has a place for.
    common: Vec<Passed>,
}

impl Found {
    /// Takes a variant into account that reads.
    pub fn add(
        found: &mut Option<Self>,
        at: usize,
        dropped: Vec<Passed>,
        is_takable: bool,
    ) {
        let found = Self::with(found, &dropped);
        let is_first = found.best.is_none();
        if is_takable && (is_first || dropped == found.common && !found.keeps_all()) {
            found.best = Some((at, dropped));
        }
    }

    /// Takes a union among the variants into account that is several of its own at once, and drops
    /// no more than what none of these has a place for.
    pub fn add_untyped(found: &mut Option<Self>, dropped: &[Passed]) {
        Self::with(found, dropped);
    }

    fn with<'f>(found: &'f mut Option<Self>, dropped: &[Passed]) -> &'f mut Self {
        match found {
            Some(found) => {
                found.common = in_both(&found.common, dropped);
                found
            }
            None => found.insert(Self { best: None, common: dropped.to_vec() }),
        }
    }

    /// Whether no other keeps what the best one drops.
    fn keeps_all(&self) -> bool {
        self.best.as_ref().is_some_and(|(_, dropped)| *dropped == self.common)
    }

    /// The variant that loses least so far, and what that is.
    pub fn first(&self) -> Option<(usize, &[Passed])> {
        self.best.as_ref().map(|(at, dropped)| (*at, &dropped[..]))
    }

    /// The variant that keeps all that others keep.
    pub fn best(&self) -> Option<usize> {
        self.first().map(|(at, _)| at).filter(|_| self.keeps_all())
    }

    /// What none of the variants has a place for.
    pub fn into_common(self) -> Vec<Passed> {
        self.common
    }
}

/// What a place holds that can drop some of a value: a type with a name, in lists and maps.
#[derive(Clone, Copy, PartialEq)]
pub struct Kind {
    name: &'static str,
    /// What is around it, the innermost last: a digit for each, to the base of 3.
    around: u32,
}

impl Kind {
    /// That of a place, if it is known. Afterwards something may stand there.
    pub fn of(mut edit: Edit<'_>) -> Option<Self> {
        // What lies in more lists than a few may lie in itself.
        const MOST_AROUND: usize = 8;
        let mut around = 0;
        for _ in 0..MOST_AROUND {
            edit = match edit {
                Edit::Optional(place) => place.value(),
                Edit::List(place) => {
                    around = around * 3 + 1;
                    place.add()
                }
                Edit::Map(place) => {
                    around = around * 3 + 2;
                    place.add("")
                }
                Edit::Object(place) => {
                    return Some(Self { name: place.model().name, around });
                }
                Edit::Union(place) => return Some(Self { name: place.name(), around }),
                _ => return None,
            };
        }
        None
    }
}

/// What lies in both. Values lie within one another, or apart.
fn in_both(one: &[Passed], other: &[Passed]) -> Vec<Passed> {
    let lies_in = |all: &[Passed], inner: &Passed| {
        let behind = all.partition_point(|outer| outer.start <= inner.start);
        let outer = behind.checked_sub(1).and_then(|at| all.get(at));
        outer.is_some_and(|outer| inner.end <= outer.end)
    };
    let is_in = |all: &[Passed], it: &Passed| {
        all.binary_search_by_key(&it.start, |known| known.start)
            .is_ok_and(|at| all.get(at) == Some(it))
    };
    let of_one = one.iter().filter(|it| lies_in(other, it));
    let of_other = other.iter().filter(|it| lies_in(one, it) && !is_in(one, it));
    let mut of_other = of_other.peekable();
    let mut both = Vec::new();
    for it in of_one {
        while let Some(before) = of_other.next_if(|other| other.start < it.start) {
            both.push(before.clone());
        }
        both.push(it.clone());
    }
    both.extend(of_other.cloned());
    both
}
