//! What `init` suggests for documents of usual habits.

use super::session;
use std::fs;

/// The configuration that is suggested for the paths of a document.
fn suggested(paths: &str) -> String {
    let temp = tempfile::tempdir().expect("a folder");
    let document =
        format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}");
    fs::write(temp.path().join("api.yaml"), document).expect("written");
    session(temp.path(), &["init", "api.yaml"]);
    fs::read_to_string(temp.path().join("generator.yaml")).expect("written")
}

/// A list with these parameters, whose answer has these properties beside the items.
fn list(path: &str, params: &str, properties: &str) -> String {
    let param = |name| format!("{{name: {name}, in: query, schema: {{type: integer}}}}");
    let params: Vec<String> = params.split(' ').map(param).collect();
    format!(
        "  {path}:\n    get:\n      parameters: [{}]\n      \
         responses:\n        '200': {{description: ok, content: {{application/json: {{schema: {{type: object, properties: \
         {{items: {{type: array, items: {{type: string}}}}, {properties}}}}}}}}}}}\n",
        params.join(", ")
    )
}

#[test]
fn pages_end_where_the_answer_says_how_many_there_are() {
    let config = suggested(
        &[
            list("/numbers", "page", "total_pages: {type: integer}"),
            list("/offsets", "offset", "total_entries: {type: integer}"),
        ]
        .concat(),
    );
    assert!(
        config.contains("{ by: number, param: page, total: total_pages }"),
        "{config}"
    );
    assert!(
        config.contains("{ by: offset, param: offset, total: total_entries }"),
        "{config}"
    );
}

#[test]
fn an_entry_that_names_a_total_goes_before_one_that_does_not() {
    let config = suggested(
        &[
            list("/counted", "page", "total_pages: {type: integer}"),
            list("/endless", "page", "word: {type: string}"),
        ]
        .concat(),
    );
    let both = "#  - { by: number, param: page, total: total_pages } # 1 operation\n\
                #  - { by: number, param: page } # 1 operation\n";
    assert!(config.contains(both), "{config}");
}

#[test]
fn counting_to_a_total_goes_before_a_cursor() {
    let cursors = "next_cursor: {type: string}";
    let both = format!("total_entries: {{type: integer}}, {cursors}");
    let config = suggested(
        &[
            list("/both", "cursor offset", &both),
            list("/cursors", "cursor offset", cursors),
        ]
        .concat(),
    );
    let lines = "#  - { by: offset, param: offset, total: total_entries } # 1 operation\n\
                 #  - { by: cursor, param: cursor, from: next_cursor } # 1 operation\n";
    assert!(config.contains(lines), "{config}");
}

#[test]
fn errors_are_no_items() {
    let beside = "errors: {type: array, items: {type: string}}";
    let config = suggested(&list("/errors", "page", beside));
    assert!(config.contains("{ by: number, param: page }"), "{config}");
    let union = "data: {anyOf: [{type: array, items: {type: string}}, \
                 {type: array, items: {type: object}}]}";
    let config = suggested(
        &list("/union", "page", &format!("{union}, {beside}"))
            .replace("items: {type: array, items: {type: string}}, ", ""),
    );
    assert!(!config.contains("pages:"), "{config}");
}

#[test]
fn nothing_is_suggested_for_what_changes_something() {
    let numbers = list("/numbers", "page", "total_pages: {type: integer}");
    let config = suggested(&numbers.replace("get:", "patch:"));
    assert!(!config.contains("pages:"), "{config}");
}

#[test]
fn next_is_a_url_where_it_says_so() {
    let urls = list("/urls", "page", "next: {type: [string, 'null'], format: uri}");
    assert!(
        suggested(&urls).contains("{ by: url, from: next }"),
        "{}",
        suggested(&urls)
    );
    let tokens = list("/tokens", "page-token", "next_page: {type: string, format: uri}");
    assert!(
        suggested(&tokens).contains("{ by: url, from: next_page }"),
        "{}",
        suggested(&tokens)
    );
    let other = list("/others", "page", "next: {type: integer}");
    assert!(
        suggested(&other).contains("{ by: number, param: page }"),
        "{}",
        suggested(&other)
    );
}

#[test]
fn an_action_is_a_path_of_its_own() {
    let both = "  /layers/{id}/notes:\n    get: {responses: {'204': {description: ok}}}\n    \
                post: {responses: {'204': {description: ok}}}\n";
    let config = suggested(both);
    assert!(!config.contains("name: notes"), "{config}");
    let alone =
        "  /layers/{id}/archive:\n    post: {responses: {'204': {description: ok}}}\n";
    assert!(suggested(alone).contains("name: archive"), "{}", suggested(alone));
}

