//! Files as parts of bodies.

use std::io::{Error as IoError, Read};

use super::service::*;
use crate::runtime::{
    Body, Bytes, Content, Error, Meta, Method, Mock, NoFailure, Operation, PartType,
    RequestOptions, Slot, Style, TransportKind, Upload, fields,
};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Form {
    title: String,
    file: Upload,
    more: Vec<Upload>,
    icon: Option<Bytes>,
    tags: Vec<String>,
    numbers: Vec<i64>,
}

fields! {
    Form {
        title: "title",
        file: "file",
        more: "more",
        icon: "icon",
        tags: "tags",
        numbers: "numbers",
    }
}

fn form(file: Upload, more: Vec<Upload>) -> Form {
    let tags = vec!["a".into(), "b".into()];
    Form { title: "t".into(), file, more, icon: None, tags, numbers: vec![1, 2] }
}

/// The parts of a body, by somebody who knows only RFC 2046: head and content.
fn parts(media: &str, body: &[u8]) -> Vec<(String, Vec<u8>)> {
    let boundary = media.split_once("boundary=").unwrap().1;
    let find =
        |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|w| w == what);
    let delimiter = format!("\r\n--{boundary}");
    let mut rest = [b"\r\n", body].concat();
    let mut out = Vec::new();
    loop {
        let at = find(&rest, delimiter.as_bytes()).unwrap();
        rest.drain(..at + delimiter.len());
        if rest == b"--\r\n" {
            return out;
        }
        let head = find(&rest, b"\r\n\r\n").unwrap();
        let end = find(&rest, delimiter.as_bytes()).unwrap();
        let text = String::from_utf8(rest[2..head].to_vec()).unwrap();
        out.push((text, rest[head + 4..end].to_vec()));
    }
}

async fn encoded(form: &Form, types: &[PartType]) -> Vec<(String, String)> {
    let content = Content::multipart("multipart/form-data", form.view(), types);
    let media = content.media.clone();
    let body = content.into_body().unwrap().collect(usize::MAX).await.unwrap();
    let text = |(head, content)| (head, String::from_utf8(content).unwrap());
    parts(&media, &body).into_iter().map(text).collect()
}

fn head(rest: &str) -> String {
    format!("Content-Disposition: form-data; {rest}")
}

#[tokio::test]
async fn parts_with_names_and_types() {
    let more = vec![
        Upload::new("2").file_name("b\".txt\r\n").media_type("text/plain"),
        Upload::from("3"),
        Upload::new("4").file_name(""),
    ];
    let mut form = form(Upload::new("1").file_name("ä.png"), more);
    form.icon = Some("i".into());
    let types = [
        PartType::new("file", "image/png"),
        PartType::new("icon", "image/gif"),
        PartType::new("numbers", "application/json"),
    ];
    let got = encoded(&form, &types).await;
    let octets = "\r\nContent-Type: application/octet-stream";
    let want = [
        (head("name=\"title\""), "t"),
        (head("name=\"file\"; filename=\"ä.png\"\r\nContent-Type: image/png"), "1"),
        (
            head(
                "name=\"more\"; filename=\"b%22.txt%0D%0A\"\r\nContent-Type: text/plain",
            ),
            "2",
        ),
        (head("name=\"more\"; filename=\"more\"") + octets, "3"),
        (head("name=\"more\"") + octets, "4"),
        (head("name=\"icon\"; filename=\"icon\"\r\nContent-Type: image/gif"), "i"),
        (head("name=\"tags\""), "a"),
        (head("name=\"tags\""), "b"),
        (head("name=\"numbers\"\r\nContent-Type: application/json"), "[1,2]"),
    ];
    assert_eq!(got, want.map(|(head, content)| (head, content.to_owned())));
}

#[tokio::test]
async fn the_type_of_a_list_is_that_of_its_elements() {
    let form = form(Upload::default(), vec![Upload::new("1"), Upload::new("2")]);
    let got = encoded(&form, &[PartType::new("more", "image/png")]).await;
    let more = head("name=\"more\"; filename=\"more\"\r\nContent-Type: image/png");
    assert_eq!(got[2..4], [(more.clone(), "1".to_owned()), (more, "2".to_owned())]);
}

