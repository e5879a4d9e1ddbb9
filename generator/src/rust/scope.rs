//! Scopes: the only place where an identifier comes into being.

use super::words;
use crate::model::NodeId;
use std::collections::{BTreeMap, BTreeSet};
use std::{fmt, iter};

/// A valid identifier that is unique in its scope.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

impl Ident {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An identifier of the generator's own words; the caller vouches for it.
    pub(super) fn fixed(word: &'static str) -> Self {
        Self(word.to_owned())
    }
}

impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The case of the names in a scope.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Case {
    Camel,
    Snake,
    /// Capitals.
    Constant,
}

/// A name that somebody asks for.
pub(super) struct Candidate {
    /// The identifier that is wanted; valid.
    pub(super) name: String,
    /// What makes it different from all others: the wire name, the place.
    pub(super) key: String,
}

/// A name that was asked for and went to something else.
pub(super) struct Collision {
    /// What asked for it.
    pub(super) origin: NodeId,
    /// The name that it has instead.
    pub(super) ident: Ident,
    /// What has the name, if that is something of the document.
    pub(super) holder: Option<NodeId>,
    /// Whether it is an operation, which has its name elsewhere in the configuration.
    pub(super) is_operation: bool,
}

/// The candidates that were not granted, by where they come from.
pub(super) fn collisions(
    candidates: &[Candidate],
    idents: &[Ident],
    origin: impl Fn(usize) -> NodeId,
) -> Vec<Collision> {
    let refused = |at: &usize| idents[*at].0 != candidates[*at].name;
    let mut holders: Option<BTreeMap<String, usize>> = None;
    (0..candidates.len())
        .filter(refused)
        .map(|at| {
            let holders = holders.get_or_insert_with(|| {
                idents.iter().map(|ident| ident.0.to_lowercase()).zip(0..).collect()
            });
            let holder = holders.get(&candidates[at].name.to_lowercase());
            Collision {
                origin: origin(at),
                ident: idents[at].clone(),
                holder: holder.map(|holder| origin(*holder)),
                is_operation: false,
            }
        })
        .collect()
}

/// How much a name is like its key: most if it is the key, or would be if that were no keyword;
/// least if the key has a sign in front or behind.
fn likeness(candidate: &Candidate) -> u8 {
    let exact = candidate.key == candidate.name
        || candidate.name.strip_suffix('_') == Some(&candidate.key);
    if exact { 2 } else { u8::from(!words::has_signs(&candidate.key)) }
}

/// Names that are taken.
pub(super) struct Scope {
    case: Case,
    reserved: BTreeSet<String>,
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(super) fn new(case: Case, reserved: &[&str]) -> Self {
        let reserved: BTreeSet<String> =
            reserved.iter().map(|name| name.to_lowercase()).collect();
        Self { case, taken: reserved.clone(), reserved }
    }

    /// Claims names together: what each gets depends on the names alone, not on what is
    /// claimed later. Of several equal candidates the one that is most like its key keeps it; the
    /// others get the sign that their key has in front or behind, or a suffix made of their key.
    pub(super) fn claim_all(&mut self, candidates: &[Candidate]) -> Vec<Ident> {
        let mut keepers: BTreeMap<String, usize> = BTreeMap::new();
        for (at, candidate) in candidates.iter().enumerate() {
            let folded = candidate.name.to_lowercase();
            let known = keepers.get(&folded).copied();
            if known
                .is_none_or(|known| likeness(candidate) > likeness(&candidates[known]))
            {
                keepers.insert(folded, at);
            }
        }
        let mut names: Vec<Option<Ident>> = vec![None; candidates.len()];
        for (folded, at) in &keepers {
            if self.taken.insert(folded.clone()) {
                names[*at] = Some(Ident(candidates[*at].name.clone()));
            }
        }
        let twins = twins(candidates, &names);
        candidates
            .iter()
            .zip(names)
            .map(|(candidate, name)| {
                let is_twin = twins.contains(&candidate.key.to_lowercase());
                name.unwrap_or_else(|| self.with_suffix(candidate, is_twin))
            })
            .collect()
    }

