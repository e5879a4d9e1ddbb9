//! The oracles with made up input; `fuzz/` asks the same of bytes. `PROPTEST_CASES` says how
//! often.

use proptest::prelude::*;

use super::oracles::{codec, events, links, media, multipart, pairs, pauses};

/// Texts of pieces that mean something to the reader, and of any others.
fn text(words: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(words).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

/// The same with some bytes that are not text.
fn bytes(words: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<u8>> {
    (text(words, most), prop::collection::vec((any::<usize>(), any::<u8>()), 0..2))
        .prop_map(|(text, changes)| {
            let mut bytes = text.into_bytes();
            for (at, byte) in changes {
                let at = at % (bytes.len() + 1);
                bytes.insert(at, byte);
            }
            bytes
        })
}

const EVENTS: &[&str] = &[
    "data:",
    "data: ",
    "data",
    "event: ",
    "event",
    "id: ",
    "id",
    "id:\0",
    "retry: 5",
    ":",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\u{feff}",
    "{\"a\":1}",
    "[DONE]",
    "\0",
    " ",
    "x",
    "é",
    "\u{2028}",
    "null",
];
const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\ud800",
    "\\udc00",
    "0",
    "-",
    "1",
    ".5",
    "e3",
    "null",
    "true",
    "false",
    "\"whole\":",
    "\"small\":",
    "\"byte\":",
    "\"float\":",
    "\"single\":",
    "\"flag\":",
    "\"text\":",
    "\"any\":",
    "\"child\":",
    "\"list\":",
    "\"map\":",
    "\"other\":",
    "\"a\"",
    "\"\\u0000\"",
    "9223372036854775807",
    "9223372036854775808",
    "1e400",
    "256",
    "{}",
    "[]",
    "[[1]]",
    "\u{feff}",
    " ",
    "\n",
    "{\"child\":{\"whole\":1}}",
    "\"\\ud800\"",
    "-0",
    "-0.0",
    "0.1",
    "1E-7",
    "3.4e38",
];
const PAUSES: &[&str] = &[
    "0",
    "1",
    "59",
    "60",
    "61",
    ".",
    "-",
    "+",
    "e9",
    "inf",
    "NaN",
    " ",
    ",",
    "\t",
    "0x1",
    "Wed, 21 Oct 2015 07:28:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "18446744073709551616",
    "1000000001",
];
const MEDIA: &[&str] = &[
    "application/",
    "text/",
    "json",
    "html",
    "xml",
    "plain",
    "+json",
    "+xml",
    "*/*",
    "*",
    ";",
    "charset=",
    "iso-8859-1",
    "latin1",
    "\"utf-8\"",
    "utf-16",
    " ",
    "/",
    "octet-stream",
    "; charset=utf-8",
    "JSON",
    "q=1",
    ",",
];
const NAMES: &[&str] = &[
    "a",
    "b",
    "\"",
    "\\",
    "\r",
    "\n",
    "\r\n",
    "\0",
    "é",
    "%22",
    "%0A",
    ";",
    "=",
    "&",
    "+",
    "%",
    "%zz",
    "%2F",
    "/",
    "?",
    "#",
    "[",
    "]",
    " ",
    "--",
    "name=\"x\"",
    "; filename",
    "typed",
    "|",
    ",",
    "\u{202e}",
    "'",
    "../x",
    "\t",
];
const TARGETS: &[&str] =
    &["/a", "?page=2", "https://a.example/", ",", ";", "\"", "é", "b c"];
const WORDS: &[&str] =
    &["next", "prev", "NEXT", " ", "a", "rel=next", ";", ",", "<b>", "\\", "\""];

fn link() -> impl Strategy<Value = links::Link> {
    let name = prop::sample::select(&["rel", "REL", "title", "rel*", "anchor"][..]);
    let parameter =
        (name, text(WORDS, 4), any::<bool>()).prop_map(|(name, value, quoted)| {
            // Outside of quotes there are tokens only.
            let token =
                value.chars().all(|c| c.is_ascii_alphanumeric()) && !value.is_empty();
            let visible =
                value.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').collect();
            (name.to_owned(), visible, quoted || !token)
        });
    let target = text(TARGETS, 4).prop_map(|target| {
        target.chars().filter(|c| c.is_ascii_graphic() && !"<>".contains(*c)).collect()
    });
    (target, prop::collection::vec(parameter, 0..4))
}

fn part() -> impl Strategy<Value = multipart::Part> {
    let media = prop_oneof![
        3 => Just("image/png".to_owned()),
        1 => text(MEDIA, 4),
        1 => text(NAMES, 3),
    ];
    prop_oneof![
        text(NAMES, 6).prop_map(multipart::Part::Text),
        (prop::collection::vec(any::<u8>(), 0..64), text(NAMES, 4), media)
            .prop_map(|(bytes, file, media)| multipart::Part::File(bytes, file, media)),
    ]
}

proptest! {
    #[test]
    fn events_are_those_of_the_standard(body in bytes(EVENTS, 24), cuts in prop::collection::vec(any::<usize>(), 0..5)) {
        events::judge(&body, &cuts);
    }

    #[test]
    fn tables_read_what_derived_code_reads(json in bytes(JSON, 14)) {
        codec::judge(&json);
        let inside = [b"{", json.as_slice(), b"}"].concat();
        codec::judge(&inside);
    }

    #[test]
    fn pauses_are_what_the_header_says(value in bytes(PAUSES, 4), other in prop::option::of(bytes(PAUSES, 3)), date in prop::option::of(bytes(PAUSES, 2))) {
        pauses::judge(&value, other.as_deref(), date.as_deref());
    }

    #[test]
    fn answers_become_values_or_errors_with_everything(status in 100..1000_u16, media in prop::option::of(bytes(MEDIA, 5)), body in bytes(JSON, 8)) {
        media::judge(status, media.as_deref(), &body);
    }

    #[test]
    fn json_is_read_under_any_name(name in any::<String>(), media in text(MEDIA, 5)) {
        media::judge_json(&name, &media);
    }

    #[test]
    fn queries_and_forms_are_read_back(texts in prop::collection::btree_map(text(NAMES, 4), prop::collection::vec(text(NAMES, 4), 1..3), 0..4)) {
        pairs::judge(&texts);
    }

    #[test]
    fn parts_are_read_back(parts in prop::collection::vec((text(NAMES, 3), part()), 0..5)) {
        multipart::judge(&parts);
    }

    #[test]
    fn links_are_found_among_others(links in prop::collection::vec(link(), 0..5), in_one in any::<bool>(), relation in prop::sample::select(vec!["next", "prev", "a"])) {
        links::judge_links(&links, in_one, relation);
    }

    #[test]
    fn links_are_between_brackets(header in bytes(TARGETS, 6), words in bytes(WORDS, 6)) {
        let header = [b"<", header.as_slice(), b">; rel=\"", words.as_slice()].concat();
        links::judge_bytes(&header);
    }
}
