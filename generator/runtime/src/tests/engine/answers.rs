//! From answers to values and errors.

use serde_json::json;

use super::service::*;
use crate::runtime::{
    Answer, Error, Meta, Mock, NoFailure, Operation, Problem as Wrong, RequestOptions,
    Slot, Status, statuses,
};

const JSON: &str = "application/json";

#[test]
fn errors_are_small_and_portable() {
    fn portable<T: Send + Sync + 'static>() {}
    fn sendable<T: Send>(_: T) {}
    portable::<Error<PetFailure>>();
    portable::<crate::runtime::Client>();
    assert!(size_of::<Error<PetFailure>>() <= 48, "{}", size_of::<Error<PetFailure>>());
    let client = client(&Mock::new());
    let future = call(&client, GetPet).send();
    sendable(future);
}

async fn success(
    status: u16,
    media: &str,
    body: &str,
) -> Result<Pet, Error<PetFailure>> {
    let headers = [("content-type", media), ("pets-request-id", "r1")];
    let headers = if media.is_empty() { &headers[1..] } else { &headers[..] };
    let mock = Mock::new().on_bytes::<GetPet>(status, headers, body.to_owned());
    let client = client(&mock);
    let answer = call(&client, GetPet).send().await?;
    assert_eq!(answer.request_id(), Some("r1"));
    assert_eq!(answer.headers()["pets-request-id"], "r1");
    Ok(answer.into_inner())
}

#[tokio::test]
async fn content_types() {
    let rex_json = r#"{"name":"Rex"}"#;
    for media in [
        JSON,
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/vnd.pets.v1+json",
        "text/json",
        "",
        "text/plain",
        "application/octet-stream",
    ] {
        assert_eq!(success(200, media, rex_json).await.unwrap(), rex(), "{media}");
    }
    let marked = format!("\u{feff}{rex_json}");
    assert_eq!(success(200, JSON, &marked).await.unwrap(), rex());
    let error = success(200, "text/html", "<html>secret</html>").await.unwrap_err();
    let expected = "the 200 OK answer is not as described: the content is HTML, expected JSON \
         (request r1)";
    assert_eq!(error.to_string(), expected);
    assert_eq!(error.request_id(), Some("r1"));
}

/// JSON is in UTF-8 (RFC 8259, section 8.1), whatever a parameter says.
#[tokio::test]
async fn json_under_another_charset() {
    let latin = "application/json; charset=ISO-8859-1";
    let pet = success(200, latin, "{\"name\":\"Zoë\"}").await.unwrap();
    assert_eq!(pet.name, "Zoë");
    let raw = &b"{\"name\":\"Zo\xEB\"}"[..];
    let mock = Mock::new().on_bytes::<GetPet>(200, &[("content-type", latin)], raw);
    let client = client(&mock);
    assert_eq!(call(&client, GetPet).send().await.unwrap().name, "Zoë");
}

/// What would be read as other text without anybody noticing is refused.
#[test]
fn encodings_that_are_not_read() {
    use crate::runtime::answers::charset::{json_to_utf8, to_utf8};
    let texts: [(&str, &[u8]); 4] = [
        ("text/plain; charset=ISO-2022-JP", b"\x1b$BF|K\\\x1b(B"),
        ("text/plain; charset=utf-7", b"+AOk-"),
        ("text/plain; charset=utf-32", b"a\0\0\0"),
        ("text/plain", b"\xFF\xFE\0\0a\0\0\0"),
    ];
    for (media, body) in texts {
        let text = to_utf8(Some(media), body);
        assert!(matches!(text, Err(Wrong::NotText)), "{media}: {text:?}");
    }
    let json = &b"{}"[..];
    assert_eq!(
        json_to_utf8(Some("application/json; charset=utf-7"), json).unwrap(),
        json
    );
    assert_eq!(to_utf8(Some("text/plain; charset=koi8-r"), b"a").unwrap(), &b"a"[..]);
    for latin in ["ISO8859-1", "iso_8859-1", "l1", "x-cp1252", "\"latin1\""] {
        let media = format!("text/plain; charset={latin}");
        assert_eq!(to_utf8(Some(&media), b"caf\xE9").unwrap(), "café".as_bytes());
    }
}

