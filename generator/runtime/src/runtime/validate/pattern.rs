//! Patterns: regular expressions of ECMA-262, as far as `regex` has the same.
//!
//! What it has not, such as looking ahead and references back, is not checked: no text is refused
//! for a pattern that nobody understood. In return no pattern takes longer than the text is long.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use regex::{Regex, RegexBuilder};

/// So many bytes a compiled pattern takes.
const LARGEST: usize = 4 << 20;

/// What ECMA-262 means by `.`: all but the ends of lines.
const ANY: &str = r"[^\n\r\u2028\u2029]";

/// The patterns that were needed before; nothing for those that are not checked. There are no
/// others than those of the document.
static COMPILED: RwLock<BTreeMap<&'static str, Option<Regex>>> =
    RwLock::new(BTreeMap::new());

/// Whether a pattern fits somewhere in a text, or is not checked.
pub(super) fn fits(pattern: &'static str, text: &str) -> bool {
    let matches =
        |known: &Option<Regex>| known.as_ref().is_none_or(|regex| regex.is_match(text));
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(pattern) {
        return matches(known);
    }
    drop(known);
    let compiled = compile(pattern);
    let fits = matches(&compiled);
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    known.insert(pattern, compiled);
    fits
}

/// The pattern, if it can be checked.
pub(super) fn compile(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&translated(pattern)?).size_limit(LARGEST).build().ok()
}

/// The pattern in the words of `regex`, where the same words mean something else there.
fn translated(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let mut signs = pattern.chars().peekable();
    let mut is_in_class = false;
    while let Some(sign) = signs.next() {
        match (sign, is_in_class) {
            ('\\', _) => out.push_str(&escape(signs.next()?, is_in_class)?),
            ('.', false) => out.push_str(ANY),
            ('[', false) => {
                let not = signs.next_if_eq(&'^').is_some();
                if signs.next_if_eq(&']').is_some() {
                    // Nothing, and anything.
                    out.push_str(if not { r"[\s\S]" } else { r"[^\s\S]" });
                    continue;
                }
                out.push_str(if not { "[^" } else { "[" });
                is_in_class = true;
            }
            (']', true) => {
                out.push(']');
                is_in_class = false;
            }
            // Two of these would be an operation of sets.
            ('[' | '&' | '~', true) => {
                out.push('\\');
                out.push(sign);
            }
            ('-', true) if signs.peek() == Some(&'-') => return None,
            _ => out.push(sign),
        }
    }
    Some(out)
}

/// What stands behind a backslash. In ECMA-262 digits and letters of words are those of ASCII, and
/// the mark of byte order is a space.
fn escape(sign: char, is_in_class: bool) -> Option<String> {
    let text = match (sign, is_in_class) {
        // A hyphen behind a class within a class stands for itself.
        ('d', _) => "[0-9]",
        ('D', _) => "[^0-9]",
        ('w', _) => "[0-9A-Za-z_]",
        ('W', _) => "[^0-9A-Za-z_]",
        ('s', _) => r"[\t-\r\p{Zs}\u2028\u2029\uFEFF]",
        ('S', _) => r"[^\t-\r\p{Zs}\u2028\u2029\uFEFF]",
        ('b', false) => r"(?-u:\b)",
        ('b', true) => r"\x08",
        ('0', _) => r"\x00",
        // The end of a text, a quotation and the like are letters there.
        ('A' | 'B' | 'C' | 'G' | 'Q' | 'E' | 'Z' | 'z' | 'a' | 'U', _) => return None,
        ('1'..='9' | 'k' | 'c', _) => return None,
        _ => return Some(format!("\\{sign}")),
    };
    Some(text.to_owned())
}
