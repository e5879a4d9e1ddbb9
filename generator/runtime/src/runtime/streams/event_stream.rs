//! Server-sent events (`text/event-stream`), as the HTML standard has them.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::time::Duration;

use super::item_stream::{Strange, read_item};
use crate::runtime::answers::text_answer::read_text;
use crate::runtime::json::document::read_json_known;
use crate::runtime::{Edit, Framing, ItemStream, Kind, Problem, Slot};

/// An event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Its name; empty means `message`.
    pub name: String,
    /// Its data: the lines joined by line feeds.
    pub data: String,
    /// The last id that was sent with it or before it. One of more than 4 KiB is not kept:
    /// no server takes it back.
    pub id: Option<String>,
    /// The pause before another connection that it asks for.
    pub retry: Option<Duration>,
}

impl AsRef<[u8]> for Event {
    fn as_ref(&self) -> &[u8] {
        self.data.as_bytes()
    }
}

/// Events whose data is the value: JSON or text. `[DONE]` ends the stream, unless the
/// value is text.
#[derive(Debug, Default)]
pub struct Events {
    parser: Parser,
    last: Event,
}

/// Events that are the value with their fields: `event`, `data`, `id` and `retry`. With
/// `JSON` the data is JSON where it can be, without it is text. `[DONE]` ends the stream
/// where it is not such a value.
#[derive(Debug, Default)]
pub struct WholeEvents<const JSON: bool>(Events);

/// Server-sent events whose values are in their data.
pub type EventStream<T> = ItemStream<T, Events>;

/// A framing of server-sent events.
pub trait EventFraming: Framing {
    /// The event that was given last.
    fn last(&self) -> &Event;

    /// The pause before another connection that the service asked for last.
    fn retry(&self) -> Option<Duration>;
}

impl EventFraming for Events {
    fn last(&self) -> &Event {
        &self.last
    }

    fn retry(&self) -> Option<Duration> {
        self.parser.retry
    }
}

impl<const JSON: bool> EventFraming for WholeEvents<JSON> {
    fn last(&self) -> &Event {
        &self.0.last
    }

    fn retry(&self) -> Option<Duration> {
        self.0.retry()
    }
}

impl<T: Slot, F: EventFraming> ItemStream<T, F> {
    /// The event that was given last, as it came.
    pub fn last_event(&self) -> &Event {
        self.framing.last()
    }

    /// The id of the event that was given last: sent as `Last-Event-ID` with another call,
    /// it asks for those after it.
    pub fn last_event_id(&self) -> Option<&str> {
        self.framing.last().id.as_deref()
    }

    /// How long the service asks to wait before another call.
    pub fn retry(&self) -> Option<Duration> {
        self.framing.retry()
    }
}

impl Events {
    /// An event without an id has the one that was sent before it.
    fn pass_on_id(&mut self, event: &mut Event) {
        event.id = event.id.take().or_else(|| self.last.id.take());
    }
}

impl Framing for Events {
    type Frame = Event;

    fn refuses(kind: Kind) -> bool {
        matches!(kind, Kind::Json | Kind::Html | Kind::Xml)
    }

    fn push(&mut self, bytes: &[u8], frames: &mut VecDeque<Event>) {
        self.parser.push(bytes, frames);
    }

    fn end(&mut self, frames: &mut VecDeque<Event>) {
        self.parser.end(frames);
    }

    fn strange(&mut self) -> Option<Strange> {
        let strange = std::mem::take(&mut self.parser.strange);
        let problem =
            Problem::ContentType { found: "something else", expected: "events" };
        (!strange.is_empty()).then_some((problem, strange))
    }

    fn held(&self) -> usize {
        let Event { name, data, id, .. } = &self.parser.event;
        let id = id.as_ref().map_or(0, String::len);
        self.parser.line.len() + name.len() + data.len() + id
    }

    /// No data is no JSON: many services send events without any from time to time.
    fn passes_over(&mut self, frame: &Event, edit: &Edit<'_>) -> bool {
        let is_idle = frame.data.is_empty() && !is_text(edit);
        if let Some(id) = frame.id.as_ref().filter(|_| is_idle) {
            self.last.id = Some(id.clone());
        }
        is_idle
    }

