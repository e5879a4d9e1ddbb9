//! What items and their parts are called in messages.

use crate::surface::{BASE_URL, FEATURE, IDEMPOTENCY_KEY, READ, REQUEST_ID, SENT};

/// `client.pets().list`, `types::Pet`, `api::pets::ListPetsFailure`.
pub(in crate::diff) fn place(section: &str, key: &str, line: &str) -> String {
    let section = section.trim_matches('`');
    match section {
        "Client" => place_of_setting(key, line),
        "Cargo.toml" if line.ends_with(FEATURE) => format!("the feature `{key}`"),
        "Cargo.toml" => "the name of the package".to_owned(),
        "types" | "webhooks" => format!("{section}::{key}"),
        group if key.starts_with(char::is_uppercase) => {
            let path = group.replace("()", "").replace('.', "::");
            let path = path.strip_prefix("client").unwrap_or(&path);
            format!("api{path}::{key}")
        }
        group => format!("{group}.{key}"),
    }
}

/// Whether a line says what the client does by itself.
pub(super) fn is_setting(line: &str) -> bool {
    [BASE_URL, IDEMPOTENCY_KEY, REQUEST_ID].iter().any(|start| line.starts_with(start))
        || [READ, SENT].iter().any(|end| line.ends_with(end))
}

fn place_of_setting(key: &str, line: &str) -> String {
    if line.ends_with(READ) {
        format!("the variable `{key}` of `Client::from_env`")
    } else if line.ends_with(SENT) {
        format!("the header `{}` of every call", key.trim_end_matches(':'))
    } else if line.starts_with(BASE_URL) {
        "the default base URL".to_owned()
    } else if line.starts_with(REQUEST_ID) {
        "the header of request ids".to_owned()
    } else if line.starts_with(IDEMPOTENCY_KEY) {
        "the header of idempotency keys".to_owned()
    } else {
        key.to_owned()
    }
}

/// What a part of an item is called in messages.
pub(super) fn part_subject(place: &str, key: &str) -> String {
    if key.contains("::") {
        format!("{place}, {key}")
    } else {
        let key = key.trim_start_matches('.');
        let dot =
            if key == "new" || key.starts_with(char::is_uppercase) { "::" } else { "." };
        format!("{place}{dot}{key}")
    }
}
