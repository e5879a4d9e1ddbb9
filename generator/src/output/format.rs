//! Tokens → text: item by item, with blank lines where people put them.

use crate::emit::{self, Piece, Source, Use};
use proc_macro2::TokenStream;

/// Formats a file; the error says which tokens are no Rust, which is a defect of ours.
pub fn format(source: &Source) -> Result<String, String> {
    let mut out = String::from(HEADER);
    if !source.docs.is_empty() {
        out.push('\n');
    }
    for line in &source.docs {
        out.push_str(if line.is_empty() { "//!" } else { "//! " });
        out.push_str(line.trim_end());
        out.push('\n');
    }
    for piece in &source.pieces {
        out.push('\n');
        match piece {
            Piece::Uses(uses) => {
                for found in uses {
                    print_use(&mut out, found)?;
                }
            }
            Piece::Together(items) => {
                for item in items {
                    out.push_str(&unparsed(item)?);
                }
            }
            Piece::Item(item) => out.push_str(&spaced(&unparsed(item)?)),
            Piece::Table(table) => out.push_str(&table.print()),
        }
    }
    Ok(out)
}

/// The first line of each file.
pub(super) const HEADER: &str =
    "// Written by the generator; change the document or generator.yaml instead.\n";

/// Prints a `use` as rustfmt does: on one line, or with the names filling lines.
fn print_use(out: &mut String, found: &Use) -> Result<(), String> {
    if let Some(attribute) = &found.attribute {
        // An attribute prints with an item; the item goes again.
        let item = unparsed(&quote::quote!(#attribute use a;))?;
        out.push_str(item.trim_end().strip_suffix("use a;").unwrap_or_default());
    }
    let Use { visibility, path, names, .. } = found;
    let line = match &names[..] {
        [only] => format!("{visibility}use {path}::{only};"),
        _ => format!("{visibility}use {path}::{{{}}};", names.join(", ")),
    };
    if names.len() == 1 || line.len() < WIDTH - 1 {
        out.push_str(&line);
        out.push('\n');
        return Ok(());
    }
    out.push_str(&format!("{visibility}use {path}::{{\n"));
    let mut line = String::new();
    // All on one line may touch the margin; lines of a list that needs several do not.
    let whole = 4 + names.join(", ").len() + 1;
    let width = if whole <= WIDTH { WIDTH } else { WIDTH - 1 };
    for name in names {
        // Indentation, what is there, a blank, the name, a comma.
        if !line.is_empty() && 4 + line.len() + 1 + name.len() + 1 > width {
            out.push_str(&format!("    {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(name);
        line.push(',');
    }
    out.push_str(&format!("    {line}\n}};\n"));
    Ok(())
}

/// The text of items.
fn unparsed(tokens: &TokenStream) -> Result<String, String> {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => {
            let text = joined(&overflowed(&retyped(&prettyplease::unparse(&file))));
            Ok(emit::documented(text))
        }
        Err(error) => Err(format!("{error} in {tokens}")),
    }
}

/// The width to which prettyplease prints and rustfmt is told to.
const WIDTH: usize = 89;

/// Joins what prettyplease breaks although it fits (literals of structs with values that are
/// calls, and what they stand in), as rustfmt does.
fn joined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let found = if is_expression(line) {
            on_one_line(&lines, at, WIDTH)
        } else if is_constant(line) && line.ends_with(['{', '(']) {
            constant(&lines, at)
        } else {
            None
        };
        if let Some((expression, next)) = found {
            out.push_str(&expression);
            at = next;
        } else {
            out.push_str(line);
            at += 1;
        }
        out.push('\n');
    }
    out
}

fn is_constant(line: &str) -> bool {
    let line = line.trim_start();
    line.strip_prefix("pub ").unwrap_or(line).starts_with("const ")
}

/// Types that are too long for their line: rustfmt moves the whole type to the next line
/// rather than break it, and puts the `for` of an `impl` on a line of its own.
fn retyped(text: &str) -> String {
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

/// An array or a `Some` whose only element does not fit on a line opens and closes together
/// with it.
fn overflowed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let opens = line.ends_with("&[") || line.trim_start() == "Some(";
        if let Some(end) = opens.then(|| only_element(&lines, at)).flatten() {
            out.push_str(line);
            out.push_str(lines[at + 1].trim_start());
            out.push('\n');
            for inner in &lines[at + 2..end - 1] {
                out.push_str(inner.strip_prefix("    ").unwrap_or(inner));
                out.push('\n');
            }
            let indent = line.len() - line.trim_start().len();
            let close = lines[end - 1].trim().trim_end_matches(',');
            out.push_str(&" ".repeat(indent));
            out.push_str(close);
            out.push_str(lines[end].trim_start());
            at = end + 1;
        } else if let Some(call) = opens.then(|| only_call(&lines, at)).flatten() {
            out.push_str(&call);
            at += 3;
        } else if let Some(end) = only_call_of_arm(&lines, at) {
            let indent = line.len() - line.trim_start().len();
            out.push_str(line.strip_suffix('{').unwrap_or(line));
            out.push_str(lines[at + 1].trim_start());
            out.push('\n');
            for inner in &lines[at + 2..end - 1] {
                out.push_str(inner.strip_prefix("    ").unwrap_or(inner));
                out.push('\n');
            }
            out.push_str(&" ".repeat(indent));
            out.push_str("),");
            at = end + 1;
        } else if let Some(field) = converted(&lines, at) {
            out.push_str(&field);
            at += 2;
        } else {
            out.push_str(line);
            at += 1;
        }
        out.push('\n');
    }
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
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
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
fn arguments_of(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut escaped, mut start) = (0, false, false, 0);
    let mut arguments = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
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

/// Puts a blank line between the members of an `impl`; those of a struct or an enum stay
/// together. String literals cannot hold such lines: they escape their line breaks.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut lines = text.lines().peekable();
    let (mut in_impl, mut in_type) = (false, false);
    while let Some(line) = lines.next() {
        if !line.starts_with([' ', '}', '#', '/']) {
            in_impl = line.starts_with("impl");
        }
        out.push_str(line);
        out.push('\n');
        let next = lines.peek().copied().unwrap_or("}");
        let ends_member = line == "    }"
            || (line.starts_with("    ")
                && line.ends_with("};")
                && line.starts_with("    }"));
        in_type |= line.starts_with("    type ");
        let ends_type = in_type && line.ends_with(';') && !next.starts_with("    type ");
        in_type &= !line.ends_with(';');
        let ends_constant = line.ends_with(';')
            && !line.trim_start().starts_with("//")
            && next.starts_with("    ///");
        if in_impl && (ends_member || ends_type || ends_constant) && next != "}" {
            out.push('\n');
        }
    }
    out
}
