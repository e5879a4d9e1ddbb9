//! Types that are too long for their line.

use super::format::WIDTH;
use super::joined::is_constant;
use super::overflowed::arguments_of;

/// Types that are too long for their line: rustfmt moves the whole type to the next line
/// rather than break it, and puts the `for` of an `impl` on a line of its own.
pub(super) fn retyped(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let target = line.strip_prefix("for ").and_then(|rest| rest.strip_suffix(" {"));
        if let Some(target) = target {
            out.push_str(&format!("    for {target}\n{{"));
        } else if is_field(line) && line.ends_with(',') {
            out.push_str(&field(line));
        } else if let Some(head) = long_head(line) {
            out.push_str(&head);
        } else if let Some(constant) = long_constant(line) {
            out.push_str(&constant);
        } else if let Some((whole, next)) = broken_type(&lines, at) {
            out.push_str(&whole);
            at = next - 1;
        } else {
            out.push_str(line);
        }
        out.push('\n');
        at += 1;
    }
    out
}

fn is_field(line: &str) -> bool {
    line.starts_with("    pub ") && line.contains(": ") && !line.contains('(')
}

/// A field of a struct; a type that does not fit goes to the next line or, if it does not fit
/// there either, is broken at its brackets.
fn field(line: &str) -> String {
    match line.split_once(": ") {
        Some((name, ty)) if line.len() > WIDTH => {
            if 8 + ty.len() <= WIDTH {
                return format!("{name}:\n        {ty}");
            }
            let mut out = format!("{name}: ");
            bracketed(&mut out, ty.trim_end_matches(','), 4);
            out.push(',');
            out
        }
        _ => line.to_owned(),
    }
}

/// A type with each of its parameters on lines of their own, as deep as is necessary.
fn bracketed(out: &mut String, ty: &str, indent: usize) {
    let parts = ty.split_once('<').and_then(|(name, rest)| {
        rest.strip_suffix('>').map(|parameters| (name, parameters))
    });
    let Some((name, parameters)) = parts else { return out.push_str(ty) };
    out.push_str(name);
    out.push('<');
    for parameter in arguments_of(parameters) {
        out.push_str(&format!("\n{}", " ".repeat(indent + 4)));
        if indent + 4 + parameter.len() < WIDTH {
            out.push_str(parameter);
        } else {
            bracketed(out, parameter, indent + 4);
        }
        out.push(',');
    }
    out.push_str(&format!("\n{}>", " ".repeat(indent)));
}

/// The head of an item whose brace does not fit on its line.
fn long_head(line: &str) -> Option<String> {
    let head = line.strip_suffix(" {").filter(|_| line.len() > WIDTH)?;
    let name = head.strip_prefix("impl ").filter(|name| !name.contains([' ', '<']));
    match name {
        Some(name) => Some(format!("impl\n    {name}\n{{")),
        None if head.starts_with("pub struct ") || head.starts_with("pub enum ") => {
            Some(format!("{head}\n{{"))
        }
        None => None,
    }
}

/// A constant with a scalar value, or an associated type, that does not fit on its line.
fn long_constant(line: &str) -> Option<String> {
    let indent = line.len() - line.trim_start().len();
    let (head, value) = line.split_once(" = ")?;
    let fits = line.len() <= WIDTH;
    let is_type = line.trim_start().starts_with("type ");
    if fits || !line.ends_with(';') || !(is_constant(line) || is_type) {
        return None;
    }
    let inner = " ".repeat(indent + 4);
    if head.len() + 2 <= WIDTH {
        return Some(format!("{head} =\n{inner}{value}"));
    }
    let (name, ty) = head.split_once(": ")?;
    Some(format!("{name}:\n{inner}{ty} =\n{inner}{value}"))
}

/// A type that is broken after `<` here, put together again, and the line behind it.
fn broken_type(lines: &[&str], start: usize) -> Option<(String, usize)> {
    let first = lines.get(start)?;
    let indent = first.len() - first.trim_start().len();
    if !first.ends_with('<')
        || !(first.contains(": ") || first.starts_with("pub type "))
        || first.trim_start().starts_with("//")
    {
        return None;
    }
    let mut whole = (*first).to_owned();
    for (at, line) in lines.iter().enumerate().skip(start + 1) {
        let body = line.trim_start();
        if body.starts_with('>') {
            whole.truncate(whole.trim_end_matches(',').len());
        } else if whole.ends_with(',') {
            whole.push(' ');
        }
        whole.push_str(body);
        if line.len() - body.len() == indent {
            if is_field(&whole) {
                return Some((field(&whole), at + 1));
            }
            if let Some((head, ty)) = whole.split_once(" = ") {
                return Some((format!("{head} =\n    {ty}"), at + 1));
            }
            // The comma behind an argument may stand beyond the margin.
            return (whole.len() <= WIDTH + 1).then_some((whole, at + 1));
        }
    }
    None
}
