//! Names for types that have another name already: `type Id = String`.

use crate::surface::{Surface, names_of_one_type};
use std::collections::BTreeMap;

/// Names for names are followed this far, and texts grow no longer than that.
const DEEPEST: usize = 8;
const LONGEST: usize = 10_000;

/// The aliases of a surface, each with what it stands for.
#[derive(Default)]
pub(super) struct Aliases<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Aliases<'a> {
    pub(super) fn of(surface: &'a Surface) -> Self {
        let mut aliases = BTreeMap::new();
        let mut others: BTreeMap<&str, usize> = BTreeMap::new();
        let lines = surface.sections.iter().flat_map(|section| &section.lines);
        for line in lines.filter(|line| !line.part) {
            let code = line.text.split('`').nth(1).unwrap_or_default();
            let (keyword, rest) = code.split_once(' ').unwrap_or_default();
            match (keyword, rest.split_once(" = ")) {
                ("type", Some((name, ty))) => {
                    aliases.insert(name, ty);
                }
                ("struct" | "enum", _) => {
                    let name = rest.split(['(', '<']).next().unwrap_or(rest);
                    *others.entry(name).or_default() += 1;
                }
                _ => {}
            }
        }
        // A group may have a type of its own with the name of an alias.
        aliases.retain(|name, _| !others.contains_key(name));
        let lines = surface.sections.iter().flat_map(|section| &section.lines);
        let further = lines.filter_map(|line| names_of_one_type(&line.text));
        aliases.extend(further.filter(|(name, _)| others.get(name) == Some(&1)));
        Self(aliases)
    }

    /// A line with what aliases stand for in their place.
    pub(super) fn expand(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..DEEPEST {
            let next = self.once(&text);
            if next == text || next.len() > LONGEST {
                break;
            }
            text = next;
        }
        text
    }

    fn once(&self, text: &str) -> String {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let (mut out, mut rest) = (String::new(), text);
        while let Some(start) = rest.find(is_word) {
            let end = rest[start..].find(|c| !is_word(c));
            let end = end.map_or(rest.len(), |len| start + len);
            let word = &rest[start..end];
            out.push_str(&rest[..start]);
            out.push_str(self.0.get(word).copied().unwrap_or(word));
            rest = &rest[end..];
        }
        out + rest
    }
}
