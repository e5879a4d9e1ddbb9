//! Recording and giving again.

use super::service::*;
use crate::runtime::{Credential, Error, Mock, Tape, TransportKind};

#[tokio::test]
async fn what_was_recorded_is_given_again() {
    let mock = Mock::new()
        .on_with::<SecurePet>(503, &[("Retry-After", "1")], ())
        .on_with::<SecurePet>(200, &[("X-Id", "7"), ("Set-Cookie", "SECRET")], rex())
        .on_bytes::<GetPet>(200, &[], vec![0xFF, 0]);
    let mock = mock
        .on_with::<GetPet>(200, &[("X-Name", "Zo\u{eb}")], rex())
        .on_bytes::<GetPet>(400, &[], vec![b'x'; 3 << 20]);
    let tape = Tape::new();
    let client = |builder: crate::runtime::ClientBuilder| {
        let secret = Credential::basic("SECRET", "SECRET");
        builder.credential("basic", secret).build().unwrap()
    };
    let recording = client(builder().transport(tape.record(mock)));
    call(&recording, SecurePet).send().await.unwrap();
    call(&recording, GetPet).send_raw().await.unwrap();
    call(&recording, GetPet).send_raw().await.unwrap();
    let error = call(&recording, GetPet).send().await.unwrap_err();
    assert_eq!(error.api().map(|api| api.raw().len()), Some(1 << 20));

    let path = std::env::temp_dir().join(format!("tape-{}.jsonl", std::process::id()));
    tape.save(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let loaded = Tape::load(&path);
    std::fs::remove_file(&path).unwrap();
    assert!(!text.contains("SECRET"), "{text}");
    assert_eq!(text.lines().count(), 5);

    let playing = client(builder().transport(loaded.unwrap()));
    let pet = call(&playing, SecurePet).send().await.unwrap();
    assert_eq!(
        (pet.attempts(), &pet.headers()["x-id"], &*pet),
        (2, &"7".parse().unwrap(), &rex())
    );
    let raw = call(&playing, GetPet).send_raw().await.unwrap();
    assert_eq!(raw.into_inner(), vec![0xFF, 0]);
    let named = call(&playing, GetPet).send_raw().await.unwrap();
    assert_eq!(named.headers()["x-name"].as_bytes(), "Zo\u{eb}".as_bytes());
    let Err(Error::Transport(error)) = call(&playing, PatchPet).send().await else {
        panic!()
    };
    assert_eq!(error.kind(), TransportKind::Refused);
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "the tape has no answer left for PATCH /v1/pets");
}

#[test]
fn what_is_no_tape() {
    let path = std::env::temp_dir().join(format!("no-tape-{}", std::process::id()));
    std::fs::write(&path, "\n{\"method\":1}\n").unwrap();
    let result = Tape::load(&path);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(result.unwrap_err().to_string(), "line 2 of the tape is not an answer");
    assert!(Tape::load(&path).is_err());
}
