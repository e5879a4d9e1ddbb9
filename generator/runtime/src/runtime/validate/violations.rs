//! What `validate` finds.

use std::fmt;

use super::limit::Limit;

/// So many violations are listed; all are counted.
const MOST_LISTED: usize = 100;

/// So many characters of a pattern are printed.
const LONGEST_PATTERN: usize = 200;

/// The limits of the document that a value does not keep to. There is at least one.
///
/// It tells places and limits, never a value, so that it can be logged. The keys of maps are parts of
/// places.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Violations {
    listed: Vec<Violation>,
    count: usize,
}

impl Violations {
    /// The first hundred, in the order of the value.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        self.listed.iter()
    }

    /// How many there are, with those that are not listed.
    pub fn count(&self) -> usize {
        self.count
    }

    pub(super) fn add(&mut self, limit: Limit, pointer: impl FnOnce() -> String) {
        self.count += 1;
        if self.listed.len() < MOST_LISTED {
            self.listed.push(Violation { pointer: pointer().into(), limit });
        }
    }

    pub(super) fn into_result(self) -> Result<(), Self> {
        if self.count == 0 { Ok(()) } else { Err(self) }
    }
}

/// One limit that a value does not keep to.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    pointer: Box<str>,
    limit: Limit,
}

impl Violation {
    /// Where in the value, as a JSON pointer; empty for the value itself.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The keyword of the document: `minLength`.
    pub fn keyword(&self) -> &'static str {
        keyword(self.limit)
    }

    /// What the document says under the keyword, as a text: `3`.
    pub fn limit(&self) -> String {
        match self.limit {
            Limit::Pattern(pattern) => pattern.to_owned(),
            Limit::MinLength(count)
            | Limit::MaxLength(count)
            | Limit::MinItems(count)
            | Limit::MaxItems(count)
            | Limit::MinProperties(count)
            | Limit::MaxProperties(count) => count.to_string(),
            Limit::Minimum(number)
            | Limit::Maximum(number)
            | Limit::ExclusiveMinimum(number)
            | Limit::ExclusiveMaximum(number)
            | Limit::MultipleOf(number) => number.to_string(),
            _ => "true".to_owned(),
        }
    }
}

fn keyword(limit: Limit) -> &'static str {
    match limit {
        Limit::MinLength(_) => "minLength",
        Limit::MaxLength(_) => "maxLength",
        Limit::Pattern(_) => "pattern",
        Limit::Minimum(_) => "minimum",
        Limit::Maximum(_) => "maximum",
        Limit::ExclusiveMinimum(_) => "exclusiveMinimum",
        Limit::ExclusiveMaximum(_) => "exclusiveMaximum",
        Limit::MultipleOf(_) => "multipleOf",
        Limit::MinItems(_) => "minItems",
        Limit::MaxItems(_) => "maxItems",
        Limit::UniqueItems => "uniqueItems",
        Limit::Items(_) => "items",
        Limit::Item(..) => "prefixItems",
        Limit::MinProperties(_) => "minProperties",
        Limit::MaxProperties(_) => "maxProperties",
        Limit::PropertyNames(_) => "propertyNames",
        Limit::Values(_) => "additionalProperties",
    }
}

/// `minLength 3 at /name`.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.limit {
            Limit::UniqueItems => f.write_str("uniqueItems")?,
            Limit::Pattern(pattern) => {
                let printed: String = pattern.chars().take(LONGEST_PATTERN).collect();
                let more = if printed.len() < pattern.len() { "…" } else { "" };
                write!(f, "pattern {printed:?}{more}")?;
            }
            _ => write!(f, "{} {}", self.keyword(), self.limit())?,
        }
        if self.pointer.is_empty() { Ok(()) } else { write!(f, " at {}", self.pointer) }
    }
}

/// All that are listed, and how many there are besides.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value does not keep to the document: ")?;
        for (at, violation) in self.listed.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{violation}")?;
        }
        match self.count - self.listed.len() {
            0 => Ok(()),
            more => write!(f, ", and {more} more"),
        }
    }
}

impl std::error::Error for Violations {}