    fn read(
        &mut self,
        frame: &mut Event,
        lenient: bool,
        edit: Edit<'_>,
    ) -> Result<bool, Problem> {
        self.pass_on_id(frame);
        if is_text(&edit) {
            return read_text(None, frame.data.as_bytes(), edit).map(|_| true);
        }
        if is_done(frame) {
            return Ok(false);
        }
        read_item(frame.data.as_bytes(), lenient, edit)
    }

    fn keep(&mut self, frame: Event) {
        self.last = frame;
    }
}

/// Whether the data is read as it is.
fn is_text(edit: &Edit<'_>) -> bool {
    matches!(edit, Edit::Str(_) | Edit::Text(_))
}

impl<const JSON: bool> Framing for WholeEvents<JSON> {
    type Frame = Event;

    fn refuses(kind: Kind) -> bool {
        Events::refuses(kind)
    }

    fn push(&mut self, bytes: &[u8], frames: &mut VecDeque<Event>) {
        self.0.push(bytes, frames);
    }

    fn end(&mut self, frames: &mut VecDeque<Event>) {
        self.0.end(frames);
    }

    fn strange(&mut self) -> Option<Strange> {
        self.0.strange()
    }

    fn held(&self) -> usize {
        self.0.held()
    }

    fn read(
        &mut self,
        frame: &mut Event,
        lenient: bool,
        edit: Edit<'_>,
    ) -> Result<bool, Problem> {
        self.0.pass_on_id(frame);
        let text = whole(frame, FIRST, JSON);
        match read_json_known(text.as_bytes(), lenient, edit) {
            Ok(_) => Ok(true),
            Err(_) if JSON && is_done(frame) => Ok(false),
            Err(error) => Err(Problem::Json(error)),
        }
    }

    /// An id that is no text, and text that happens to be JSON, such as a number, where the
    /// event has text.
    fn read_otherwise(
        &mut self,
        frame: &Event,
        attempt: usize,
        lenient: bool,
        edit: Edit<'_>,
    ) -> Option<bool> {
        let has_plain_id = frame.id.as_deref().is_some_and(is_plain);
        let possible =
            |form: &&Form| (!form.plain_id || has_plain_id) && (JSON || !form.text);
        let form = OTHERS.iter().filter(possible).nth(attempt)?;
        let text = whole(frame, form, JSON);
        Some(read_json_known(text.as_bytes(), lenient, edit).is_ok())
    }

    fn keep(&mut self, frame: Event) {
        self.0.keep(frame);
    }
}

/// What some services send behind the last value; it is not JSON.
fn is_done(frame: &Event) -> bool {
    frame.data.trim() == "[DONE]"
}

/// How an event is put into JSON: on the wire all of it is text.
struct Form {
    /// The id is a number or a truth value.
    plain_id: bool,
    /// The data is text, also where it could be JSON.
    text: bool,
}

const FIRST: &Form = &Form { plain_id: false, text: false };

/// The other forms, in the order in which they are tried.
const OTHERS: [Form; 3] = [
    Form { plain_id: true, text: false },
    Form { plain_id: false, text: true },
    Form { plain_id: true, text: true },
];

/// Whether text is that of a number or a truth value.
fn is_plain(text: &str) -> bool {
    matches!(text, "true" | "false")
        || serde_json::from_str::<serde_json::Number>(text).is_ok()
}

/// An event as a JSON object. The data goes into it as it came, so that places in errors
/// and numbers stay as they are. The id stands last: what is wrong with the data is found
/// before an id that has another form is.
fn whole(event: &Event, form: &Form, json: bool) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let is_json = || serde_json::from_str::<serde::de::IgnoredAny>(&event.data).is_ok();
    let mut out = String::from("{");
    if !event.name.is_empty() {
        let _ = write!(out, "\"event\":{},", quoted(&event.name));
    }
    if let Some(retry) = event.retry {
        let _ = write!(out, "\"retry\":{},", retry.as_millis());
    }
    let data = if json && !form.text && is_json() {
        Cow::Borrowed(event.data.as_str())
    } else {
        quoted(&event.data).into()
    };
    let _ = write!(out, "\"data\":{data}");
    if let Some(id) = &event.id {
        out.push_str(",\"id\":");
        out.push_str(&if form.plain_id { id.trim().into() } else { quoted(id) });
    }
    out + "}"
}

