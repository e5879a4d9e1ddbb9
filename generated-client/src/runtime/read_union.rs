//! Visitors of unions: which variant is it?

use std::borrow::Cow;
use std::fmt;
use std::vec::IntoIter;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess,
    SeqAccess, Visitor,
};
use serde_json::Value;

use super::codec::{Edit, Probe, Select, Union, kinds};
use super::rank::{
    Plain, are_divided, by_items, by_known_keys, by_lists, contradicts,
    fewest_strangers, is_doubtful, keep_knowing, knows_one,
};
use super::read::{Seed, Trials, list, tuple};
use super::read_object::{map, object};
use super::read_scalar::whole;

/// Reads one of several types, and tells whether it is one of them.
pub struct UnionVisitor<'a, 't> {
    /// Where it goes.
    pub place: &'a mut dyn Union,
    /// What trials of variants may still cost.
    pub trials: &'t Trials,
}

impl UnionVisitor<'_, '_> {
    /// The variants that can have one of these kinds.
    fn fitting(&self, kinds: u8) -> Vec<usize> {
        match self.place.select() {
            Select::Tag { .. } => Vec::new(),
            Select::Probe(probes) => probes
                .iter()
                .enumerate()
                .filter(|(_, probe)| probe.kinds & kinds != 0)
                .map(|(at, _)| at)
                .collect(),
        }
    }

    /// Reads a value without parts.
    fn scalar<'de, E: Error, T: IntoDeserializer<'de, E> + Copy>(
        self,
        kinds: u8,
        value: T,
        plain: Option<Plain<'_>>,
        raw: impl FnOnce(T) -> Value,
    ) -> Result<bool, E> {
        let mut fitting = self.fitting(kinds);
        if let (Some(plain), 2..) = (plain, fitting.len()) {
            by_lists(self.place, &mut fitting, plain);
        }
        for &at in &fitting {
            let edit = self.place.become_variant(at);
            match variant(edit, value.into_deserializer(), self.trials) {
                Ok(true) => return Ok(true),
                result if fitting.len() == 1 => return result,
                _ => {}
            }
        }
        self.place.become_unknown(raw(value));
        Ok(false)
    }

    /// Tries several variants with a value that is in memory.
    fn attempt<E: Error>(mut self, fitting: &[usize], value: Value) -> Result<bool, E> {
        if let &[only] = fitting {
            return variant(self.place.become_variant(only), value, self.trials)
                .map_err(E::custom);
        }
        let mut ranked = fitting.to_vec();
        match &value {
            Value::Object(entries) => {
                let keys: Vec<&String> = entries.keys().collect();
                ranked = self.ranked(fitting, &keys, &value);
            }
            Value::Array(items) => {
                by_items(self.place, &mut ranked, items.len(), |at| {
                    items.get(at).and_then(Value::as_str)
                });
            }
            _ => {}
        }
        for at in ranked {
            if self.reads(at, &value) {
                return Ok(true);
            }
            if !self.trials.go_on() {
                break;
            }
        }
        self.place.become_unknown(value);
        Ok(false)
    }

    /// The variants in the order in which they are tried; none, if each would lose a part.
    fn ranked(
        &mut self,
        fitting: &[usize],
        keys: &[&String],
        value: &Value,
    ) -> Vec<usize> {
        let mut ranked = by_known_keys(self.place, fitting, keys);
        let fewest = fewest_strangers(self.place, &ranked, keys);
        if are_divided(self.place, &ranked, keys) {
            ranked.retain(|&at| self.trials.go_on() && self.reads(at, value));
            if are_divided(self.place, &ranked, keys) {
                ranked.clear();
            }
        }
        keep_knowing(self.place, &mut ranked, keys, fewest);
        ranked
    }

    /// Reads a value as a variant.
    fn reads(&mut self, at: usize, value: &Value) -> bool {
        matches!(variant(self.place.become_variant(at), value, self.trials), Ok(true))
    }
}

/// Reads a variant. A union that takes anything does not stand in the way of others: it
/// counts if the value is one of its own variants.
fn variant<'de, D: Deserializer<'de>>(
    edit: Edit<'_>,
    source: D,
    trials: &Trials,
) -> Result<bool, D::Error> {
    match edit {
        Edit::Union(place) => source.deserialize_any(UnionVisitor { place, trials }),
        edit => Seed { edit, trials }.deserialize(source).map(|()| true),
    }
}

