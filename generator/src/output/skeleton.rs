//! The last look at a file before it leaves: its text must be what was planned, word for word,
//! and hold nothing that generated code has no business with.
//!
//! Formatting may move blanks and add or drop commas at the end of a list, nothing else. So
//! the text is read back and compared with the tokens of the plan, and every item, attribute
//! and macro in it must be of a kind that this generator writes.

use super::documentation;
use crate::emit::{self, Piece, Source, Use};
use proc_macro2::{Delimiter, Ident, Literal, TokenStream, TokenTree};
use quote::quote;

/// Macros that generated code calls: the runtime's tables, and what names the package.
const MACROS: &[&str] = &[
    "calls",
    "concat",
    "constants",
    "env",
    "fields",
    "newtype",
    "numbers",
    "parameters",
    "setters",
    "statuses",
    "values",
    "values_of",
    "variants",
];

/// Attributes; their arguments are looked at where they could do harm.
const ATTRIBUTES: &[&str] =
    &["allow", "cfg", "deprecated", "derive", "doc", "must_use", "non_exhaustive"];

/// What is derived.
const DERIVES: &[&str] =
    &["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "PartialEq"];

/// Words that no generated file has outside of its literals.
const FORBIDDEN: &[&str] = &["extern", "macro_rules", "trait", "unsafe"];

/// Checks the text of a generated file against its plan; the error says what differs.
pub fn check(source: &Source, text: &str) -> Result<(), String> {
    let path = &source.path;
    let tokens: TokenStream =
        text.parse().map_err(|error| format!("{path} cannot be read back: {error}"))?;
    let mut found = Vec::new();
    flatten(tokens.clone(), &mut found);
    let mut planned = Vec::new();
    flatten(plan_of(source)?, &mut planned);
    if let Some(at) = difference(&planned, &found) {
        let shown = |words: &[Word]| {
            words.get(at).map_or_else(|| "the end".to_owned(), Word::shown)
        };
        let (planned, found) = (shown(&planned), shown(&found));
        return Err(format!("{path} has {found} where {planned} was planned"));
    }
    words(&found).map_err(|what| format!("{path} has {what}"))?;
    documentation::check(&found).map_err(|what| format!("{path} has {what}"))?;
    let file = syn::parse2::<syn::File>(tokens)
        .map_err(|error| format!("{path} is not Rust: {error}"))?;
    items(path, &file.items).map_err(|what| format!("{path} has {what}"))
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

/// The tokens of a file as planned.
fn plan_of(source: &Source) -> Result<TokenStream, String> {
    let mut tokens = TokenStream::new();
    for line in &source.docs {
        let line = line.trim_end();
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        tokens.extend(quote!(#![doc = #line]));
    }
    for piece in &source.pieces {
        match piece {
            Piece::Uses(uses) => {
                for found in uses {
                    tokens.extend(found.attribute.clone());
                    tokens.extend(declaration(found)?);
                }
            }
            Piece::Together(items) => tokens.extend(items.iter().cloned()),
            Piece::Item(item) => tokens.extend(item.clone()),
            Piece::Table(table) => {
                let name =
                    proc_macro2::Ident::new(table.name, proc_macro2::Span::call_site());
                let (attributes, head) = (&table.attributes, &table.head);
                let body = table.entries.as_ref().map(|entries| {
                    let entries = entries.iter().map(|entry| {
                        let (before, tokens) = (&entry.attributes, &entry.tokens);
                        quote!(#(#before)* #tokens)
                    });
                    quote!({ #(#entries,)* })
                });
                tokens.extend(quote!(#name! { #(#attributes)* #head #body }));
            }
        }
    }
    Ok(tokens)
}

/// A `use`, of words that the plan has minted.
fn declaration(found: &Use) -> Result<TokenStream, String> {
    let Use { visibility, path, names, .. } = found;
    let names = match &names[..] {
        [only] => only.clone(),
        _ => format!("{{{}}}", names.join(", ")),
    };
    let text = format!("{visibility} use {path}::{names};");
    text.parse().map_err(|error| format!("`{text}` is not Rust: {error}"))
}

/// A token without its place; groups are opened and closed.
#[derive(Debug)]
pub(super) enum Word {
    Ident(Ident),
    Literal(Literal),
    Mark(char),
    Open(Delimiter),
    Close(Delimiter),
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Ident(a), Self::Ident(b)) => a == b,
            (Self::Literal(a), Self::Literal(b)) => a.to_string() == b.to_string(),
            (Self::Mark(a), Self::Mark(b)) => a == b,
            (Self::Open(a), Self::Open(b)) | (Self::Close(a), Self::Close(b)) => a == b,
            _ => false,
        }
    }
}

impl Word {
    fn shown(&self) -> String {
        match self {
            Self::Ident(text) => format!("`{text}`"),
            Self::Literal(text) => format!("`{text}`"),
            Self::Mark(mark) => format!("`{mark}`"),
            Self::Open(_) => "an opening bracket".to_owned(),
            Self::Close(_) => "a closing bracket".to_owned(),
        }
    }

    fn is(&self, word: &str) -> bool {
        matches!(self, Self::Ident(text) if text == word)
    }
}

/// Depth first, with a stack of its own: the nesting of types is the document's.
///
/// Commas and the braces around the value of a match arm are left out: formatting adds and
/// drops them, and no two programs differ in them alone.
fn flatten(tokens: TokenStream, out: &mut Vec<Word>) {
    let mut open = vec![(tokens.into_iter(), Delimiter::None)];
    while let Some((mut tokens, delimiter)) = open.pop() {
        let Some(token) = tokens.next() else {
            if delimiter != Delimiter::None {
                out.push(Word::Close(delimiter));
            }
            continue;
        };
        open.push((tokens, delimiter));
        match token {
            TokenTree::Ident(ident) => out.push(Word::Ident(ident)),
            TokenTree::Literal(literal) => out.push(Word::Literal(literal)),
            TokenTree::Punct(mark) if mark.as_char() == ',' => {}
            TokenTree::Punct(mark) => out.push(Word::Mark(mark.as_char())),
            TokenTree::Group(group) => {
                let is_arm = group.delimiter() == Delimiter::Brace
                    && out.ends_with(&[Word::Mark('='), Word::Mark('>')]);
                let delimiter = if is_arm { Delimiter::None } else { group.delimiter() };
                if delimiter != Delimiter::None {
                    out.push(Word::Open(delimiter));
                }
                open.push((group.stream().into_iter(), delimiter));
            }
        }
    }
}

fn difference(planned: &[Word], found: &[Word]) -> Option<usize> {
    let same = planned.iter().zip(found).take_while(|(a, b)| a == b).count();
    (same < planned.len() || same < found.len()).then_some(same)
}

/// Looks for words, macros and attributes that do not belong here.
fn words(words: &[Word]) -> Result<(), String> {
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
            attribute(&words[at + 2 + inner..])?;
        }
    }
    Ok(())
}

/// An attribute, from its name on.
fn attribute(words: &[Word]) -> Result<(), String> {
    let Some(Word::Ident(name)) = words.first() else {
        return Err("an attribute without a name".to_owned());
    };
    let name = name.to_string();
    if !ATTRIBUTES.contains(&name.as_str()) {
        return Err(format!("the attribute `{name}`"));
    }
    let end = words.iter().position(|word| *word == Word::Close(Delimiter::Bracket));
    let arguments = &words[1..end.unwrap_or(words.len())];
    let fits = match name.as_str() {
        "doc" => is_documentation(arguments),
        "derive" => arguments.iter().all(|word| match word {
            Word::Ident(name) => DERIVES.iter().any(|known| name == known),
            Word::Literal(_) => false,
            _ => true,
        }),
        _ => true,
    };
    if fits { Ok(()) } else { Err(format!("an unexpected argument of `{name}`")) }
}

/// `doc = "text"` or `doc(hidden)`.
fn is_documentation(arguments: &[Word]) -> bool {
    match arguments {
        [Word::Mark('='), Word::Literal(_)] => true,
        [Word::Open(_), word, Word::Close(_)] => word.is("hidden"),
        _ => false,
    }
}

/// The kinds of items that a file of ours has.
fn items(path: &str, items: &[syn::Item]) -> Result<(), String> {
    for item in items {
        match item {
            syn::Item::Const(_)
            | syn::Item::Enum(_)
            | syn::Item::Impl(_)
            | syn::Item::Macro(_)
            | syn::Item::Static(_)
            | syn::Item::Struct(_)
            | syn::Item::Type(_)
            | syn::Item::Use(_) => {}
            syn::Item::Mod(module) if module.content.is_none() => {}
            syn::Item::Mod(_) if path == "src/runtime/mod.rs" => {}
            // What a test of several files has below its folder.
            syn::Item::Mod(module)
                if path == "tests/contract.rs" && only_names(module) => {}
            syn::Item::Mod(module) => {
                return Err(format!("the module `{}` within it", module.ident));
            }
            _ => return Err("an item of an unexpected kind".to_owned()),
        }
    }
    Ok(())
}

/// Whether a module holds nothing but names of files.
fn only_names(module: &syn::ItemMod) -> bool {
    let mut items = module.content.iter().flat_map(|(_, items)| items);
    items.all(|item| matches!(item, syn::Item::Mod(inner) if inner.content.is_none()))
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
        let source = source();
        let text = format(&source).expect("Rust");
        assert_eq!(check(&source, &text), Ok(()), "{text}");
    }

    #[test]
    fn whatever_is_changed_in_the_text_shows() {
        let source = source();
        let text = format(&source).expect("Rust");
        let tampered = [
            ("pub lives", "pub live"),
            ("i64", "u64"),
            ("\"lives\"", "\"life\""),
            ("#[non_exhaustive]\n", ""),
            ("A cat", "Two cats"),
            ("fields! {", "values! {"),
            ("Some(0)", "Some(1)"),
            ("//! About", "//! Of"),
            ("impl Cat {", "impl Cat { fn more() {}"),
            ("use crate", "extern crate core; use crate"),
            ("impl Cat", "mod evil { } impl Cat"),
        ];
        for (from, to) in tampered {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            assert!(check(&source, &changed).is_err(), "{to}");
        }
        assert!(check(&source, &format!("{text}\nfn main() {{}}\n")).is_err());
        assert!(check(&source, &text[..text.len() - 4]).is_err());
        // Comments and blanks are no part of it.
        assert_eq!(check(&source, &text.replace("pub fn", "pub   fn")), Ok(()));
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
            assert!(check(&source, &text).is_err(), "{shown}");
        }
    }

    #[test]
    fn copies_are_the_embedded_files() {
        let path = "src/runtime/codec.rs";
        let text = embedded(path).expect("embedded");
        assert_eq!(check_copy(path, text), Ok(()));
        assert!(check_copy(path, &text.replacen("pub", "", 1)).is_err());
        assert!(check_copy("src/runtime/evil.rs", "").is_err());
        assert_eq!(check_copy("README.md", "any"), Ok(()));
    }
}
