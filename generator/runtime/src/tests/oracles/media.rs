//! Media types, and what an answer in one becomes.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::runtime::answers::answer::decode;
use crate::runtime::{
    Answer, Answered, Error, ErrorBody, Head, Kind, Meta, Operation, Outcome, Slot,
    Status, Value, fields,
};

/// An object, as an answer has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pet {
    name: String,
    age: Option<i64>,
}
fields! { Pet { name, age, } }

macro_rules! operations {
    ($($name:ident: $output:ty, $media:literal;)*) => {$(
        struct $name;
        impl Operation for $name {
            type Output = $output;
            type Failure = $output;
            const META: Meta = Meta {
                answers: &[
                    Answer::new(Status::Exact(200), &[$media]),
                    Answer::new(Status::Range(4), &[$media]),
                ],
                ..Meta::DEFAULT
            };
        }
    )*};
}
operations! {
    Object: Pet, "application/json";
    Text: String, "text/plain";
    Anything: Value, "application/vnd.x+json";
    Raw: Bytes, "*/*";
    Number: i64, "text/plain; charset=utf-8";
    List: Vec<Pet>, "application/json";
}

/// Every answer becomes a value or an error that has its status, its headers and its bytes.
pub fn judge(status: u16, media: Option<&[u8]>, body: &[u8]) {
    judge_as::<Object>(status, media, body);
    judge_as::<Text>(status, media, body);
    judge_as::<Anything>(status, media, body);
    judge_as::<Raw>(status, media, body);
    judge_as::<Number>(status, media, body);
    judge_as::<List>(status, media, body);
    let Some(text) = media.and_then(|media| std::str::from_utf8(media).ok()) else {
        return;
    };
    let essence = text.split(';').next().unwrap_or_default();
    let spelled = [essence.to_ascii_uppercase(), format!(" {essence} ; q=\"a/json\"")];
    for other in spelled {
        assert_eq!(Kind::of(&other), Kind::of(text), "{text:?}");
    }
}

fn judge_as<O: Operation>(status: u16, media: Option<&[u8]>, body: &[u8])
where
    O::Output: Outcome,
{
    let mut head = Head {
        status: StatusCode::from_u16(status).unwrap_or_default(),
        headers: HeaderMap::new(),
        attempts: 1,
        request_id_header: None,
        cause: None,
    };
    if let Some(media) = media.and_then(|media| HeaderValue::from_bytes(media).ok()) {
        head.headers.insert(CONTENT_TYPE, media);
    }
    let body = Bytes::copy_from_slice(body);
    let (status, headers) = (head.status, head.headers.clone());
    let answered = Answered { head, body: body.clone(), rest: None, is_odd_part: false };
    match decode::<O>(Ok(answered)) {
        Ok(answer) => assert!(status.is_success() && *answer.headers() == headers),
        Err(Error::Api(error)) => {
            assert!(!status.is_success() && error.status() == status);
            assert_eq!((error.raw(), error.headers()), (&body, &headers));
            let documented = status.is_client_error();
            let undocumented = matches!(error.body(), ErrorBody::Undocumented);
            assert_eq!(documented, !undocumented, "{status}");
            let _ = (error.message(), error.json().is_some());
        }
        Err(Error::Decode(error)) => {
            assert!(status.is_success() && error.status() == status);
            assert_eq!((error.raw(), error.headers()), (&body, &headers));
        }
        Err(error) => panic!("no other error can come of an answer: {error}"),
    }
}

/// JSON is read under any name, that of a page included.
pub fn judge_json(name: &str, media: &str) {
    // Another charset is honoured; most have the same bytes for ASCII alone.
    let charset = media.to_ascii_lowercase().contains("charset");
    if charset && media.contains("utf-16") {
        return;
    }
    let name = name.chars().filter(|c| !charset || c.is_ascii()).collect();
    let pet = Pet { name, age: None };
    let body = crate::runtime::to_json(&pet).expect("it can be written");
    let mut head = Head {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        attempts: 1,
        request_id_header: None,
        cause: None,
    };
    let Ok(value) = HeaderValue::from_str(media) else { return };
    head.headers.insert(CONTENT_TYPE, value);
    let read = decode::<Object>(Ok(Answered {
        head,
        body: body.into(),
        rest: None,
        is_odd_part: false,
    }))
    .ok();
    assert_eq!(read.map(crate::runtime::Response::into_inner), Some(pet), "{media}");
    let _ = Pet::vacant();
}
