//! Base URLs, servers, and paths with what is put into them.

use super::service::*;
use crate::runtime::requests::params::path_value;
use crate::runtime::requests::url::{changes_path, expand};
use crate::runtime::{
    BaseUrl, Meta, Mock, NoFailure, Operation, Param, Server, ServerVariable, Slot, View,
};

fn fill(template: &str, value: &str) -> Result<String, String> {
    let param = Param::path("id");
    let value = String::from(value);
    expand(template, &mut |_| path_value(&param, value.view()))
        .map(
            |(path, query)| {
                if query.is_empty() { path } else { format!("{path}?{query}") }
            },
        )
        .map_err(|error| error.to_string())
}

#[test]
fn path_templates() {
    let rows = [
        ("/a/{id}", "x y/z", "/a/x%20y%2Fz"),
        ("/a/{id}", "é?#%", "/a/%C3%A9%3F%23%25"),
        ("/a/{id}", "..x", "/a/..x"),
        ("/a/{id}.json/b", "..", "/a/...json/b"),
        ("/a({id})", "1", "/a(1)"),
        ("/a/{id}:run", "1", "/a/1:run"),
        ("/a/{id}/", "1", "/a/1/"),
        ("/", "", "/"),
        ("/a b/{", "", "/a%20b/%7B"),
        ("/a/{id}#second", "1", "/a/1"),
        ("/a/{id}?type=b c", "1", "/a/1?type=b%20c"),
        ("/a%2Fb/{id}", "1", "/a%2Fb/1"),
    ];
    for (template, value, path) in rows {
        assert_eq!(fill(template, value).unwrap(), path, "{template}");
    }
    for value in ["", ".", ".."] {
        let message = fill("/a/{id}/b", value).unwrap_err();
        assert_eq!(
            message,
            "the path parameter `id` is empty or made of dots: it would change the path"
        );
    }
    let reserved = Param::path("id").allow_reserved();
    let value = String::from("%2e%2E");
    let path = expand("/a/{id}", &mut |_| path_value(&reserved, value.view()));
    assert!(path.is_err());
    assert!(changes_path("%2E%2e") && !changes_path("..."));
    let spanning = |value: &str| {
        let param = Param::path("id").spans();
        let value = value.to_owned();
        let filled = expand("/v1/{id}/b", &mut |_| path_value(&param, value.view()));
        filled.map(|(path, _)| path).map_err(|error| error.to_string())
    };
    assert_eq!(spanning("projects/a b/c?").unwrap(), "/v1/projects/a%20b/c%3F/b");
    for refused in ["", "/a", "a/", "a/../b", "a//b", "./a"] {
        assert!(spanning(refused).is_err(), "{refused}");
    }
    let last = |value: &str| {
        let param = Param::path("id").spans();
        let value = value.to_owned();
        let filled = expand("/{id}", &mut |_| path_value(&param, value.view()));
        filled.map(|(path, _)| path).map_err(|error| error.to_string())
    };
    assert_eq!(last("pulp/tasks/01/").unwrap(), "/pulp/tasks/01/");
    for refused in ["", "/", "//", "a//", "..", "a/./"] {
        assert!(last(refused).is_err(), "{refused}");
    }
}

/// A path that the service itself has given begins with a slash, and so does the template.
#[tokio::test]
async fn paths_as_the_service_gives_them() {
    struct Task(&'static str);

    impl Operation for Task {
        type Output = ();
        type Failure = NoFailure;

        const META: Meta = Meta {
            id: "task",
            path: "/{href}cancel/",
            params: &[Param::path("href").spans()],
            ..Meta::DEFAULT
        };

        fn param(&self, _: usize) -> View<'_> {
            View::Str(self.0)
        }
    }

    for href in ["/pulp/tasks/1/", "pulp/tasks/1/"] {
        let mock = Mock::new().on::<Task>(204, ());
        call(&client(&mock), Task(href)).send().await.unwrap();
        assert!(mock.requests()[0].url().ends_with("/pulp/tasks/1/cancel/"), "{href}");
    }
    for href in ["//pulp/tasks/1/", "/../"] {
        call(&client(&Mock::new()), Task(href)).send().await.unwrap_err();
    }
}

