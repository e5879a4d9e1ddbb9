//! What the printer breaks although it fits on a line.

use super::format::WIDTH;
use super::lines::rewritten;

/// Joins what prettyplease breaks although it fits (literals of structs with values that are
/// calls, and what they stand in), as rustfmt does.
pub(super) fn joined(text: &str) -> String {
    rewritten(text, |lines, at| {
        let line = lines[at];
        if is_expression(line) {
            on_one_line(lines, at, WIDTH)
        } else if line.ends_with(')') {
            chain_of_two(lines, at)
        } else if is_constant(line) && line.ends_with(['{', '(']) {
            constant(lines, at)
        } else if is_constant(line) && line.ends_with(" =") {
            long_text(lines, at)
        } else {
            None
        }
    })
}

pub(super) fn is_constant(line: &str) -> bool {
    let line = line.trim_start();
    line.strip_prefix("pub ").unwrap_or(line).starts_with("const ")
}

/// Whether a line opens a call, an array or a literal of a struct, and nothing else.
fn is_expression(line: &str) -> bool {
    const OTHERS: &[&str] = &[
        "pub ", "fn ", "impl", "struct ", "enum ", "match ", "if ", "for ", "while ",
        "const ", "static ", "mod ", "type ", "trait ", "use ", "//", "#",
    ];
    let body = line.trim_start();
    body.ends_with(['(', '{', '['])
        && body.starts_with(|c: char| c.is_ascii_alphabetic() || c == '&')
        && !OTHERS.iter().any(|other| body.starts_with(other))
        && !body.contains("=>")
        && !body.contains(" match ")
}

/// A constant whose value fits on one line, be it the next one.
fn constant(lines: &[&str], start: usize) -> Option<(String, usize)> {
    let (whole, next) = on_one_line(lines, start, 2 * WIDTH)?;
    if whole.len() <= WIDTH {
        return Some((whole, next));
    }
    let (head, value) = whole.split_once(" = ")?;
    let indent = " ".repeat(head.len() - head.trim_start().len() + 4);
    let fits = indent.len() + value.len() <= WIDTH;
    fits.then(|| (format!("{head} =\n{indent}{value}"), next))
}

/// A call and a method of what it gives that fit on one line, with the comma behind them.
fn chain_of_two(lines: &[&str], start: usize) -> Option<(String, usize)> {
    let (first, link) = (lines[start], lines.get(start + 1)?.trim_start());
    let goes_on =
        lines.get(start + 2).is_some_and(|next| next.trim_start().starts_with('.'));
    let is_link = link.starts_with('.') && link.ends_with("),") && !goes_on;
    let fits = first.len() + link.len() <= WIDTH && !first.trim_start().starts_with('.');
    (is_link && fits).then(|| (format!("{first}{link}"), start + 2))
}

/// A constant whose text fits on no line stays on the first.
fn long_text(lines: &[&str], start: usize) -> Option<(String, usize)> {
    let text = lines.get(start + 1)?;
    let is_text = text.trim_start().starts_with('"') && text.ends_with("\";");
    // Whether the semicolon fits does not matter.
    let fits = text.len() <= WIDTH + 1;
    (is_text && !fits)
        .then(|| (format!("{} {}", lines[start], text.trim_start()), start + 2))
}

/// The expression that starts here on one line, and the line behind it.
fn on_one_line(lines: &[&str], start: usize, width: usize) -> Option<(String, usize)> {
    let indent = lines[start].len() - lines[start].trim_start().len();
    let mut joined = lines[start].to_owned();
    for (at, line) in lines.iter().enumerate().skip(start + 1) {
        let body = line.trim_start();
        let ends_constant = matches!(body, "};" | ");") && width > WIDTH;
        if body.contains(['"', ';'])
            && !body.ends_with([',', '"', ')'])
            && !ends_constant
            || body.starts_with("//")
        {
            return None;
        }
        if body.starts_with([')', '}', ']']) {
            joined.truncate(joined.trim_end_matches(',').len());
            if body.starts_with('}') && !joined.ends_with('{') {
                joined.push(' ');
            }
        } else if !joined.ends_with(['(', '[']) {
            joined.push(' ');
        }
        joined.push_str(body);
        if joined.len() > width {
            return None;
        }
        if line.len() - body.len() == indent {
            return body.starts_with([')', '}', ']']).then_some((joined, at + 1));
        }
    }
    None
}
