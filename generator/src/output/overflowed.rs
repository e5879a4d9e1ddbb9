//! What opens and closes together with its only element.

use super::format::WIDTH;
use super::lines::rewritten;

/// An array or a `Some` whose only element does not fit on a line opens and closes together
/// with it.
pub(super) fn overflowed(text: &str) -> String {
    let text = opened_together(text);
    if !text.contains(".one_of(") {
        return text;
    }
    // Such a list is the only element of what has been opened together already.
    opened_together(&with_lists_at_the_end(&text))
}

fn opened_together(text: &str) -> String {
    rewritten(text, |lines, at| {
        let line = lines[at];
        if line.ends_with("&[") || line.trim_start() == "Some(" {
            if let Some(end) = only_element(lines, at) {
                let close = lines[end - 1].trim().trim_end_matches(',');
                let close = format!("{close}{}", lines[end].trim_start());
                let text = pulled_out(line, &lines[at + 1..end - 1], &close);
                return Some((text, end + 1));
            }
            if let Some(call) = only_call(lines, at) {
                return Some((call, at + 3));
            }
        }
        if let Some(end) = only_call_of_arm(lines, at) {
            let head = line.strip_suffix('{').unwrap_or(line);
            return Some((pulled_out(head, &lines[at + 1..end - 1], "),"), end + 1));
        }
        let arm = long_arm(line).map(|arm| (arm, at + 1));
        arm.or_else(|| converted(lines, at).map(|field| (field, at + 2)))
    })
}

/// A chain of two whose last argument is a list of several lines: `a::b(c).d(&[`, and the list.
fn with_lists_at_the_end(text: &str) -> String {
    rewritten(text, |lines, at| {
        let line = lines[at];
        let (method, end) = list_of_second_link(lines, at)?;
        let mut text = format!("{line}{method}&[\n");
        for inner in &lines[at + 3..end - 1] {
            text.push_str(inner.strip_prefix("        ").unwrap_or(inner));
            text.push('\n');
        }
        let outer = " ".repeat(line.len() - line.trim_start().len());
        text.push_str(&format!("{outer}]{}", lines[end].trim_start()));
        Some((text, end + 1))
    })
}

/// The method whose only argument is such a list, and the line where its call ends.
fn list_of_second_link<'t>(lines: &[&'t str], start: usize) -> Option<(&'t str, usize)> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (line, method) = (lines.get(start)?, lines.get(start + 1)?);
    let is_call = line.ends_with(')') && indent(method) == indent(line) + 4;
    let method = method.trim_start();
    let opens = method.starts_with('.') && method.ends_with('(');
    if !(is_call && opens && lines.get(start + 2)?.trim_start() == "&[") {
        return None;
    }
    let inner = indent(line) + 8;
    let close = (start + 3..lines.len()).find(|at| indent(lines[*at]) <= inner)?;
    let end = lines.get(close + 1)?;
    let closes = lines[close].trim_start() == "]," && end.trim_start().starts_with(')');
    let fits = line.len() + method.len() + 2 <= WIDTH;
    (closes && fits && indent(end) == indent(line) + 4).then_some((method, close + 1))
}

/// What stands in something, opened and closed together with it.
fn pulled_out(head: &str, inner: &[&str], close: &str) -> String {
    let mut out = head.to_owned();
    for (at, line) in inner.iter().enumerate() {
        let line = match at {
            0 => line.trim_start(),
            _ => line.strip_prefix("    ").unwrap_or(line),
        };
        out.push_str(line);
        out.push('\n');
    }
    out.push_str(&" ".repeat(head.len() - head.trim_start().len()));
    out.push_str(close);
    out
}

/// The line that closes a match arm which opens here and is one call of several lines.
fn only_call_of_arm(lines: &[&str], open: usize) -> Option<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (line, call) = (lines.get(open)?, lines.get(open + 1)?);
    let outer = indent(line);
    let fits = line.len() - 1 + call.trim_start().len() <= WIDTH;
    if !(line.ends_with("=> {") && call.ends_with('(') && fits) {
        return None;
    }
    let close = (open + 2..lines.len()).find(|at| indent(lines[*at]) <= outer + 4)?;
    let end = lines.get(close + 1)?;
    (lines[close].trim_start() == ")" && indent(end) == outer && end.trim() == "}")
        .then_some(close + 1)
}

