//! Tokens → text: item by item, with blank lines where people put them.

use crate::emit::{Piece, Source};
use proc_macro2::TokenStream;

/// Formats a file; the error says which tokens are no Rust, which is a defect of ours.
pub fn format(source: &Source) -> Result<String, String> {
    let mut out = String::from(HEADER);
    if !source.docs.is_empty() {
        out.push('\n');
    }
    for line in &source.docs {
        out.push_str(if line.is_empty() { "//!" } else { "//! " });
        out.push_str(line);
        out.push('\n');
    }
    for piece in &source.pieces {
        out.push('\n');
        match piece {
            Piece::Uses(items) | Piece::Together(items) => {
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

const HEADER: &str =
    "// Written by the generator; change the document or generator.yaml instead.\n";

fn unparsed(tokens: &TokenStream) -> Result<String, String> {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => Ok(joined(&prettyplease::unparse(&file))),
        Err(error) => Err(format!("{error} in {tokens}")),
    }
}

/// The width to which prettyplease prints and rustfmt is told to.
const WIDTH: usize = 89;

/// Joins a struct literal that is all of a block onto one line where it fits, as rustfmt does.
fn joined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.trim_start() == "Self {"
            && let Some((literal, next)) = on_one_line(&lines, at)
        {
            out.push_str(&literal);
            at = next;
        } else {
            out.push_str(line);
            at += 1;
        }
        out.push('\n');
    }
    out
}

/// The literal that starts here on one line, and the line behind it.
fn on_one_line(lines: &[&str], start: usize) -> Option<(String, usize)> {
    let indent = lines[start].len() - lines[start].trim_start().len();
    let mut literal = lines[start].to_owned();
    for (at, line) in lines.iter().enumerate().skip(start + 1) {
        let depth = line.len() - line.trim_start().len();
        if depth == indent {
            let literal =
                format!("{} {}", literal.trim_end_matches(','), line.trim_start());
            let fits = line.trim_start() == "}" && literal.len() <= WIDTH;
            return fits.then_some((literal, at + 1));
        }
        if depth != indent + 4 {
            return None;
        }
        literal.push(' ');
        literal.push_str(line.trim_start());
        if literal.len() > WIDTH {
            return None;
        }
    }
    None
}

/// Puts a blank line between the members of an `impl`; those of a struct or an enum stay
/// together. String literals cannot hold such lines: they escape their line breaks.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut lines = text.lines().peekable();
    let mut in_impl = false;
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
        let ends_type = line.starts_with("    type ") && !next.starts_with("    type ");
        if in_impl && (ends_member || ends_type) && next != "}" {
            out.push('\n');
        }
    }
    out
}