/// What is called after its function by itself needs no name, but perhaps a group.
#[test]
fn functions_in_ids_need_no_names() {
    let operation = |method: &str, id: &str, tags: &str| {
        format!(
            "    {method}:\n      operationId: {id}\n{tags}      responses: {{'204': {{description: ok}}}}\n"
        )
    };
    let tags = "      tags: [pets]\n";
    let config = suggested(
        &[
            "  /cats/{id}:\n".to_owned(),
            operation("get", "read_cat_cats__id__get", tags),
            operation("put", "CatsController_update", ""),
            operation("patch", "DogsController_update", tags),
        ]
        .concat(),
    );
    assert!(
        config.contains("#  CatsController_update:\n#    group: [cats]"),
        "{config}"
    );
    assert!(!config.contains("read_cat_cats__id__get"), "{config}");
    assert!(!config.contains("DogsController_update"), "{config}");
}

/// What `init` writes changes nothing by itself, and no credential is read as another one's.
#[test]
fn schemes_of_one_kind_keep_their_variables() {
    let temp = tempfile::tempdir().expect("a folder");
    let document = "openapi: 3.1.0\ninfo: {title: Two keys, version: '1'}\n\
        paths: {/a: {get: {responses: {'204': {description: ok}}}}}\nsecurity: [{client: []}, {server: []}]\n\
        components:\n  securitySchemes:\n    client: {type: apiKey, in: query, name: k}\n    \
        server: {type: apiKey, in: header, name: X-Key}\n    login: {type: http, scheme: bearer}\n";
    let folder = temp.path();
    fs::write(folder.join("api.yaml"), document).expect("written");
    let client = |out: &str, config: &[&str]| {
        let said =
            session(folder, &[&["generate", "api.yaml", "--out", out], config].concat());
        assert!(said.ends_with("exit code 0\n"), "{said}");
        fs::read_to_string(folder.join(out).join("src/client.rs")).expect("written")
    };
    let plain = client("plain", &[]);
    session(folder, &["init", "api.yaml"]);
    assert_eq!(client("with-init", &["--config", "generator.yaml"]), plain);
    fs::write(folder.join("c.yaml"), "schemes: {server: {credentials: [token]}}\n")
        .expect("written");
    let twins = document.replace("client:", "apiKey:").replace("server:", "api_key:");
    fs::write(folder.join("twins.yaml"), twins).expect("written");
    session(folder, &["generate", "twins.yaml", "--out", "twins"]);
    let twins = fs::read_to_string(folder.join("twins/src/client.rs")).expect("written");
    assert_eq!(twins.matches("\"TWO_KEYS_API_KEY\"").count(), 1, "{twins}");
    let shared = client("shared", &["--config", "c.yaml"]);
    for variable in
        ["TWO_KEYS_SERVER_TOKEN", "TWO_KEYS_LOGIN_TOKEN", "TWO_KEYS_CLIENT_KEY"]
    {
        assert!(shared.contains(&format!("\"{variable}\"")), "{variable}: {shared}");
    }
}

/// Variables are called as somebody would call them by hand.
#[test]
fn variables_do_not_say_twice_what_they_hold() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    let key = "{type: apiKey, in: header, name: K}";
    for (title, schemes, variables) in [
        ("Pets", format!("key: {key}"), &["PETS_API_KEY"][..]),
        ("Pets API", format!("key: {key}"), &["PETS_API_KEY"]),
        (
            "Pets",
            format!("appKey: {key}, appToken: {key}, app: {key}"),
            &["PETS_APP_KEY", "PETS_APP_TOKEN", "PETS_APP_KEY_KEY"],
        ),
    ] {
        let document = format!(
            "{{openapi: 3.1.0, info: {{title: {title}, version: '1'}}, components: \
             {{securitySchemes: {{{schemes}}}}}, paths: {{/a: {{get: {{responses: {{'204': \
             {{description: ok}}}}}}}}}}}}"
        );
        fs::write(folder.join("api.yaml"), document).expect("written");
        session(folder, &["generate", "api.yaml", "--out", "out"]);
        let client =
            fs::read_to_string(folder.join("out/src/client.rs")).expect("written");
        for variable in variables {
            assert!(client.contains(&format!("\"{variable}\"")), "{variable}: {client}");
        }
    }
}