    /// Whether nobody has a name yet.
    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(&name.to_lowercase())
    }

    /// Claims one name.
    pub(super) fn claim(&mut self, name: &str, key: &str) -> Ident {
        let candidate = Candidate { name: name.to_owned(), key: key.to_owned() };
        self.claim_all(&[candidate]).remove(0)
    }

    fn with_suffix(&mut self, candidate: &Candidate, is_twin: bool) -> Ident {
        let beside = format!("{}_", candidate.name);
        if self.reserved.contains(&candidate.name.to_lowercase())
            && self.taken.insert(beside.to_lowercase())
        {
            return Ident(beside);
        }
        let cased = || self.with_case(candidate).filter(|_| is_twin);
        if let Some(spelled) = self.with_sign(candidate).or_else(cased)
            && self.taken.insert(spelled.to_lowercase())
        {
            return Ident(spelled);
        }
        let separator = if self.case == Case::Snake { "_" } else { "" };
        let stem = candidate.name.trim_end_matches('_');
        let mut key = candidate.key.clone();
        loop {
            let hash = &words::hash(&key)[..4];
            let name = match self.case {
                Case::Constant => format!("{stem}_{}", hash.to_uppercase()),
                _ => format!("{stem}{separator}{hash}"),
            };
            if self.taken.insert(name.to_lowercase()) {
                return Ident(name);
            }
            key.push('+');
        }
    }

    /// A name with the signs by which its key begins or ends: `_birthDate` beside `birthDate`,
    /// as FHIR has it, `@id` beside `id`, `DateSent<` beside `DateSent`, `C++` beside `C`.
    fn with_sign(&self, candidate: &Candidate) -> Option<String> {
        let name = candidate.name.trim_end_matches('_');
        let before = words::signs_before(&candidate.key);
        let behind = words::signs_behind(&candidate.key);
        let words: Vec<&str> = match (&before[..], &behind[..]) {
            ([], []) => return None,
            ([], behind) => iter::once(name).chain(behind.iter().copied()).collect(),
            (before, _) => before.iter().copied().chain([name]).collect(),
        };
        Some(self.joined(&words))
    }

    /// A name with the case of its key, which another key has in other letters: `1M` beside `1m`.
    fn with_case(&self, candidate: &Candidate) -> Option<String> {
        let key = &candidate.key;
        let has = |is: fn(char) -> bool| key.contains(is);
        let case = match (has(char::is_uppercase), has(char::is_lowercase)) {
            (true, false) => "upper",
            (false, true) => "lower",
            _ => return None,
        };
        Some(self.joined(&[case, candidate.name.trim_end_matches('_')]))
    }

    fn joined(&self, words: &[&str]) -> String {
        match self.case {
            Case::Snake => words.join("_"),
            Case::Constant => words.join("_").to_uppercase(),
            Case::Camel => words.iter().map(|word| capitalized(word)).collect(),
        }
    }
}