#[test]
fn a_type_cannot_add_a_header() {
    let file = Upload::new("1").media_type("text/plain\r\nX-Evil: 1");
    let form = form(file, Vec::new());
    let content = Content::multipart("multipart/form-data", form.view(), &[]);
    assert!(content.into_body().is_err());
}

/// It is as if none had been given.
#[tokio::test]
async fn a_file_with_an_empty_type() {
    let files = vec![Upload::new("1").media_type(""), Upload::new("2").media_type(" ")];
    let got = encoded(&form(Upload::default(), files), &[]).await;
    let octets =
        "name=\"more\"; filename=\"more\"\r\nContent-Type: application/octet-stream";
    assert_eq!((&got[2].0, &got[3].0), (&head(octets), &head(octets)));
}

/// Names are those of forms, and of `mixed` where parts are taken by name; other parts have types.
#[tokio::test]
async fn parts_without_names() {
    let file = Upload::new("1").file_name("a.png").media_type("image/png");
    let mut form = form(file, vec![Upload::new("2")]);
    (form.tags, form.numbers) = (vec!["ä".into()], Vec::new());
    let sent = async |media: &'static str| {
        let content = Content::multipart(media, form.view(), &[]);
        let media = content.media.clone();
        let body = content.into_body().unwrap().collect(usize::MAX).await.unwrap();
        parts(&media, &body).into_iter().map(|(head, _)| head).collect::<Vec<_>>()
    };
    for media in ["multipart/mixed", "Multipart/Form-Data", "multipart/data"] {
        let heads = sent(media).await;
        assert!(heads.iter().all(|head| head.contains(": form-data; name=")), "{media}");
    }
    let text = "Content-Type: text/plain; charset=utf-8";
    let image =
        "Content-Disposition: attachment; filename=\"a.png\"\r\nContent-Type: image/png";
    assert_eq!(
        sent("multipart/related; type=\"text/plain\"").await,
        [text, image, "Content-Type: application/octet-stream", text]
    );
}

/// The type of the first part, which is the root (RFC 2387, section 3.1), or the one that the
/// document names.
#[test]
fn related_parts_name_their_root() {
    let value = serde_json::json!({"none": null, "about": {"a": 1}, "text": "x"});
    let named = |media, types: &[PartType]| {
        let media = Content::multipart(media, value.view(), types).media;
        media.split_once("; boundary=").expect("a boundary").0.to_owned()
    };
    let soap = [PartType::new("about", "application/xop+xml")];
    assert_eq!(
        named("multipart/related", &[]),
        "multipart/related; type=\"application/json\""
    );
    assert_eq!(
        named("multipart/related", &soap),
        "multipart/related; type=\"application/xop+xml\""
    );
    assert_eq!(
        named("Multipart/Related; Type=text/xml; boundary=x", &soap),
        "Multipart/Related; type=\"text/xml\""
    );
    assert_eq!(named("multipart/form-data; type=a", &soap), "multipart/form-data");
}

