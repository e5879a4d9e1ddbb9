//! What a line of a surface says, in parts that can be compared.

use super::Class;
use super::code::Code;
use crate::surface::{BASE_URL, DEPRECATED, IDEMPOTENCY_KEY, PACKAGE, REQUEST_ID};
use std::collections::BTreeSet;

/// The first piece of code of a line.
pub(super) fn code(text: &str) -> &str {
    text.split('`').nth(1).unwrap_or(text)
}

/// A line in parts.
pub(super) struct Signature<'a> {
    /// The code without the names of arguments.
    code: Code,
    /// The code as it stands there.
    code_text: &'a str,
    /// What a call answers and fails with.
    rest: Vec<&'a str>,
    /// Traits and setters.
    traits: Vec<&'a str>,
    /// Whether the item is deprecated.
    deprecated: bool,
}

impl<'a> Signature<'a> {
    /// Takes a line apart.
    pub(super) fn of(text: &'a str) -> Self {
        let live = text.strip_suffix(DEPRECATED);
        let (text, deprecated) = (live.unwrap_or(text), live.is_some());
        let code_text = code(text);
        let behind = text.split_once('`').and_then(|(_, rest)| rest.split_once('`'));
        let behind = behind.map_or("", |(_, behind)| behind);
        let words = behind.trim_start_matches([':', ',', ' ']);
        let is_call = code_text.contains(" -> Call<") || code_text.starts_with('.');
        let is_type = ["struct ", "enum "].iter().any(|k| code_text.starts_with(k));
        let says_value = [BASE_URL, IDEMPOTENCY_KEY, PACKAGE, REQUEST_ID]
            .iter()
            .any(|it| text.starts_with(it));
        let (mut rest, mut traits) = (Vec::new(), Vec::new());
        if is_call || says_value {
            rest = words.split('`').skip(1).step_by(2).collect();
        } else if is_type || words == "`From`" {
            traits = words.split(", ").filter(|word| !word.is_empty()).collect();
        }
        Self { code: Code::of(code_text), code_text, rest, traits, deprecated }
    }

    /// What to say of a change from this line to another.
    pub(super) fn words_about(&self, new: &Self) -> String {
        if let Some(what) = self.mark_changed(new) {
            what.to_owned()
        } else if self.code == new.code && self.rest == new.rest {
            self.traits_changed(new)
        } else if self.code == new.code {
            format!("is {}, was {}", new.rest_text(), self.rest_text())
        } else {
            format!("is `{}`, was `{}`", new.code_text, self.code_text)
        }
    }

    fn rest_text(&self) -> String {
        format!("`{}`", self.rest.join("` or `"))
    }

    /// What it means that this line has become another.
    pub(super) fn class(&self, new: &Self) -> Option<Class> {
        if self.rest != new.rest {
            return Some(Class::Breaking);
        }
        if self.code != new.code {
            let wider = self.code.is_narrower_than(&new.code);
            return Some(if wider { Class::Additive } else { Class::Breaking });
        }
        if self.traits.iter().any(|word| !new.traits.contains(word)) {
            return Some(Class::Breaking);
        }
        if new.traits.iter().any(|word| !self.traits.contains(word)) {
            return Some(Class::Additive);
        }
        if self.code.is_shuffled(&new.code) {
            return Some(Class::Breaking);
        }
        if new.deprecated && !self.deprecated {
            // The compiler warns where nothing was said before.
            return Some(Class::Additive);
        }
        (self.code_text != new.code_text || self.deprecated != new.deprecated)
            .then_some(Class::Invisible)
    }

    /// What to say if nothing changes but the mark.
    fn mark_changed(&self, new: &Self) -> Option<&'static str> {
        let same = self.code_text == new.code_text
            && self.rest == new.rest
            && self.traits == new.traits;
        match (same, self.deprecated, new.deprecated) {
            (true, false, true) => Some("is deprecated now"),
            (true, true, false) => Some("is no longer deprecated"),
            _ => None,
        }
    }

    /// Whether another direction alone can bring this change of a type: what may be missing, what
    /// has a setter, and what `new` takes depend on who sends it, and the types of values do not.
    pub(super) fn may_follow_uses(&self, new: &Self) -> bool {
        if self.code == new.code && self.rest == new.rest {
            let depends = |word: &&str| ["`Default`", "setters"].contains(word);
            let has = [self, new].map(|it| it.traits.iter().filter(|it| depends(it)));
            let [was, now] = has.map(BTreeSet::from_iter);
            return was != now;
        }
        let [was, now] = [self, new].map(|it| present(it.code_text));
        let taken = [&was, &now].map(|code| {
            let taken = code.strip_prefix("new(")?.strip_suffix(')')?;
            Some(taken.split(", ").filter(|it| !it.is_empty()).collect::<BTreeSet<_>>())
        });
        match taken {
            [Some(was), Some(now)] => now.is_subset(&was) || was.is_subset(&now),
            _ => was == now,
        }
    }

    fn traits_changed(&self, new: &Self) -> String {
        let missing = |all: &[&str], others: &[&str]| -> Vec<String> {
            let missing = all.iter().filter(|word| !others.contains(word));
            missing.map(|word| (*word).to_owned()).collect()
        };
        let (lost, won) =
            (missing(&self.traits, &new.traits), missing(&new.traits, &self.traits));
        match (lost.is_empty(), won.is_empty()) {
            (true, true) => format!("is `{}`, was `{}`", new.code_text, self.code_text),
            (false, true) => format!("no longer has {}", lost.join(", ")),
            (true, false) => format!("now has {}", won.join(", ")),
            (false, false) => {
                format!("now has {}, no longer {}", won.join(", "), lost.join(", "))
            }
        }
    }
}

/// Code as if every value in it were there.
fn present(code: &str) -> String {
    code.replace("Option<", "").replace("Nullable<", "").replace('>', "")
}

#[cfg(test)]
mod tests {
    use super::Signature;

    #[test]
    fn another_direction_changes_no_type_of_a_value() {
        for (was, now, expected) in [
            ("`n: String`", "`n: Option<String>`", true),
            ("`n: Option<String>`", "`n: Option<Nullable<String>>`", true),
            ("`n: Option<String>`", "`n: Option<i64>`", false),
            ("`new(n: String)`", "`new()`", true),
            ("`new(n: String)`", "`new(a: i64, n: String)`", true),
            ("`new(n: String)`", "`new(n: i64)`", false),
            ("`struct A`: `Eq`, setters", "`struct A`: `Eq`", true),
            ("`struct A`", "`struct A`: `Default`", true),
            ("`struct A`: `Eq`, `Hash`", "`struct A`", false),
        ] {
            let [was, now] = [was, now].map(Signature::of);
            assert_eq!(was.may_follow_uses(&now), expected, "{}", now.code_text);
        }
    }
}
