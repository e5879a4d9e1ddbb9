//! The plan of a file as a row of words.

use crate::emit::{Piece, Source, Use};
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;
use std::iter::once;

/// A token without its place; groups are opened and closed.
#[derive(Debug)]
pub(super) enum Word {
    Ident(Ident),
    Literal(Literal),
    Mark(char),
    Open(Delimiter),
    Close(Delimiter),
    /// A documentation, whose lines [`emit::LINE_BREAK`](crate::emit::LINE_BREAK) divides.
    Docs {
        /// Whether it is about what it stands in.
        inner: bool,
        text: String,
    },
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
    /// The word as a message shows it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Ident(text) => format!("`{text}`"),
            Self::Literal(text) => format!("`{text}`"),
            Self::Mark(mark) => format!("`{mark}`"),
            Self::Open(_) => "an opening bracket".to_owned(),
            Self::Close(_) => "a closing bracket".to_owned(),
            Self::Docs { text, .. } => format!("the documentation `{text}`"),
        }
    }
}

/// The words of a file as planned.
///
/// Commas and the braces around the value of a match arm are left out: formatting adds and
/// drops them, and no two programs differ in them alone.
pub(super) fn planned(source: Source) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    for line in source.docs {
        let line = line.trim_end();
        let text = if line.is_empty() { String::new() } else { format!(" {line}") };
        words.push(Word::Docs { inner: true, text });
    }
    for piece in source.pieces {
        match piece {
            Piece::Uses(uses) => {
                for found in uses {
                    let tokens = declaration(&found)?;
                    flatten(found.attribute.into_iter().chain(once(tokens)), &mut words);
                }
            }
            Piece::Together(items) => flatten(items, &mut words),
            Piece::Item(item) => flatten(once(item), &mut words),
            Piece::Table(table) => {
                let name = Ident::new(table.name, Span::call_site());
                flatten(once(quote!(#name!)), &mut words);
                words.push(Word::Open(Delimiter::Brace));
                flatten(
                    table.attributes.into_iter().chain(once(table.head)),
                    &mut words,
                );
                if let Some(entries) = table.entries {
                    words.push(Word::Open(Delimiter::Brace));
                    for entry in entries {
                        let tokens = entry.attributes.into_iter();
                        flatten(tokens.chain(once(entry.tokens)), &mut words);
                    }
                    words.push(Word::Close(Delimiter::Brace));
                }
                words.push(Word::Close(Delimiter::Brace));
            }
        }
    }
    Ok(words)
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

/// Depth first, with a stack of its own: the nesting of types is the document's.
fn flatten(streams: impl IntoIterator<Item = TokenStream>, out: &mut Vec<Word>) {
    for stream in streams {
        let mut open = vec![(stream.into_iter(), Delimiter::None)];
        while let Some((tokens, delimiter)) = open.last_mut() {
            let Some(token) = tokens.next() else {
                if *delimiter != Delimiter::None {
                    out.push(Word::Close(*delimiter));
                }
                open.pop();
                continue;
            };
            match token {
                TokenTree::Ident(ident) => out.push(Word::Ident(ident)),
                TokenTree::Literal(literal) => out.push(Word::Literal(literal)),
                TokenTree::Punct(mark) if mark.as_char() == ',' => {}
                TokenTree::Punct(mark) => out.push(Word::Mark(mark.as_char())),
                TokenTree::Group(group) => open.extend(opened(group, out)),
            }
        }
    }
}

/// What is in a group, and the bracket that closes it; nothing if it is documentation.
fn opened(
    group: Group,
    out: &mut Vec<Word>,
) -> Option<(proc_macro2::token_stream::IntoIter, Delimiter)> {
    let is_arm = group.delimiter() == Delimiter::Brace
        && out.ends_with(&[Word::Mark('='), Word::Mark('>')]);
    let delimiter = if is_arm { Delimiter::None } else { group.delimiter() };
    let stream = group.stream();
    // Tokens that are shared would be copied.
    drop(group);
    if delimiter == Delimiter::Bracket
        && let Some(inner) = opens_attribute(out)
    {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        if let Some(text) = documentation(&tokens) {
            out.truncate(out.len() - 1 - usize::from(inner));
            out.push(Word::Docs { inner, text });
            return None;
        }
        out.push(Word::Open(delimiter));
        return Some((TokenStream::from_iter(tokens).into_iter(), delimiter));
    }
    if delimiter != Delimiter::None {
        out.push(Word::Open(delimiter));
    }
    Some((stream.into_iter(), delimiter))
}

/// Whether the last words begin an attribute, and whether that is an inner one.
fn opens_attribute(words: &[Word]) -> Option<bool> {
    match words {
        [.., Word::Mark('#'), Word::Mark('!')] => Some(true),
        [.., Word::Mark('#')] => Some(false),
        _ => None,
    }
}

/// The text of `doc = "text"`.
fn documentation(tokens: &[TokenTree]) -> Option<String> {
    let [TokenTree::Ident(name), TokenTree::Punct(mark), TokenTree::Literal(text)] =
        tokens
    else {
        return None;
    };
    if name != "doc" || mark.as_char() != '=' {
        return None;
    }
    match syn::Lit::new(text.clone()) {
        syn::Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}
