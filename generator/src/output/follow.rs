//! Follows a text word by word: is it the plan, and nothing else?

use super::format::HEADER;
use super::words::Word;
use crate::emit::LINE_BREAK;
use proc_macro2::{Delimiter, Literal};
use std::fmt::{Display, Write as _};

/// Compares a text with its plan; the error says what it has where something else was planned.
pub(super) fn follow(words: &[Word], text: &str) -> Result<(), String> {
    let rest = text.strip_prefix(HEADER).ok_or("begins with something unexpected")?;
    let mut text = Text { rest, added: 0, may_be_comma: false, word: String::new() };
    for (at, word) in words.iter().enumerate() {
        // A brace of the plan behind an arrow is that of a table's entries.
        let is_arm = *word != Word::Open(Delimiter::Brace);
        if is_arm && words[..at].ends_with(&[Word::Mark('='), Word::Mark('>')]) {
            text.added += usize::from(text.takes("{"));
        }
        if !text.takes_word(word) {
            let (found, planned) = (text.shown(), word.shown());
            return Err(format!("has {found} where {planned} was planned"));
        }
    }
    while text.added > 0 && text.takes("}") {
        text.added -= 1;
    }
    text.skip();
    if text.rest.is_empty() && text.added == 0 {
        return Ok(());
    }
    Err(format!("has {} where the end was planned", text.shown()))
}

/// What is left of the text.
struct Text<'t> {
    rest: &'t str,
    /// Braces that formatting has put around the value of a match arm, still open.
    added: usize,
    /// Whether a comma may come next: not at the start of a list, nor behind another.
    may_be_comma: bool,
    /// The word that is looked for; kept for its memory.
    word: String,
}

impl Text<'_> {
    /// Goes past what says nothing: blanks, and a comma where one may be.
    fn skip(&mut self) {
        self.rest = self.rest.trim_ascii_start();
        if self.may_be_comma
            && let Some(rest) = self.rest.strip_prefix(',')
        {
            self.rest = rest.trim_ascii_start();
            self.may_be_comma = false;
        }
    }

    /// Takes this text, if it comes next.
    fn takes(&mut self, text: &str) -> bool {
        self.skip();
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                self.may_be_comma = !text.ends_with(['(', '[', '{']);
                true
            }
            None => false,
        }
    }

    /// Takes a word, if it comes next; a brace that formatting has added may come before it.
    fn takes_word(&mut self, word: &Word) -> bool {
        loop {
            if self.takes_just(word) {
                return true;
            }
            if self.added == 0 || !self.takes("}") {
                return false;
            }
            self.added -= 1;
        }
    }

    fn takes_just(&mut self, word: &Word) -> bool {
        match word {
            Word::Ident(ident) => self.takes_whole(ident),
            Word::Literal(literal) => self.takes_whole(literal),
            Word::Mark(mark) => self.takes(mark.encode_utf8(&mut [0; 4])),
            Word::Open(delimiter) => self.takes(brackets(*delimiter).0),
            Word::Close(delimiter) => self.takes(brackets(*delimiter).1),
            Word::Docs { inner, text } => self.takes_documentation(*inner, text),
        }
    }

    /// Takes a word that does not go on behind its end.
    fn takes_whole(&mut self, word: &dyn Display) -> bool {
        let mut text = std::mem::take(&mut self.word);
        text.clear();
        let written = write!(text, "{word}").is_ok();
        let before = (self.rest, self.may_be_comma);
        let goes_on = |c: char| c.is_alphanumeric() || c == '_';
        let is_whole = written
            && self.takes(&text)
            && !(text.ends_with(goes_on) && self.rest.starts_with(goes_on));
        if !is_whole {
            (self.rest, self.may_be_comma) = before;
        }
        self.word = text;
        is_whole
    }

    /// Takes a documentation, as comments or as an attribute.
    fn takes_documentation(&mut self, inner: bool, text: &str) -> bool {
        let before = (self.rest, self.may_be_comma);
        let mark = if inner { "//!" } else { "///" };
        let mut lines = text.split(LINE_BREAK);
        if lines.all(|line| self.takes(mark) && self.takes_rest_of_line(line)) {
            return true;
        }
        (self.rest, self.may_be_comma) = before;
        let mark = if inner { "#![doc =" } else { "#[doc =" };
        self.takes(mark) && self.takes_whole(&Literal::string(text)) && self.takes("]")
    }

    /// Takes a line up to its end.
    fn takes_rest_of_line(&mut self, line: &str) -> bool {
        let (found, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        found == line.trim_end()
    }

    /// What comes next, as a message shows it.
    fn shown(&mut self) -> String {
        self.skip();
        let line = self.rest.lines().next().unwrap_or_default();
        match line.char_indices().nth(40) {
            Some((end, _)) => format!("`{}…`", &line[..end]),
            None if line.is_empty() => "the end".to_owned(),
            None => format!("`{line}`"),
        }
    }
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}
