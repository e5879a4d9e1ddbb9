//! Which credentials a call is given, and where they go.

use http::Method;

use super::service::*;
use crate::runtime::requests::url::cookie_pair;
use crate::runtime::{
    Client, ClientBuilder, Credential, Error, Location, Mock, Operation, RequestOptions,
    Scheme, SchemeKind, Service,
};

pub(super) async fn sent<O: Operation>(
    client: &Client,
    mock: &Mock,
    operation: O,
) -> Vec<String> {
    call(client, operation).send_raw().await.unwrap();
    let request = mock.requests().pop().unwrap();
    let mut out = Vec::new();
    for name in ["authorization", "x-api-key", "cookie"] {
        out.extend(request.header(name).map(|value| format!("{name}: {value}")));
    }
    if !request.query().is_empty() {
        out.push(request.query().to_owned());
    }
    out
}

pub(super) fn mock() -> Mock {
    Mock::new()
        .on::<GetPet>(200, rex())
        .on::<SecurePet>(200, rex())
        .on::<MaybeSecurePet>(200, rex())
        .on::<ManySecurePet>(200, rex())
        .on::<MutualPet>(200, rex())
        .on::<ChallengedPet>(200, rex())
        .on::<UnknownPet>(200, rex())
        .on::<CertifiedPet>(200, rex())
        .on::<SecondFactorPet>(200, rex())
        .on::<ElsewherePet>(200, rex())
        .on::<RelativePet>(200, rex())
}

#[test]
fn a_scheme_that_is_not_there_is_refused() {
    let refused = r"the service has no security scheme `bear\nr`";
    let copy = client(&mock()).with_credential("bear\nr", Credential::bearer("t"));
    assert_eq!(copy.unwrap_err().to_string(), refused);
    let built = builder().credential("bear\nr", Credential::bearer("t")).build();
    assert_eq!(built.unwrap_err().to_string(), refused);
}

#[tokio::test]
async fn each_scheme_in_its_place() {
    let mock = mock();
    let plain = client(&mock);
    let basic = plain.knowing("basic", Credential::basic("id", "s3cret"));
    assert_eq!(
        sent(&basic, &mock, SecurePet).await,
        ["authorization: Basic aWQ6czNjcmV0"]
    );
    let bearer = plain.knowing("bearer", Credential::bearer("t"));
    assert_eq!(sent(&bearer, &mock, ManySecurePet).await, ["authorization: Bearer t"]);
    let digest = plain.knowing("digest", Credential::http("a=\"b\""));
    assert_eq!(
        sent(&digest, &mock, ManySecurePet).await,
        ["authorization: Digest a=\"b\""]
    );
    let query = plain.knowing("queryKey", Credential::api_key("a&b"));
    assert_eq!(sent(&query, &mock, ManySecurePet).await, ["api_key=a%26b"]);
    let both = basic.knowing("cookieKey", Credential::api_key("c00kie"));
    let expected = ["authorization: Basic aWQ6czNjcmV0", "cookie: session=c00kie"];
    assert_eq!(sent(&both, &mock, ManySecurePet).await, expected);
    let header = plain.knowing("headerKey", Credential::api_key("k"));
    assert_eq!(sent(&header, &mock, MutualPet).await, ["x-api-key: k"]);
    assert_eq!(sent(&header, &mock, ChallengedPet).await, ["x-api-key: k"]);
    assert!(sent(&plain, &mock, ChallengedPet).await.is_empty());
    assert!(sent(&plain, &mock, UnknownPet).await.is_empty());
}

#[tokio::test]
async fn only_what_the_operation_asks_for_is_sent() {
    let mock = mock();
    let client = client(&mock)
        .knowing("basic", Credential::basic("id", "s"))
        .knowing("bearer", Credential::bearer("t"))
        .knowing("queryKey", Credential::api_key("q"));
    assert!(sent(&client, &mock, GetPet).await.is_empty());
    assert_eq!(sent(&client, &mock, SecurePet).await, ["authorization: Basic aWQ6cw=="]);
    assert_eq!(sent(&client, &mock, ManySecurePet).await, ["authorization: Bearer t"]);
}

