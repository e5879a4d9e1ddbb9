//! Types that are too long for their line.

use super::format::WIDTH;
use super::joined::is_constant;
use super::lines::rewritten;
use super::overflowed::arguments_of;

/// Types that are too long for their line: rustfmt moves the whole type to the next line
/// rather than break it, and puts the `for` of an `impl` on a line of its own.
pub(super) fn retyped(text: &str) -> String {
    let mut in_struct = false;
    rewritten(text, |lines, at| {
        let line = lines[at];
        in_struct = match line {
            "}" => false,
            head => in_struct || head.starts_with("pub struct ") && head.ends_with('{'),
        };
        let target = line.strip_prefix("for ").and_then(|rest| rest.strip_suffix(" {"));
        let one = if let Some(target) = target {
            Some(format!("    for {target}\n{{"))
        } else if is_field(line, in_struct) && line.ends_with(',') {
            Some(field(line))
        } else {
            long_head(line).or_else(|| long_value(line))
        };
        one.map(|line| (line, at + 1))
            .or_else(|| returned(lines, at))
            .or_else(|| broken_type(lines, at, in_struct))
    })
}

fn is_field(line: &str, in_struct: bool) -> bool {
    let is_private = || {
        let name = line.strip_prefix("    ").unwrap_or_default();
        in_struct && name.starts_with(|c: char| c.is_ascii_lowercase())
    };
    let is_field = line.starts_with("    pub ") || is_private();
    is_field && line.contains(": ") && !line.contains('(')
}

/// What a method with arguments on lines of their own gives: the brace needs more room than it
/// takes, and the type may have the room of the brace.
fn returned(lines: &[&str], start: usize) -> Option<(String, usize)> {
    let line = lines[start].strip_prefix("    ) -> ")?;
    if line.ends_with(" {") {
        let head = lines[start].strip_suffix(" {")?;
        return (lines[start].len() > WIDTH - 4)
            .then(|| (format!("{head}\n    {{"), start + 1));
    }
    let (whole, next) = put_together(lines, start)?;
    let head = whole.strip_suffix(" {")?;
    (head.len() <= WIDTH + 2).then(|| (format!("{head}\n    {{"), next))
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

/// A constant with a scalar value, or another name of a type, that does not fit on its line.
fn long_value(line: &str) -> Option<String> {
    let indent = line.len() - line.trim_start().len();
    let (head, value) = line.split_once(" = ")?;
    let fits = line.len() <= WIDTH;
    let is_alias = line.starts_with("pub type ");
    let is_type = is_alias || line.trim_start().starts_with("type ");
    if fits || !line.ends_with(';') || !(is_constant(line) || is_type) {
        return None;
    }
    let inner = " ".repeat(indent + 4);
    // The name of an alias has nowhere else to go.
    if is_alias || head.len() + 2 <= WIDTH {
        return Some(format!("{head} =\n{inner}{value}"));
    }
    let (name, ty) = head.split_once(": ")?;
    Some(format!("{name}:\n{inner}{ty} =\n{inner}{value}"))
}

/// A type that is broken after `<` here, put together again, and the line behind it.
fn broken_type(
    lines: &[&str],
    start: usize,
    in_struct: bool,
) -> Option<(String, usize)> {
    let first = lines.get(start)?;
    if !first.ends_with('<')
        || !(first.contains(": ") || first.starts_with("pub type "))
        || first.trim_start().starts_with("//")
    {
        return None;
    }
    let (whole, next) = put_together(lines, start)?;
    if is_field(&whole, in_struct) {
        return Some((field(&whole), next));
    }
    if let Some((head, ty)) = whole.split_once(" = ") {
        return Some((format!("{head} =\n    {ty}"), next));
    }
    // The comma behind an argument may stand beyond the margin.
    (whole.len() <= WIDTH + 1).then_some((whole, next))
}

/// What is broken after a bracket here on one line, and the line behind it.
fn put_together(lines: &[&str], start: usize) -> Option<(String, usize)> {
    let first = lines.get(start).filter(|line| line.ends_with('<'))?;
    let indent = first.len() - first.trim_start().len();
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
            return Some((whole, at + 1));
        }
    }
    None
}
