//! What is lost of a value as each of the variants that it can be.

use crate::runtime::json::look_ahead::Passed;

/// What trying variants has found.
pub struct Found {
    /// The variant that loses least.
    pub at: usize,
    /// What it has no place for.
    dropped: Vec<Passed>,
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
    pub fn keeps_all(&self) -> bool {
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
