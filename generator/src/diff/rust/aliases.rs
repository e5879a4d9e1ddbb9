//! Names for types that have another name already: `type Id = String`.

use crate::surface::{Surface, names_of_one_type};
use std::collections::{BTreeMap, BTreeSet};

/// Names for names are followed this far, and texts grow no longer than that.
const DEEPEST: usize = 8;
const LONGEST: usize = 10_000;

/// Where the types of components are.
const TYPES: &str = "`types`";

/// The aliases of a surface, each with what it stands for.
#[derive(Default)]
pub(super) struct Aliases<'a> {
    everywhere: BTreeMap<&'a str, &'a str>,
    /// By section, its types; with the name of the definition where that is another one.
    within: BTreeMap<&'a str, BTreeMap<&'a str, &'a str>>,
}

impl<'a> Aliases<'a> {
    pub(super) fn of(surface: &'a Surface) -> Self {
        let mut aliases = Self::default();
        let mut others = BTreeSet::new();
        for section in &surface.sections {
            let types = aliases.within.entry(&section.title).or_default();
            for line in &section.lines {
                if let Some((name, definition)) = names_of_one_type(&line.text) {
                    types.insert(name, definition);
                }
                let code = line.text.split('`').nth(1).filter(|_| !line.part);
                let (keyword, rest) =
                    code.unwrap_or_default().split_once(' ').unwrap_or_default();
                match (keyword, rest.split_once(" = ")) {
                    ("type", Some((name, ty))) => {
                        aliases.everywhere.insert(name, ty);
                    }
                    ("struct" | "enum", _) => {
                        let name = rest.split(['(', '<']).next().unwrap_or(rest);
                        others.insert(name);
                        types.entry(name).or_insert(name);
                    }
                    _ => {}
                }
            }
        }
        // A group may have a type of its own with the name of an alias.
        aliases.everywhere.retain(|name, _| !others.contains(name));
        aliases
    }

    /// A line of a section with what aliases stand for in their place.
    pub(super) fn expand(&self, section: &str, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..DEEPEST {
            let next = self.once(section, &text);
            if next == text || next.len() > LONGEST {
                break;
            }
            text = next;
        }
        text
    }

    /// What a name stands for where it is used in a section.
    fn meaning<'w>(&self, section: &str, word: &'w str) -> &'w str
    where
        'a: 'w,
    {
        let of = |section: &str| self.within.get(section)?.get(word).copied();
        let found = of(section).or_else(|| of(TYPES));
        found.or_else(|| self.everywhere.get(word).copied()).unwrap_or(word)
    }

    fn once(&self, section: &str, text: &str) -> String {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let (mut out, mut rest) = (String::new(), text);
        while let Some(start) = rest.find(is_word) {
            let end = rest[start..].find(|c| !is_word(c));
            let end = end.map_or(rest.len(), |len| start + len);
            let word = &rest[start..end];
            out.push_str(&rest[..start]);
            out.push_str(self.meaning(section, word));
            rest = &rest[end..];
        }
        out + rest
    }
}
