//! How a call is written in samples and examples.

use super::Values;
use crate::rust::{Body, BodyChoice, Group, Ident, Operation, Outcome, Ty};

/// What becomes of a call.
pub(crate) struct Reading {
    /// What the answer is called.
    binding: &'static str,
    /// How it is had.
    links: &'static [&'static str],
    /// What is done with it.
    pub(crate) uses: Vec<String>,
}

/// Pages are read item by item, and what never ends value by value; of anything else this is
/// printed.
pub(crate) fn reading(item: &Operation, printed: String) -> Reading {
    if item.pages.is_some() {
        let uses = each("item", "items");
        return Reading { binding: "mut items", links: &["items()"], uses };
    }
    // To wait for the whole of it would be to wait for a stream that may never end.
    if item.stream.is_some() && matches!(item.output, Outcome::One(Ty::Bytes)) {
        let uses = each("value", "values");
        return Reading { binding: "mut values", links: &["stream()", "await?"], uses };
    }
    Reading { binding: "response", links: &["send()", "await?"], uses: vec![printed] }
}

/// A loop over what comes one by one.
fn each(one: &str, all: &str) -> Vec<String> {
    vec![
        format!("while let Some({one}) = {all}.next().await {{"),
        format!("    println!(\"{{:?}}\", {one}?);"),
        "}".to_owned(),
    ]
}

/// The call on a line, or, where that is too long, with a link of the chain a line.
pub(crate) fn call_lines(
    reading: &Reading,
    handle: &str,
    method: &str,
    width: usize,
) -> Vec<String> {
    let (binding, links) = (reading.binding, reading.links);
    let line = format!("let {binding} = {handle}.{method}.{};", links.join("."));
    if line.len() <= width {
        return vec![line];
    }
    let mut handles = handle.split('.');
    let first = handles.next().unwrap_or("client");
    let rest = handles.chain([method]).chain(links.iter().copied());
    let mut lines = vec![format!("let {binding} = {first}")];
    lines.extend(rest.map(|link| format!("    .{link}")));
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}

/// The body as an argument; what it needs first goes into `setup`.
pub(crate) fn body_argument(
    values: &mut Values<'_>,
    group: &Group,
    body: &Body,
    setup: &mut Vec<String>,
) -> Option<String> {
    let alone = body.of_value_alone();
    let choice = alone.or(body.choices.first())?;
    let Some(name) = body.choice.as_ref().filter(|_| alone.is_none()) else {
        let converted = body.choice.is_none() && body.required;
        return lent(values, choice, converted, setup);
    };
    let lent = lent(values, choice, false, setup)?;
    let path = std::iter::once("api").chain(group.path.iter().map(Ident::as_str));
    let path: Vec<&str> = path.collect();
    let name = values.name(&path.join("::"), name.as_str());
    Some(format!("{name}::{}({lent})", choice.variant.as_str()))
}

/// A body in one media type, as it is lent to the call; `converted` if what becomes bytes will do.
fn lent(
    values: &mut Values<'_>,
    choice: &BodyChoice,
    converted: bool,
    setup: &mut Vec<String>,
) -> Option<String> {
    match choice.ty {
        Ty::Bytes => return values.argument(&choice.ty, converted, "content"),
        Ty::String => return values.argument(&choice.ty, true, "text"),
        _ => {}
    }
    let value = values.body(&choice.ty, "text")?;
    setup.push(format!("let request = {value};"));
    Some("&request".to_owned())
}

/// A statement in lines of this width: where one is too long, what stands in its parentheses has a
/// line for each argument. Texts of a sample hold no brackets and no commas.
pub(crate) fn broken(line: &str, width: usize) -> Vec<String> {
    let Some((open, close)) = first_group(line).filter(|_| line.len() > width) else {
        return vec![line.to_owned()];
    };
    let margin = &line[..line.len() - line.trim_start().len()];
    let mut lines = vec![line[..=open].to_owned()];
    for argument in arguments(&line[open + 1..close]) {
        lines.extend(broken(&format!("{margin}    {},", argument.trim()), width));
    }
    lines.push(format!("{margin}{}", &line[close..]));
    lines
}

/// Where the first brackets with anything between them are.
fn first_group(line: &str) -> Option<(usize, usize)> {
    let mut open = Vec::new();
    for (at, sign) in line.char_indices() {
        match sign {
            '(' | '[' => open.push(at),
            ')' | ']' => {
                let begin = open.pop()?;
                if open.is_empty() && begin + 1 < at {
                    return Some((begin, at));
                }
            }
            _ => {}
        }
    }
    None
}

/// What is between commas outside of further brackets.
fn arguments(list: &str) -> Vec<&str> {
    let (mut found, mut begin, mut depth) = (Vec::new(), 0, 0);
    for (at, sign) in list.char_indices() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&list[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    found.push(&list[begin..]);
    found.retain(|argument| !argument.trim().is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn what_is_too_long_has_an_argument_a_line() {
        let line = "let request = A::new(\"a\".to_owned(), vec![B::new(1, 2)], None);";
        assert_eq!(broken(line, 80), [line]);
        let lines = [
            "let request = A::new(",
            "    \"a\".to_owned(),",
            "    vec![B::new(1, 2)],",
            "    None,",
            ");",
        ];
        assert_eq!(broken(line, 40), lines);
        let deeper = [
            "    vec![",
            "        B::new(",
            "            1,",
            "            2,",
            "        ),",
            "    ],",
        ];
        assert_eq!(broken(line, 20)[2..8], deeper);
        assert_eq!(
            broken("    .a(b, c)", 8),
            ["    .a(", "        b,", "        c,", "    )"]
        );
    }
}
