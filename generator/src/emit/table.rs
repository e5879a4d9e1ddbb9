//! The tables of the runtime's macros, printed one entry a line.

use super::docs::documented;
use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
use syn::Attribute;
use syn::parse::Parser;

/// How wide a line may be.
const WIDTH: usize = 88;

/// `name! { head { entries } }`, or `name! { head }` without entries.
pub struct Table {
    /// The macro.
    pub name: &'static str,
    /// Attributes in front of the head.
    pub attributes: Vec<TokenStream>,
    /// What stands before the entries.
    pub head: TokenStream,
    /// The entries.
    pub entries: Option<Vec<Entry>>,
}

/// A line of a table.
pub struct Entry {
    /// Attributes in front of it.
    pub attributes: Vec<TokenStream>,
    /// What it says, without the comma.
    pub tokens: TokenStream,
    /// How it stands among its neighbours.
    pub layout: Layout,
}

/// How an entry stands among its neighbours.
#[derive(Clone, Copy, PartialEq)]
pub enum Layout {
    /// On a line of its own.
    Line,
    /// On a line of its own, or on several where that is too long: its clauses have one each.
    Clauses,
    /// On a line with its neighbours.
    Filling,
}

impl Entry {
    /// An entry on a line of its own.
    pub fn line(tokens: TokenStream) -> Self {
        Self { attributes: Vec::new(), tokens, layout: Layout::Line }
    }

    /// An entry of several clauses.
    pub fn clauses(tokens: TokenStream) -> Self {
        Self { attributes: Vec::new(), tokens, layout: Layout::Clauses }
    }

    /// An entry that shares a line with its neighbours.
    pub fn filling(tokens: TokenStream) -> Self {
        Self { attributes: Vec::new(), tokens, layout: Layout::Filling }
    }

    /// With attributes in front of it.
    #[must_use]
    pub fn with(mut self, attributes: Vec<TokenStream>) -> Self {
        self.attributes = attributes;
        self
    }
}

impl Table {
    /// The text, as rustfmt leaves it.
    pub fn print(&self) -> String {
        let head = line(self.head.clone());
        let Some(entries) = &self.entries else {
            return format!("{}! {{ {head} }}\n", self.name);
        };
        let mut out = format!("{}! {{\n", self.name);
        for attribute in &self.attributes {
            out.push_str(&format!("    {}\n", attribute_line(attribute)));
        }
        if entries.is_empty() {
            out.push_str(&format!("    {head} {{}}\n}}\n"));
            return out;
        }
        out.push_str(&format!("    {head} {{\n"));
        for run in
            entries.chunk_by(|a, b| [a, b].iter().all(|it| it.layout == Layout::Filling))
        {
            print_run(&mut out, run);
        }
        out.push_str("    }\n}\n");
        documented(out)
    }
}

/// Entries that share lines, or one that does not.
fn print_run(out: &mut String, run: &[Entry]) {
    const INDENTATION: &str = "        ";
    let mut filled = String::new();
    for entry in run {
        for attribute in &entry.attributes {
            out.push_str(&format!("{INDENTATION}{}\n", attribute_line(attribute)));
        }
        let text = line(entry.tokens.clone());
        if entry.layout == Layout::Clauses
            && INDENTATION.len() + text.chars().count() + 1 > WIDTH
        {
            out.push_str(&broken(&text, INDENTATION));
            continue;
        }
        let length = INDENTATION.len() + filled.chars().count() + text.chars().count();
        if !filled.is_empty() && length + 2 > WIDTH {
            out.push_str(&format!("{INDENTATION}{filled}\n"));
            filled.clear();
        }
        if !filled.is_empty() {
            filled.push(' ');
        }
        filled.push_str(&text);
        filled.push(',');
    }
    if !filled.is_empty() {
        out.push_str(&format!("{INDENTATION}{filled}\n"));
    }
}

/// An entry that is too long for a line. A clause that is too long itself is filled.
fn broken(entry: &str, indentation: &str) -> String {
    const CLAUSES: [&str; 5] = ["from:", "from_text:", "where", "and", "with"];
    let mut out = String::from(indentation);
    let mut width = indentation.len();
    for (at, word) in words(entry).into_iter().enumerate() {
        let is_clause = CLAUSES.contains(&word);
        let length = word.chars().count();
        if at > 0 && (is_clause || width + length + 1 > WIDTH) {
            let margin = indentation.len() + if is_clause { 4 } else { 8 };
            out.push_str(&format!("\n{:margin$}", ""));
            width = margin;
        } else if at > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out + ",\n"
}

/// What stands between blanks that are not within a text.
fn words(line: &str) -> Vec<&str> {
    let (mut words, mut begin, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, sign) in line.char_indices() {
        match sign {
            ' ' if !quoted => {
                words.push(&line[begin..at]);
                begin = at + 1;
            }
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = sign == '\\' && !escaped;
    }
    words.push(&line[begin..]);
    words
}

/// An attribute; documentation in its usual spelling.
fn attribute_line(attribute: &TokenStream) -> String {
    match documentation(attribute) {
        Some(text) => format!("///{text}"),
        None => line(attribute.clone()),
    }
}

/// The text of `#[doc = "…"]`, if it can be written as a comment.
fn documentation(attribute: &TokenStream) -> Option<String> {
    let attribute = Attribute::parse_outer.parse2(attribute.clone()).ok()?.pop()?;
    let value = &attribute.meta.require_name_value().ok()?.value;
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = value else {
        return None;
    };
    let text = text.value();
    let fits = text.is_empty() || text.starts_with(' ');
    (attribute.path().is_ident("doc") && fits && !text.contains(['\n', '\r']))
        .then_some(text)
}

/// Tokens on a line, spaced as a person would.
fn line(tokens: TokenStream) -> String {
    let mut out = String::new();
    let mut previous = Previous::Nothing;
    write(tokens, &mut out, &mut previous);
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Previous {
    Nothing,
    Word,
    /// A punctuation mark that sticks to what follows.
    Tight,
    /// One after which a space follows.
    Loose,
}

fn write(tokens: TokenStream, out: &mut String, previous: &mut Previous) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => word(&ident.to_string(), out, previous),
            TokenTree::Literal(literal) => word(&literal.to_string(), out, previous),
            TokenTree::Punct(punct) => mark(&punct, out, previous),
            TokenTree::Group(within) => group(&within, out, previous),
        }
    }
}

