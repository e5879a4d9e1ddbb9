//! The tables of the runtime's macros, printed one entry a line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// `name! { head { entries } }`, or `name! { head }` without entries.
pub struct Table {
    /// The macro.
    pub name: &'static str,
    /// Attributes in front of the head.
    pub attributes: Vec<TokenStream>,
    /// What stands before the entries.
    pub head: TokenStream,
    /// The entries, without their commas; each with the attributes in front of it.
    pub entries: Option<Vec<(Vec<TokenStream>, TokenStream)>>,
}

impl Table {
    /// The text, as rustfmt leaves it.
    pub fn print(&self) -> String {
        let head = line(self.head.clone());
        let Some(entries) = &self.entries else {
            return format!("{}! {{ {head} }}\n", self.name);
        };
        if entries.is_empty() && self.attributes.is_empty() {
            return format!("{}! {{\n    {head} {{}}\n}}\n", self.name);
        }
        let mut out = format!("{}! {{\n", self.name);
        for attribute in &self.attributes {
            out.push_str(&format!("    {}\n", attribute_line(attribute)));
        }
        out.push_str(&format!("    {head} {{\n"));
        for (attributes, entry) in entries {
            for attribute in attributes {
                out.push_str(&format!("        {}\n", attribute_line(attribute)));
            }
            out.push_str(&format!("        {},\n", line(entry.clone())));
        }
        out.push_str("    }\n}\n");
        out
    }

    /// The same as tokens, for the check of the output.
    pub fn path(&self) -> &'static str {
        self.name
    }
}

/// An attribute; documentation in its usual spelling where that says the same.
fn attribute_line(attribute: &TokenStream) -> String {
    line(attribute.clone())
}

/// Tokens on a line, spaced as a person would.
fn line(tokens: TokenStream) -> String {
    let mut out = String::new();
    let mut before = Before::Nothing;
    write(tokens, &mut out, &mut before);
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    Word,
    /// A punctuation mark that sticks to what follows.
    Tight,
    /// One after which a space follows.
    Loose,
}

fn write(tokens: TokenStream, out: &mut String, before: &mut Before) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => word(&ident.to_string(), out, before),
            TokenTree::Literal(literal) => word(&literal.to_string(), out, before),
            TokenTree::Punct(punct) => {
                let mark = punct.as_char();
                let joined = punct.spacing() == Spacing::Joint;
                match mark {
                    ':' | ',' => {
                        out.push(mark);
                        *before = if joined { Before::Tight } else { Before::Loose };
                    }
                    '.' => {
                        out.push(mark);
                        *before = Before::Tight;
                    }
                    '#' | '-' | '!' | '\'' | '&' => {
                        if matches!(before, Before::Loose | Before::Word) && mark != '!'
                        {
                            out.push(' ');
                        }
                        out.push(mark);
                        *before = Before::Tight;
                    }
                    '=' if out.ends_with("..") => {
                        out.push(mark);
                        *before = Before::Tight;
                    }
                    _ => {
                        if *before != Before::Tight {
                            out.push(' ');
                        }
                        out.push(mark);
                        *before = if joined { Before::Tight } else { Before::Loose };
                    }
                }
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                if *before == Before::Loose {
                    out.push(' ');
                }
                out.push_str(open);
                *before = Before::Nothing;
                write(group.stream(), out, before);
                out.push_str(close);
                *before = Before::Word;
            }
        }
    }
}

fn word(text: &str, out: &mut String, before: &mut Before) {
    if matches!(before, Before::Word | Before::Loose) {
        out.push(' ');
    }
    out.push_str(text);
    *before = Before::Word;
}

#[cfg(test)]
mod tests {
    use super::Table;
    use quote::quote;

    #[test]
    fn entries_read_as_written_by_hand() {
        let table = Table {
            name: "fields",
            attributes: Vec::new(),
            head: quote!(Cat),
            entries: Some(vec![
                (Vec::new(), quote!(owner: "owner" or null)),
                (Vec::new(), quote!(const "lives" = -9)),
                (Vec::new(), quote!(..extra)),
                (Vec::new(), quote!(400..=499 => BadRequest())),
                (
                    Vec::new(),
                    quote!(Pet: object("a", "b") where "k" = "x" | "y" and "l" = "z"),
                ),
            ]),
        };
        let expected = "\
fields! {
    Cat {
        owner: \"owner\" or null,
        const \"lives\" = -9,
        ..extra,
        400..=499 => BadRequest(),
        Pet: object(\"a\", \"b\") where \"k\" = \"x\" | \"y\" and \"l\" = \"z\",
    }
}
";
        assert_eq!(table.print(), expected);
    }
}
