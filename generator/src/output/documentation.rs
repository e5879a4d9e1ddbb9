//! What rustdoc would compile, found in the finished text.

use super::skeleton::Word;
use crate::emit;
use proc_macro2::Delimiter;

/// Checks that documentation has no code but text and examples that are not run.
pub(super) fn check(words: &[Word]) -> Result<(), String> {
    let mut lines: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((line, length)) = line(&words[at..]) {
            lines.push(line);
            at += length;
            continue;
        }
        // Other attributes do not divide a documentation.
        let length = attribute(&words[at..]);
        if length == 0 {
            block(&mut lines)?;
        }
        at += length.max(1);
    }
    block(&mut lines)
}

fn block(lines: &mut Vec<String>) -> Result<(), String> {
    if lines.is_empty() {
        return Ok(());
    }
    let text = std::mem::take(lines).join("\n");
    match emit::compiled_code(&text) {
        Some(code) => Err(format!("documentation with code that would be run: {code}")),
        None => Ok(()),
    }
}

/// A line of documentation at the start, and how many words it has.
fn line(words: &[Word]) -> Option<(String, usize)> {
    let inner = usize::from(words.get(1) == Some(&Word::Mark('!')));
    let [Word::Mark('#'), rest @ ..] = words else { return None };
    let [
        Word::Open(Delimiter::Bracket),
        Word::Ident(doc),
        Word::Mark('='),
        Word::Literal(text),
        ..,
    ] = rest.get(inner..)?
    else {
        return None;
    };
    let syn::Lit::Str(text) = syn::Lit::new(text.clone()) else { return None };
    let text = (doc == "doc").then(|| text.value())?;
    Some((text.strip_prefix(' ').unwrap_or(&text).to_owned(), 6 + inner))
}

/// How many words an attribute at the start has.
fn attribute(words: &[Word]) -> usize {
    match words {
        [Word::Mark('#'), Word::Open(Delimiter::Bracket), ..] => {
            let end = Word::Close(Delimiter::Bracket);
            words.iter().position(|word| *word == end).map_or(0, |end| end + 1)
        }
        _ => 0,
    }
}