/// Words of tables that a type follows, whose path may begin with `::`.
const OWN_WORDS: &[&str] = &["(into", "(nullable", "(boxed"];

/// A punctuation mark, with a space in front of it where a person would write one.
fn mark(punct: &Punct, out: &mut String, previous: &mut Previous) {
    let mark = punct.as_char();
    let is_range = mark == '=' && out.ends_with("..");
    let is_path = mark == ':' && out.ends_with(':');
    let is_apart = match mark {
        ':' => OWN_WORDS.iter().any(|word| out.ends_with(word)),
        '<' | '>' | ',' | '?' | '.' | '!' => false,
        '#' | '-' | '\'' | '&' => matches!(previous, Previous::Loose | Previous::Word),
        _ => *previous != Previous::Tight && !is_range,
    };
    if is_apart {
        out.push(' ');
    }
    out.push(mark);
    *previous = match mark {
        '<' | '.' | '#' | '-' | '!' | '\'' | '&' => Previous::Tight,
        '?' => Previous::Word,
        // Of generics; behind a tight mark it is that of an arrow.
        '>' if *previous != Previous::Tight => Previous::Word,
        _ if is_range || is_path || punct.spacing() == Spacing::Joint => Previous::Tight,
        _ => Previous::Loose,
    };
}

fn group(group: &Group, out: &mut String, previous: &mut Previous) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    };
    if *previous == Previous::Loose {
        out.push(' ');
    }
    out.push_str(open);
    *previous = Previous::Nothing;
    write(group.stream(), out, previous);
    out.push_str(close);
    *previous = Previous::Word;
}

fn word(text: &str, out: &mut String, previous: &mut Previous) {
    if matches!(previous, Previous::Word | Previous::Loose) {
        out.push(' ');
    }
    out.push_str(text);
    *previous = Previous::Word;
}

#[cfg(test)]
mod tests {
    use super::{Entry, Table};
    use quote::quote;

    #[test]
    fn entries_read_as_written_by_hand() {
        let table = Table {
            name: "fields",
            attributes: Vec::new(),
            head: quote!(Cat),
            entries: Some(vec![
                Entry::line(quote!("lives" = -9)),
                Entry::line(quote!(pages(nullable Vec<(i64, crate::types::Page<'a>)>))),
                Entry::line(quote!(at(::jiff::Timestamp))),
                Entry::line(quote!(name(into ::std::string::String))),
                Entry::filling(quote!(name)),
                Entry::filling(quote!(owner: "owner" or null)),
                Entry::line(quote!(..extra)),
                Entry::line(quote!(400..=499 => BadRequest())),
                Entry::line(
                    quote!(Pet(Box<Pet>) as_pet: object("a", "b") where "k" = "x" | "y" and "l" = "z"),
                )
                .with(vec![quote!(#[doc = " A \"pet\"."]), quote!(#[deprecated])]),
            ]),
        };
        let expected = "\
fields! {
    Cat {
        \"lives\" = -9,
        pages(nullable Vec<(i64, crate::types::Page<'a>)>),
        at(::jiff::Timestamp),
        name(into ::std::string::String),
        name, owner: \"owner\" or null,
        ..extra,
        400..=499 => BadRequest(),
        /// A \"pet\".
        #[deprecated]
        Pet(Box<Pet>) as_pet: object(\"a\", \"b\") where \"k\" = \"x\" | \"y\" and \"l\" = \"z\",
    }
}
";
        assert_eq!(table.print(), expected);
    }

    #[test]
    fn clauses_that_are_too_long_have_lines_of_their_own() {
        let entry = quote!(
            Cat(Cat) as_cat from: object("meow meow", "lives \" and", "whiskers", "tail", "paws", "claws")
            where "kind" = "cat" | "kitten" and "age" = "old"
        );
        let table = Table {
            name: "variants",
            attributes: Vec::new(),
            head: quote!(pub enum Pet by probe),
            entries: Some(vec![
                Entry::clauses(entry),
                Entry::clauses(quote!(A(A) as_a:)),
            ]),
        };
        let expected = "\
variants! {
    pub enum Pet by probe {
        Cat(Cat) as_cat
            from: object(\"meow meow\", \"lives \\\" and\", \"whiskers\", \"tail\", \"paws\",
                \"claws\")
            where \"kind\" = \"cat\" | \"kitten\"
            and \"age\" = \"old\",
        A(A) as_a:,
    }
}
";
        assert_eq!(table.print(), expected);
    }
}