/// Like parameters of a query, but nothing is encoded (OpenAPI 3.1.2, section 4.8.15.1.2).
#[tokio::test]
async fn parts_in_styles_of_queries() {
    let value = serde_json::json!({
        "a": ["x y", "z"], "b": ["x", "y"], "c": {"k": "v", "l": 1},
        "d": {"k": ["v", {"m": true}]}, "e": {"k": "v", "l": ["1", "2"], "m": {"n": 1}},
        "f": [], "g": "one", "h": null,
    });
    let types = [
        PartType::styled("a", Style::Form, false),
        PartType::styled("b", Style::PipeDelimited, false),
        PartType::styled("c", Style::Form, false),
        PartType::styled("d", Style::DeepObject, true),
        PartType::styled("e", Style::Form, true),
        PartType::styled("f", Style::Form, false),
        PartType::styled("g", Style::DeepObject, false),
        PartType::styled("h", Style::Form, true),
    ];
    let content = Content::multipart("multipart/form-data", value.view(), &types);
    let media = content.media.clone();
    let body = content.into_body().unwrap().collect(usize::MAX).await.unwrap();
    let parts = parts(&media, &body).into_iter();
    let got: Vec<(String, String)> =
        parts.map(|(head, text)| (head, String::from_utf8(text).unwrap())).collect();
    let want = [
        (head("name=\"a\""), "x y,z"),
        (head("name=\"b\""), "x|y"),
        (head("name=\"c\""), "k,v,l,1"),
        (head("name=\"d[k][0]\""), "v"),
        (head("name=\"d[k][1][m]\""), "true"),
        (head("name=\"k\""), "v"),
        (head("name=\"l\""), "1"),
        (head("name=\"l\""), "2"),
        (head("name=\"m\"\r\nContent-Type: application/json"), r#"{"n":1}"#),
        (head("name=\"g\""), "one"),
    ];
    assert_eq!(got, want.map(|(head, content)| (head, content.to_owned())));
}

#[test]
fn parts_whose_values_hold_the_delimiter() {
    for (style, text) in [(Style::Form, "a,b"), (Style::SpaceDelimited, "a b")] {
        let value = serde_json::json!({ "n": [text, "c"] });
        let types = [PartType::styled("n", style, false)];
        let content = Content::multipart("multipart/form-data", value.view(), &types);
        assert!(content.into_body().unwrap_err().to_string().contains("`n`"));
    }
    let value = serde_json::json!({ "n": { "a][b": 1 } });
    let types = [PartType::styled("n", Style::DeepObject, true)];
    let content = Content::multipart("multipart/form-data", value.view(), &types);
    let error = content.into_body().unwrap_err().to_string();
    assert_eq!(error, "a key of `n` is empty or has a bracket");
}

/// `POST /forms`.
#[derive(Clone, Debug)]
struct Send<'a>(&'a Form);

impl Operation for Send<'_> {
    type Output = ();
    type Failure = NoFailure;
    const META: Meta =
        Meta { id: "send", method: Method::POST, path: "/forms", ..Meta::DEFAULT };

    fn body(&self) -> Option<Content<'_>> {
        Some(Content::multipart("multipart/form-data", self.0.view(), &[]))
    }
}

#[tokio::test]
async fn readers_are_read_while_they_are_sent() {
    let long = "x".repeat(100_000);
    let reader = |size| Upload::reader(std::io::Cursor::new(long.clone()), size);
    for size in [Some(100_000), None] {
        let form = form(reader(size), vec![Upload::new("2")]);
        let content = Content::multipart("multipart/form-data", form.view(), &[]);
        let media = content.media.clone();
        let body = content.into_body().unwrap();
        assert!(body.as_bytes().is_none());
        let promised = body.size();
        let bytes = body.collect(usize::MAX).await.unwrap();
        assert_eq!(promised, size.map(|_| bytes.len() as u64));
        let parts = parts(&media, &bytes);
        assert_eq!((parts[1].1.len(), &parts[2].1[..]), (100_000, &b"2"[..]));
    }
}

#[tokio::test]
async fn readers_are_sent_once() {
    let mock = Mock::new().on::<Send<'_>>(429, ()).on::<Send<'_>>(200, ());
    let client = client(&mock);
    let form = form(Upload::reader(&b"abc"[..], Some(3)), Vec::new());
    let error = call(&client, Send(&form)).send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), mock.requests().len()), (429, 1));
    let error = call(&client, Send(&form)).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the request was not sent: the file of the part `file` was taken by a call before"
    );
    let again = self::form(Upload::new("abc"), Vec::new());
    let mock = Mock::new().on::<Send<'_>>(429, ()).on::<Send<'_>>(200, ());
    call(&super::service::client(&mock), Send(&again)).send().await.unwrap();
    assert_eq!(mock.requests()[0].body(), mock.requests()[1].body());
}

