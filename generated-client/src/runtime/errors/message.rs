//! Messages in the bodies of failures.

use std::borrow::Cow;

use crate::runtime::Value;

/// What is longer, in bytes, is no message.
const LONGEST: usize = 1_000;

/// A text that is short enough to be a message.
pub fn short(text: &str) -> Option<String> {
    let text = text.trim();
    let is_message = !text.is_empty() && text.len() <= LONGEST;
    is_message.then(|| text.to_owned())
}

/// Keys of messages, spelled as [`is_alike`] has them.
const MESSAGE_KEYS: [&str; 17] = [
    "message",
    "errordescription",
    "detail",
    "title",
    "msg",
    "diagnostics",
    "error",
    "errors",
    "messages",
    "issues",
    "issue",
    "reason",
    "errorsummary",
    "faultstring",
    "description",
    "brief",
    "text",
];

/// Keys that tell of single fields, and may do so beside a general message.
const BY_FIELD: [&str; 5] =
    ["errors", "validationerrors", "violations", "fields", "details"];

/// What holds lists of errors beside a general message, as HAL has it.
const EMBEDDED: &str = "embedded";

/// Keys that are looked at where nothing else is a message.
const LAST_KEYS: [&str; 4] = ["details", "validationerrors", "violations", "fields"];

/// What is a name for want of a message.
const NAMES: [&str; 4] = ["code", "kind", "type", "name"];

/// Where a message says what it is about.
const PLACES: [&str; 10] = [
    "loc",
    "path",
    "field",
    "propertypath",
    "property",
    "param",
    "parameter",
    "pointer",
    "location",
    "expression",
];

type Object = serde_json::Map<String, Value>;

const DEEPEST: u8 = 4;

/// What a JSON body says to people, wherever it says so.
pub fn message_in(body: &Value) -> Option<String> {
    let found = |any| find_message(body, DEEPEST, any).map(Said::join);
    let whole = body.as_array().and_then(|items| pair(items)).map(Said::join);
    let in_data = || find_message(body.get("data")?, DEEPEST, false).map(Said::join);
    let said = whole.or_else(|| found(false)).or_else(in_data);
    said.or_else(|| name_of(body)).or_else(|| found(true))
}

/// Whether a key is one of those above: services write them in all capitals, with all separators.
fn is_alike(written: &str, key: &str) -> bool {
    plain(written).eq(key.chars())
}

fn plain(written: &str) -> impl DoubleEndedIterator<Item = char> {
    let letters = written.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase())
}

/// What stands under a key, however it is spelled.
fn get<'v>(object: &'v Object, key: &str) -> Option<&'v Value> {
    object.iter().find_map(|(written, value)| is_alike(written, key).then_some(value))
}

/// The name of a failure without a message: `{"NotFound": "no such pet"}`, or a code; a text beside
/// it says more.
fn name_of(body: &Value) -> Option<String> {
    let object = body.as_object()?;
    let name = |object: &Object| {
        let mut names = NAMES.iter().filter_map(|key| said(get(object, key)?));
        let name = names.find(|name| !name.contains([':', '/']))?;
        let beside = LAST_KEYS.iter().find_map(|key| short(said(get(object, key)?)?));
        beside.or_else(|| short(name))
    };
    if let Some(name) = name(object) {
        return Some(name);
    }
    match object.iter().next().filter(|_| object.len() == 1)? {
        (key, Value::String(text)) => Some(named(key, &short(text)?)),
        (_, inner) => name(inner.as_object()?),
    }
}

/// The message in a value. As a last resort (`any`), [`LAST_KEYS`] count, and what is said by
/// field does so under every key and as the whole.
fn find_message(value: &Value, depth: u8, any: bool) -> Option<Said<'_>> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Array(items) => first_of(items, depth, any),
        Value::Object(object) => {
            let last: &[&str] = if any { &LAST_KEYS } else { &[] };
            let mut keys = last.iter().chain(&MESSAGE_KEYS);
            let known = keys.find_map(|key| match get(object, key)? {
                Value::String(text) if text.is_empty() => None,
                Value::String(text) => Some(with_fields(text, object, depth)),
                inner => find_under(key, inner, depth, any),
            });
            let known = known.or_else(|| named_alike(object, depth, any));
            let known = known.or_else(|| match object.values().next() {
                Some(only @ Value::Object(_)) if object.len() == 1 => {
                    find_message(only, depth, any)
                }
                _ => None,
            });
            known.or_else(|| by_field_alone(object).filter(|_| any))
        }
        _ => None,
    }
}

/// The first message in a list, and how many there are behind it.
fn first_of(items: &[Value], depth: u8, any: bool) -> Option<Said<'_>> {
    let mut all = items.iter().filter_map(|item| match said(item) {
        Some(text) => Some(Said::of(text)),
        None => find_message(item, depth, any).map(|inner| match place(item) {
            Some(field) => inner.about(field),
            None => inner,
        }),
    });
    let first = all.next()?;
    let left_out = all.fold(first.left_out, |sum, other| sum + 1 + other.left_out);
    Some(Said { left_out, ..first })
}

/// The message in an object or a list under a key.
fn find_under<'v>(
    key: &str,
    inner: &'v Value,
    depth: u8,
    any: bool,
) -> Option<Said<'v>> {
    let found = || find_message(inner, depth, any);
    match inner {
        Value::Object(fields) => {
            let is_by_field = BY_FIELD.contains(&key);
            let first = if is_by_field { by_field(fields, true) } else { None };
            let text = first.or_else(found);
            if text.is_some() || !(is_by_field || any && depth > 0) {
                return text;
            }
            by_field(fields, true).or_else(|| by_field(fields, false))
        }
        Value::Array(items) if key == "detail" => pair(items).or_else(found),
        Value::Array(_) => found(),
        _ => None,
    }
}