#[tokio::test]
async fn authenticating_goes_before_anonymous() {
    let mock = mock();
    let plain = client(&mock);
    assert!(sent(&plain, &mock, MaybeSecurePet).await.is_empty());
    let half = plain.knowing("queryKey", Credential::api_key("q"));
    assert!(sent(&half, &mock, MaybeSecurePet).await.is_empty());
    let whole = half.knowing("headerKey", Credential::api_key("h"));
    assert_eq!(sent(&whole, &mock, MaybeSecurePet).await, ["x-api-key: h", "api_key=q"]);
}

/// A one-time password is a header of its own beside what it adds to.
#[tokio::test]
async fn a_second_factor_goes_with_the_first() {
    let mock = mock();
    let basic = client(&mock).knowing("basic", Credential::basic("id", "s"));
    let first = "authorization: Basic aWQ6cw==";
    assert_eq!(sent(&basic, &mock, SecondFactorPet).await, [first]);
    let query = basic.knowing("queryKey", Credential::api_key("q"));
    assert_eq!(sent(&query, &mock, SecondFactorPet).await, [first]);
    let both = query.knowing("headerKey", Credential::api_key("k"));
    assert_eq!(sent(&both, &mock, SecondFactorPet).await, [first, "x-api-key: k"]);
}

/// That there is a certificate is only supposed.
#[tokio::test]
async fn credentials_that_were_given_go_before_certificates() {
    let mock = mock();
    let plain = client(&mock);
    assert!(sent(&plain, &mock, CertifiedPet).await.is_empty());
    let key = plain.knowing("headerKey", Credential::api_key("k"));
    assert_eq!(sent(&key, &mock, CertifiedPet).await, ["x-api-key: k"]);
}

