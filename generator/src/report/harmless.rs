//! Text of a document, made harmless for a terminal.

/// Replaces what would move the cursor, change colours or reorder the text by something that
/// can be seen. Tabs stay; the line break, too, is replaced.
pub fn harmless(text: &str) -> String {
    text.chars().map(visible).collect()
}

fn visible(c: char) -> char {
    match c {
        '\t' => c,
        // The control pictures stand in the order of what they show.
        '\0'..='\u{1F}' => {
            char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        '\u{7F}' => '\u{2421}',
        // Further controls, marks that reorder text, join or hide characters, line breaks.
        '\u{80}'..='\u{9F}'
        | '\u{61C}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        // No characters, which XML does not have.
        | '\u{FFFE}'
        | '\u{FFFF}'
        | '\u{E0000}'..='\u{E007F}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// Whether a character cannot be seen or changes how others look, and is written as an escape
/// where there are any. Those that join letters and pictures stay: languages need them.
pub(crate) fn is_hidden(c: char) -> bool {
    let joins = matches!(c, '\u{200C}' | '\u{200D}');
    let is_empty = matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{3164}'
            | '\u{FFA0}'
            | '\u{FFF9}'..='\u{FFFB}'
    );
    is_empty || (visible(c) != c && !joins)
}

/// JSON whose texts mean the same without a hidden character in them.
pub fn escaped_json(json: &str) -> String {
    escaped(json, |out, c| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    })
}

/// A text in YAML's double quotes, with the same characters escaped: those of JSON, but without
/// pairs of escapes for one character.
pub(crate) fn quoted_yaml(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    escaped(&quoted, |out, c| match u32::from(c) {
        code @ 0x1_0000.. => out.push_str(&format!("\\U{code:08x}")),
        code => out.push_str(&format!("\\u{code:04x}")),
    })
}

fn escaped(text: &str, escape: fn(&mut String, char)) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Lines and what stands before them are no part of a text in quotes.
        if is_hidden(c) && !c.is_ascii_whitespace() {
            escape(&mut out, c);
        } else {
            out.push(c);
        }
    }
    out
}