/// What is said, of a field or of everything.
struct Said<'v> {
    field: Cow<'v, str>,
    text: Cow<'v, str>,
    /// How many others of its list say something as well.
    left_out: usize,
}

impl<'v> Said<'v> {
    fn of(text: impl Into<Cow<'v, str>>) -> Self {
        Self { field: Cow::default(), text: text.into(), left_out: 0 }
    }

    /// The same of a field, in which it may be about another one.
    fn about(self, field: Cow<'v, str>) -> Self {
        let text = named(&self.field, &self.text).into();
        Self { field, text, left_out: self.left_out }
    }

    /// `email: is invalid (and 2 more)`.
    fn join(self) -> String {
        let text = named(&self.field, &self.text);
        match self.left_out {
            0 => text,
            more => format!("{text} (and {more} more)"),
        }
    }
}

/// A text with what it is about, unless that is everything, or too long to be read.
fn named(field: &str, text: &str) -> String {
    const LONGEST_FIELD: usize = 200;
    let is_left_out = matches!(field, "" | "non_field_errors" | "__all__");
    if is_left_out || field.len() > LONGEST_FIELD {
        return text.to_owned();
    }
    format!("{field}: {text}")
}

/// A text that says something.
fn said(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}

/// The first of errors by field, each of which has a list of them or one.
fn by_field(errors: &Object, in_lists: bool) -> Option<Said<'_>> {
    errors.iter().find_map(|(field, value)| {
        let first = if in_lists { value.as_array()?.first()? } else { value };
        let inner = || get(first.as_object()?, "message")?.as_str();
        let text = first.as_str().or_else(inner).filter(|text| !text.is_empty())?;
        Some(Said { field: field.into(), ..Said::of(text) })
    })
}

/// The first of errors by field, where an object is nothing else.
fn by_field_alone(object: &Object) -> Option<Said<'_>> {
    let is_texts = |value: &Value| {
        value.as_array().is_some_and(|items| items.iter().all(Value::is_string))
    };
    let is_alone = object.values().all(is_texts);
    by_field(object, true).filter(|_| is_alone)
}

/// A general text, and the first of the errors beside it unless it repeats that.
fn with_fields<'v>(general: &'v str, object: &'v Object, depth: u8) -> Said<'v> {
    let find = |key: &&str| find_under(key, get(object, key)?, depth, false);
    let beside = BY_FIELD.iter().chain(&[EMBEDDED]).find_map(find);
    match beside.filter(|beside| !general.contains(&*beside.text)) {
        Some(beside) if general.len() + beside.text.len() <= LONGEST => {
            let left_out = beside.left_out;
            let general = general.trim_end_matches(['.', ':', ' ']);
            let beside = named(&beside.field, &beside.text);
            Said { left_out, ..Said::of(format!("{general}: {beside}")) }
        }
        _ => Said::of(general),
    }
}

/// What an item of a list of errors is about; JSON:API has that within `source`.
fn place(item: &Value) -> Option<Cow<'_, str>> {
    let object = item.as_object()?;
    let own = PLACES.iter().find_map(|key| match get(object, key)? {
        Value::Array(steps) => end_of_list(steps),
        value => end_of_pointer(said(value)?),
    });
    own.or_else(|| place(get(object, "source")?))
}

/// The field at the end of a JSON pointer; other texts are names as they are.
fn end_of_pointer(text: &str) -> Option<Cow<'_, str>> {
    match text.trim_start_matches('#').strip_prefix('/') {
        Some(steps) => {
            let steps =
                steps.split('/').map(|step| step.replace("~1", "/").replace("~0", "~"));
            end_of(&steps.map(Cow::from).collect::<Vec<_>>())
        }
        None => Some(text.into()),
    }
}

/// The field at the end of a list of steps, which may begin with the part of the request that it
/// is in.
fn end_of_list(steps: &[Value]) -> Option<Cow<'_, str>> {
    const PARTS: [&str; 5] = ["body", "query", "path", "header", "cookie"];
    let way = steps.iter().enumerate().filter_map(|(at, step)| match step {
        Value::String(text) if at == 0 && PARTS.contains(&text.as_str()) => None,
        Value::String(text) => Some(Cow::from(text)),
        Value::Number(number) => Some(Cow::from(number.to_string())),
        _ => None,
    });
    end_of(&way.collect::<Vec<_>>())
}

fn end_of<'v>(way: &[Cow<'v, str>]) -> Option<Cow<'v, str>> {
    match way {
        [.., name, index] if index.parse::<u64>().is_ok() => {
            Some(Cow::from(format!("{name}.{index}")))
        }
        way => way.last().cloned(),
    }
}

/// The name of an exception, and what it says.
fn pair(items: &[Value]) -> Option<Said<'_>> {
    let [name, text] = items else { return None };
    let name = said(name).filter(|name| !name.contains(' '))?;
    said(text).map(|text| Said { field: name.into(), ..Said::of(text) })
}

/// What is under a key like `exception_message`, `errmsg` or `errorMessages`.
fn named_alike(object: &Object, depth: u8, any: bool) -> Option<Said<'_>> {
    let is_message = |written: &str| {
        let key: String = plain(written).collect();
        ["message", "messages", "msg"].iter().any(|end| key.ends_with(end))
    };
    let mut named = object.iter().filter(|(key, _)| is_message(key));
    named.find_map(|(_, value)| match value {
        Value::Array(_) => find_message(value, depth, any),
        value => said(value).map(Said::of),
    })
}
