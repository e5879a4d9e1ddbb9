//! The first page of the crate's documentation.

use super::{docs, first_call, runtime};
use crate::model::{SchemeKind, SpecStr};
use crate::rust::{Crate, Scheme, Ty, TypeKind};

pub(super) fn front_page(plan: &Crate) -> Vec<String> {
    let client = &plan.client;
    let title = docs::title(&client.title);
    let title = title.unwrap_or_else(|| "The API".to_owned());
    let version = docs::code(client.version.untrusted()).unwrap_or_default();
    let mut lines = vec![format!("# {title}")];
    let what = if plan.has_operations() { "A client for" } else { "The types of" };
    lines.extend([String::new(), format!("{what} version {version} of the API.")]);
    for text in [&client.docs.summary, &client.docs.description].into_iter().flatten() {
        docs::paragraph(&mut lines, text);
    }
    if let Some(more) = &client.more_docs {
        docs::more(&mut lines, docs::plain(more));
    }
    if plan.has_operations() {
        lines.extend(set_up(plan));
        lines.extend(first_call::section(plan));
        lines.extend(credentials(plan));
        lines.extend(CALLS.lines().map(str::to_owned));
    }
    lines.extend(VALUES.lines().map(str::to_owned));
    for text in peculiar_values(plan) {
        docs::more(&mut lines, docs::wrapped(text));
    }
    for (name, text) in SECTIONS {
        if runtime::exports(plan).contains(name) {
            lines.push(String::new());
            lines.extend(text.iter().map(|line| (*line).to_owned()));
        }
    }
    lines
}

/// So long is a line of an example at most.
const LONGEST_LINE: usize = 85;

/// What is said where there are operations.
const CALLS: &str = "
# Errors

A call fails with [`Error`]: `Request` (nothing was sent), `Transport` (no complete answer),
`Api` (any status but success, with the documented body if it is one, and always the raw
one) or `Decode` (a success that is not what the document says).

# Repeated attempts

A call is repeated up to twice where that is safe: when no connection could be made, after
429, after 503 with `Retry-After`, and, if the method, the configuration or an idempotency
key makes it harmless, also after 408, 502, 503, 504, time-outs and broken connections. All
calls of a client share a budget of repetitions; [`ClientBuilder::max_retries`] and
[`RequestOptions`] change the number.

# Connections

All copies of a client share its connections. [`Client::from_env`] uses the proxies that the
system names (`HTTPS_PROXY` and so on), [`Client::builder`] none.
[`ClientBuilder::timeout`] limits each attempt, [`ClientBuilder::total_timeout`] all of them
together, and [`ClientBuilder::connect_timeout`] the connecting. For certificates, proxies or
other settings of your own, give [`ClientBuilder::transport`] a `ReqwestTransport::from` a
`reqwest::Client`, which must follow no redirects: add `reqwest` 0.13 to your
dependencies.

# Without async

With the feature `blocking`, `Call::send_blocking` waits for an answer, and `block_on` for
anything else, such as the next page or the next event of a stream.

# Tests

With the feature `mock`, `Mock` takes the place of the network: `Mock::new().on::<…>(200, body)`
answers calls of an operation, and goes to [`ClientBuilder::transport`]. Everything else is as
it is with a server, and pauses take no time.
";

/// What is said of every crate.
const VALUES: &str = "
# Values

The types read and write JSON with [`from_json`] and [`to_json`], whose errors say where
something is wrong, and any other format through serde's traits.
";

/// What is said where there are such types.
fn peculiar_values(plan: &Crate) -> Vec<&'static str> {
    let is_nullable = |kind: &TypeKind| match kind {
        TypeKind::Struct(it) => {
            it.fields.iter().any(|it| matches!(it.ty, Ty::Nullable(_)))
        }
        _ => false,
    };
    let is_open = |kind: &TypeKind| {
        matches!(kind, TypeKind::Values(_) | TypeKind::Numbers(_) | TypeKind::Union(_))
    };
    let has = |is: &dyn Fn(&TypeKind) -> bool| plan.items().any(|item| is(&item.kind));
    let nullable = "What may be left out and may be `null` as well is a [`Nullable`]: `Absent` is not \
        sent, and `Null` is sent as `null`. In types that only come back, an `Option` is for both.";
    let open =
        "Enums keep what the document does not list: every one has a variant `Unknown`.";
    let nullable = Some(nullable).filter(|_| has(&is_nullable));
    nullable.into_iter().chain(Some(open).filter(|_| has(&is_open))).collect()
}

