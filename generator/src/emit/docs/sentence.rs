//! The first sentence of a description, for lists in which each thing has a few words.

use super::first_line;
use super::prose::is_marker;
use crate::model::Docs;

/// The first sentence without its full stop. Nothing where it only announces what follows it, or
/// where the description begins with a heading, a list, a table or code.
pub(in crate::emit) fn first_sentence(docs: &Docs) -> Option<String> {
    let line = first_line(docs, "");
    if line.split(' ').next().is_some_and(is_marker) {
        return None;
    }
    let sentence = line.get(..end(&line)).unwrap_or(&line).trim_end();
    let sentence = sentence.trim_end_matches('.');
    (!sentence.is_empty() && !sentence.ends_with(':')).then(|| sentence.to_owned())
}

/// Where the first sentence ends: at a full stop before a blank and something that is no small
/// letter, outside everything that has two ends.
fn end(line: &str) -> usize {
    let stops = line.match_indices(". ").map(|(at, _)| at);
    let mut ends = stops.filter(|at| {
        let (sentence, next) = (&line[..*at], line[at + 2..].trim_start());
        !next.starts_with(char::is_lowercase)
            && is_whole(sentence)
            && !is_short(sentence)
    });
    ends.next().unwrap_or(line.len())
}

/// Whether all that has been opened is closed. Backticks are counted only where each of them
/// opens or closes: what was code must not become text.
fn is_whole(text: &str) -> bool {
    let count = |sign: char| text.matches(sign).count();
    let is_plain = !text.contains("``") && !text.contains("\\`");
    let pairs = ['`', '*', '"'].into_iter().all(|sign| count(sign) % 2 == 0);
    count('(') == count(')') && count('[') == count(']') && is_plain && pairs
}

/// Whether the last word is one that has a full stop of its own, as in "e.g." or "U. S."
fn is_short(text: &str) -> bool {
    let word = text.rsplit([' ', '(']).next().unwrap_or_default();
    let has_letters = word.chars().all(|c| c.is_alphabetic() || c == '.');
    has_letters && (word.chars().count() < 2 || word.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::first_sentence;
    use crate::model::{Docs, SpecStr};

    fn of(text: &str) -> Option<String> {
        let description = Some(SpecStr::new(text));
        first_sentence(&Docs { description, ..Docs::default() })
    }

    #[test]
    fn it_ends_at_its_full_stop() {
        let cases = [
            ("Not found.", "Not found"),
            ("Gone. It will not\ncome back.", "Gone"),
            ("It is\nin use. Wait.", "It is in use"),
            ("Bad, e.g. Too long. Or too short.", "Bad, e.g. Too long"),
            ("Not v1.2 but `a. B`. Use it.", "Not v1.2 but `a. B`"),
            ("Bad (it is. So) input. Try.", "Bad (it is. So) input"),
        ];
        for (text, sentence) in cases {
            assert_eq!(of(text).as_deref(), Some(sentence), "{text}");
        }
    }

    #[test]
    fn what_only_announces_is_left_out() {
        let long = "Not well formed. This could be because:\n\n- it is long";
        assert_eq!(of(long).as_deref(), Some("Not well formed"));
        assert_eq!(of("This could be because:\n\n- it is long"), None);
        assert_eq!(of("# Bad Request\n\nIt is bad."), None);
        assert_eq!(of("```\ncode\n```"), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn code_stays_code() {
        for text in ["`` [X]` ` <b>. B ``", "\\` `[X] <b>. B`", "`` `[X]. B`` C"] {
            let whole = of(text).unwrap_or_default();
            assert!(whole.contains(". B"), "{text}: {whole}");
        }
    }
}