/// Bytes → events. Chunks may end anywhere.
#[derive(Debug, Default)]
struct Parser {
    line: Vec<u8>,
    event: Event,
    has_data: bool,
    /// The pause that was asked for last, with an event or without one.
    retry: Option<Duration>,
    started: bool,
    after_return: bool,
    /// Whether any line was a field or a comment.
    understood: bool,
    /// The beginning of what was neither, as long as nothing was.
    strange: Vec<u8>,
}

/// How much is kept of a body that is not a stream of events.
const MOST_STRANGE: usize = 4096;

/// How long an id may be. It holds for all events behind it, and with each of them it is copied
/// where it is described.
const LONGEST_ID: usize = 4096;

impl Parser {
    fn push(&mut self, mut bytes: &[u8], events: &mut VecDeque<Event>) {
        while let Some(at) = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'))
        {
            let (before, rest) = bytes.split_at(at);
            // A line feed behind a carriage return belongs to it, also in another chunk.
            let belongs = at == 0 && self.after_return && rest[0] == b'\n';
            self.after_return = rest[0] == b'\r';
            bytes = &rest[1..];
            if !belongs {
                self.line.extend_from_slice(before);
                self.end_line(events);
            }
        }
        if !bytes.is_empty() {
            self.after_return = false;
            self.line.extend_from_slice(bytes);
        }
    }

    /// Servers forget the empty line behind the last event; what is there counts.
    fn end(&mut self, events: &mut VecDeque<Event>) {
        self.end_line(events);
        self.dispatch(events);
    }

    fn end_line(&mut self, events: &mut VecDeque<Event>) {
        // Put back, so that the lines of a stream share one buffer.
        let mut line = std::mem::take(&mut self.line);
        self.read_line(&line, events);
        line.clear();
        self.line = line;
    }

    fn read_line(&mut self, mut line: &[u8], events: &mut VecDeque<Event>) {
        if !std::mem::replace(&mut self.started, true) {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch(events);
        }
        self.note(line);
        let text = String::from_utf8_lossy(line);
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
            }
            "event" => value.clone_into(&mut self.event.name),
            "id" if value.len() <= LONGEST_ID && !value.contains('\0') => {
                self.event.id = Some(value.to_owned());
            }
            "retry"
                if !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit()) =>
            {
                // As long as an integer of the value can be.
                let longest = i64::MAX.unsigned_abs();
                let pause = value.parse().unwrap_or(longest).min(longest);
                self.event.retry = Some(Duration::from_millis(pause));
                self.retry = self.event.retry;
            }
            // A comment, or a field that means nothing.
            _ => {}
        }
    }

    /// A body without a single field or comment is none of events, whatever its type says.
    fn note(&mut self, line: &[u8]) {
        if self.understood {
            return;
        }
        let field = line.split(|byte| *byte == b':').next().unwrap_or_default();
        self.understood = matches!(field, b"" | b"data" | b"event" | b"id" | b"retry");
        if self.understood {
            self.strange = Vec::new();
        } else if self.strange.len() < MOST_STRANGE {
            let room = MOST_STRANGE - self.strange.len();
            self.strange.extend_from_slice(&line[..line.len().min(room)]);
            self.strange.push(b'\n');
        }
    }

    /// The id goes with the first event that it holds for and no further: copied into each
    /// one behind it, a long id would take a multiple of what was received.
    fn dispatch(&mut self, events: &mut VecDeque<Event>) {
        let mut event = std::mem::take(&mut self.event);
        if std::mem::replace(&mut self.has_data, false) {
            events.push_back(event);
        } else {
            self.event.id = event.id.take();
        }
    }
}
