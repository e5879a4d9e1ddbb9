//! The last look at a file before it leaves: its text must be what was planned, word for word,
//! and hold nothing that generated code has no business with.
//!
//! Formatting may move blanks and add or drop commas at the end of a list, nothing else. So
//! the text is followed word by word along the tokens of the plan, and every item, attribute
//! and macro in them must be of a kind that this generator writes. That the plan is Rust was
//! seen when its items were formatted, and the text has no word but those.

use super::documentation;
use super::follow::follow;
use super::items::{attribute_length, items};
use super::words::{Word, planned};
use crate::emit::{self, Source};
use proc_macro2::Delimiter;

/// Macros that generated code calls: the runtime's tables, and what names the package.
const MACROS: &[&str] = &[
    "by_media",
    "calls",
    "concat",
    "env",
    "fields",
    "integer_enum",
    "limits",
    "newtype",
    "parameters",
    "setters",
    "statuses",
    "string_constants",
    "string_enum",
    "values_of",
    "variants",
];

/// Attributes; their arguments are looked at where they could do harm.
const ATTRIBUTES: &[&str] = &[
    "allow",
    "cfg",
    "deprecated",
    "derive",
    "doc",
    "must_use",
    "non_exhaustive",
    "recursion_limit",
];

/// What is derived.
const DERIVES: &[&str] =
    &["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "PartialEq"];

/// Words that no generated file has outside of its literals.
const FORBIDDEN: &[&str] = &["extern", "macro_rules", "trait", "unsafe"];

/// Checks the text of a generated file against its plan; the error says what differs.
pub fn check(source: Source, text: &str) -> Result<(), String> {
    let path = source.path.clone();
    let words = planned(source)?;
    follow(&words, text).map_err(|what| format!("{path} {what}"))?;
    permitted(&words).map_err(|what| format!("{path} has {what}"))?;
    documentation::check(&words).map_err(|what| format!("{path} has {what}"))?;
    items(&path, &words).map_err(|what| format!("{path} has {what}"))
}

/// Checks that a file which is copied is the embedded one.
pub fn check_copy(path: &str, text: &str) -> Result<(), String> {
    match emit::embedded(path) {
        Some(known) if known != text => Err(format!("{path} is not the embedded file")),
        None if path.starts_with("src/") || path.starts_with("tests/") => {
            Err(format!("{path} was not planned"))
        }
        _ => Ok(()),
    }
}

/// Looks for words, macros and attributes that do not belong here.
fn permitted(words: &[Word]) -> Result<(), String> {
    for (at, word) in words.iter().enumerate() {
        let Word::Ident(text) = word else { continue };
        if FORBIDDEN.iter().any(|word| text == word) {
            return Err(format!("the word `{text}`"));
        }
        let called = words.get(at + 1) == Some(&Word::Mark('!'))
            && matches!(words.get(at + 2), Some(Word::Open(_)));
        if called && !MACROS.iter().any(|known| text == known) {
            return Err(format!("the macro `{text}!`"));
        }
    }
    for (at, word) in words.iter().enumerate() {
        if *word != Word::Mark('#') {
            continue;
        }
        let inner = usize::from(words.get(at + 1) == Some(&Word::Mark('!')));
        if words.get(at + 1 + inner) == Some(&Word::Open(Delimiter::Bracket)) {
            attribute(&words[at + 2 + inner..at + attribute_length(&words[at..])])?;
        }
    }
    Ok(())
}

/// An attribute, from its name on and with its closing bracket.
fn attribute(words: &[Word]) -> Result<(), String> {
    let [Word::Ident(name), arguments @ .., Word::Close(_)] = words else {
        return Err("an attribute without a name".to_owned());
    };
    let name = name.to_string();
    if !ATTRIBUTES.contains(&name.as_str()) {
        return Err(format!("the attribute `{name}`"));
    }
    let fits = match name.as_str() {
        "doc" => is_hidden(arguments),
        "derive" => arguments.iter().all(|word| match word {
            Word::Ident(name) => DERIVES.iter().any(|known| name == known),
            Word::Literal(_) => false,
            _ => true,
        }),
        _ => true,
    };
    if fits { Ok(()) } else { Err(format!("an unexpected argument of `{name}`")) }
}

/// `doc(hidden)`; documentation is a word of its own.
fn is_hidden(arguments: &[Word]) -> bool {
    match arguments {
        [Word::Open(_), Word::Ident(word), Word::Close(_)] => word == "hidden",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{check, check_copy};
    use crate::emit::{Entry, Piece, Source, Table, Use, embedded};
    use crate::output::format::format;
    use quote::quote;

    fn source() -> Source {
        Source {
            path: "src/types/cat.rs".into(),
            docs: vec!["About \"cats\".".into(), String::new(), "And `more`.".into()],
            pieces: vec![
                Piece::Uses(vec![Use::new(
                    "",
                    "crate::runtime",
                    vec!["fields".into(), "Nullable".into()],
                )]),
                Piece::Item(quote! {
                    #[doc = " A cat /* with */ #[attributes] and unsafe words!()"]
                    #[derive(Clone, Debug)]
                    #[non_exhaustive]
                    pub struct Cat { pub lives: Option<i64>, pub name: Nullable<String> }
                }),
                Piece::Table(Table {
                    name: "fields",
                    attributes: Vec::new(),
                    head: quote!(Cat),
                    entries: Some(vec![
                        Entry::filling(quote!(lives: "lives")),
                        Entry::filling(quote!(name: "\"; } unsafe {")),
                    ]),
                }),
                Piece::Item(quote! {
                    impl Cat {
                        #[must_use]
                        pub fn dead(&self) -> bool {
                            match self.lives { Some(0) => { true } _ => false }
                        }
                    }
                }),
            ],
        }
    }

    #[test]
    fn what_was_planned_passes() {
        let text = format(&source()).expect("Rust");
        assert_eq!(check(source(), &text), Ok(()), "{text}");
    }

    #[test]
    fn whatever_is_changed_in_the_text_shows() {
        let text = format(&source()).expect("Rust");
        let tampered = [
            ("pub lives", "pub live"),
            ("i64", "u64"),
            ("\"lives\"", "\"life\""),
            ("#[non_exhaustive]\n", ""),
            ("A cat", "Two cats"),
            ("fields! {", "string_enum! {"),
            ("Some(0)", "Some(1)"),
            ("//! About", "//! Of"),
            ("impl Cat {", "impl Cat { fn more() {}"),
            ("use crate", "extern crate core; use crate"),
            ("impl Cat", "mod evil { } impl Cat"),
            ("Some(0)", "Some(,0)"),
            ("name: Nullable<String>,", "name: Nullable<String>,,"),
        ];
        for (from, to) in tampered {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            assert!(check(source(), &changed).is_err(), "{to}");
        }
        assert!(check(source(), &format!("{text}\nfn main() {{}}\n")).is_err());
        assert!(check(source(), &text[..text.len() - 4]).is_err());
        // Comments and blanks are not part of it.
        assert_eq!(check(source(), &text.replace("pub fn", "pub   fn")), Ok(()));
    }

    #[test]
    fn a_plan_with_what_has_no_business_here_is_refused() {
        let plans = [
            quote!(
                pub unsafe fn f() {}
            ),
            quote!(
                extern "C" {}
            ),
            quote!(
                macro_rules! x {
                    () => {};
                }
            ),
            quote!(include!("/etc/passwd");),
            quote!(
                const A: &str = include_str!("/etc/passwd");
            ),
            quote!(
                const A: () = { std::println!("x") };
            ),
            quote!(
                #[path = "/etc/passwd"]
                mod x;
            ),
            quote!(
                #[doc = include_str!("x")]
                struct A;
            ),
            quote!(
                #[doc(alias = "x")]
                struct A;
            ),
            quote!(
                #[derive(Evil)]
                struct A;
            ),
            quote!(
                #[cfg_attr(all(), path = "x")]
                mod y;
            ),
            quote!(
                #[no_mangle]
                static A: u8 = 0;
            ),
            quote!(
                mod inside {}
            ),
            quote!(
                fn free() {}
            ),
            quote!(
                trait Trait {}
            ),
            quote!(#![feature(x)]),
            quote!(
                #[doc = " ```"]
                #[doc = " std::process::abort();"]
                #[doc = " ```"]
                struct A;
            ),
            quote!(
                #[doc = " - a"]
                #[must_use]
                #[doc = ""]
                #[doc = "       std::process::abort();"]
                struct A;
            ),
        ];
        for plan in plans {
            let shown = plan.to_string();
            let source = Source {
                path: "src/x.rs".into(),
                docs: vec![],
                pieces: vec![Piece::Item(plan)],
            };
            let text = format(&source).expect("Rust");
            assert!(check(source, &text).is_err(), "{shown}");
        }
    }

    #[test]
    fn copies_are_the_embedded_files() {
        let path = "src/runtime/codec/model.rs";
        let text = embedded(path).expect("embedded");
        assert_eq!(check_copy(path, text), Ok(()));
        assert!(check_copy(path, &text.replacen("pub", "", 1)).is_err());
        assert!(check_copy("src/runtime/codec/evil.rs", "").is_err());
        assert_eq!(check_copy("README.md", "any"), Ok(()));
    }
}