/// A file that grows while it is sent would leave the body without its end.
#[tokio::test]
async fn a_reader_that_gives_more_than_it_said() {
    let form = form(Upload::reader(&b"0123456789"[..], Some(5)), Vec::new());
    let content = Content::multipart("multipart/form-data", form.view(), &[]);
    let (_, error) = content.into_body().unwrap().collect(usize::MAX).await.unwrap_err();
    assert_eq!(error.unwrap().kind(), TransportKind::Upload);
}

#[tokio::test]
async fn a_reader_that_gives_less_than_it_said() {
    let form = form(Upload::reader(&b"01"[..], Some(5)), Vec::new());
    let content = Content::multipart("multipart/form-data", form.view(), &[]);
    let (_, error) = content.into_body().unwrap().collect(usize::MAX).await.unwrap_err();
    assert_eq!(error.unwrap().kind(), TransportKind::Upload);
}

#[tokio::test]
async fn a_call_that_is_refused_takes_no_reader() {
    let mock = Mock::new().on::<Send<'_>>(200, ());
    let client = client(&mock);
    let form = form(Upload::reader(&b"abc"[..], Some(3)), Vec::new());
    let bad = RequestOptions::new().header("bad name", "x");
    let call = call(&client, Send(&form)).options(bad);
    assert!(matches!(call.send().await, Err(Error::Request(_))));
    super::service::call(&client, Send(&form)).send().await.unwrap();
    assert_eq!(mock.requests().len(), 1);
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> Result<usize, IoError> {
        Err(IoError::other("the disk is gone"))
    }
}

#[tokio::test]
async fn a_reader_that_fails() {
    let form = form(Upload::reader(Broken, None), Vec::new());
    let content = Content::multipart("multipart/form-data", form.view(), &[]);
    let body: Body = content.into_body().unwrap();
    let (_, error) = body.collect(usize::MAX).await.unwrap_err();
    assert_eq!(error.unwrap().kind(), TransportKind::Upload);
    #[cfg(feature = "reqwest")]
    {
        let server = super::server::Server::answering("200 OK", &[], "");
        let client = builder().base_url(server.url()).build().unwrap();
        let form = self::form(Upload::reader(Broken, Some(10)), Vec::new());
        let error = call(&client, Send(&form)).send().await.unwrap_err();
        let Error::Transport(error) = error else { panic!("{error:?}") };
        assert_eq!((error.kind(), error.attempts()), (TransportKind::Upload, 1));
    }
}

#[test]
fn files_are_values() {
    let file = Upload::new("a").file_name("n");
    assert_eq!(file, file.clone());
    assert_ne!(file, Upload::new("a"));
    let once = Upload::reader(std::io::empty(), None);
    assert_eq!(once, once.clone());
    assert_ne!(once, Upload::reader(std::io::empty(), None));
    let shown = format!("{:?}", Upload::new("secret"));
    assert_eq!(
        shown,
        "Upload { file_name: None, media_type: None, bytes: Some(6), .. }"
    );
    // Outside of forms it is its bytes.
    assert_eq!(crate::runtime::to_json(&file).unwrap(), b"\"a\"");
    let mut read = once;
    crate::runtime::read_json(b"\"b\"", read.edit()).unwrap();
    assert_eq!(read, Upload::new("b"));
}

#[test]
fn a_value_knows_whether_it_has_a_file() {
    #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
    struct Person {
        name: Option<String>,
        picture: Option<Upload>,
        others: Option<Vec<Upload>>,
    }
    fields! {
        Person { name: "name", picture: "picture", others: "others", }
    }
    let person = Person { name: Some("Ann".into()), ..Person::default() };
    assert!(!person.view().has_file());
    let others = Some(Vec::new());
    assert!(!Person { others, ..person.clone() }.view().has_file());
    let others = Some(vec![Upload::new("content")]);
    assert!(Person { others, ..person.clone() }.view().has_file());
    let picture = Some(Upload::new("content"));
    assert!(Person { picture, ..person }.view().has_file());
}
