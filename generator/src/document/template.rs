//! Path templates: text, and parameters in braces. OpenAPI's have nothing else (OpenAPI 3.1.1,
//! "Path Templating"), but people write them as their router takes them.

/// A template in pieces: text outside braces, names inside.
pub(crate) fn pieces(template: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((text, (name, behind))) =
        rest.split_once('{').and_then(|(text, after)| Some((text, closed(after)?)))
    {
        if !text.is_empty() {
            pieces.push((false, text));
        }
        pieces.push((true, name));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push((false, rest));
    }
    pieces
}

/// What is within a brace, and what is behind it: regular expressions have braces of their own.
fn closed(after: &str) -> Option<(&str, &str)> {
    // Where a brace is never closed, each one would be looked for to the end.
    const LONGEST: usize = 1_000;
    let mut depth = 0_usize;
    for (at, c) in after.char_indices().take(LONGEST) {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some((&after[..at], &after[at + 1..])),
            '}' => depth -= 1,
            _ => {}
        }
    }
    after.split_once('}')
}

/// A parameter as a router writes it.
pub(crate) struct Routed<'t> {
    /// Its name.
    pub(crate) name: &'t str,
    /// Whether its value may have several segments.
    pub(crate) spans: bool,
}

/// The parameter that a segment is in the words of a router, if there is one of its name:
/// `:id`, `:id?` and `:id([0-9]+)` (Express), `<id>` and `<int:id>` (Flask), `${id}`.
pub(crate) fn routed<'t>(
    segment: &'t str,
    is_declared: &dyn Fn(&str) -> bool,
) -> Option<Routed<'t>> {
    let found = if let Some(text) = segment.strip_prefix(':') {
        let (name, sign) =
            text.split_at(text.find(['(', '?', '*', '+']).unwrap_or(text.len()));
        Routed { name, spans: sign.starts_with(['*', '+']) || sign.starts_with("(.") }
    } else if let Some(text) = within(segment, "<", ">") {
        let (converter, name) = text.split_once(':').unwrap_or(("", text));
        Routed { name, spans: converter == "path" }
    } else {
        Routed { name: within(segment, "${", "}")?, spans: false }
    };
    Some(found).filter(|found| is_declared(found.name))
}

fn within<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

#[cfg(test)]
mod tests {
    use super::routed;

    #[test]
    fn segments_of_routers() {
        let rows = [
            (":id", Some(("id", false))),
            (":id?", Some(("id", false))),
            (":id(\\d+)", Some(("id", false))),
            (":id(.*)", Some(("id", true))),
            (":id*", Some(("id", true))),
            ("<id>", Some(("id", false))),
            ("<int:id>", Some(("id", false))),
            ("<path:id>", Some(("id", true))),
            ("${id}", Some(("id", false))),
            ("{id}", None),
            ("{id}:cancel", None),
            ("id:id", None),
            (":cancel", None),
            ("<id", None),
            ("$id", None),
        ];
        for (segment, expected) in rows {
            let found = routed(segment, &|name| name == "id");
            assert_eq!(found.map(|it| (it.name, it.spans)), expected, "{segment}");
        }
    }
}
