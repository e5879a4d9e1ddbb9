//! Text → [`Config`], with the place of whatever is wrong.
//!
//! Every rule is applied inside the scalar's own visitor, because only there the reader still
//! knows the line and the column.

use super::rules::{Method, Rule};
use super::{Config, FormatName, FormatType, Places};
use crate::bounded::{read_at_most, reason, url_refused};
use crate::diagnostics::{Code, Diagnostic, Place};
use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

/// So many bytes a configuration may have.
const MOST: u64 = 16 << 20;

/// So deep brackets may be nested, those in texts included: the reader of YAML takes a multiple
/// of the depth for each further bracket.
const DEPTH: i64 = 1_000;

fn nesting(text: &str) -> i64 {
    let (mut depth, mut most) = (0_i64, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = (depth - 1).max(0),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

impl Config {
    /// Reads a configuration file that findings call `name`; gives its bytes as well.
    pub fn read(path: &Path, name: &str) -> Result<(Self, Vec<u8>), Box<Diagnostic>> {
        let unreadable = |why: &dyn fmt::Display| {
            let place = Place::File(name.to_owned());
            let message = format!("the configuration cannot be read: {why}");
            let found = Diagnostic::new(Code::Unreadable, place, message);
            Box::new(
                found.remedy("name another file, or leave it out to use the defaults"),
            )
        };
        if let Some((why, remedy)) = url_refused(name) {
            return Err(Box::new(unreadable(&why).remedy(remedy)));
        }
        let bytes =
            read_at_most(path, MOST).map_err(|error| unreadable(&reason(&error)))?;
        let bytes = bytes
            .ok_or_else(|| unreadable(&format_args!("it has more than {MOST} bytes")))?;
        let text = std::str::from_utf8(&bytes).map_err(|error| unreadable(&error))?;
        Ok((Self::parse(name, text)?, bytes))
    }

    /// Reads the text of a configuration file that findings call `name`.
    pub fn parse(name: &str, text: &str) -> Result<Self, Box<Diagnostic>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text
            .lines()
            .all(|line| line.trim().is_empty() || line.trim().starts_with('#'))
        {
            return Ok(Self::default());
        }
        if nesting(text) > DEPTH {
            let place = Place::File(name.to_owned());
            let message = format!("brackets are nested more than {DEPTH} deep here");
            let found = Diagnostic::new(Code::BadConfiguration, place, message);
            return Err(Box::new(found.remedy("close them")));
        }
        let mut config: Self = serde_yaml::from_str(text)
            .map_err(|error| Box::new(finding(name, &error)))?;
        config.places = Places::of(name, text);
        Ok(config)
    }
}

fn finding(name: &str, error: &serde_yaml::Error) -> Diagnostic {
    let mut message = error.to_string();
    let place = match error.location() {
        Some(location) => {
            // The place is said by the diagnostic itself.
            if let Some(at) = message.rfind(" at line ") {
                message.truncate(at);
            }
            Place::Position {
                file: name.to_owned(),
                line: u32::try_from(location.line()).unwrap_or(u32::MAX),
                column: u32::try_from(location.column()).unwrap_or(u32::MAX),
            }
        }
        None => Place::File(name.to_owned()),
    };
    match Unknown::of(&message) {
        Some(unknown) => Diagnostic::new(unknown.code(), place, unknown.message())
            .remedy(unknown.remedy()),
        None => Diagnostic::new(Code::BadConfiguration, place, message)
            .remedy("docs/configuration.md explains every key"),
    }
}

/// serde's words about a key, or the value of one, outside a fixed list, taken apart.
struct Unknown<'a> {
    path: &'a str,
    is_value: bool,
    key: &'a str,
    known: Vec<&'a str>,
}

impl<'a> Unknown<'a> {
    fn of(message: &'a str) -> Option<Self> {
        let (is_value, (path, rest)) =
            [(false, "unknown field `"), (true, "unknown variant `")]
                .into_iter()
                .find_map(|(is_value, words)| {
                    Some((is_value, message.split_once(words)?))
                })?;
        let (key, rest) = rest.split_once('`')?;
        let known = rest.split('`').skip(1).step_by(2).collect();
        Some(Self { path: path.trim_end_matches([':', ' ']), is_value, key, known })
    }

    fn code(&self) -> Code {
        if self.is_value { Code::BadConfiguration } else { Code::UnknownSetting }
    }

    fn message(&self) -> String {
        match self.path {
            "" if self.is_document() => {
                "this is an OpenAPI document, and not a configuration".to_owned()
            }
            "" => format!("there is no key `{}`", self.key),
            path if self.is_value => format!("`{path}` cannot be `{}`", self.key),
            path => format!("`{path}` has no key `{}`", self.key),
        }
    }

    fn is_document(&self) -> bool {
        matches!(self.key, "openapi" | "swagger")
    }

    fn remedy(&self) -> String {
        if self.path.is_empty() && self.is_document() {
            return "`generator init DOCUMENT` writes a configuration to begin with"
                .to_owned();
        }
        let all = format!("known are {}", self.known.join(", "));
        let close = self
            .known
            .iter()
            .map(|known| {
                (strsim::normalized_damerau_levenshtein(self.key, known), known)
            })
            .filter(|(likeness, _)| *likeness >= 0.5)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        match close {
            Some((_, known)) => format!("did you mean `{known}`? ({all})"),
            None => all,
        }
    }
}

