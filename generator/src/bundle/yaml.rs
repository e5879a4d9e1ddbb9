//! A bundle as YAML that every reader takes for the same: block style, and quotes around whatever
//! YAML 1.1 or 1.2 might read as something else than a text.

use super::write::Value;
use crate::report::{is_hidden, quoted_yaml};

/// Writes a value that begins on a line of its own.
pub(super) fn write(out: &mut String, value: &Value<'_>, depth: usize) {
    match value {
        Value::List(items) if !items.is_empty() => {
            for item in items {
                indent(out, depth);
                out.push('-');
                match item {
                    Value::Map(entries) if !entries.is_empty() => {
                        // The first entry stands beside the dash.
                        let mut block = String::new();
                        write(&mut block, item, depth + 1);
                        out.push(' ');
                        out.push_str(block.trim_start());
                    }
                    item => beside(out, item, depth + 1),
                }
            }
        }
        Value::Map(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                indent(out, depth);
                out.push_str(&line(key));
                out.push(':');
                beside(out, value, depth + 1);
            }
        }
        value => {
            out.push_str(&short(value));
            out.push('\n');
        }
    }
}

/// Writes a value behind a key or a dash; what needs lines of its own is this deep.
fn beside(out: &mut String, value: &Value<'_>, depth: usize) {
    match value {
        Value::List(items) if !items.is_empty() => {
            out.push('\n');
            write(out, value, depth);
        }
        Value::Map(entries) if !entries.is_empty() => {
            out.push('\n');
            write(out, value, depth);
        }
        Value::Text(text) if is_block(text) => block(out, text, depth),
        value => {
            out.push(' ');
            out.push_str(&short(value));
            out.push('\n');
        }
    }
}

fn indent(out: &mut String, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth));
}

/// A value that fits a line.
fn short(value: &Value<'_>) -> String {
    match value {
        Value::Plain(text) => (*text).to_owned(),
        Value::Text(text) => line(text),
        Value::List(_) => "[]".to_owned(),
        Value::Map(_) => "{}".to_owned(),
    }
}

/// Whether a text can stand as a literal block, line by line.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    body.contains('\n')
        && !body.starts_with([' ', '\n', '\t'])
        && !body.ends_with('\n')
        && body.lines().all(|line| !line.ends_with([' ', '\t']))
        && text.chars().all(|c| c == '\n' || is_printable(c))
}

fn block(out: &mut String, text: &str, depth: usize) {
    out.push_str(if text.ends_with('\n') { " |\n" } else { " |-\n" });
    for line in text.lines() {
        if !line.is_empty() {
            indent(out, depth);
            out.push_str(line);
        }
        out.push('\n');
    }
}

fn is_printable(c: char) -> bool {
    !c.is_control() && !is_hidden(c)
}

/// A text on one line: bare where nobody can misread it.
fn line(text: &str) -> String {
    if is_bare(text) {
        return text.to_owned();
    }
    // JSON escapes less than YAML wants: YAML refuses what cannot be printed.
    quoted_yaml(text)
}

fn is_bare(text: &str) -> bool {
    const WORDS: &[&str] =
        &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"];
    let first = |c: char| c.is_alphabetic() || "_/$".contains(c);
    let inner = |c: char| c.is_alphanumeric() || " _-./$()+,;{}<>=*~'".contains(c);
    text.starts_with(first)
        && text.chars().all(|c| inner(c) && is_printable(c))
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}
