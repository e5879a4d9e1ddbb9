//! Server-sent events, against a reader that has the whole text before it.

use std::collections::VecDeque;

use crate::runtime::{Event, EventFraming, Events, Framing, Slot, Value};

/// The events of a body that comes in these pieces are those of the standard's own algorithm.
pub fn judge(bytes: &[u8], cuts: &[usize]) {
    let (mut framing, mut frames, mut at) = (Events::default(), VecDeque::new(), 0);
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.push(bytes.len());
    cuts.sort_unstable();
    for cut in cuts {
        framing.push(&bytes[at..cut], &mut frames);
        at = cut;
    }
    framing.end(&mut frames);
    let mut found = Vec::new();
    for mut frame in frames {
        let mut value: Option<Value> = None;
        let _ = framing.read(&mut frame, false, value.edit());
        framing.keep(frame);
        let Event { name, data, id, .. } = framing.last().clone();
        found.push((name, data, id));
    }
    assert_eq!(found, expected(bytes), "{:?}", String::from_utf8_lossy(bytes));
}

/// Section 9.2.6 of the HTML standard, over a text that is there; what the last event lacks
/// is an empty line.
fn expected(bytes: &[u8]) -> Vec<(String, String, Option<String>)> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let (mut name, mut data, mut id) = (String::new(), None::<String>, None);
    let mut events = Vec::new();
    for line in text.split('\n').chain([""]) {
        if line.is_empty() {
            let name = std::mem::take(&mut name);
            events.extend(data.take().map(|data| (name, data, id.clone())));
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => name = value.to_owned(),
            "data" => data = Some(data.map_or(String::new(), |old| old + "\n") + value),
            "id" if !value.contains('\0') => id = Some(value.to_owned()),
            _ => {}
        }
    }
    events
}
