//! Signatures without the names of arguments.

use crate::surface::OR;
use std::collections::BTreeMap;

/// Code without the names of arguments: `f(a: T, b: Vec<U>) -> X` is `f`, `T` and `Vec<U>`,
/// ` -> X`. A field has no arguments and keeps its name.
#[derive(PartialEq)]
pub(super) struct Code {
    before: String,
    arguments: Vec<String>,
    after: String,
    names: Names,
}

/// The names of arguments, which do not count when code is compared.
struct Names(Vec<String>);

impl PartialEq for Names {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Code {
    pub(super) fn of(code: &str) -> Self {
        let Some((name, rest)) = code.split_once('(') else {
            let before = code.to_owned();
            let (arguments, after, names) = Default::default();
            return Self { before, arguments, after, names: Names(names) };
        };
        let (mut depth, mut start) = (0_usize, 0);
        let mut arguments = Vec::new();
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            match c {
                ')' if depth == 0 => {
                    end = at;
                    break;
                }
                '(' | '<' => depth += 1,
                ')' | '>' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    arguments.push(&rest[start..at]);
                    start = at + 1;
                }
                _ => {}
            }
        }
        arguments.push(&rest[start..end]);
        let names = arguments.iter().map(|argument| name_of(argument).to_owned());
        let names = Names(names.collect());
        let credentials = name.starts_with("ClientBuilder::");
        let arguments = arguments.into_iter().map(|argument| {
            // The names of credentials are nothing but names.
            if credentials { String::new() } else { type_of(argument).to_owned() }
        });
        Self {
            before: name.to_owned(),
            arguments: arguments.collect(),
            after: rest[end..].to_owned(),
            names,
        }
    }

    /// Whether an argument has moved to another place: where that has the same type, it compiles
    /// and means another thing.
    pub(super) fn is_shuffled(&self, other: &Self) -> bool {
        let places = |names: &[String]| -> BTreeMap<String, usize> {
            names.iter().cloned().zip(0..).collect()
        };
        let (old, new) = (places(&self.names.0), places(&other.names.0));
        old.iter().any(|(name, place)| new.get(name).is_some_and(|now| now != place))
    }

    /// Whether every call of this one is a call of the other.
    pub(super) fn is_narrower_than(&self, other: &Self) -> bool {
        self.before == other.before
            && self.after == other.after
            && self.arguments.len() == other.arguments.len()
            && self.arguments.iter().zip(&other.arguments).all(takes_more)
            && !self.is_shuffled(other)
    }
}

/// Whether a new argument takes all that the old one did: a body that may be left out is taken as
/// `impl Into<Option<_>>`, and one of several media types as `impl Into<_>`, so that who gives
/// one goes on doing so. Who gave an `Option` of it cannot, since that does not become an `Option`
/// of the several. Nor can who gave `&String` as `&str`, as nearly everybody does with a text: what is
/// taken by `Into` is not turned into another reference first.
fn takes_more<'a>((old, new): (&'a String, &'a String)) -> bool {
    if old == new {
        return true;
    }
    let optional = |ty: &'a str| ty.strip_prefix("Option<")?.strip_suffix('>');
    let (given, taken) = match (optional(old), optional(new)) {
        (Some(given), Some(taken)) if !is_reference(given) => (given, taken),
        (Some(_), _) => return false,
        (None, taken) => (old.as_str(), taken.unwrap_or(new)),
    };
    let is_body = is_reference(given) || taken.contains(OR);
    is_body
        && given != "&str"
        && given.split(OR).all(|ty| taken.split(OR).any(|other| other == ty))
}

/// A body that has one media type.
fn is_reference(ty: &str) -> bool {
    ty.starts_with('&') && !ty.contains(OR)
}

fn name_of(argument: &str) -> &str {
    argument.split(": ").next().unwrap_or(argument).trim()
}

fn type_of(argument: &str) -> &str {
    match argument.split_once(": ") {
        Some((name, ty)) if !name.contains(['<', '(']) => ty.trim(),
        _ => argument.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::takes_more;

    #[test]
    fn bodies_that_may_have_more_media_types() {
        let more = |old: &str, new: &str| takes_more((&old.to_owned(), &new.to_owned()));
        for (old, new) in [
            ("&A", "&A or Body"),
            ("&A", "Option<&A>"),
            ("&A or Body", "&A or &B or Body"),
            ("Body", "&A or Body"),
            ("Body", "Option<&A or Body>"),
            ("Option<Body>", "Option<&A or Body>"),
            ("Option<&A or Body>", "Option<&A or &B or Body>"),
        ] {
            assert!(more(old, new), "{old} -> {new}");
            assert!(!more(new, old), "{new} -> {old}");
        }
        // Who has an `Option` of the one cannot give it.
        assert!(!more("Option<&A>", "Option<&A or Body>"));
        assert!(!more("String", "Option<String>"));
        // Who has a `String` gives a reference to that.
        assert!(!more("&str", "Option<&str>"));
        assert!(!more("&A", "&B or Body"));
    }
}
