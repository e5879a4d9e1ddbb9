//! Facts of pages: what turns them, and where answers hold what they hold.

use super::{ALWAYS, BOTH, Class, Collector, breaking};
use crate::model::{NextPage, Operation, Place, SpecStr};

/// A client that looks for something nowhere does not miss it when it is there.
fn looked_for(old: &str, _: &str) -> Class {
    if old.is_empty() { Class::Invisible } else { Class::Breaking }
}

impl Collector<'_> {
    /// How clients get from page to page: one that looks in another place takes the first page
    /// for all there is.
    pub(super) fn pages(&mut self, name: &str, operation: &Operation) {
        let Some(pages) = &operation.pages else { return };
        let origin = operation.origin;
        self.add(&[name, "pages"], String::new(), origin, BOTH, breaking);
        let mut fact = |what: &str, value: String, rule: fn(&str, &str) -> Class| {
            self.add(&[name, "pages", what], value, origin, ALWAYS, rule);
        };
        fact("the next one", next_words(operation, &pages.next), breaking);
        fact("items", at(&pages.items), breaking);
        for (what, path) in [
            ("more", &pages.more),
            ("total", &pages.total),
            ("`null` at the end", &pages.null_at_end),
        ] {
            let value = if path.is_empty() { String::new() } else { at(path) };
            fact(what, value, looked_for);
        }
    }
}

fn next_words(operation: &Operation, next: &NextPage) -> String {
    let wire =
        |at: usize| operation.params.get(at).map_or("", |param| param.wire.untrusted());
    let place = |place: &Place| match place {
        Place::Param(at) => format!("`{}`", wire(*at)),
        Place::Property(at, name) => {
            format!("`{}` of `{}`", name.untrusted(), wire(*at))
        }
        Place::Field(path) => format!("`{}` of the body", joined(path)),
    };
    match next {
        NextPage::Offset(to) => format!("counted by items in {}", place(to)),
        NextPage::Number(to, first) => {
            format!("counted by pages from {first} in {}", place(to))
        }
        NextPage::Cursor(to, from) => {
            format!("asked for in {} with what is {}", place(to), at(from))
        }
        NextPage::HeaderCursor(to, header) => {
            format!("asked for in {} with the header {}", place(to), header.untrusted())
        }
        NextPage::Url(from) => format!("a URL {}", at(from)),
        NextPage::Link => "a link in the header".to_owned(),
    }
}

/// Where an answer holds something.
fn at(path: &[SpecStr]) -> String {
    if path.is_empty() {
        "the whole answer".to_owned()
    } else {
        format!("at `{}`", joined(path))
    }
}

fn joined(path: &[SpecStr]) -> String {
    path.iter().map(SpecStr::untrusted).collect::<Vec<_>>().join(".")
}
