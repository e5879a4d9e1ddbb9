//! What stands within a line: code spans, links and URLs are kept where they do no harm.

/// A URL that may stand in angle brackets.
pub(super) fn url(text: &str) -> Option<String> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    let clean = text.chars().all(|c| {
        c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '\\' | '{' | '}')
    });
    (web && clean).then(|| text.to_owned())
}

/// Escapes what rustdoc would read as a link to an item or as HTML; code spans stay.
pub(super) fn escape_inline(body: &str, out: &mut String) {
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        if c == '`' {
            let ticks = rest.chars().take_while(|c| *c == '`').count();
            let (open, after) = rest.split_at(ticks);
            if let Some(end) = closing(after, ticks) {
                out.push_str(open);
                out.push_str(&after[..end + ticks]);
                rest = &after[end + ticks..];
            } else {
                out.extend(std::iter::repeat_n("\\`", ticks));
                rest = after;
            }
            continue;
        }
        if let Some((link, after)) = markdown_link(rest) {
            out.push_str(&link);
            rest = after;
            continue;
        }
        if let Some((found, after)) = enclosed_url(rest) {
            out.extend(["<", &found, ">"]);
            rest = after;
            continue;
        }
        if let Some(found) = bare_url(rest) {
            out.extend(["<", found, ">"]);
            rest = &rest[found.len()..];
            continue;
        }
        match c {
            '\\' => {
                out.push('\\');
                let escaped = rest[1..].chars().next();
                match escaped {
                    Some(next) if next.is_ascii_punctuation() => {
                        out.push(next);
                        rest = &rest[1 + next.len_utf8()..];
                        continue;
                    }
                    _ => out.push('\\'),
                }
            }
            '[' | ']' | '<' | '>' => {
                // A quotation keeps its mark.
                if !(c == '>' && out.trim().is_empty()) {
                    out.push('\\');
                }
                out.push(c);
            }
            _ => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// How far the end of a link or of a code span is looked for, in bytes: a text of nothing but
/// their beginnings would be read to its end for each of them.
pub(super) const FAR: usize = 4096;

/// What comes next, as far as one looks.
pub(super) fn near(rest: &str, far: usize) -> &str {
    let mut end = rest.len().min(far);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    &rest[..end]
}

/// What is before the next such piece, if that is near, and what is behind it.
fn split_near<'a>(rest: &'a str, piece: &str) -> Option<(&'a str, &'a str)> {
    let at = near(rest, FAR).find(piece)?;
    Some((&rest[..at], &rest[at + piece.len()..]))
}

/// Where a code span of that many backticks ends.
pub(super) fn closing(after: &str, ticks: usize) -> Option<usize> {
    let near = near(after, FAR);
    let mut at = 0;
    while let Some(found) = near.get(at..)?.find('`') {
        let start = at + found;
        let run = after[start..].chars().take_while(|c| *c == '`').count();
        if run == ticks {
            return Some(start);
        }
        at = start + run;
    }
    None
}

/// A link or an image. One whose target is on the web stays a link; of others (they are
/// relative to a page that is not here) and of images the text is left.
fn markdown_link(rest: &str) -> Option<(String, &str)> {
    if let Some(image) = rest.strip_prefix('!') {
        let (text, _, after) = link_parts(image)?;
        return Some((unlinked(&text), after));
    }
    if rest.starts_with("[![") {
        let (text, _, after) = link_parts(&rest[2..])?;
        let (target, after) = split_near(after.strip_prefix("](")?, ")")?;
        return Some((linked(&text, target), after));
    }
    let (text, target, after) = link_parts(rest)?;
    Some((linked(&text, target), after))
}

/// Text, target and what follows of `[text](target)`.
fn link_parts(rest: &str) -> Option<(String, &str, &str)> {
    let (text, after) = split_near(rest.strip_prefix('[')?, "](")?;
    let (target, after) = split_near(after, ")")?;
    if target.contains(['[', '`']) {
        return None;
    }
    if text.is_empty() || text.contains(['[', ']', '<', '>', '\\', '\n']) {
        return None;
    }
    (text.matches('`').count() % 2 == 0).then(|| (text.to_owned(), target, after))
}

fn linked(text: &str, target: &str) -> String {
    match url(target) {
        Some(target) if !target.contains('(') => format!("[{text}]({target})"),
        _ => unlinked(text),
    }
}

/// What a link says, where it leads nowhere.
fn unlinked(text: &str) -> String {
    let mut out = String::new();
    escape_inline(text.trim(), &mut out);
    out
}

/// A URL in angle brackets.
fn enclosed_url(rest: &str) -> Option<(String, &str)> {
    let (found, after) = split_near(rest.strip_prefix('<')?, ">")?;
    url(found).map(|found| (found, after))
}

/// A URL in running text.
fn bare_url(rest: &str) -> Option<&str> {
    if !(rest.starts_with("https://") || rest.starts_with("http://")) {
        return None;
    }
    let end = rest
        .find(|c: char| {
            !c.is_ascii_graphic()
                || matches!(
                    c,
                    '<' | '>' | '"' | '`' | '\\' | '{' | '}' | '[' | ']' | '|' | '^'
                )
        })
        .unwrap_or(rest.len());
    let found = rest[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ')']);
    (found.len() > "https://".len()).then_some(found)
}