#[tokio::test]
async fn what_is_missing_is_said_before_anything_is_sent() {
    let mock = mock();
    let client = client(&mock);
    let error = call(&client, ManySecurePet).send().await.unwrap_err();
    assert!(matches!(error, Error::Request(_)));
    assert_eq!(
        error.to_string(),
        "the request was not sent: it needs credentials that the client does not have: \
         `basic` and `cookieKey`, or `bearer`, or `digest`, or `queryKey`; \
         `RequestOptions::anonymous` sends the call without, and \
         `ClientBuilder::anonymous` all"
    );
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_header_that_the_caller_sets_is_a_credential() {
    let mock = mock();
    let sent = || {
        let request = mock.requests().pop().unwrap();
        request.header("authorization").map(str::to_owned)
    };
    let own = |name: &str| RequestOptions::new().header(name, "Bearer own");
    let plain = client(&mock);
    call(&plain, SecurePet).options(own("authorization")).send().await.unwrap();
    assert_eq!(sent().unwrap(), "Bearer own");
    let of_all = builder().header("authorization", "Bearer all");
    let of_all = of_all.transport(mock.clone()).build().unwrap();
    call(&of_all, SecurePet).send().await.unwrap();
    assert_eq!(sent().unwrap(), "Bearer all");
    call(&plain, ManySecurePet).options(own("authorization")).send().await.unwrap();
    let error =
        call(&plain, SecurePet).options(own("x-other")).send().await.unwrap_err();
    assert!(error.to_string().contains("it needs credentials"), "{error}");
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn a_client_that_needs_no_credentials() {
    let mock = mock().on_request("GET", "/x", 200, ());
    let plain = builder().anonymous().transport(mock.clone()).build().unwrap();
    assert!(sent(&plain, &mock, SecurePet).await.is_empty());
    assert!(sent(&plain, &mock, ManySecurePet).await.is_empty());
    plain.request(Method::GET, "/x").send().await.unwrap();
    assert!(sent(&plain, &mock, ElsewherePet).await.is_empty());
    // What it has is sent all the same.
    let basic = plain.knowing("basic", Credential::basic("id", "s"));
    assert_eq!(sent(&basic, &mock, SecurePet).await, ["authorization: Basic aWQ6cw=="]);
}

/// Documents forget that a login, or a look at the health, needs none.
#[tokio::test]
async fn a_call_without_credentials() {
    let mock = mock().on_request("GET", "/x", 200, ());
    let anonymous = || RequestOptions::new().anonymous();
    let plain = client(&mock);
    let knowing = plain
        .knowing("basic", Credential::basic("id", "s"))
        .knowing("bearer", Credential::bearer("t"))
        .knowing("queryKey", Credential::api_key("q"));
    for client in [&plain, &knowing] {
        call(client, SecurePet).options(anonymous()).send().await.unwrap();
        call(client, ManySecurePet).options(anonymous()).send().await.unwrap();
        // It gets none anyway, so there is nothing to refuse.
        call(client, ElsewherePet).options(anonymous()).send().await.unwrap();
        let raw = client.request(Method::GET, "/x");
        raw.options(anonymous()).send().await.unwrap();
    }
    assert_eq!(mock.requests().len(), 8);
    for sent in mock.requests() {
        assert_eq!((sent.header("authorization"), sent.header("cookie")), (None, None));
        assert_eq!(sent.query(), "");
    }
    // The next call is as before.
    call(&knowing, SecurePet).send().await.unwrap();
    let sent = mock.requests().pop().unwrap();
    assert_eq!(sent.header("authorization"), Some("Basic aWQ6cw=="));
}

#[tokio::test]
async fn credentials_that_cannot_be_sent_are_refused() {
    let refused = |scheme, credential| {
        let built =
            builder().credential(scheme, credential).transport(Mock::new()).build();
        built.unwrap_err().to_string()
    };
    for (scheme, credential) in [
        ("bearer", Credential::bearer("a\r\nX-Evil: 1")),
        ("headerKey", Credential::api_key("a\nb")),
        ("cookieKey", Credential::api_key("a; admin=1")),
        ("basic", Credential::basic("a:b", "c")),
        ("basic", Credential::bearer("t")),
    ] {
        assert!(refused(scheme, credential).contains("cannot be sent"));
    }
    assert!(
        refused("nope", Credential::bearer("t")).contains("no security scheme `nope`")
    );
    let mock = mock();
    let client = client(&mock).knowing("basic", Credential::basic("a:b", "c"));
    let error = call(&client, SecurePet).send().await.unwrap_err();
    assert!(error.to_string().contains("colon"), "{error}");
}

#[tokio::test]
async fn keys_stay_in_headers_and_cookies_of_their_own() {
    const fn key(location: Location, name: &'static str) -> Scheme {
        let kind = SchemeKind::ApiKey { location, name };
        Scheme { name, kind, env: &[] }
    }
    static SCHEMES: &[Scheme] = &[
        key(Location::Header, "Content-Length"),
        key(Location::Header, "Transfer-Encoding"),
        key(Location::Header, "Connection"),
        key(Location::Header, "host"),
        key(Location::Header, "Accept"),
        key(Location::Header, "Content-Type"),
        key(Location::Header, "X\r\nA"),
        key(Location::Cookie, "a=b; evil=1"),
    ];
    static KEYED: Service = Service { schemes: SCHEMES, ..SERVICE };
    let build = |name| {
        let builder = ClientBuilder::new(&KEYED).base_url("https://x.example");
        let builder = builder.credential(name, Credential::api_key("3"));
        builder.transport(mock()).build().map(drop).map_err(|it| it.to_string())
    };
    let (cookie, headers) = SCHEMES.split_last().unwrap();
    for scheme in headers {
        let refused = build(scheme.name).unwrap_err();
        assert!(refused.contains("cannot be sent"), "{refused}");
    }
    assert_eq!(build(cookie.name), Ok(()));
    assert_eq!(cookie_pair(cookie.name, "3"), "a%3Db%3B%20evil%3D1=3");
}

#[tokio::test]
async fn a_copy_with_another_credential_leaves_the_first_alone() {
    let mock = mock();
    let one = client(&mock).knowing("bearer", Credential::bearer("one"));
    let two = one.knowing("bearer", Credential::bearer("two"));
    assert_eq!(sent(&two, &mock, ManySecurePet).await, ["authorization: Bearer two"]);
    assert_eq!(sent(&one, &mock, ManySecurePet).await, ["authorization: Bearer one"]);
}

#[tokio::test]
async fn credentials_are_marked_as_sensitive() {
    let mock = mock();
    let client = client(&mock).knowing("basic", Credential::basic("id", "s"));
    call(&client, SecurePet).send().await.unwrap();
    assert!(mock.requests()[0].headers()["authorization"].is_sensitive());
}

#[tokio::test]
async fn operations_with_their_own_servers() {
    let mock = mock();
    let first = client(&mock).knowing("bearer", Credential::bearer("t"));
    let trusting = builder().trusted_origin("https://UPLOADS.example.com:443/any");
    let trusting =
        trusting.transport(mock.clone()).credential("bearer", Credential::bearer("t"));
    call(&trusting.build().unwrap(), ElsewherePet).send().await.unwrap();
    call(&first, RelativePet).send().await.unwrap();
    let own = builder().base_url("http://localhost:1/x").transport(mock.clone());
    let own = own.credential("bearer", Credential::bearer("t")).build().unwrap();
    call(&own, ElsewherePet).send().await.unwrap();
    let urls: Vec<_> =
        mock.requests().iter().map(crate::runtime::Recorded::url).collect();
    assert_eq!(
        urls,
        [
            "https://uploads.example.com/u/pets",
            "https://api.example.com/v2/pets",
            "http://localhost:1/x/pets",
        ]
    );
}

#[tokio::test]
async fn servers_of_operations_get_no_credentials_unasked() {
    let mock = mock().on::<AnonymousElsewhere>(200, rex());
    let home = builder()
        .transport(mock.clone())
        .credential("bearer", Credential::bearer("t"))
        .header("X-Tenant", "secret")
        .build()
        .unwrap();
    let error = call(&home, ElsewherePet).send().await.unwrap_err();
    let Error::Request(error) = error else { panic!("{error:?}") };
    assert!(error.to_string().contains("https://uploads.example.com is not"), "{error}");
    assert!(mock.requests().is_empty());
    call(&home, AnonymousElsewhere).send().await.unwrap();
    let sent = &mock.requests()[0];
    assert_eq!((sent.header("authorization"), sent.header("x-tenant")), (None, None));
    assert_eq!(sent.header("user-agent"), Some("pets/1.0"));
    let refused =
        builder().trusted_origin("uploads.example.com").transport(mock).build();
    assert!(refused.unwrap_err().to_string().contains("trusted origin"));
}

#[tokio::test]
async fn servers_that_the_service_lists_get_credentials_from_operations_that_name_them()
{
    let mock = Mock::new().on::<OtherServerPet>(200, rex());
    let home = builder()
        .transport(mock.clone())
        .credential("bearer", Credential::bearer("t"))
        .build()
        .unwrap();
    call(&home, OtherServerPet).send().await.unwrap();
    let sent = &mock.requests()[0];
    assert_eq!(sent.url(), "https://eu.example.com/own/pets");
    assert_eq!(sent.header("authorization"), Some("Bearer t"));
}

#[tokio::test]
async fn raw_requests_authenticate_only_at_home() {
    let mock = Mock::new().on_request("GET", "/x", 200, ());
    let client = builder()
        .credential("bearer", Credential::bearer("t"))
        .header("X-Tenant", "acme")
        .transport(mock.clone())
        .build()
        .unwrap();
    let urls =
        ["/x", "https://api.example.com/v1/x?a=1", "HTTPS://API.example.com:443/x"];
    for url in urls {
        client.request(Method::GET, url).send().await.unwrap();
        let request = mock.requests().pop().unwrap();
        assert_eq!(request.header("authorization"), Some("Bearer t"), "{url}");
        assert_eq!(request.header("x-tenant"), Some("acme"));
    }
    let others = [
        "https://evil.example/x",
        "http://api.example.com/x",
        "https://api.example.com:8/x",
    ];
    for url in others {
        client.request(Method::GET, url).send().await.unwrap();
        let request = mock.requests().pop().unwrap();
        assert_eq!(request.header("authorization"), None, "{url}");
        assert_eq!(request.header("x-tenant"), None);
    }
    for url in
        ["https://user:pw@api.example.com/x", "/../x", "/a/%2e%2E/x", "//evil/../x"]
    {
        let error = client.request(Method::GET, url).send().await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{url}");
    }
}
