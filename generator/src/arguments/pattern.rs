//! A text for a regular expression, which is read and never run.
//!
//! Only the plain part of ECMA-262's patterns: literals, classes, groups, alternatives and
//! repetition. What looks around or back gives nothing.

use std::iter::Peekable;
use std::str::Chars;

/// Patterns within patterns.
const DEEPEST: usize = 20;
/// How often something is repeated at most.
const MOST: usize = 256;

/// Whether a text can match, as far as that shows without running the pattern: one without any
/// marks is a text that must be there.
pub(super) fn may_match(pattern: &str, text: &str) -> bool {
    let plain = pattern.strip_prefix('^').unwrap_or(pattern);
    let plain = plain.strip_suffix('$').unwrap_or(plain);
    plain.contains(['\\', '^', '$', '.', '|', '?', '*', '+', '(', ')', '[', '{'])
        || text.contains(plain)
}

/// A text that the pattern matches; whatever may be repeated comes `more` times more often
/// than it must.
pub(super) fn text(pattern: &str, more: usize) -> Option<String> {
    Reader::new(pattern, more, 0).text()
}

/// A text that the pattern matches, with other characters where there is a choice.
pub(super) fn other_text(pattern: &str, other: usize) -> Option<String> {
    Reader::new(pattern, 0, other).text()
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    more: usize,
    /// Which of the characters of a class is taken.
    other: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn new(pattern: &'a str, more: usize, other: usize) -> Self {
        Self { rest: pattern.chars().peekable(), more, other, depth: 0 }
    }

    fn text(mut self) -> Option<String> {
        let text = self.alternatives()?;
        (self.rest.peek().is_none() && text.len() <= 4_096).then_some(text)
    }

    /// The first alternative; the others are only read.
    fn alternatives(&mut self) -> Option<String> {
        let first = self.sequence()?;
        while self.rest.next_if_eq(&'|').is_some() {
            self.sequence()?;
        }
        Some(first)
    }

    fn sequence(&mut self) -> Option<String> {
        let mut out = String::new();
        while let Some(next) = self.rest.peek().copied() {
            if matches!(next, '|' | ')') {
                break;
            }
            self.rest.next();
            let unit = match next {
                '^' | '$' => continue,
                '(' => self.group()?,
                '[' => self.class()?.to_string(),
                '.' => "a".to_owned(),
                '\\' => match self.escape()? {
                    Some(c) => c.to_string(),
                    None => continue,
                },
                '*' | '+' | '?' => return None,
                literal => literal.to_string(),
            };
            let times = self.times()?;
            for _ in 0..times {
                out.push_str(&unit);
                if out.len() > 4_096 {
                    return None;
                }
            }
        }
        Some(out)
    }

    fn group(&mut self) -> Option<String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut excluded = false;
        if self.rest.next_if_eq(&'?').is_some() {
            match self.rest.next()? {
                ':' => {}
                // What must not stand here hardly ever is what is made.
                '!' => excluded = true,
                '<' => match self.rest.next()? {
                    '!' => excluded = true,
                    '=' => return None,
                    _ => while self.rest.next()? != '>' {},
                },
                _ => return None,
            }
        }
        let text = self.alternatives()?;
        self.depth -= 1;
        let text = if excluded { String::new() } else { text };
        (self.rest.next()? == ')').then_some(text)
    }

    /// How often the last unit is repeated.
    fn times(&mut self) -> Option<usize> {
        let times = match self.rest.peek() {
            Some('*') => self.skipping(self.more.max(1)),
            Some('+') => self.skipping(1 + self.more),
            Some('?') => self.skipping(usize::from(self.more > 0)),
            Some('{') => self.bounds()?,
            _ => return Some(1),
        };
        self.rest.next_if_eq(&'?');
        Some(times)
    }

    fn skipping(&mut self, times: usize) -> usize {
        self.rest.next();
        times
    }

    /// `{n}`, `{n,}`, `{n,m}`.
    fn bounds(&mut self) -> Option<usize> {
        self.rest.next();
        let mut inner = String::new();
        loop {
            match self.rest.next()? {
                '}' => break,
                c => inner.push(c),
            }
        }
        let (least, most) = match inner.split_once(',') {
            None => (inner.parse().ok()?, inner.parse().ok()?),
            Some((least, "")) => (least.trim().parse().ok()?, MOST),
            Some((least, most)) => {
                (least.trim().parse().ok()?, most.trim().parse().ok()?)
            }
        };
        let least: usize = least;
        (least <= MOST).then(|| (least.max(1) + self.more).min(most).max(least))
    }

    /// A character that an escape stands for; nothing for a boundary.
    #[expect(
        clippy::option_option,
        reason = "not understood is not the same as nothing"
    )]
    fn escape(&mut self) -> Option<Option<char>> {
        Some(match self.rest.next()? {
            'b' | 'B' => None,
            'k' | 'p' | 'P' | 'c' | '1'..='9' => return None,
            'x' => Some(self.code(2)?),
            'u' => Some(self.code(4)?),
            'd' => Some(('1'..='9').cycle().nth(self.other)?),
            'w' => Some(('a'..='z').cycle().nth(self.other)?),
            other => Some(escaped(other)),
        })
    }

    fn code(&mut self, digits: usize) -> Option<char> {
        let text: Option<String> = (0..digits).map(|_| self.rest.next()).collect();
        char::from_u32(u32::from_str_radix(&text?, 16).ok()?)
    }

    /// A character of a class.
    fn class(&mut self) -> Option<char> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        let mut ranges: Vec<(char, char)> = Vec::new();
        loop {
            let first = match self.rest.next()? {
                ']' => break,
                '\\' => self.member(&mut ranges)?,
                c => Some(c),
            };
            let Some(first) = first else { continue };
            let mut last = first;
            if self.rest.peek() == Some(&'-') {
                self.rest.next();
                match self.rest.peek() {
                    Some(']') => ranges.push(('-', '-')),
                    Some('\\') => {
                        self.rest.next();
                        last = self.member(&mut ranges)?.unwrap_or(first);
                    }
                    Some(_) => last = self.rest.next()?,
                    None => return None,
                }
            }
            ranges.push((first, last));
        }
        let fits = |c: &char| {
            ranges.iter().any(|(low, high)| (low..=high).contains(&c)) != negated
        };
        let usual = ('a'..='z').chain('0'..='9').chain('A'..='Z').chain(' '..='~');
        let mut fitting: Vec<char> = Vec::new();
        for c in usual.chain(ranges.iter().map(|(low, _)| *low)).filter(fits) {
            if fitting.len() > self.other {
                break;
            }
            if !fitting.contains(&c) {
                fitting.push(c);
            }
        }
        fitting.last().copied()
    }

    /// An escape within a class: a character, or a set that goes to `ranges`.
    #[expect(
        clippy::option_option,
        reason = "not understood is not the same as nothing"
    )]
    fn member(&mut self, ranges: &mut Vec<(char, char)>) -> Option<Option<char>> {
        let set: &[(char, char)] = match self.rest.next()? {
            'd' => &[('0', '9')],
            'w' => &[('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')],
            's' => &[(' ', ' ')],
            'x' => return Some(Some(self.code(2)?)),
            'u' => return Some(Some(self.code(4)?)),
            'D' | 'W' | 'S' | 'p' | 'P' | 'c' => return None,
            other => return Some(Some(escaped(other))),
        };
        ranges.extend(set);
        Some(None)
    }
}

