//! Queries and forms, read back by the reader of forms that browsers follow (WHATWG URL).

use std::collections::BTreeMap;

use form_urlencoded::parse;
use percent_encoding::percent_decode_str;

use crate::runtime::requests::params::{Pairs, path_value};
use crate::runtime::{Content, Param, PartEncoding, Slot, Style, Value};

type Texts = BTreeMap<String, Vec<String>>;

/// What is sent comes out again: as many pairs, with the same names and values, in order.
pub fn judge(texts: &Texts) {
    let exploded: Vec<(String, String)> = texts
        .iter()
        .flat_map(|(name, values)| {
            values.iter().map(|value| (name.clone(), value.clone()))
        })
        .collect();
    let content = Content::form("application/x-www-form-urlencoded", texts.view(), &[]);
    let body = content.into_body().expect("texts can be sent");
    assert_eq!(read(body.as_bytes().expect("it is in memory")), exploded);

    let mut pairs = Pairs::default();
    for (name, value) in &exploded {
        pairs.push(name, value, false);
    }
    assert_eq!(read(pairs.text.as_bytes()), exploded);

    // With reserved characters let through, a value is still one, and triplets stay.
    for (name, value) in &exploded {
        let mut pairs = Pairs::default();
        pairs.push(name, value, true);
        let decoded = percent_decode_str(value).decode_utf8_lossy().into_owned();
        assert_eq!(read(pairs.text.as_bytes()), [(name.clone(), decoded)], "{value:?}");
        assert!(!pairs.text.contains(['#', ' ', '&', '+']), "{}", pairs.text);
    }
    judge_styles(texts);
}

/// A parameter in any style is sent under its own names, and stays in its segment.
fn judge_styles(texts: &Texts) {
    const NAME: &str = "a b&c=d";
    let flat: BTreeMap<String, String> =
        texts.iter().map(|(name, values)| (name.clone(), values.concat())).collect();
    let deep = Param::query(NAME).style(Style::DeepObject);
    let mut pairs = Pairs::default();
    let sent = pairs.push_styled(&deep, flat.view());
    // In brackets, such keys would be others.
    let leaves = |key: &String| key.is_empty() || key.contains(['[', ']']);
    assert_eq!(sent.is_err(), flat.keys().any(leaves));
    if sent.is_ok() {
        let named =
            flat.iter().map(|(key, value)| (format!("{NAME}[{key}]"), value.clone()));
        assert_eq!(read(pairs.text.as_bytes()), named.collect::<Vec<_>>());
    }

    let joined = Param::query(NAME).style(Style::PipeDelimited);
    let values: Vec<String> = flat.values().cloned().collect();
    let mut pairs = Pairs::default();
    let sent = pairs.push_styled(&joined, values.view());
    // What separates the values cannot be told from the same in them.
    assert_eq!(sent.is_err(), values.iter().any(|value| value.contains('|')));
    if sent.is_ok() {
        let whole = (!values.is_empty()).then(|| (NAME.to_owned(), values.join("|")));
        assert_eq!(read(pairs.text.as_bytes()), whole.into_iter().collect::<Vec<_>>());
    }

    for style in [Style::Simple, Style::Label, Style::Matrix] {
        for (explode, reserved) in
            [(false, false), (true, false), (false, true), (true, true)]
        {
            let mut param = Param::path("id").style(style).explode(explode);
            param.allow_reserved = reserved;
            for text in
                [path_value(&param, flat.view()), path_value(&param, values.view())]
            {
                // Dots of exploded labels cannot be told from those in texts.
                let is_dotted = explode && style == Style::Label;
                let Ok(text) = text else {
                    assert!(is_dotted, "texts can be sent");
                    continue;
                };
                let leaves = text.contains(['/', '?', '#', '\\']);
                assert!(!leaves && text.is_ascii(), "{text}");
            }
        }
    }
    let encoding = [PartEncoding::new(Param::query("a").style(Style::SpaceDelimited))];
    let values = BTreeMap::from([("a".to_owned(), Value::from(values))]);
    if let Ok(form) = Content::form("x", values.view(), &encoding).into_body() {
        assert!(read(form.as_bytes().expect("it is in memory")).len() <= 1);
    }
}

fn read(text: &[u8]) -> Vec<(String, String)> {
    parse(text).into_owned().collect()
}
