//! What rustdoc would compile, found in the words of a file.

use super::words::Word;
use crate::emit;
use proc_macro2::Delimiter;

/// Checks that documentation has no code but text and examples that are not run.
pub(super) fn check(words: &[Word]) -> Result<(), String> {
    let mut lines: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Word::Docs { text, .. } = &words[at] {
            let found = text.split(emit::LINE_BREAK);
            lines.extend(found.map(|line| line.strip_prefix(' ').unwrap_or(line)));
            at += 1;
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

fn block(lines: &mut Vec<&str>) -> Result<(), String> {
    if lines.is_empty() {
        return Ok(());
    }
    let text = std::mem::take(lines).join("\n");
    match emit::compiled_code(&text) {
        Some(code) => Err(format!("documentation with code that would be run: {code}")),
        None => Ok(()),
    }
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