/// What a base URL stands for is the document's first server.
#[tokio::test]
async fn servers_of_operations_behind_a_base_url() {
    macro_rules! at {
        ($name:ident, $server:literal) => {
            #[derive(Clone, Debug)]
            struct $name;

            impl Operation for $name {
                type Output = ();
                type Failure = NoFailure;
                const META: Meta = Meta {
                    id: stringify!($name),
                    path: "/new",
                    servers: &[Server::new($server)],
                    ..Meta::DEFAULT
                };
            }
        };
    }
    at!(Second, "https://api.example.com/v2/");
    at!(Relative, "/v2");
    at!(Elsewhere, "https://other.example.com/v2");
    at!(Twice, "//other.example.com/v2");
    for (base, second, elsewhere) in [
        ("https://staging.example.com/v1", "/v2/new", "/v1/new"),
        ("http://localhost:8080/proxy/v1/", "/proxy/v2/new", "/proxy/v1/new"),
        ("http://localhost:8080", "/new", "/new"),
        ("http://localhost:8080/av1", "/av1/new", "/av1/new"),
    ] {
        let mock = Mock::new()
            .on::<Second>(200, ())
            .on::<Relative>(200, ())
            .on::<Elsewhere>(200, ())
            .on::<Twice>(200, ());
        let client = builder().base_url(base).transport(mock.clone()).build().unwrap();
        call(&client, Second).send().await.unwrap();
        call(&client, Relative).send().await.unwrap();
        call(&client, Elsewhere).send().await.unwrap();
        call(&client, Twice).send().await.unwrap();
        let sent = mock.requests();
        let paths = sent.iter().map(|sent| sent.path().to_owned()).collect::<Vec<_>>();
        assert_eq!(paths, [second, second, elsewhere, elsewhere], "{base}");
        let host = base.split('/').nth(2).unwrap();
        assert!(sent.iter().all(|sent| sent.url().contains(host)), "{base}");
    }
}