/// What an escaped character stands for.
fn escaped(c: char) -> char {
    match c {
        'D' | 'S' => 'a',
        'W' => '-',
        's' => ' ',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{may_match, other_text, text};

    #[test]
    fn texts_for_patterns() {
        let cases = [
            ("^[a-z]{3}$", "aaa"),
            (r"^\d{4}-\d{2}-\d{2}$", "1111-11-11"),
            ("^(foo|bar)+$", "foo"),
            ("^(?:a|b)[^a]?c$", "ac"),
            (r"^\+?[1-9]\d{1,14}$", "11"),
            (r"^[\w.-]+@[\w-]+\.com$", "a@a.com"),
            (r"^urn:\x41[_-]$", "urn:A-"),
            ("a{2,}b*", "aab"),
            ("^[A-Fa-f0-9]+?$", "a"),
            ("^(?<year>[0-9]{4})$", "0000"),
        ];
        for (pattern, expected) in cases {
            assert_eq!(text(pattern, 0).as_deref(), Some(expected), "{pattern}");
        }
        assert_eq!(text("^a+b?$", 3).as_deref(), Some("aaaab"));
        assert_eq!(text("^[a-z]{2,5}$", 9).as_deref(), Some("aaaaa"));
    }

    #[test]
    fn other_texts_for_patterns() {
        let cases = [
            ("^[A-Z]{2}$", ["BB", "CC"]),
            (r"^\d+-\w$", ["2-b", "3-c"]),
            ("^x[ab]$", ["xb", "xb"]),
            ("^x$", ["x", "x"]),
        ];
        for (pattern, expected) in cases {
            let made = [1, 2].map(|other| other_text(pattern, other).unwrap());
            assert_eq!(made, expected, "{pattern}");
        }
    }

    #[test]
    fn plain_patterns_are_compared() {
        assert!(!may_match("YYYY-MM-DD", "2020-09-17") && may_match("^a$", "a"));
        assert!(may_match("^a.$", "b"));
    }

    #[test]
    fn what_is_not_understood_gives_nothing() {
        assert_eq!(text("^(?!x)a(?<!y)$", 0).as_deref(), Some("a"));
        let odd =
            ["(?=a)b", "(?<=a)b", r"(a)\1", r"\p{L}", "a{9999999}", "(", "[a", "*"];
        for pattern in odd {
            assert_eq!(text(pattern, 0), None, "{pattern}");
        }
        assert_eq!(text(&"(".repeat(1_000), 0), None);
    }
}