#[tokio::test]
async fn failures_in_other_encodings_have_messages() {
    let wide: Vec<u8> =
        "{\"message\":\"nö\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = [b"\xFF\xFE".to_vec(), wide].concat();
    let mock = Mock::new().on_bytes::<GetPet>(404, &[("content-type", JSON)], wide);
    let error = call(&client(&mock), GetPet).send().await.unwrap_err();
    assert_eq!(error.api().unwrap().message().as_deref(), Some("nö"));
}

/// What a service writes cannot write lines into a log, nor fill it.
#[tokio::test]
async fn keys_in_messages_are_harmless() {
    let key = format!("\\u001b[2J\\n\\u202eroot: {}", "x".repeat(100_000));
    let error = crate::runtime::from_json::<std::collections::BTreeMap<String, i64>>(
        format!("{{\"{key}\":\"x\"}}").as_bytes(),
    );
    let error = error.unwrap_err();
    assert!(error.pointer().len() > 100_000);
    let text = error.to_string();
    assert!(text.contains("at `/\\u{1b}[2J\\n\\u{202e}root: xx"), "{text}");
    assert!(text.len() < 300 && text.contains('…'), "{text}");
    let text = format!("{error:?}");
    assert!(text.len() < 500 && text.contains('…'), "{text}");
}

/// How a file was stored or written down is no coding of it.
#[tokio::test]
async fn content_encodings_that_are_none() {
    for (coding, is_file) in [
        ("binary", true),
        ("none", true),
        ("UTF-8", true),
        ("8bit", true),
        ("br", false),
    ] {
        let headers =
            [("Content-Type", "application/pdf"), ("Content-Encoding", coding)];
        let file = &b"%PDF-1.4\n%\xE2\xE3\xCF\xD3"[..];
        let mock = Mock::new().on_bytes::<Photo>(200, &headers, file);
        let got = call(&client(&mock), Photo).send().await;
        assert_eq!(got.is_ok(), is_file, "{coding}");
    }
}

/// Bytes that are a compressed form of what was meant are not what was meant.
#[tokio::test]
async fn compressed_bytes_are_no_bytes() {
    let gzip: &[u8] = b"\x1F\x8B\x08\0rest";
    let encoded: &[(&str, &str)] = &[("content-encoding", "gzip")];
    let mock = Mock::new()
        .on_bytes::<Photo>(200, encoded, gzip)
        .on_bytes::<Photo>(200, &[("content-type", "application/gzip")], gzip)
        .on_bytes::<Photo>(200, encoded, "decompressed by somebody")
        .on_bytes::<Photo>(
            200,
            &[("content-encoding", "br")],
            &b"\x8B\x01\x80abc\x03"[..],
        )
        .on_bytes::<Photo>(200, &[("content-encoding", "identity")], &b"\xFF"[..]);
    let client = client(&mock);
    let error = call(&client, Photo).send().await.unwrap_err();
    assert!(error.to_string().contains("compressed"), "{error}");
    assert_eq!(call(&client, Photo).send().await.unwrap().into_inner(), gzip);
    call(&client, Photo).send().await.unwrap();
    let error = call(&client, Photo).send().await.unwrap_err();
    assert!(error.to_string().contains("compressed"), "{error}");
    call(&client, Photo).send().await.unwrap();
}

/// A file that is compressed itself is what was meant, whatever is said of how it was stored.
#[tokio::test]
async fn files_that_are_compressed_themselves() {
    let gzip: &[u8] = b"\x1F\x8B\x08\0rest";
    let zstd: &[u8] = b"\x28\xB5\x2F\xFD\0rest";
    for (media, coding, is_file) in [
        ("application/gzip", "identity", true),
        ("application/octet-stream", "identity", true),
        ("application/octet-stream", "binary", true),
        ("application/octet-stream", "gzip", false),
        ("application/x-tgz", "x-gzip", true),
        ("Application/GZIP; x=1", "gzip", true),
        ("application/tlsrpt+gzip", "gzip", true),
        ("application/zstd", "zstd", true),
        ("application/octet-stream", "zstd", false),
    ] {
        let headers = [("Content-Type", media), ("Content-Encoding", coding)];
        let file = if media.contains("zstd") || coding == "zstd" { zstd } else { gzip };
        let mock = Mock::new().on_bytes::<Photo>(200, &headers, file);
        let got = call(&client(&mock), Photo).send().await;
        assert_eq!(got.is_ok(), is_file, "{media} {coding}");
    }
}