/// A match arm that would fit but for its comma.
fn long_arm(line: &str) -> Option<String> {
    let (pattern, call) = line.strip_suffix("),")?.split_once(" => ")?;
    let indent = " ".repeat(line.len() - line.trim_start().len());
    let is_arm = line.len() == WIDTH + 1 && !pattern.contains(['"', '/']);
    is_arm.then(|| format!("{pattern} => {{\n{indent}    {call})\n{indent}}}"))
}

/// A field that is an argument of its name, converted, where both names are long.
fn converted(lines: &[&str], at: usize) -> Option<String> {
    let (line, next) = (lines.get(at)?, lines.get(at + 1)?);
    let (name, value) = line.trim_start().split_once(": ")?;
    if name != value || next.trim() != ".into()," {
        return None;
    }
    let indent = " ".repeat(line.len() - line.trim_start().len());
    let moved = format!("{indent}    {value}.into(),");
    (moved.len() <= WIDTH + 1).then(|| format!("{indent}{name}:\n{moved}"))
}

/// An array with one call in it that fits on a line, but not together with the array: a link
/// of the chain a line, and an argument a line where the first link is too long for that.
fn only_call(lines: &[&str], open: usize) -> Option<String> {
    let (line, element) = (lines.get(open)?, lines.get(open + 1)?.trim());
    let close = lines.get(open + 2)?;
    let element = element.strip_suffix(',')?;
    let outer = " ".repeat(line.len() - line.trim_start().len());
    let closes = close.starts_with(&format!("{outer}]"));
    let whole = line.len() + element.len() + close.trim().len();
    if !closes || whole <= WIDTH {
        return None;
    }
    let links = links_of(element)?;
    let (first, chain) = links.split_first()?;
    if chain.len() == 1 && whole == WIDTH + 1 {
        return Some(format!("{line}{element}{}", close.trim_start()));
    }
    if chain.len() == 1 && outer.len() + 4 + element.len() <= WIDTH {
        return Some(format!("{line}\n{outer}    {element}\n{close}"));
    }
    let fits = !chain.is_empty() && line.len() + first.len() <= WIDTH;
    let mut out = (*line).to_owned();
    if fits {
        out.push_str(first);
    } else {
        let (head, arguments) = first.strip_suffix(')')?.split_once('(')?;
        out.push_str(&format!("{head}("));
        for argument in arguments_of(arguments) {
            out.push_str(&format!("\n{outer}    {argument},"));
        }
        out.push_str(&format!("\n{outer})"));
    }
    let indent = if fits { format!("{outer}    ") } else { outer };
    for link in chain {
        out.push_str(&format!("\n{indent}{link}"));
    }
    out.push_str(close.trim_start());
    Some(out)
}

/// The links of a chain of calls: `a::b(c)`, then `.d(e)` and so on; `None` for anything else.
fn links_of(text: &str) -> Option<Vec<&str>> {
    let mut links = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = end_of_call(rest)?;
        let (link, after) = rest.split_at(end);
        if !(after.is_empty() || after.starts_with('.')) {
            return None;
        }
        links.push(link);
        rest = after;
    }
    Some(links)
}

/// Where the call that a text begins with ends.
fn end_of_call(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in outside_literals(text) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth -= 1;
                if depth == 0 {
                    return (c == ')').then_some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The arguments of a call or a type: commas within brackets and literals do not part them.
pub(super) fn arguments_of(text: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0, 0);
    let mut arguments = Vec::new();
    for (at, c) in outside_literals(text) {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    arguments.push(text[start..].trim());
    arguments
}

/// The characters that stand in no literal of a string, with their places.
fn outside_literals(text: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut quoted, mut escaped) = (false, false);
    text.char_indices().filter(move |(_, c)| {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => return !quoted,
        }
        false
    })
}

/// The line that closes an array which opens here and has one element of several lines.
fn only_element(lines: &[&str], open: usize) -> Option<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let outer = indent(lines.get(open)?);
    let first = lines.get(open + 1)?;
    if !first.ends_with(['(', '{', '[']) {
        return None;
    }
    let close = (open + 2..lines.len()).find(|at| indent(lines[*at]) <= outer + 4)?;
    let closes = lines[close].trim_start().starts_with([')', '}', ']']);
    let end = lines.get(close + 1)?;
    (closes && indent(end) == outer && end.trim_start().starts_with([']', ')']))
        .then_some(close + 1)
}