/// What is said where the crate has a name.
const SECTIONS: &[(&str, &[&str])] = &[
    (
        "Pages",
        &[
            "# Pages",
            "",
            "Where an answer is one page of many, [`Call::pages`] goes through the pages and",
            "[`Call::items`] through what is on them; each page is asked for when it is needed.",
        ],
    ),
    (
        "ItemStream",
        &[
            "# Streams",
            "",
            "Where an answer is a sequence of values, [`Call::stream`] gives each of them when it",
            "comes. The time limit holds for each wait, not for the whole.",
        ],
    ),
    (
        "Negotiated",
        &[
            "# Several media types",
            "",
            "Where a status has several media types, [`Call::send`] asks for JSON, and",
            "[`Call::send_any`] takes them all and gives an enum of what may come.",
        ],
    ),
    (
        "Violations",
        &[
            "# Limits",
            "",
            "`validate` tells whether a value, with all that it holds, keeps to the lengths, bounds and",
            "patterns of the document, and [`Violations`] which of them it does not keep to. Nothing is",
            "checked by itself, neither what is sent nor what comes: what a limit means is the service's",
            "to judge, and an answer that breaks one is still an answer. Arguments of calls have no",
            "`validate`, but bodies that are types of their own have.",
        ],
    ),
    (
        "ByteStream",
        &[
            "# Downloads",
            "",
            "[`Call::send`] holds a binary answer in memory, within the client's limit;",
            "[`Call::download`] gives it piece by piece, however long it is.",
        ],
    ),
];

fn set_up(plan: &Crate) -> Vec<String> {
    let library = plan.package.library.as_str();
    let mut lines = vec![
        String::new(),
        "# Set-up".to_owned(),
        String::new(),
        "```no_run".to_owned(),
        format!("# fn example() -> Result<(), {library}::BuildError> {{"),
        "// From the environment; see `Client::from_env` for the variables.".to_owned(),
        format!("let client = {library}::Client::from_env()?;"),
        String::new(),
        "// Or step by step.".to_owned(),
    ];
    let url = placeholder(plan).map(|url| format!(".base_url(\"{url}\")"));
    let credentials = usual_schemes(plan).into_iter().map(credential);
    let steps: Vec<String> = url.into_iter().chain(credentials).collect();
    let line =
        format!("let client = {library}::Client::builder(){}.build()?;", steps.concat());
    if steps.len() < 2 && line.len() <= LONGEST_LINE {
        lines.push(line);
    } else {
        lines.push(format!("let client = {library}::Client::builder()"));
        lines.extend(steps.iter().map(|step| format!("    {step}")));
        lines.push("    .build()?;".to_owned());
    }
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned()]);
    lines
}

/// The schemes that most operations ask for first; the first one, if none asks for any.
pub(super) fn usual_schemes(plan: &Crate) -> Vec<&Scheme> {
    let schemes = &plan.client.schemes;
    let known = |name: &SpecStr| {
        schemes.iter().position(|it| it.wire == *name && !it.credentials.is_empty())
    };
    let mut uses: Vec<(Vec<usize>, usize)> = Vec::new();
    for operation in plan.operations() {
        let asked = operation.security.iter().find_map(|all| {
            let places: Option<Vec<usize>> = all.iter().map(known).collect();
            places.filter(|places| !places.is_empty())
        });
        let Some(asked) = asked else { continue };
        match uses.iter_mut().find(|(places, _)| *places == asked) {
            Some((_, count)) => *count += 1,
            None => uses.push((asked, 1)),
        }
    }
    let most = uses.iter().map(|(_, count)| *count).max();
    match uses.iter().find(|(_, count)| Some(*count) == most) {
        Some((places, _)) => places.iter().map(|at| &schemes[*at]).collect(),
        None => {
            schemes.iter().find(|it| !it.credentials.is_empty()).into_iter().collect()
        }
    }
}

/// The builder's call that gives a credential.
fn credential(scheme: &Scheme) -> String {
    let arguments: Vec<String> =
        scheme.credentials.iter().map(|name| format!("\"{}\"", name.as_str())).collect();
    format!(".{}({})", scheme.method.as_str(), arguments.join(", "))
}

/// What else there is to know of credentials.
fn credentials(plan: &Crate) -> Vec<String> {
    let schemes = usual_schemes(plan);
    let Some(first) = schemes.first() else { return Vec::new() };
    let mut lines = vec![String::new(), "# Credentials".to_owned(), String::new()];
    let mut text = format!(
        "[`Client::{}`] gives a copy of a client another credential; both share the connections.",
        first.copy.as_str()
    );
    if plan.client.schemes.iter().any(|it| matches!(it.kind, SchemeKind::Bearer { .. }))
    {
        text.push_str(
            " Tokens that expire come from a [`TokenProvider`], by [`Credential::provider`] and \
             [`ClientBuilder::credential`], and are asked for again after a 401.",
        );
    }
    text.push_str(
        " Credentials go to no other origin than the API's, unless \
         [`ClientBuilder::trusted_origin`] allows it.",
    );
    lines.extend(docs::wrapped(&text));
    lines
}

/// What stands for the base URL where the client cannot be built without one: the document has
/// no absolute URL of a server, or one that lacks the value of a variable.
pub(super) fn placeholder(plan: &Crate) -> Option<String> {
    let client = &plan.client;
    let url = match (&client.base_url, client.servers.first()) {
        (Some(_), _) => return None,
        (None, Some(server)) => server.url_with_defaults(),
        (None, None) => String::new(),
    };
    let is_absolute = ["http://", "https://"].iter().any(|start| url.starts_with(start));
    if is_absolute && !url.contains('{') {
        return None;
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/-_.".contains(c);
    let has_path = url.starts_with('/') && !url.contains("//") && !url.contains("/.");
    let is_path = has_path && url.chars().all(is_plain);
    let path = if is_path { url.trim_end_matches('/') } else { "" };
    Some(format!("https://api.example.com{path}"))
}
