//! Which variant of a union does the JSON text hold? Looking ahead costs next to nothing,
//! since nothing is made while looking, and what was passed is not looked through again.

use std::borrow::Cow;

use super::scan::{Mark, Read, Reader};
use crate::runtime::codec::model::{Edit, Probe, Select, Union, kinds};
use crate::runtime::codec::read_scalar::integral;
use crate::runtime::unions::rank::{
    KeyAt, LONGEST_TUPLE, Order, Plain, by_items, by_known_keys, by_lists, contradicts,
    has_tuples, is_doubtful, knows_one,
};

/// A variant that can still be the one.
struct Candidate {
    /// Its place in the table.
    at: usize,
    /// How many of the keys that it asks for have not come yet.
    open: usize,
    /// How many of the keys that can still rule it out have not come yet.
    hints: usize,
}

impl Reader<'_> {
    /// Reads one of several types, and tells whether it is one of them.
    pub fn union(&mut self, place: &mut dyn Union) -> Read<bool> {
        let rest = self.claim_memory(size_of_val(place))?;
        self.ahead.enter();
        let read = self.selected(place);
        self.ahead.leave();
        self.memory.enter(rest);
        read
    }

    fn selected(&mut self, place: &mut dyn Union) -> Read<bool> {
        let start = self.mark();
        match place.select() {
            Select::Tag { property, values, default, untagged } => {
                let (chosen, is_untagged) = self.tagged(property, values, start)?;
                if let Some(at) = chosen {
                    return self.only(place, at, start, false);
                }
                let other = untagged.filter(|_| is_untagged).or(*default);
                if other.is_some() {
                    return self.attempt(place, &Order::all(other.as_slice()), start);
                }
                let unknown = self.unknown;
                self.ahead.common = None;
                place.become_unknown(self.value()?);
                self.unknown = unknown;
                Ok(false)
            }
            Select::Probe { probes, open, .. } => {
                let fitting = self.probed(probes)?;
                self.go_back(start);
                match fitting[..] {
                    [only] if self.is_something_else(probes, place, only, start)? => {
                        self.attempt(place, &Order::all(&[]), start)
                    }
                    [only] => self.only(place, only, start, *open),
                    _ => {
                        let order = self.in_order(place, fitting, start)?;
                        self.attempt(place, &order, start)
                    }
                }
            }
        }
    }

    /// Whether an object has keys, and the only variant that it can be does not know one of
    /// them. Afterwards the cursor is at the start again.
    fn is_something_else(
        &mut self,
        probes: &[Probe],
        place: &mut dyn Union,
        only: usize,
        start: Mark,
    ) -> Read<bool> {
        if self.peek() != b'{' || !is_doubtful(probes, only) {
            return Ok(false);
        }
        let (mut any, mut known) = (false, false);
        self.entries(|reader, key| {
            any = true;
            known = knows_one(place, only, [key]);
            if !known {
                reader.pass()?;
            }
            Ok(!known)
        })?;
        self.go_back(start);
        Ok(any && !known)
    }

    /// Puts variants in the order in which they are tried, without those that the value is not.
    /// Afterwards the cursor is at the start again.
    fn in_order(
        &mut self,
        place: &mut dyn Union,
        mut fitting: Vec<usize>,
        start: Mark,
    ) -> Read<Order> {
        match self.peek() {
            _ if fitting.is_empty() => {}
            b'{' => {
                let keys = self.keys()?;
                self.go_back(start);
                let is_scalar =
                    |at: usize| !matches!(self.bytes.get(at), Some(b'{' | b'['));
                return Ok(by_known_keys(place, &fitting, keys, is_scalar));
            }
            b'[' if has_tuples(place, &fitting) => {
                let (count, texts) = self.texts()?;
                by_items(place, &mut fitting, count, |at| {
                    texts.get(at).and_then(Option::as_deref)
                });
            }
            b'"' => {
                let text = self.string("a string")?;
                by_lists(place, &mut fitting, Plain::Text(&text));
            }
            b'-' | b'0'..=b'9' => {
                if let Some(number) = integral(self.number("a value")?) {
                    by_lists(place, &mut fitting, Plain::Whole(number));
                }
            }
            _ => {}
        }
        self.go_back(start);
        Ok(Order::all(&fitting))
    }

    /// How many items the array has that starts here, and those in the places of a tuple, as
    /// far as they are texts.
    fn texts(&mut self) -> Read<(usize, Vec<Option<String>>)> {
        let (mut count, mut texts) = (0, Vec::new());
        self.elements(|reader| {
            count += 1;
            if count > LONGEST_TUPLE {
                return reader.pass();
            }
            let text = match reader.peek() {
                b'"' => Some(reader.string("a string")?.into_owned()),
                _ => reader.pass().map(|()| None)?,
            };
            texts.push(text);
            Ok(())
        })?;
        Ok((count, texts))
    }

    /// The variant that the tag names, and whether this is an object without one. Afterwards the
    /// cursor is at the start again.
    fn tagged(
        &mut self,
        property: &str,
        values: &[&[&str]],
        start: Mark,
    ) -> Read<(Option<usize>, bool)> {
        let (mut chosen, mut named, mut any) = (None, false, false);
        let is_object = self.peek() == b'{';
        if is_object {
            self.entries(|reader, key| {
                any = true;
                if key != property {
                    return reader.pass().map(|()| true);
                }
                let Some(tag) = reader.telling()? else { return Ok(true) };
                named = true;
                chosen = values.iter().position(|list| list.contains(&&*tag));
                Ok(chosen.is_none())
            })?;
        }
        self.go_back(start);
        self.unknown = any && !named;
        Ok((chosen, is_object && !named))
    }

    /// The text of what can tell variants apart: of a string, of a number or of `true`, where it
    /// is how that is written. Passes everything else.
    fn telling(&mut self) -> Read<Option<Cow<'_, str>>> {
        Ok(match self.peek() {
            b'"' => Some(self.string("a string")?),
            b't' | b'f' => Some(Cow::Borrowed(self.truth("a value")?)),
            b'-' | b'0'..=b'9' => {
                let text = self.number("a value")?;
                // `1.0` is the same number as `1`.
                let whole = integral(text).filter(|_| text.contains(['.', 'e', 'E']));
                Some(whole.map_or(Cow::Borrowed(text), |whole| whole.to_string().into()))
            }
            _ => self.pass().map(|()| None)?,
        })
    }

    /// The keys of the object that starts here, and where their values begin.
    fn keys(&mut self) -> Read<Vec<KeyAt>> {
        let mut keys = Vec::new();
        self.entries(|reader, key| {
            keys.push((key.into_owned(), reader.mark().at()));
            reader.pass().map(|()| true)
        })?;
        Ok(keys)
    }

    /// The variants that the value can be.
    fn probed(&mut self, probes: &[Probe]) -> Read<Vec<usize>> {
        let kind = match self.peek() {
            b'{' => return self.probed_object(probes),
            b'[' => kinds::array,
            b'"' => kinds::string,
            b't' | b'f' => kinds::boolean,
            b'n' => kinds::null,
            _ => {
                let text = self.number("a value")?;
                match integral(text) {
                    Some(_) if text.contains(['.', 'e', 'E']) => kinds::number,
                    Some(_) => kinds::integer,
                    None => kinds::number & !kinds::integer,
                }
            }
        };
        let fits =
            |(at, probe): (usize, &Probe)| (probe.kinds & kind != 0).then_some(at);
        Ok(probes.iter().enumerate().filter_map(fits).collect())
    }

    /// The variants that an object can be. It looks no further than it must: what is left may
    /// still be ruled out.
    fn probed_object(&mut self, probes: &[Probe]) -> Read<Vec<usize>> {
        let mut candidates: Vec<Candidate> = probes
            .iter()
            .enumerate()
            .filter(|(_, probe)| probe.kinds & kinds::object != 0)
            .map(|(at, probe)| Candidate {
                at,
                open: probe.required.len() + probe.constants.len(),
                hints: probe.hints.len(),
            })
            .collect();
        let decided = |candidates: &[Candidate]| match candidates {
            [] => true,
            [only] => only.open == 0 && only.hints == 0,
            _ => false,
        };
        if !decided(&candidates) {
            self.entries(|reader, key| {
                let is_string = reader.peek() == b'"';
                let text = reader.telling()?;
                let value = text.as_deref().map(|text| (text, is_string));
                candidates.retain_mut(|candidate| {
                    let Some(probe) = probes.get(candidate.at) else { return false };
                    candidate.see(probe, &key, value)
                });
                Ok(!decided(&candidates))
            })?;
        }
        candidates.retain(|candidate| candidate.open == 0);
        Ok(candidates.iter().map(|candidate| candidate.at).collect())
    }

    /// Reads a variant. A union that takes anything does not stand in the way of others: it
    /// counts if the value is one of its own variants.
    pub fn variant(&mut self, edit: Edit<'_>) -> Read<bool> {
        match edit {
            Edit::Union(place) => place.read(self),
            Edit::Object(place) => self.object(place, true).map(|()| true),
            edit => self.fill(edit).map(|()| true),
        }
    }
}

impl Candidate {
    /// Takes an entry into account; `false` if it contradicts the variant.
    fn see(&mut self, probe: &Probe, key: &str, value: Option<(&str, bool)>) -> bool {
        if probe.required.contains(&key) {
            self.open = self.open.saturating_sub(1);
        }
        if probe.constants.iter().any(|(constant, _)| *constant == key) {
            self.open = self.open.saturating_sub(1);
        }
        if probe.hints.iter().any(|(hint, _)| *hint == key) {
            self.hints = self.hints.saturating_sub(1);
        }
        !contradicts(probe, key, value)
    }
}