#[derive(Clone, Debug)]
struct Photo;

impl Operation for Photo {
    type Output = crate::runtime::Bytes;
    type Failure = NoFailure;
    const META: Meta = Meta { id: "photo", path: "/photo", ..Meta::DEFAULT };
}

#[tokio::test]
async fn undocumented_successes_are_read_as_the_main_type() {
    assert_eq!(success(203, JSON, r#"{"name":"Rex"}"#).await.unwrap(), rex());
    let error = success(203, JSON, "[]").await.unwrap_err();
    let Error::Decode(error) = error else { panic!() };
    assert_eq!((error.status().as_u16(), &error.raw()[..]), (203, &b"[]"[..]));
}

/// Only what was asked for, or is described, can be a part.
#[tokio::test]
async fn a_part_is_not_the_whole() {
    let error = success(206, JSON, r#"{"name":"Rex"}"#).await.unwrap_err();
    let Error::Decode(error) = error else { panic!() };
    assert!(matches!(error.problem(), Wrong::Partial), "{error}");
    assert_eq!(error.raw(), r#"{"name":"Rex"}"#);
    let mock =
        Mock::new().on_bytes::<Photo>(206, &[("content-range", "bytes 0-3/9")], "part");
    let client = client(&mock);
    let error = call(&client, Photo).send().await.unwrap_err();
    assert!(
        error.to_string().ends_with("it is a part, which the client did not ask for")
    );
    let Err(Error::Decode(error)) = call(&client, Photo).download().await else {
        panic!()
    };
    assert_eq!(error.raw(), "part");
    let ranged = || RequestOptions::new().header("Range", "bytes=0-3");
    let part = call(&client, Photo).options(ranged()).send().await.unwrap();
    assert_eq!(part.into_inner(), "part");
    let part = call(&client, Photo).options(ranged()).download().await.unwrap();
    assert_eq!(part.into_inner().bytes(9).await.unwrap(), "part");
    let client = self::client(&Mock::new().on_request("GET", "/x", 206, "part"));
    let raw = client.request(http::Method::GET, "/x").send().await.unwrap();
    assert_eq!(raw.into_inner(), "\"part\"");
}

#[tokio::test]
async fn decode_errors_say_where() {
    let error = success(200, JSON, "{\n  \"name\": \"Rex\",\n  \"age\": \"old\"}").await;
    let Err(Error::Decode(error)) = error else { panic!() };
    let Wrong::Json(json) = error.problem() else { panic!("{error:?}") };
    assert_eq!((json.pointer(), json.line()), ("/age", 3));
    assert!(!error.to_string().contains("old") && error.to_string().contains("/age"));
}

#[tokio::test]
async fn empty_answers_are_never_parsed() {
    for (status, body) in [(201, ""), (204, "x"), (205, "x")] {
        let error = success(status, JSON, body).await.unwrap_err();
        assert!(error.to_string().contains(": the body is empty"), "{error}");
    }
    let mock = Mock::new().on_bytes::<HeadPet>(200, &[], "{");
    let error = call(&client(&mock), HeadPet).send().await.unwrap_err();
    assert!(error.to_string().ends_with("the body is empty"));
    let mock =
        Mock::new().on_bytes::<FindPets>(200, &[("content-type", JSON)], "{broken");
    assert!(call(&client(&mock), FindPets::of("a")).send().await.is_ok());
}

#[derive(Clone, Debug, PartialEq)]
enum Several {
    Ok(Pet),
    Accepted(Problem),
    Nothing,
    Other(Pet),
}

statuses! {
    Several {
        200 | 201 => Ok,
        202 => Accepted,
        204 => Nothing(),
        _ => Other,
    }
}

macro_rules! answering {
    ($($name:ident: $output:ty, $media:literal;)*) => {$(
        struct $name;

        impl Operation for $name {
            type Output = $output;
            type Failure = NoFailure;
            const META: Meta = Meta {
                id: stringify!($name),
                answers: &[Answer::new(Status::Exact(200), &[$media])],
                ..Meta::DEFAULT
            };
        }
    )*};
}

answering! {
    GetSeveral: Several, "application/json";
    GetText: String, "text/plain";
    GetJsonText: String, "application/json";
    GetNumber: i64, "text/plain";
    GetMaybe: Option<Pet>, "application/json";
    GetBytes: bytes::Bytes, "application/octet-stream";
    GetAny: serde_json::Value, "application/json";
}

async fn read<O: Operation>(
    operation: O,
    status: u16,
    media: &str,
    body: &[u8],
) -> Option<O::Output> {
    let headers = [("content-type", media)];
    let headers = if media.is_empty() { &headers[1..] } else { &headers[..] };
    let mock = Mock::new().on_bytes::<O>(status, headers, body.to_vec());
    let client = client(&mock);
    call(&client, operation).send().await.ok().map(crate::runtime::Response::into_inner)
}

#[tokio::test]
async fn several_successes() {
    let pet = br#"{"name":"Rex"}"#;
    assert_eq!(read(GetSeveral, 201, JSON, pet).await, Some(Several::Ok(rex())));
    let accepted = read(GetSeveral, 202, JSON, br#"{"code":1}"#).await;
    assert!(
        matches!(accepted, Some(Several::Accepted(problem)) if problem.code == Some(1))
    );
    assert_eq!(read(GetSeveral, 204, "", b"").await, Some(Several::Nothing));
    assert_eq!(read(GetSeveral, 299, JSON, pet).await, Some(Several::Other(rex())));
    assert_eq!(read(GetSeveral, 202, JSON, b"").await, None);
}

#[tokio::test]
async fn values_that_are_not_objects() {
    let latin = "text/plain; charset=ISO-8859-1";
    assert_eq!(read(GetText, 200, "text/plain", b"a \"b\"").await.unwrap(), "a \"b\"");
    assert_eq!(read(GetText, 200, latin, b"caf\xe9").await.unwrap(), "café");
    assert_eq!(read(GetText, 200, "text/plain", b"caf\xe9").await, None);
    assert_eq!(read(GetText, 200, JSON, b"\"a\"").await.unwrap(), "a");
    assert_eq!(read(GetText, 200, JSON, b"plain").await.unwrap(), "plain");
    assert_eq!(read(GetText, 200, "", b"").await.unwrap(), "");
    assert_eq!(read(GetJsonText, 200, JSON, b"").await, None);
    assert_eq!(read(GetNumber, 200, "text/plain", b" 42\n").await.unwrap(), 42);
    assert_eq!(read(GetNumber, 200, "text/plain", b"4x").await, None);
    assert_eq!(read(GetMaybe, 200, JSON, b"").await.unwrap(), None);
    assert_eq!(read(GetMaybe, 200, JSON, b"null").await.unwrap(), None);
    assert_eq!(
        read(GetBytes, 200, "image/png", b"\x00\xff").await.unwrap(),
        &b"\x00\xff"[..]
    );
    assert_eq!(read(GetBytes, 200, JSON, b"{").await.unwrap(), &b"{"[..]);
    assert_eq!(read(GetAny, 200, "text/plain", b"x").await.unwrap(), json!("x"));
}

#[tokio::test]
async fn the_raw_answer_is_there_whatever_its_status() {
    let mock = Mock::new().on_bytes::<GetPet>(418, &[], "short and stout");
    let answer = call(&client(&mock), GetPet).send_raw().await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer[..]), (418, &b"short and stout"[..]));
}

#[tokio::test]
async fn long_failures_are_cut() {
    let mock = Mock::new().on_bytes::<GetPet>(404, &[], vec![b'x'; (1 << 20) + 5]);
    let error = call(&client(&mock), GetPet).send().await.unwrap_err();
    assert_eq!(error.api().unwrap().raw().len(), 1 << 20);
    let mock = Mock::new().on_bytes::<GetPet>(200, &[], vec![b'x'; 11]);
    let client = builder().max_response_bytes(10).transport(mock).build().unwrap();
    let error = call(&client, GetPet).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the answer is larger than the limit within the 200 OK answer"
    );
}

#[test]
fn vacant_values_are_of_the_right_variant() {
    use crate::runtime::Outcome;
    assert_eq!(PetFailure::vacant_for(404), None);
    assert!(matches!(PetFailure::vacant_for(599), Some(PetFailure::ServerError(_))));
    assert!(matches!(Several::vacant_main(), Some(Several::Ok(_))));
    assert_eq!(<Pet as Outcome>::vacant_for(1), Some(Pet::vacant()));
}
