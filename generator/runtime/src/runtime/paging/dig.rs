//! Finding parts of a JSON document.

use crate::runtime::json::scan::{Mark, Read, Reader};
use crate::runtime::{Edit, JsonError, Value};

/// The step to the last element of an array.
pub const LAST: &str = "-1";

/// Of a step to the first element of an array that is an object in which a key holds a text, such as
/// `rel=next`: the key and the text.
fn choice(step: &str) -> Option<(&str, &str)> {
    step.split_once('=')
}

/// A part of a document: the path of keys to it, and where it was found.
#[derive(Clone, Copy, Debug)]
pub struct Part<'p> {
    path: &'p [&'p str],
    required: bool,
    found: Option<Mark>,
    end: usize,
    /// How many elements it has, if it is an array.
    pub count: usize,
    /// Whether it is `null`.
    pub is_null: bool,
}

impl<'p> Part<'p> {
    /// A part that has not been looked for. One that is required is an array.
    #[must_use]
    pub const fn new(path: &'p [&'p str], required: bool) -> Self {
        Self { path, required, found: None, end: 0, count: 0, is_null: false }
    }

    /// Whether it was found. What is `null` is not there.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.found.is_some()
    }

    /// It as it is written, in the text in which it was found.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        let found = self.found.and_then(|start| text.get(start.at()..self.end));
        found.unwrap_or_default().trim_ascii_end()
    }

    /// Reads it into a slot, from the text in which it was found, leniently or not. A slot for a
    /// part that is not there stays as it is.
    pub fn read(
        &self,
        text: &str,
        lenient: bool,
        edit: Edit<'_>,
    ) -> Result<(), JsonError> {
        let fill = |reader: &mut Reader<'_>| {
            reader.lenient = lenient;
            reader.fill(edit)
        };
        self.at(text, fill).map(|_| ())
    }

    /// Its value, from the text in which it was found. A part without a path has none.
    #[allow(
        clippy::redundant_closure_for_method_calls,
        reason = "the method alone is of one lifetime"
    )]
    pub fn value(&self, text: &str) -> Result<Option<Value>, JsonError> {
        if self.path.is_empty() {
            Ok(None)
        } else {
            self.at(text, |reader| reader.value())
        }
    }

    /// Fails: there is something else than expected.
    pub fn refuse<T>(
        &self,
        text: &str,
        expected: &'static str,
    ) -> Result<Option<T>, JsonError> {
        self.at(text, |reader| Err(reader.unexpected(expected)))
    }

    fn at<T>(
        &self,
        text: &str,
        read: impl FnOnce(&mut Reader<'_>) -> Read<T>,
    ) -> Result<Option<T>, JsonError> {
        let Some(start) = self.found else { return Ok(None) };
        let mut reader = Reader::new(text);
        reader.go_back(start);
        read(&mut reader).map(Some).map_err(|failure| {
            let path = self.path.iter().rev();
            JsonError::new(
                text,
                *path.fold(failure, |failure, step| failure.below(step)),
            )
        })
    }
}

/// Reads a whole document and finds parts of it.
///
/// # Errors
///
/// When it is not JSON, and when a key on the way to a part comes twice, holds another kind of
/// value, or does not come although the part is required.
pub fn find_parts(text: &str, parts: &mut [Part<'_>]) -> Result<(), JsonError> {
    let sought = parts.iter_mut().map(|part| Sought { rest: part.path, part });
    let mut sought: Vec<_> = sought.collect();
    let mut reader = Reader::new(text);
    find(&mut reader, &mut sought)
        .and_then(|()| reader.end())
        .map_err(|failure| JsonError::new(text, *failure))
}

/// A part, and the steps that lead to it from where the reader is.
struct Sought<'a, 'p> {
    rest: &'p [&'p str],
    part: &'a mut Part<'p>,
}

impl Sought<'_, '_> {
    fn fits(&self, first: u8) -> bool {
        match first {
            b'n' => !self.part.required,
            b'{' => true,
            b'[' => self.rest.first().is_none_or(|step| is_element(step)),
            _ => self.rest.is_empty(),
        }
    }

    /// What it takes to go on.
    fn expected(&self) -> &'static str {
        match self.rest.first() {
            Some(step) if !is_element(step) => "an object",
            _ => "an array",
        }
    }
}