impl<'de> Visitor<'de> for UnionVisitor<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.scalar(kinds::null, (), None, |()| Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.scalar(kinds::boolean, value, None, Value::from)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        let plain = Some(Plain::Whole(value.into()));
        self.scalar(kinds::integer, value, plain, Value::from)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        let plain = Some(Plain::Whole(value.into()));
        self.scalar(kinds::integer, value, plain, Value::from)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        let plain = whole(value).map(Plain::Whole);
        let fitting = match plain {
            Some(_) => kinds::number,
            None => kinds::number & !kinds::integer,
        };
        self.scalar(fitting, value, plain, Value::from)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<bool, E> {
        self.scalar(kinds::string, value, Some(Plain::Text(value)), Value::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<bool, A::Error> {
        let fitting = self.fitting(kinds::array);
        if let &[only] = &*fitting {
            match self.place.become_variant(only) {
                Edit::List(place) => {
                    return list(place, items, self.trials).map(|()| true);
                }
                Edit::Tuple(place) => {
                    return tuple(place, items, self.trials).map(|()| true);
                }
                _ => {}
            }
        }
        let value = Value::deserialize(SeqAccessDeserializer::new(items))?;
        self.attempt(&fitting, value)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<bool, A::Error> {
        match self.place.select() {
            Select::Tag { property, values, default } => {
                self.by_tag(property, values, *default, entries)
            }
            Select::Probe(probes) => self.by_probe(probes, entries),
        }
    }
}

impl UnionVisitor<'_, '_> {
    /// Keeps entries until the tag comes; the rest goes straight to the variant.
    fn by_tag<'de, A: MapAccess<'de>>(
        mut self,
        property: &'static str,
        values: &'static [&'static [&'static str]],
        default: Option<usize>,
        mut entries: A,
    ) -> Result<bool, A::Error> {
        let mut kept = Vec::new();
        while let Some((key, value)) = entries.next_entry::<String, Value>()? {
            let tag = if key == property { text_of_tag(&value) } else { None };
            let chosen =
                tag.and_then(|tag| values.iter().position(|list| list.contains(&&*tag)));
            kept.push((key, value));
            if let Some(at) = chosen {
                return entries_of(
                    self.place.become_variant(at),
                    Replay::new(kept, entries),
                    self.trials,
                );
            }
        }
        let value = Value::Object(kept.into_iter().collect());
        if default.is_some_and(|at| self.reads(at, &value)) {
            return Ok(true);
        }
        self.place.become_unknown(value);
        Ok(false)
    }

    /// Whether the only variant that an object can be may not be meant, since it knows none of
    /// these keys.
    fn is_strange(
        &mut self,
        probes: &[Probe],
        only: usize,
        kept: &[(String, Value)],
    ) -> bool {
        is_doubtful(probes, only)
            && !knows_one(self.place, only, kept.iter().map(|(key, _)| key))
    }

    /// Keeps entries until all variants but one are out of the question and that one is
    /// sure; the rest goes straight to it.
    fn by_probe<'de, A: MapAccess<'de>>(
        mut self,
        probes: &'static [Probe],
        mut entries: A,
    ) -> Result<bool, A::Error> {
        let mut fitting = self.fitting(kinds::object);
        let mut kept: Vec<(String, Value)> = Vec::new();
        // How many keys the only variant that is left was asked about.
        let mut asked = 0;
        let mut certainty = Certainty::default();
        loop {
            if let &[only] = &*fitting
                && probes.get(only).is_some_and(|probe| certainty.of(only, probe, &kept))
                && !self.is_strange(probes, only, kept.get(asked..).unwrap_or_default())
            {
                return entries_of(
                    self.place.become_variant(only),
                    Replay::new(kept, entries),
                    self.trials,
                );
            }
            if fitting.len() == 1 {
                asked = kept.len();
            }
            let Some((key, value)) = entries.next_entry::<String, Value>()? else {
                break;
            };
            fitting.retain(|&at| {
                probes
                    .get(at)
                    .is_some_and(|probe| !contradicts(probe, &key, value.as_str()))
            });
            kept.push((key, value));
        }
        fitting.retain(|&at| probes.get(at).is_some_and(|probe| is_sure(probe, &kept)));
        if let &[only] = &*fitting
            && !kept.is_empty()
            && self.is_strange(probes, only, &kept)
        {
            fitting.clear();
        }
        self.attempt(&fitting, Value::Object(kept.into_iter().collect()))
    }
}

/// The text of a tag: that of a string, or how a number or a boolean is written.
fn text_of_tag(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(tag) => Some(Cow::Borrowed(tag)),
        Value::Number(_) | Value::Bool(_) => Some(Cow::Owned(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Whether the only variant that is left is sure. Nothing but a key that it asks for changes the
/// answer, so that the others do not have all keys looked through again.
#[derive(Default)]
struct Certainty(Option<(usize, bool)>);

impl Certainty {
    fn of(&mut self, only: usize, probe: &Probe, kept: &[(String, Value)]) -> bool {
        let asks_for = |key: &str| {
            probe.required.contains(&key)
                || probe.constants.iter().any(|(known, _)| *known == key)
        };
        let is_news = match self.0 {
            Some((at, is_sure)) if at == only => {
                !is_sure && kept.last().is_some_and(|(key, _)| asks_for(key))
            }
            _ => true,
        };
        if is_news {
            self.0 = Some((only, is_sure(probe, kept)));
        }
        self.0.is_some_and(|(_, is_sure)| is_sure)
    }
}

/// Whether everything that the probe asks for has come.
fn is_sure(probe: &Probe, kept: &[(String, Value)]) -> bool {
    let has = |key: &str| kept.iter().any(|(other, _)| other == key);
    probe.required.iter().all(|key| has(key))
        && probe.constants.iter().all(|(key, _)| has(key))
}

/// Reads entries into whatever takes them.
fn entries_of<'de, A: MapAccess<'de>>(
    edit: Edit<'_>,
    entries: A,
    trials: &Trials,
) -> Result<bool, A::Error> {
    match edit {
        Edit::Object(place) => object(place, entries, trials).map(|()| true),
        Edit::Map(place) => map(place, entries, trials).map(|()| true),
        edit => {
            let value = Value::deserialize(MapAccessDeserializer::new(entries))?;
            variant(edit, value, trials).map_err(A::Error::custom)
        }
    }
}

/// Entries that were kept, then those that are still to come.
struct Replay<A> {
    kept: IntoIter<(String, Value)>,
    value: Option<Value>,
    rest: A,
}

impl<A> Replay<A> {
    fn new(kept: Vec<(String, Value)>, rest: A) -> Self {
        Self { kept: kept.into_iter(), value: None, rest }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Replay<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        match self.kept.next() {
            Some((key, value)) => {
                self.value = Some(value);
                seed.deserialize(key.into_deserializer()).map(Some)
            }
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, A::Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(value).map_err(A::Error::custom),
            None => self.rest.next_value_seed(seed),
        }
    }
}
