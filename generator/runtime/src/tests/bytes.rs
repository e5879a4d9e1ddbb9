//! Readers of what a server sends, over bytes that nobody expects: no panic, no loss, and the
//! same result wherever the pieces are cut. `PROPTEST_CASES` says how often.

use http::{HeaderMap, HeaderValue, Uri};
use proptest::prelude::*;
use std::collections::VecDeque;
use std::time::Duration;

use crate::runtime::calls::retry::retry_after;
use crate::runtime::paging::link::follow;
use crate::runtime::requests::url::{encode, encode_segment};
use crate::runtime::{
    BaseUrl, EventFraming, Events, Framing, Lines, Sequence, Slot, Value, WholeEvents,
    from_json, to_json,
};

fn words(words: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(words).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

/// All frames of a body that comes in pieces, and what is left at the end.
fn framed<F: Framing>(bytes: &[u8], cuts: &[usize]) -> Vec<Vec<u8>>
where
    F::Frame: AsRef<[u8]>,
{
    let (mut framing, mut frames, mut at) = (F::default(), VecDeque::new(), 0);
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.push(bytes.len());
    cuts.sort_unstable();
    for cut in cuts {
        framing.push(&bytes[at..cut], &mut frames);
        assert!(framing.held() <= cut + 3, "{} held of {cut}", framing.held());
        at = cut;
    }
    framing.end(&mut frames);
    let read = |mut frame: F::Frame| {
        let mut value: Option<Value> = None;
        let _ = framing.read(&mut frame, false, value.edit());
        let bytes = frame.as_ref().to_vec();
        framing.keep(frame);
        bytes
    };
    frames.into_iter().map(read).collect()
}

fn whole_or_in_pieces<F: Framing>(
    text: &str,
    cuts: &[usize],
) -> Result<(), TestCaseError> {
    let bytes = text.as_bytes();
    let every: Vec<usize> = (0..bytes.len()).collect();
    let whole = framed::<F>(bytes, &[]);
    prop_assert_eq!(&whole, &framed::<F>(bytes, cuts), "{:?}", text);
    prop_assert_eq!(&whole, &framed::<F>(bytes, &every), "{:?}", text);
    Ok(())
}

/// A long id holds for all events behind it, and is in memory once.
#[test]
fn a_long_id_is_not_copied_into_every_event() {
    let id = "i".repeat(4096);
    let text = format!("id: {id}\n\n{}", "data: 1\n\n".repeat(1_000));
    let (mut framing, mut frames) = (Events::default(), VecDeque::new());
    framing.push(text.as_bytes(), &mut frames);
    let held: usize =
        frames.iter().filter_map(|frame| frame.id.as_ref()).map(String::len).sum();
    assert_eq!((frames.len(), held), (1_000, id.len()));
    for mut frame in std::mem::take(&mut frames) {
        let mut value: Option<Value> = None;
        framing.read(&mut frame, false, value.edit()).unwrap();
        framing.keep(frame);
        assert_eq!(framing.last().id.as_deref(), Some(id.as_str()));
    }
    framing.push(b"event: never ends\nid: 12\n", &mut frames);
    assert_eq!(framing.held(), "never ends".len() + 2);
}

const STREAM: &[&str] = &[
    "data:",
    "data: ",
    "event: ",
    "id: ",
    "retry: ",
    ":",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\u{feff}",
    "{\"a\":1}",
    "[DONE]",
    "\0",
    "\u{1e}",
    " ",
    "1",
    "99999999999999999999",
    "é",
    "\u{2028}",
    "null",
    "{",
    "\"",
];

const VALUES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "d800",
    "dc00",
    "0",
    "1",
    "-",
    ".",
    "e",
    "+",
    "E9",
    "null",
    "true",
    "false",
    " ",
    "\n",
    "\"a\"",
    "\u{0}",
    "\u{7f}",
    "é",
    "1e400",
    "-0",
    "0.1",
    "\\n",
    "\\/",
    "9007199254740993",
];

const LINKS: &[&str] = &[
    "http",
    "https",
    ":",
    "/",
    "//",
    "\\",
    "?",
    "#",
    "@",
    "a.example",
    "evil.example",
    ":443",
    ":80",
    ":99999",
    "..",
    "%2e",
    "%",
    " ",
    "\t",
    "\n",
    "[::1]",
    "user:pw",
    "é",
    "a",
    "\0",
    ";",
    "&",
    "HTTP",
];

const PAUSES: &[&str] = &[
    "0",
    "1",
    "9",
    ".",
    "-",
    "e",
    "inf",
    "NaN",
    " ",
    ",",
    "Wed, 21 Oct 2015 07:28:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "99999999999999999999999",
    "\t",
    "+",
];