/// The keys, in small letters, that several candidates have if case does not count; nothing
/// where all have got their names.
fn twins(candidates: &[Candidate], names: &[Option<Ident>]) -> BTreeSet<String> {
    let mut twins = BTreeSet::new();
    if names.iter().all(Option::is_some) {
        return twins;
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for candidate in candidates {
        let folded = candidate.key.to_lowercase();
        match seen.get(&folded) {
            Some(key) if *key != candidate.key => drop(twins.insert(folded)),
            Some(_) => {}
            None => drop(seen.insert(folded, &candidate.key)),
        }
    }
    twins
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    format!("{}{rest}", first.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Case, Scope};

    fn candidate(name: &str, key: &str) -> Candidate {
        Candidate { name: name.into(), key: key.into() }
    }

    #[test]
    fn the_exact_name_keeps_it_wherever_it_stands() {
        let mut scope = Scope::new(Case::Camel, &[]);
        let names = scope
            .claim_all(&[candidate("FooBar", "foo_bar"), candidate("FooBar", "FooBar")]);
        assert_eq!(names[1].as_str(), "FooBar");
        assert_ne!(names[0].as_str(), "FooBar");
    }

    #[test]
    fn a_suffix_does_not_depend_on_the_others() {
        let mut one = Scope::new(Case::Camel, &[]);
        let mut two = Scope::new(Case::Camel, &[]);
        let few = one.claim_all(&[candidate("A", "A"), candidate("A", "a")]);
        let many = two.claim_all(&[
            candidate("A", "A"),
            candidate("A", "@a"),
            candidate("A", "a"),
        ]);
        assert_eq!(few[1], many[2]);
    }

    #[test]
    fn a_sign_in_front_or_behind_is_spelled_out() {
        let mut scope = Scope::new(Case::Snake, &[]);
        let candidates = [candidate("type_", "@type"), candidate("type_", "type")];
        let names = scope.claim_all(&candidates);
        assert_eq!((names[0].as_str(), names[1].as_str()), ("at_type", "type_"));
        let candidates = [
            candidate("sent", "Sent<"),
            candidate("sent", "Sent"),
            candidate("sent", "Sent>"),
        ];
        let names: Vec<_> =
            scope.claim_all(&candidates).into_iter().map(|name| name.0).collect();
        assert_eq!(names, ["sent_less", "sent", "sent_greater"]);
        let mut scope = Scope::new(Case::Snake, &[]);
        let candidates = [
            candidate("name", "_name"),
            candidate("name", "name"),
            candidate("name", "Name"),
        ];
        let names = scope.claim_all(&candidates);
        assert_eq!(names[0].as_str(), "underscore_name");
        assert_eq!(names[1].as_str(), "name");
        assert!(names[2].as_str().starts_with("name_"));
    }

    #[test]
    fn twins_in_other_letters_say_which_they_are() {
        let mut scope = Scope::new(Case::Camel, &[]);
        let candidates = [
            candidate("N1m", "1m"),
            candidate("N1m", "1M"),
            candidate("Asc", "Asc"),
            candidate("Asc", "asc"),
            candidate("Asc", "ASC"),
        ];
        let names: Vec<_> =
            scope.claim_all(&candidates).into_iter().map(|name| name.0).collect();
        assert_eq!(names, ["N1m", "UpperN1m", "Asc", "LowerAsc", "UpperAsc"]);
        // These differ by more than that.
        let mut scope = Scope::new(Case::Camel, &[]);
        let names = scope.claim_all(&[
            candidate("FooBar", "foo_bar"),
            candidate("FooBar", "foo-bar"),
        ]);
        assert!(!names[1].as_str().contains("Lower"));
    }

    #[test]
    fn every_sign_is_spelled_out() {
        let mut scope = Scope::new(Case::Camel, &[]);
        let candidates =
            [candidate("C", "C++"), candidate("C", "c"), candidate("C", "C#")];
        let names: Vec<_> =
            scope.claim_all(&candidates).into_iter().map(|name| name.0).collect();
        assert_eq!(names, ["CPlusPlus", "C", "CSharp"]);
        let mut scope = Scope::new(Case::Constant, &[]);
        let names = scope.claim_all(&[candidate("A", "A"), candidate("A", "A*")]);
        assert_eq!(names[1].as_str(), "A_STAR");
    }

    #[test]
    fn reserved_names_get_an_underscore() {
        let mut scope = Scope::new(Case::Snake, &["send"]);
        assert_eq!(scope.claim("send", "send").as_str(), "send_");
        let mut scope = Scope::new(Case::Camel, &["Unknown"]);
        assert_eq!(scope.claim("Unknown", "unknown").as_str(), "Unknown_");
    }
}
