//! Reading one part of a JSON document.

use super::codec::{Items, List};
use super::scan::{Read, Reader};
use super::{Edit, JsonError, View};

/// The step to the last element of an array.
pub const LAST: &str = "-1";

/// Reads the value at a path of keys into a slot; `false` when there is none, or `null`.
pub fn read_json_at(
    json: &[u8],
    path: &[&str],
    edit: Edit<'_>,
) -> Result<bool, JsonError> {
    let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
    // Text that is not UTF-8 ends in a failure at the same place.
    let text = String::from_utf8_lossy(json);
    dig(&mut Reader::new(&text), path, &mut Some(edit))
        .map_err(|failure| JsonError::new(&text, *failure))
}

fn dig(
    reader: &mut Reader<'_>,
    path: &[&str],
    edit: &mut Option<Edit<'_>>,
) -> Read<bool> {
    let Some((step, rest)) = path.split_first() else {
        if reader.peek() == b'n' {
            return reader.skip().map(|()| false);
        }
        return reader.fill(edit.take().unwrap_or(Edit::Ignore)).map(|()| true);
    };
    match reader.peek() {
        b'{' => {
            let mut found = false;
            reader.entries(|reader, key| {
                if key != *step {
                    return reader.skip().map(|()| true);
                }
                found = dig(reader, rest, edit).map_err(|error| error.below(&key))?;
                Ok(false)
            })?;
            Ok(found)
        }
        b'[' if *step == LAST => {
            let mut last = None;
            reader.elements(|reader| {
                last = Some(reader.mark());
                reader.skip()
            })?;
            let Some(last) = last else { return Ok(false) };
            reader.go_back(last);
            dig(reader, rest, edit).map_err(|error| error.below(LAST))
        }
        _ => Ok(false),
    }
}

/// How many elements the array at a path has; 0 when there is none.
#[must_use]
pub fn count_json_at(json: &[u8], path: &[&str]) -> usize {
    let mut count = Count(0);
    let read = read_json_at(json, path, Edit::List(&mut count));
    if read.is_ok() { count.0 } else { 0 }
}

/// A list that keeps only its length.
struct Count(usize);

impl Items for Count {
    fn count(&self) -> usize {
        self.0
    }

    fn item(&self, _: usize) -> View<'_> {
        View::Absent
    }
}

impl List for Count {
    fn empty(&mut self) {
        self.0 = 0;
    }

    fn add(&mut self) -> Edit<'_> {
        self.0 += 1;
        Edit::Ignore
    }
}
