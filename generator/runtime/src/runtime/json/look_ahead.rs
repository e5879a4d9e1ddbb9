//! Looking ahead: which variant of a union a value is, may be known only behind all that is in it.

use std::ops::Range;

use super::scan::{Read, Reader};

/// Values that are shorter are passed again rather than remembered, in bytes.
const SHORT: usize = 64;

/// Where a value stands that there is no place for.
pub type Passed = Range<usize>;

/// What is known of the text in front, and how much was read in vain.
#[derive(Debug, Default)]
pub struct Ahead {
    /// Where arrays and objects begin and end, in the order in which they begin. Unions within
    /// unions would otherwise be passed as often as they are deep.
    ends: Vec<(usize, usize)>,
    /// Up to here all of them are known that are not short.
    known_to: usize,
    /// How many unions are being read, within one another.
    depth: usize,
    /// How many of these are trials, after which something else is tried.
    trials: usize,
    /// How many of the unions that are being read may be anything.
    pub open: usize,
    /// How many bytes were read for variants that turned out to be wrong.
    pub wasted: usize,
    /// How many bytes were read for variants that are not the one which loses least.
    pub compared: usize,
    /// The values that what is being tried has no place for, in their order.
    pub dropped: Vec<Passed>,
    /// What none of the variants has a place for of which the last union is several at once;
    /// nothing where it is none of them.
    pub common: Option<Vec<Passed>>,
}

impl Ahead {
    /// Before a union is read.
    pub fn enter(&mut self) {
        self.depth += 1;
    }

    /// After a union was read. Nobody looks back behind the outermost.
    pub fn leave(&mut self) {
        self.depth -= 1;
        if self.depth == 0 {
            self.ends.clear();
            self.known_to = 0;
        }
    }

    /// Before a variant is tried.
    pub fn begin_trial(&mut self) {
        self.trials += 1;
    }

    /// After a variant was tried.
    pub fn end_trial(&mut self) {
        self.trials -= 1;
    }

    /// Whether something else is tried if what is being read cannot be read.
    pub fn is_trial(&self) -> bool {
        self.trials > 0
    }

    /// Where the value ends that begins here, if that is known.
    fn end(&self, start: usize) -> Option<usize> {
        let at = self.ends.binary_search_by_key(&start, |(start, _)| *start).ok()?;
        self.ends.get(at).map(|(_, end)| *end).filter(|end| *end > start)
    }
}

impl Reader<'_> {
    /// Passes a value that there is no place for.
    pub fn drop_value(&mut self) -> Read<()> {
        let start = self.mark().at();
        self.skip()?;
        if self.ahead.is_trial() {
            // What is compared stands in several lists at a time.
            self.take_memory(4 * size_of::<Passed>())?;
            self.ahead.dropped.push(start..self.at);
        }
        Ok(())
    }

    /// Notes that a value was made up for the object that ends here: the variant that does so is
    /// not the one that loses nothing.
    pub fn make_up(&mut self) -> Read<()> {
        self.take_memory(4 * size_of::<Passed>())?;
        self.ahead.dropped.push(self.at..self.at);
        Ok(())
    }

    /// Passes any value, as [`Self::skip`] does, and remembers where it ends.
    pub fn pass(&mut self) -> Read<()> {
        let open = self.peek();
        if open != b'{' && open != b'[' {
            return self.skip();
        }
        let start = self.at;
        if start < self.ahead.known_to {
            return match self.ahead.end(start) {
                Some(end) => {
                    self.at = end;
                    Ok(())
                }
                None => self.skip(),
            };
        }
        let place = self.ahead.ends.len();
        self.ahead.ends.push((start, 0));
        let passed = if open == b'{' {
            self.members(|reader| {
                reader.skip_key()?;
                reader.pass().map(|()| true)
            })
        } else {
            self.elements(Self::pass)
        };
        if passed.is_err() || self.at - start < SHORT {
            self.ahead.ends.truncate(place);
        } else if let Some(entry) = self.ahead.ends.get_mut(place) {
            entry.1 = self.at;
        }
        passed.inspect(|()| self.ahead.known_to = self.at)
    }
}
