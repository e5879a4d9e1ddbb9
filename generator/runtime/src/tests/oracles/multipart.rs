//! Bodies in parts, read back by multer.

use std::convert::Infallible;
use std::future::Future;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::HeaderValue;
use multer::Multipart;

use crate::runtime::{Attached, Content, Edit, Map, PartType, Upload, View};

/// A part to be sent.
#[derive(Clone, Debug)]
pub enum Part {
    /// A text.
    Text(String),
    /// Bytes with the name of a file and a media type.
    File(Vec<u8>, String, String),
}

/// Parts in the order in which they are sent; names may come twice.
struct Parts<'a>(&'a [(String, Part, Upload)]);

impl Map for Parts<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn entries<'b>(&'b self, each: &mut dyn FnMut(&'b str, View<'b>) -> bool) {
        for (name, part, upload) in self.0 {
            let view = match part {
                Part::Text(text) => View::Str(text),
                Part::File(..) => View::File(upload),
            };
            if !each(name, view) {
                return;
            }
        }
    }

    fn empty(&mut self) {}

    fn add(&mut self, _: &str) -> Edit<'_> {
        Edit::Ignore
    }
}

/// Another reader finds the same parts, and the border is in none of them.
pub fn judge(parts: &[(String, Part)]) {
    const TYPES: &[PartType] = &[PartType::new("typed", "text/x; charset=\"utf-8\"")];
    let parts: Vec<(String, Part, Upload)> = parts
        .iter()
        .map(|(name, part)| {
            let upload = match part {
                Part::Text(_) => Upload::default(),
                Part::File(bytes, file, media) => {
                    Upload::new(Bytes::from(bytes.clone()))
                        .file_name(file.clone())
                        .media_type(media.clone())
                }
            };
            (name.clone(), part.clone(), upload)
        })
        .collect();
    let view = Parts(&parts);
    let content = Content::multipart("multipart/form-data", View::Map(&view), TYPES);
    let media = content.media.clone().into_owned();
    let refused = parts.iter().any(|(_, _, upload)| {
        upload.media_type().is_some_and(|media| HeaderValue::from_str(media).is_err())
    });
    let body = match content.into_body() {
        Ok(body) => body,
        Err(error) => {
            assert!(refused, "{error}");
            return;
        }
    };
    assert!(!refused, "{parts:?}");
    let body = body.as_bytes().expect("it is in memory").clone();
    let border = multer::parse_boundary(&media).expect("the media type names a border");
    let count =
        body.windows(border.len()).filter(|window| *window == border.as_bytes()).count();
    assert_eq!(count, parts.len() + 1, "the border is in a part");
    // The other reader takes a name within the quotes of a name for that of a file, with
    // whatever comes before the next equals sign or quote.
    if parts.iter().any(|(name, ..)| name.contains("filename")) {
        return;
    }
    let found = now(read(body, border));
    let expected: Vec<_> = parts.iter().map(expected).collect();
    assert_eq!(found, expected);
}

type Found = (String, Option<String>, Vec<u8>);

/// Quotes, backslashes and control characters are triplets in names, as the HTML standard has
/// quotes and line ends.
fn expected((name, part, _): &(String, Part, Upload)) -> Found {
    let sent = |text: &str| -> String {
        let one = |c: char| match c {
            '"' => "%22".to_owned(),
            '\\' => "%5C".to_owned(),
            c if c.is_ascii_control() => format!("%{:02X}", u32::from(c)),
            c => c.to_string(),
        };
        text.chars().map(one).collect()
    };
    match part {
        Part::Text(text) => (sent(name), None, text.clone().into_bytes()),
        Part::File(bytes, file, _) => {
            let file = Some(sent(file)).filter(|file| !file.is_empty());
            (sent(name), file, bytes.clone())
        }
    }
}

async fn read(body: Bytes, border: String) -> Vec<Found> {
    let stream = std::iter::once(Ok::<_, Infallible>(body));
    let mut multipart = Multipart::new(Stream(stream), border);
    let mut found = Vec::new();
    while let Some(field) = multipart.next_field().await.expect("it is well formed") {
        let name = field.name().expect("each part has a name").to_owned();
        let file = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.expect("it ends");
        found.push((name, file, bytes.to_vec()));
    }
    found
}

struct Stream<I>(I);

impl<I: Iterator + Unpin> futures_core::Stream for Stream<I> {
    type Item = I::Item;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// Nothing has to be waited for: everything is there.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}
