//! Visitors of objects: with known keys, and with free ones.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::model::{Edit, Key, Map, Object, Tuple, marks};
use super::read::Seed;

/// Reads an object with known keys. A known key that comes twice is an error; other keys go into
/// the field that takes them or are skipped.
pub struct ObjectVisitor<'a>(pub &'a mut dyn Object);

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self(place) = self;
        let model = place.model();
        let keys = model.keys;
        let keep = !model.extra.is_empty();
        let mut seen = Seen::new(keys.len());
        let mut other = String::new();
        let mut next = 0;
        while let Some(at) = entries.next_key_seed(KeySeed {
            keys,
            next,
            keep: keep.then_some(&mut other),
        })? {
            if let Some(key) = keys.get(at) {
                if !seen.insert(at) {
                    return Err(A::Error::duplicate_field(key.wire));
                }
                next = at + 1;
                let texts = key.marks & marks::text != 0;
                entries.next_value_seed(Seed { edit: place.edit_at(at), texts })?;
            } else if let (true, Edit::Map(map)) = (keep, place.edit_at(keys.len())) {
                entries.next_value_seed(Seed { edit: map.add(&other), texts: false })?;
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        if seen.count < keys.len() {
            demand(place, keys, &seen)?;
        }
        Ok(())
    }
}

/// Whether nothing is missed where nothing came: an option, or a constant, which says nothing that
/// is not known. Many services leave out what has a default.
pub fn may_be_missing(edit: &Edit<'_>) -> bool {
    matches!(edit, Edit::Optional(_) | Edit::Constant(_))
}

/// Whether nothing is missed where an array ends before a place of a tuple.
pub fn may_end_at(place: &mut dyn Tuple, at: usize) -> bool {
    let mut left = at..place.places();
    left.all(|at| matches!(place.edit_item(at), Some(Edit::Optional(_))))
}

/// Complains about the first required key that did not come.
fn demand<E: Error>(
    place: &mut dyn Object,
    keys: &'static [Key],
    seen: &Seen,
) -> Result<(), E> {
    for (at, key) in keys.iter().enumerate() {
        if !seen.contains(at) && !may_be_missing(&place.edit_at(at)) {
            return Err(E::missing_field(key.wire));
        }
    }
    Ok(())
}

/// Which keys came.
pub struct Seen {
    few: u64,
    many: Vec<u64>,
    count: usize,
}

impl Seen {
    /// None of this many.
    pub fn new(keys: usize) -> Self {
        let many = if keys > 64 { vec![0; keys.div_ceil(64)] } else { Vec::new() };
        Self { few: 0, many, count: 0 }
    }

    /// Notes one; `false` if it came before.
    #[inline]
    pub fn insert(&mut self, at: usize) -> bool {
        let word = self.many.get_mut(at / 64).unwrap_or(&mut self.few);
        let bit = 1 << (at % 64);
        let new = *word & bit == 0;
        *word |= bit;
        self.count += usize::from(new);
        new
    }

    /// How many came.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether one came.
    pub fn contains(&self, at: usize) -> bool {
        self.many.get(at / 64).unwrap_or(&self.few) & 1 << (at % 64) != 0
    }
}

/// Finds a key in the table.
struct KeySeed<'a> {
    keys: &'static [Key],
    /// The key that comes next if the sender has the same order.
    next: usize,
    /// Takes the key if it is not in the table and wanted all the same.
    keep: Option<&'a mut String>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<usize, D::Error> {
        source.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    #[inline]
    fn visit_str<E>(self, key: &str) -> Result<usize, E> {
        let at = find(self.keys, self.next, key);
        if let (usize::MAX, Some(keep)) = (at, self.keep) {
            key.clone_into(keep);
        }
        Ok(at)
    }

    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<usize, E> {
        self.visit_str(std::str::from_utf8(key).map_err(E::custom)?)
    }
}

/// The place of a key: the next one if the sender has the same order, else any other.
#[inline]
pub fn find(keys: &[Key], next: usize, key: &str) -> usize {
    match keys.get(next) {
        Some(expected) if expected.wire == key => next,
        _ => look(keys, next, key),
    }
}

/// From `next` on, and then from the start.
fn look(keys: &[Key], next: usize, key: &str) -> usize {
    let next = next.min(keys.len());
    let (before, after) = keys.split_at(next);
    match after.iter().position(|other| other.wire == key) {
        Some(at) => next + at,
        None => before.iter().position(|other| other.wire == key).unwrap_or(usize::MAX),
    }
}

/// Reads an object whose keys are free.
pub struct MapVisitor<'a> {
    /// Where it goes.
    pub place: &'a mut dyn Map,
    /// Whether numbers may come in quotes.
    pub texts: bool,
}

impl<'de> Visitor<'de> for MapVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    /// Of two entries with one key the last stays.
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self { place, texts } = self;
        place.empty();
        let mut key = String::new();
        while entries
            .next_key_seed(KeySeed { keys: &[], next: 0, keep: Some(&mut key) })?
            .is_some()
        {
            entries.next_value_seed(Seed { edit: place.add(&key), texts })?;
        }
        Ok(())
    }
}