/// Whether a step leads to an element of an array.
fn is_element(step: &str) -> bool {
    step == LAST || choice(step).is_some()
}

fn find(reader: &mut Reader<'_>, sought: &mut [Sought<'_, '_>]) -> Read<()> {
    let start = reader.mark();
    let first = reader.peek();
    if let Some(other) = sought.iter().find(|one| !one.fits(first)) {
        return Err(reader.unexpected(other.expected()));
    }
    match first {
        b'n' => {
            for one in sought.iter_mut().filter(|one| one.rest.is_empty()) {
                one.part.is_null = true;
            }
            return reader.skip();
        }
        b'{' => find_in_object(reader, sought)?,
        b'[' => find_in_array(reader, sought)?,
        _ => reader.skip()?,
    }
    let end = reader.mark().at();
    for one in sought.iter_mut().filter(|one| one.rest.is_empty()) {
        one.part.found = Some(start);
        one.part.end = end;
    }
    Ok(())
}

fn find_in_object(reader: &mut Reader<'_>, sought: &mut [Sought<'_, '_>]) -> Read<()> {
    let start = reader.mark();
    let mut seen: Vec<&str> = Vec::new();
    reader.entries(|reader, key| {
        let mut below = below(sought, &key);
        if below.is_empty() {
            return reader.skip().map(|()| true);
        }
        if seen.contains(&&*key) {
            let at = reader.mark().at();
            return Err(reader.refuse(at, format!("the key `{key}` only once")));
        }
        find(reader, &mut below).map_err(|failure| failure.below(&key))?;
        seen.extend(
            sought.iter().filter_map(|one| one.rest.first()).find(|step| **step == key),
        );
        Ok(true)
    })?;
    let missing = |one: &&Sought<'_, '_>| {
        one.part.required && one.rest.first().is_some_and(|step| !seen.contains(step))
    };
    match sought.iter().find(missing).and_then(|one| one.rest.first()) {
        Some(step) => {
            Err(reader.refuse(start.at(), format!("the required key `{step}`")))
        }
        None => Ok(()),
    }
}

fn find_in_array(reader: &mut Reader<'_>, sought: &mut [Sought<'_, '_>]) -> Read<()> {
    let (mut count, mut last) = (0, None);
    let steps = sought.iter().filter_map(|one| one.rest.first().copied());
    let mut open: Vec<&str> = steps.filter(|step| choice(step).is_some()).collect();
    let mut found: Vec<(&str, Mark)> = Vec::new();
    reader.elements(|reader| {
        count += 1;
        let start = reader.mark();
        last = Some(start);
        reader.skip()?;
        let end = reader.mark();
        for step in std::mem::take(&mut open) {
            reader.go_back(start);
            if is_chosen(reader, step)? {
                found.push((step, start));
            } else {
                open.push(step);
            }
        }
        reader.go_back(end);
        Ok(())
    })?;
    for one in sought.iter_mut().filter(|one| one.rest.is_empty()) {
        one.part.count = count;
    }
    found.extend(last.map(|last| (LAST, last)));
    let end = reader.mark();
    for (step, start) in found {
        let mut below = below(sought, step);
        if !below.is_empty() {
            reader.go_back(start);
            find(reader, &mut below).map_err(|failure| failure.below(step))?;
        }
    }
    reader.go_back(end);
    Ok(())
}

/// Whether an element is the one that a step chooses; what is no object is not.
fn is_chosen(reader: &mut Reader<'_>, step: &str) -> Read<bool> {
    let Some((wanted, text)) = choice(step) else { return Ok(false) };
    let mut is_chosen = false;
    if reader.peek() == b'{' {
        reader.entries(|reader, key| {
            if key == wanted && reader.peek() == b'"' {
                is_chosen = reader.string("a string")? == text;
                return Ok(true);
            }
            reader.skip().map(|()| true)
        })?;
    }
    Ok(is_chosen)
}

/// The parts that a step leads to.
fn below<'b, 'p>(sought: &'b mut [Sought<'_, 'p>], step: &str) -> Vec<Sought<'b, 'p>> {
    let below = sought.iter_mut().filter_map(|one| match one.rest {
        [first, rest @ ..] if *first == step => {
            Some(Sought { rest, part: &mut *one.part })
        }
        _ => None,
    });
    below.collect()
}
