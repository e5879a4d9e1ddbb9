//! What a client takes from variables of the environment.

use super::auth::{mock, sent};
use super::service::*;
use crate::runtime::{
    ClientBuilder, Credential, Location, Mock, Scheme, SchemeKind, Service,
};

#[test]
fn the_environment_is_read_only_when_asked() {
    let build = |pairs: &[(&str, &str)]| {
        let read = |name: &str| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        builder().environment_from(&read).transport(Mock::new()).build()
    };
    let client =
        build(&[("PETS_TOKEN", "t"), ("PETS_BASE_URL", "http://localhost:9/a/")])
            .unwrap();
    assert_eq!(client.settings.base.origin(), "http://localhost:9");
    let message = |pairs: &[(&str, &str)]| build(pairs).unwrap_err().to_string();
    assert_eq!(
        message(&[("PETS_USER", "u"), ("PETS_TOKEN", "t")]),
        "the environment variable PETS_PASSWORD is not set"
    );
    assert_eq!(
        message(&[("PETS_TOKEN", "")]),
        "no credentials in the environment: set PETS_USER and PETS_PASSWORD, or PETS_TOKEN"
    );
    assert_eq!(
        message(&[("PETS_TOKEN", "t"), ("PETS_BASE_URL", "/v1")]),
        "the base URL in PETS_BASE_URL cannot be used: it is not absolute"
    );
}

#[tokio::test]
async fn credentials_of_each_kind_from_the_environment() {
    const KEY: SchemeKind =
        SchemeKind::ApiKey { location: Location::Query, name: "api_key" };
    static SCHEMES: &[Scheme] = &[
        Scheme { name: "bearer", kind: SchemeKind::Bearer, env: &["TOKEN"] },
        Scheme { name: "digest", kind: SchemeKind::Http("Digest"), env: &["DIGEST"] },
        Scheme { name: "queryKey", kind: KEY, env: &["KEY"] },
    ];
    static PETS: Service = Service { schemes: SCHEMES, ..SERVICE };
    let mock = mock();
    for (variable, expected) in [
        ("TOKEN", "authorization: Bearer s"),
        ("DIGEST", "authorization: Digest s"),
        ("KEY", "api_key=s"),
    ] {
        let read = |name: &str| (name == variable).then(|| "s".to_owned());
        let builder = ClientBuilder::new(&PETS).environment_from(&read);
        let client = builder.transport(mock.clone()).build().unwrap();
        assert_eq!(sent(&client, &mock, ManySecurePet).await, [expected]);
    }
    let read = |name: &str| name.starts_with("PETS_").then(|| "s".to_owned());
    let builder = builder().environment_from(&read).base_url("https://x.example");
    let basic = builder.transport(mock.clone()).build().unwrap();
    assert_eq!(sent(&basic, &mock, SecurePet).await, ["authorization: Basic czpz"]);
    // A client that does without them need not find any.
    let none = |_: &str| None;
    let builder = ClientBuilder::new(&PETS).environment_from(&none).anonymous();
    builder.transport(mock.clone()).build().unwrap();
}

#[test]
fn an_environment_without_credentials_is_enough_where_nothing_needs_them() {
    static ANONYMOUS: Service = Service { anonymous: true, ..SERVICE };
    let empty = |builder: ClientBuilder| builder.environment_from(&|_| None);
    let bearer = || Credential::bearer("t");
    for builder in [
        empty(builder().credential("bearer", bearer())),
        empty(builder()).credential("bearer", bearer()),
        empty(ClientBuilder::new(&ANONYMOUS)),
    ] {
        builder.transport(Mock::new()).build().unwrap();
    }
    let error = empty(builder()).transport(Mock::new()).build().unwrap_err();
    assert!(error.to_string().starts_with("no credentials in the environment: set "));
}
