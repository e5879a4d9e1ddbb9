//! From bytes to events.

use std::collections::VecDeque;

use super::service::*;
use crate::runtime::{
    Event, EventFraming, Events, Framing, Slot, Value, WholeEvents, fields,
};

fn parse(chunks: &[&[u8]]) -> Vec<Event> {
    let (mut framing, mut events) = (Events::default(), VecDeque::new());
    for chunk in chunks {
        framing.push(chunk, &mut events);
    }
    framing.end(&mut events);
    // As a caller sees them: an id holds for the events behind it too.
    let read = |mut frame: Event| {
        let mut value: Option<Value> = None;
        let _ = framing.read(&mut frame, false, value.edit());
        framing.keep(frame);
        framing.last().clone()
    };
    events.into_iter().map(read).collect()
}

fn event(name: &str, data: &str, id: Option<&str>) -> Event {
    Event {
        name: name.into(),
        data: data.into(),
        id: id.map(Into::into),
        ..Event::default()
    }
}

#[test]
fn events_as_the_standard_has_them() {
    // The examples of the HTML standard, section 9.2.6.
    let got = parse(&[b"data: YHOO\ndata: +2\ndata: 10\n\n"]);
    assert_eq!(got, [event("", "YHOO\n+2\n10", None)]);
    let text = b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\n\
        data:  third event\n\n";
    let want = [
        event("", "first event", Some("1")),
        event("", "second event", Some("")),
        event("", " third event", Some("")),
    ];
    assert_eq!(parse(&[text]), want);
    let got = parse(&[b"data\n\ndata\ndata\n\ndata:"]);
    assert_eq!(got, [event("", "", None), event("", "\n", None), event("", "", None)]);
    assert_eq!(parse(&[b"data:test\n\ndata: test\n\n"])[0].data, "test");
    let text =
        b"event: add\ndata: 7\nunknown: x\nid: a\0b\nretry: 1x\n\nevent: lost\n\n";
    assert_eq!(parse(&[text]), [event("add", "7", None)]);
}

#[test]
fn events_survive_chunks_line_ends_and_marks() {
    let lines =
        ["\u{feff}id: 1", "event: add", "data: ä", ":", "data: {", "retry: 10", ""];
    let mut want = event("add", "ä\n{", Some("1"));
    want.retry = Some(std::time::Duration::from_millis(10));
    for end in ["\n", "\r\n", "\r"] {
        let text: String = lines.iter().flat_map(|line| [*line, end]).collect();
        let bytes = text.as_bytes();
        for size in 1..bytes.len() {
            let chunks: Vec<&[u8]> = bytes.chunks(size).collect();
            assert_eq!(parse(&chunks), [want.clone()], "{size} {end:?}");
        }
    }
    assert_eq!(parse(&[b"data: 1\r", b"\n\r", b"\ndata: 2\r\n\r\n"]).len(), 2);
}

/// What ends a stream is not a value with fields either.
#[test]
fn whole_events_end() {
    let mut framing = WholeEvents::<true>::default();
    let mut frames = VecDeque::new();
    framing.push(b"data: {\"name\":\"Rex\"}\n\ndata: [DONE]\n\n", &mut frames);
    let mut pet = Told::vacant();
    assert!(framing.read(&mut frames[0], false, pet.edit()).unwrap());
    assert_eq!(pet.data, rex());
    assert!(!framing.read(&mut frames[1], false, pet.edit()).unwrap());
}

/// What is said is what is wrong, not an id that can be read in another way.
#[test]
fn events_whose_data_is_wrong() {
    let mut framing = WholeEvents::<true>::default();
    let mut frames = VecDeque::new();
    framing.push(b"id: 1\ndata: {\"name\":2}\n\n", &mut frames);
    let error = framing.read(&mut frames[0], false, Told::vacant().edit()).unwrap_err();
    assert!(error.to_string().contains("/data/name"), "{error}");
}

/// Leniency holds also where an event is read in another way.
#[test]
fn events_with_plain_ids_are_read_leniently() {
    for lenient in [true, false] {
        let mut framing = WholeEvents::<true>::default();
        let mut frames = VecDeque::new();
        framing.push(b"id: 1\ndata: {\"name\":7}\n\n", &mut frames);
        let mut told = Told::vacant();
        let read = framing.read(&mut frames[0], lenient, told.edit()).is_ok();
        let otherwise = framing.read_otherwise(&frames[0], 0, lenient, told.edit());
        assert_eq!(read || otherwise == Some(true), lenient);
    }
    let mut framing = WholeEvents::<true>::default();
    let mut frames = VecDeque::new();
    framing.push(b"id: true\ndata: {\"name\":7}\n\n", &mut frames);
    let mut told = Flagged::vacant();
    framing.read(&mut frames[0], true, told.edit()).ok();
    let otherwise = framing.read_otherwise(&frames[0], 0, true, told.edit());
    assert_eq!((otherwise, told.data.name.as_str()), (Some(true), "7"));
}

#[derive(Clone, PartialEq)]
struct Flagged {
    id: Option<bool>,
    data: Pet,
}

fields! {
    Flagged: Debug {
        id,
        data,
    }
}

#[derive(Clone, PartialEq)]
struct Told {
    id: Option<i64>,
    data: Pet,
}

fields! {
    Told: Debug {
        id,
        data,
    }
}