#[test]
fn base_urls() {
    let rows = [
        ("https://a.b", "https://a.b/p"),
        ("https://a.b/", "https://a.b/p"),
        ("https://A.b:443/v1/", "https://a.b/v1/p"),
        ("http://a.b:80/v1/x", "http://a.b/v1/x/p"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/p"),
        ("http://[::1]:8080/v", "http://[::1]:8080/v/p"),
    ];
    for (base, url) in rows {
        let base = BaseUrl::parse(base).unwrap();
        assert_eq!(base.join("/p", "").unwrap().to_string(), url);
    }
    let refused = [
        "",
        "/v1",
        "a.b",
        "ftp://a.b",
        "https://",
        "https://u:p@a.b",
        "https://a.b?x=1",
        "https://a.b/#x",
        "https://a.b/../c",
        "https://a.b/%2e%2e/c",
        "https://a b",
        "http://a.b:99999",
        "http://a.b:80a",
        "http://[::1]:x",
    ];
    for url in refused {
        assert!(BaseUrl::parse(url).is_err(), "{url}");
    }
}

#[test]
fn servers() {
    let base = |make: &dyn Fn() -> crate::runtime::ClientBuilder| {
        let client = make().transport(Mock::new()).build();
        client.map(|client| client.settings.base.origin().to_owned())
    };
    assert_eq!(base(&|| builder().server(1)).unwrap(), "https://eu.example.com");
    let variable = || builder().server(1).server_variable("region", "us");
    assert_eq!(base(&variable).unwrap(), "https://us.example.com");
    let stage = const { &[ServerVariable::new("stage", "/test")] };
    let stage = Server::with_variables("https://a.b/{stage}", stage);
    let given = |value: &str| vec![("stage".to_owned(), value.to_owned())];
    assert_eq!(stage.resolve(&given("/v1/x")), "https://a.b/v1/x");
    assert_eq!(stage.resolve(&given("v1")), "https://a.b/v1");
    assert_eq!(stage.resolve(&[]), "https://a.b/test");
    // What a value contains is no variable.
    let nested =
        const { &[ServerVariable::new("a", "{b}{b}"), ServerVariable::new("b", "x")] };
    let nested = Server::with_variables("https://h/{a}/{c}/{{b}}/{", nested);
    assert_eq!(nested.resolve(&[]), "https://h/{b}{b}/{c}/{x}/{");
    let error = base(&|| builder().server(2)).unwrap_err();
    let message = error.to_string();
    assert!(message.starts_with("the base URL cannot be used: it is not absolute; "));
    assert!(message.contains("`base_url(…)`"), "{message}");
    let own = base(&|| builder().base_url("/v1")).unwrap_err();
    assert_eq!(own.to_string(), "the base URL cannot be used: it is not absolute");
    let error = base(&|| builder().server(9)).unwrap_err().to_string();
    let said =
        "there is no server 9: the service has 3, counted from 0 to 2; set it with";
    assert!(error.starts_with(said), "{error}");
    // A typing mistake would call the server with its defaults.
    let error = base(&|| builder().server_variable("regio", "us")).unwrap_err();
    assert_eq!(error.to_string(), "no server of the service has a variable `regio`");
    // The document's list lacks its default, which may be used all the same.
    for region in ["us", "eu"] {
        base(&|| builder().server(1).server_variable("region", region)).unwrap();
    }
    let typo = || builder().server_variable("region", "su");
    for make in [&(|| typo().server(1)) as &dyn Fn() -> _, &typo] {
        assert_eq!(
            base(make).unwrap_err().to_string(),
            "the variable `region` of the server cannot be `su`, only `eu2`, `us`"
        );
    }
    for url in [r"http://127.0.0.1/a\..\b", r"http://a\b.example"] {
        assert!(base(&|| builder().base_url(url)).is_err(), "{url}");
    }
}

/// A URL within the query makes no path absolute.
#[tokio::test]
async fn paths_with_urls_in_them() {
    let mock = Mock::new().on_request("GET", "/go", 200, ());
    let client = client(&mock);
    client.request(http::Method::GET, "/go?to=http://x.y/").send_raw().await.unwrap();
    assert!(mock.requests()[0].url().ends_with("/go?to=http://x.y/"));
}

/// A value that is a part of a host leads to no other one, and no credentials there.
#[test]
fn parts_of_hosts_stay_parts() {
    const VARIABLES: &[ServerVariable] = &[
        ServerVariable::new("tenant", "demo"),
        ServerVariable::new("port", "443"),
        ServerVariable::new("base", "v1"),
    ];
    let server = |url| Server::with_variables(url, VARIABLES);
    let given = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    let label = server("https://{tenant}.example.com:{port}/{base}");
    for tenant in ["evil.com/", "evil.com:443/", "evil.com/.", "a@b", "x?", "é", "a b"]
    {
        let said = label.misplaced(&given("tenant", tenant)).expect(tenant);
        assert!(said.contains("it is a part of the host"), "{said}");
    }
    assert!(label.misplaced(&given("port", "80/x")).is_some());
    assert_eq!(label.misplaced(&given("tenant", "a-b.eu")), None);
    assert_eq!(label.misplaced(&given("base", "v1/x?y")), None);
    assert_eq!(server("https://a.b{base}").misplaced(&given("base", "/v2")), None);
    assert_eq!(server("https://a.b{port}").misplaced(&given("port", ":8443")), None);
    assert!(server("https://a.b{port}").misplaced(&given("port", ":8@c.d")).is_some());
    assert!(server("https://{base}.a.b").misplaced(&given("base", "/v2")).is_some());
    let port = const { &[ServerVariable::new("port", "").one_of(&[":80/x"])] };
    let listed = Server::with_variables("https://a.b{port}.c", port);
    assert_eq!(listed.misplaced(&given("port", ":80/x")), None);
    // Who says all of the host says where credentials go.
    for url in [
        "https://{tenant}/v1",
        "https://{tenant}:{port}",
        "https://{tenant}{base}",
        "{tenant}/v1",
    ] {
        assert_eq!(server(url).misplaced(&given("tenant", "h.example/base")), None);
    }
    let refused = builder().server(1).server_variable("region", "evil.com/");
    let refused = refused.transport(Mock::new()).build().unwrap_err();
    assert!(refused.to_string().contains("`region`"), "{refused}");
}

#[tokio::test]
async fn fragments_are_refused_wherever_they_stand() {
    let mock = Mock::new().on_request("GET", "/x", 200, ());
    let client = client(&mock);
    for path in ["/x?tag=#a&y=1", "/x#a?y=1", "/x#"] {
        client.request(http::Method::GET, path).send().await.unwrap_err();
    }
    assert!(mock.requests().is_empty());
}