/// A text that keeps a rule.
struct Checked<R>(String, PhantomData<R>);

impl<'de, R: Rule> Deserialize<'de> for Checked<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Check(PhantomData))
    }
}

struct Check<R>(PhantomData<R>);

impl<R: Rule> Visitor<'_> for Check<R> {
    type Value = Checked<R>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(R::EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        if R::allows(text) {
            Ok(Checked(text.to_owned(), PhantomData))
        } else {
            let expected = R::instead_of(text);
            Err(E::custom(format_args!("expected {expected}, not {text:?}")))
        }
    }
}

pub(super) fn option<'de, D, R>(deserializer: D) -> Result<Option<String>, D::Error>
where
    D: Deserializer<'de>,
    R: Rule,
{
    Ok(Option::<Checked<R>>::deserialize(deserializer)?.map(|text| text.0))
}

pub(super) fn list<'de, D, R>(deserializer: D) -> Result<Vec<String>, D::Error>
where
    D: Deserializer<'de>,
    R: Rule,
{
    let list = Vec::<Checked<R>>::deserialize(deserializer)?;
    Ok(list.into_iter().map(|text| text.0).collect())
}

pub(super) fn option_list<'de, D, R>(
    deserializer: D,
) -> Result<Option<Vec<String>>, D::Error>
where
    D: Deserializer<'de>,
    R: Rule,
{
    let list = Option::<Vec<Checked<R>>>::deserialize(deserializer)?;
    Ok(list.map(|list| list.into_iter().map(|text| text.0).collect()))
}

pub(super) fn credentials<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<String>, D::Error> {
    deserializer.deserialize_seq(Credentials)
}

struct Credentials;

impl<'de> Visitor<'de> for Credentials {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of one or two names")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut names: Vec<String> = Vec::new();
        while let Some(name) = list.next_element::<Checked<Method>>()? {
            names.push(name.0);
        }
        match names.as_slice() {
            [first, second] if first == second => {
                Err(de::Error::custom(format_args!("`{first}` is there twice")))
            }
            [] | [_] | [_, _] => Ok(names),
            more => Err(de::Error::invalid_length(more.len(), &self)),
        }
    }
}

pub(super) fn map<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Rule,
    V: Deserialize<'de>,
{
    deserializer
        .deserialize_map(Entries { key: PhantomData::<K>, value: |value: V| value })
}

pub(super) fn pairs<'de, D, K, V>(
    deserializer: D,
) -> Result<BTreeMap<String, String>, D::Error>
where
    D: Deserializer<'de>,
    K: Rule,
    V: Rule,
{
    let value = |value: Checked<V>| value.0;
    deserializer.deserialize_map(Entries { key: PhantomData::<K>, value })
}

/// Reads a mapping whose keys keep a rule; a key that comes twice is refused.
struct Entries<K, I, V> {
    key: PhantomData<K>,
    value: fn(I) -> V,
}

impl<'de, K: Rule, I: Deserialize<'de>, V> Visitor<'de> for Entries<K, I, V> {
    type Value = BTreeMap<String, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) =
            map.next_key_seed(NewKey { rule: self.key, taken: &entries })?
        {
            let value = map.next_value()?;
            entries.insert(key, (self.value)(value));
        }
        Ok(entries)
    }
}

struct NewKey<'a, K, V> {
    rule: PhantomData<K>,
    taken: &'a BTreeMap<String, V>,
}

impl<'de, K: Rule, V> DeserializeSeed<'de> for NewKey<'_, K, V> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<K: Rule, V> Visitor<'_> for NewKey<'_, K, V> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} as key", K::EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        let is_alike = |taken: &String| taken.eq_ignore_ascii_case(text);
        let is_taken = self.taken.contains_key(text)
            || K::HAS_NO_CASE && self.taken.keys().any(is_alike);
        if is_taken {
            return Err(E::custom(format_args!("the key `{text}` is there twice")));
        }
        Check(self.rule).visit_str(text).map(|checked| checked.0)
    }
}

pub(super) fn formats<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<FormatName, FormatType>, D::Error> {
    deserializer.deserialize_map(Formats)
}

struct Formats;

impl<'de> Visitor<'de> for Formats {
    type Value = BTreeMap<FormatName, FormatType>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping from formats to types")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut formats = BTreeMap::new();
        while let Some(name) = map.next_key::<FormatName>()? {
            let ty = map.next_value_seed(TypeFor(name))?;
            if formats.insert(name, ty).is_some() {
                return Err(de::Error::custom("a format is there twice"));
            }
        }
        Ok(formats)
    }
}

/// A type that the format can be given.
struct TypeFor(FormatName);

impl<'de> DeserializeSeed<'de> for TypeFor {
    type Value = FormatType;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<FormatType, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for TypeFor {
    type Value = FormatType;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<&str> = self.0.types().iter().map(|ty| ty.as_str()).collect();
        write!(f, "one of {}", known.join(", "))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<FormatType, E> {
        let ty = self.0.types().iter().find(|ty| ty.as_str() == text);
        ty.copied().ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}
