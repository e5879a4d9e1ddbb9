//! Tokens → text: item by item, with blank lines where people put them.

use super::joined::joined;
use super::overflowed::overflowed;
use super::retyped::retyped;
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
pub(super) const WIDTH: usize = 89;

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
        let ends_macro =
            line.starts_with("    ") && line.contains("! { ") && line.ends_with(" }");
        in_type |= line.starts_with("    type ");
        let ends_type = in_type && line.ends_with(';') && !next.starts_with("    type ");
        in_type &= !line.ends_with(';');
        let ends_constant = line.ends_with(';')
            && !line.trim_start().starts_with("//")
            && next.starts_with("    ///");
        let ends = ends_member || ends_macro || ends_type || ends_constant;
        if in_impl && ends && next != "}" {
            out.push('\n');
        }
    }
    out
}