proptest! {
    #[test]
    fn streams_are_the_same_however_they_are_cut(text in words(STREAM, 24), cuts in prop::collection::vec(any::<usize>(), 0..5)) {
        whole_or_in_pieces::<Events>(&text, &cuts)?;
        whole_or_in_pieces::<WholeEvents<true>>(&text, &cuts)?;
        whole_or_in_pieces::<WholeEvents<false>>(&text, &cuts)?;
        whole_or_in_pieces::<Lines>(&text, &cuts)?;
        whole_or_in_pieces::<Sequence>(&text, &cuts)?;
    }

    /// The reader of JSON takes what serde_json takes, and gives the same values.
    #[test]
    fn json_is_what_serde_json_says(text in words(VALUES, 16)) {
        let ours = from_json::<Value>(text.as_bytes());
        match (serde_json::from_str::<Value>(&text), &ours) {
            (Ok(value), Ok(read)) => {
                prop_assert_eq!(&value, read, "{:?}", text);
                prop_assert_eq!(from_json::<Value>(&to_json(read).unwrap()).unwrap(), value);
            }
            (Err(_), Err(_)) => {}
            (theirs, _) => prop_assert!(false, "{text:?}: {theirs:?} {ours:?}"),
        }
    }

    #[test]
    fn bytes_are_no_reason_to_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let ours = from_json::<Value>(&bytes).ok();
        prop_assert_eq!(ours, serde_json::from_slice::<Value>(&bytes).ok());
    }

    /// However a link is written, what is followed is on the origin that it came from.
    #[test]
    fn links_do_not_leave_their_origin(link in words(LINKS, 10)) {
        let from: Uri = "https://a.example/v1/pets?page=1".parse().unwrap();
        if let Ok((path, query)) = follow(&from, &link) {
            let base = BaseUrl::parse("https://a.example").unwrap().root();
            let Some(base) = base.with_path(&path) else { return Ok(()) };
            if let Ok(next) = base.join("", &query) {
                prop_assert_eq!(next.authority(), from.authority(), "{:?}", link);
                prop_assert_eq!(next.scheme(), from.scheme(), "{:?}", link);
            }
        }
    }

    /// The host is not read again for each request; what comes of it is the same.
    #[cfg(feature = "reqwest")]
    #[test]
    fn urls_are_what_they_would_be_when_read_whole(
        urls in prop::collection::vec(
            (prop::sample::select(vec!["https://a.example", "http://A.example:80", "https://[::1]:8443"]), words(LINKS, 8)),
            6,
        ),
    ) {
        // To make a client takes milliseconds; what a transport knows of hosts is its own.
        static CLIENT: std::sync::LazyLock<reqwest::Client> =
            std::sync::LazyLock::new(reqwest::Client::new);
        let transport = crate::runtime::ReqwestTransport::from(CLIENT.clone());
        for (origin, path) in urls {
            let Ok(uri) = format!("{origin}/{path}").parse::<Uri>() else { continue };
            let whole = reqwest::Url::parse(&uri.to_string()).unwrap();
            prop_assert_eq!(transport.url(&uri).unwrap(), whole, "{:?}", path);
        }
    }

    #[test]
    fn base_urls_are_refused_or_have_one_origin(url in words(LINKS, 10)) {
        if let Ok(base) = BaseUrl::parse(&url) {
            let uri = base.join("/x", "y=1");
            if let Ok(uri) = uri {
                prop_assert!(!uri.authority().unwrap().as_str().contains('@'), "{:?}", url);
                let origin: Uri = base.origin().parse().unwrap();
                prop_assert_eq!(uri.host(), origin.host(), "{:?}", url);
            }
        }
    }

    /// Whatever a service asks for is a pause that can be compared with a limit.
    #[test]
    fn pauses_are_finite(name in prop::sample::select(vec!["retry-after", "retry-after-ms", "date"]), value in words(PAUSES, 4), other in words(PAUSES, 3)) {
        let mut headers = HeaderMap::new();
        for (name, value) in [(name, value), ("retry-after", other)] {
            if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
                headers.append(name, value);
            }
        }
        let pause = retry_after(&headers);
        prop_assert!(pause.is_none_or(|pause| pause <= Duration::from_secs(300_000_000_000)), "{pause:?}");
    }

    /// A value decodes to what it was made of; a segment stays one, also with its triplets.
    #[test]
    fn segments_and_queries_keep_what_they_are_given(text in words(LINKS, 8)) {
        let (mut value, mut segment) = (String::new(), String::new());
        encode(&mut value, &text);
        encode_segment(&mut segment, &text);
        let back = percent_encoding::percent_decode_str(&value).decode_utf8().unwrap().into_owned();
        prop_assert_eq!(&back, &text);
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~%".contains(c);
        prop_assert!(value.chars().all(plain), "{value:?}");
        prop_assert!(!segment.contains(['/', '?', '#', '\\', ' ']) && segment.is_ascii(), "{segment:?}");
    }
}
