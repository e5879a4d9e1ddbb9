//! The items of a file, in the row of its words: of which kinds they are, and where they end.

use super::words::Word;
use proc_macro2::Delimiter;

/// Items that a file of ours has, by their first word; modules and macros are apart.
const ITEMS: &[&str] = &["const", "enum", "impl", "static", "struct", "type", "use"];

/// The kinds of items that a file of ours has.
pub(super) fn items(path: &str, words: &[Word]) -> Result<(), String> {
    let mut rest = words;
    while let Some(word) = rest.first() {
        let length = match word {
            Word::Docs { .. } => 1,
            Word::Mark('#') => attribute_length(rest),
            Word::Ident(name) if name == "pub" => 1,
            // `pub(crate)`
            Word::Open(Delimiter::Parenthesis) => group_length(rest),
            Word::Ident(name) if name == "mod" => module(path, rest)?,
            Word::Ident(name)
                if ITEMS.iter().any(|item| name == item)
                    || rest.get(1) == Some(&Word::Mark('!')) =>
            {
                item_length(rest, ends_with_block(name, rest))
            }
            _ => return Err(format!("an item of an unexpected kind: {}", word.shown())),
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(())
}

/// Whether an item ends with a block in braces; the others end with a semicolon.
fn ends_with_block(name: &proc_macro2::Ident, words: &[Word]) -> bool {
    let semicolon = || {
        let mut words = outermost(words).map(|(_, word)| word);
        words.find(|word| matches!(word, Word::Mark(';') | Word::Open(Delimiter::Brace)))
            == Some(&Word::Mark(';'))
    };
    match name.to_string().as_str() {
        "const" | "static" | "type" | "use" => false,
        "struct" => !semicolon(),
        _ => true,
    }
}

/// How many words an item has.
fn item_length(words: &[Word], block: bool) -> usize {
    let mut outermost = outermost(words);
    let last = outermost.find(|(_, word)| match word {
        Word::Open(Delimiter::Brace) => block,
        Word::Mark(';') => !block,
        _ => false,
    });
    match last {
        Some((at, Word::Open(_))) => at + group_length(&words[at..]),
        Some((at, _)) => at + 1,
        None => words.len(),
    }
}

/// The words that stand in no group, and what opens the groups.
fn outermost(words: &[Word]) -> impl Iterator<Item = (usize, &Word)> {
    let mut depth = 0_usize;
    words.iter().enumerate().filter(move |(_, word)| match word {
        Word::Open(_) => {
            depth += 1;
            depth == 1
        }
        Word::Close(_) => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    })
}

/// How many words the group that opens here has.
fn group_length(words: &[Word]) -> usize {
    let mut depth = 0_usize;
    for (at, word) in words.iter().enumerate() {
        match word {
            Word::Open(_) => depth += 1,
            Word::Close(_) if depth == 1 => return at + 1,
            Word::Close(_) => depth -= 1,
            _ => {}
        }
    }
    words.len()
}

/// How many words the attribute that begins here has.
pub(super) fn attribute_length(words: &[Word]) -> usize {
    let inner = usize::from(words.get(1) == Some(&Word::Mark('!')));
    1 + inner + group_length(words.get(1 + inner..).unwrap_or_default())
}

/// A module is a file of its own, but for one place. The length of the item.
fn module(path: &str, words: &[Word]) -> Result<usize, String> {
    if words.get(2) == Some(&Word::Mark(';')) {
        return Ok(3);
    }
    let length = item_length(words, true);
    let within = words.get(3..length.saturating_sub(1)).unwrap_or_default();
    // What a test of several files has below its folder.
    let is_known = path == "tests/contract.rs" && only_names(within);
    let name = words.get(1).map_or_else(String::new, Word::shown);
    if is_known { Ok(length) } else { Err(format!("the module {name} within it")) }
}

/// Whether a module holds nothing but names of files.
fn only_names(words: &[Word]) -> bool {
    words.split_inclusive(|word| *word == Word::Mark(';')).all(|words| {
        let name = match words {
            // `pub(crate)`
            [Word::Ident(first), Word::Open(_), _, Word::Close(_), rest @ ..]
                if first == "pub" =>
            {
                rest
            }
            words => words,
        };
        match name {
            [Word::Ident(module), Word::Ident(_), Word::Mark(';')] => module == "mod",
            _ => false,
        }
    })
}
