//! Makes the calls of `tests/contract.rs` and says what became of them.
#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "there may be no streams, or no operations"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::pin::Pin;
use std::time::Duration;

use crate::library::runtime::{
    Call, Client, ClientBuilder, Error, ErrorBody, Meta, Operation, Response, Slot,
    Status, read_json,
};

/// The variable with the server's URL.
const URL: &str = "CONTRACT_URL";
/// The variable with the file for the report.
const REPORT: &str = "CONTRACT_REPORT";
/// The variable with the ids of operations that are not called, with commas in between.
const SKIP: &str = "CONTRACT_SKIP";
/// The header in which Prism, a mock server, says what is wrong with a request or its answer.
const VIOLATIONS: &str = "sl-violations";

/// An operation, and how it is called.
pub(crate) struct Row {
    /// The operation's id.
    pub(crate) id: &'static str,
    /// What of the call may be left out.
    pub(crate) optional: &'static [&'static str],
    /// The call, with all of this or without.
    pub(crate) run: for<'a> fn(&'a Client, bool) -> Running<'a>,
}

/// A call under way; the error says why an argument cannot be had.
pub(crate) type Running<'a> =
    Pin<Box<dyn Future<Output = Result<Outcome, String>> + 'a>>;

/// What became of a call.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The request went out.
    pub(crate) sent: bool,
    /// The server did what it was asked to.
    pub(crate) accepted: bool,
    /// The answer is what the document says.
    pub(crate) decoded: bool,
    /// The status of the answer.
    pub(crate) status: Option<u16>,
    /// What the server says that is wrong, if it says so.
    pub(crate) violations: String,
    /// What else there is to say.
    pub(crate) remark: String,
}

/// An argument from JSON.
pub(crate) fn arg<T: Slot>(json: &str) -> Result<T, String> {
    let mut value = T::vacant();
    match read_json(json.as_bytes(), value.edit()) {
        Ok(()) => Ok(value),
        Err(error) => Err(format!("the argument {json}: {error}")),
    }
}

/// Makes a call that has an answer as a whole.
pub(crate) async fn send<O: Operation>(call: Call<'_, O>) -> Outcome {
    match call.send().await {
        Ok(response) => answered(&response),
        Err(error) => failed(&O::META, &error),
    }
}

/// A call with an answer that could be decoded.
pub(crate) fn answered<T>(response: &Response<T>) -> Outcome {
    Outcome {
        sent: true,
        accepted: true,
        decoded: true,
        status: Some(response.status().as_u16()),
        violations: text(response.headers().get(VIOLATIONS)),
        remark: String::new(),
    }
}

/// A call without one.
pub(crate) fn failed<E>(meta: &Meta, error: &Error<E>) -> Outcome {
    let status = error.status().map(|status| status.as_u16());
    let mut outcome = Outcome {
        sent: !matches!(error, Error::Request(_)),
        status,
        violations: text(error.headers().and_then(|headers| headers.get(VIOLATIONS))),
        remark: error.to_string(),
        ..Outcome::default()
    };
    match error {
        Error::Decode(_) => outcome.accepted = true,
        Error::Api(api) => {
            let status = api.status().as_u16();
            let redirect = (300..400).contains(&status);
            // What is spoken from here on is no HTTP.
            let switched = status == 101 && api.raw().is_empty();
            let known = meta.answer(status);
            let empty = known.is_some_and(|answer| answer.media.is_empty());
            let typed = matches!(api.body(), ErrorBody::Typed(_));
            let meant = redirect || switched || only_fails(meta);
            outcome.accepted = known.is_some() && meant;
            outcome.decoded = typed || empty || switched;
            let _ = write!(outcome.remark, " {}", excerpt(api.raw()));
        }
        _ => {}
    }
    outcome
}

/// What is known of the operation that is called.
pub(crate) fn meta<O: Operation>(_: &Call<'_, O>) -> &'static Meta {
    const { &O::META }
}

/// Whether the document knows no success of an operation.
fn only_fails(meta: &Meta) -> bool {
    meta.answers.iter().all(|answer| match answer.status {
        Status::Exact(status) => status >= 400,
        Status::Range(first) => first >= 4,
        Status::Default => false,
    })
}

/// The first item of a stream, or its end.
pub(crate) fn streamed(
    mut outcome: Outcome,
    first: Option<Result<(), String>>,
) -> Outcome {
    if let Some(Err(why)) = first {
        outcome.decoded = false;
        outcome.remark = why;
    }
    outcome
}

fn text(header: Option<&http::HeaderValue>) -> String {
    let text =
        header.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    text.unwrap_or_default()
}

fn excerpt(raw: &[u8]) -> String {
    String::from_utf8_lossy(raw).chars().take(2_000).collect()
}

/// A builder with the credentials of these variables, if one of them is set. Beside what is made up
/// they would be overlooked where either can be sent.
pub(crate) fn from_environment(
    variables: &[&str],
    builder: impl FnOnce() -> ClientBuilder,
) -> Option<ClientBuilder> {
    let is_set = |name: &&str| std::env::var_os(name).is_some_and(|it| !it.is_empty());
    let read = |name: &str| std::env::var(name).ok();
    variables.iter().any(is_set).then(|| builder().environment_from(&read))
}

/// Calls everything, writes the report and fails if anything was not as it should be.
pub(crate) async fn run(builder: &dyn Fn() -> ClientBuilder, rows: &[Row]) {
    let Ok(url) = std::env::var(URL) else {
        let _ = writeln!(std::io::stderr(), "skipped: {URL} names no server to call");
        return;
    };
    let client = || {
        let limit = Duration::from_secs(20);
        let builder = builder().base_url(&*url).max_retries(0).timeout(limit);
        builder.build().expect("the client can be built")
    };
    let skipped = match std::env::var(SKIP) {
        Err(std::env::VarError::NotPresent) => Ok(String::new()),
        given => given.map_err(|error| error.to_string()),
    };
    let chosen = skipped.and_then(|skipped| without(rows, &skipped));
    let rows = chosen.unwrap_or_else(|why| panic!("{SKIP}: {why}"));
    let report = call_all(&client, &rows).await;
    if let Some(file) = std::env::var_os(REPORT) {
        std::fs::write(file, &report.lines).expect("the report can be written");
    }
    let _ = writeln!(std::io::stderr(), "{}", report.summary());
    assert!(report.wrong.is_empty(), "not as it should be:\n{}", report.wrong);
}

/// The operations that are not among those with commas in between; a name that none has is a
/// mistake, since what it means would be called.
pub(crate) fn without<'a>(
    rows: &'a [Row],
    skipped: &str,
) -> Result<Vec<&'a Row>, String> {
    let mut ids = Vec::new();
    let mut rest = skipped.trim();
    while !rest.is_empty() {
        // An id may have commas itself.
        let known = rows.iter().map(|row| row.id).filter(|id| {
            let behind = rest.strip_prefix(id).map(str::trim_start);
            behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(','))
        });
        let Some(id) = known.max_by_key(|id| id.len()) else {
            let name = rest.split(',').next().unwrap_or(rest).trim();
            return Err(format!("there is no operation {name:?}"));
        };
        ids.push(id);
        rest =
            rest[id.len()..].trim_start_matches(|c: char| c == ',' || c.is_whitespace());
    }
    Ok(rows.iter().filter(|row| !ids.contains(&row.id)).collect())
}

/// Calls all of these.
pub(crate) async fn call_all(make: &dyn Fn() -> Client, rows: &[&Row]) -> Report {
    let mut report = Report::default();
    let mut client = make();
    for row in rows {
        let outcome = call_one(&client, row).await;
        // Some servers close the connection behind such an answer, and do not say so: the next call
        // would break.
        if outcome.status.is_none_or(|status| status >= 500) {
            client = make();
        }
        report.add(row.id, &outcome);
    }
    report
}

/// Calls an operation with all that may be sent and, if that is refused, with what must be.
async fn call_one(client: &Client, row: &Row) -> Outcome {
    let all = call_with(client, row, true).await;
    let is_refused = all.status.is_none_or(|status| (400..500).contains(&status));
    // Who says what is wrong with a request has judged it.
    if all.accepted
        || !is_refused
        || !all.violations.is_empty()
        || row.optional.is_empty()
    {
        return all;
    }
    let some = call_with(client, row, false).await;
    if !some.accepted {
        return all;
    }
    let status = all.status.map(|status| status.to_string()).unwrap_or_default();
    let left_out = row.optional.join(", ");
    let remark = format!("{} without {left_out}: {status} {}", some.remark, all.remark);
    Outcome { remark: remark.trim_start().to_owned(), ..some }
}

async fn call_with(client: &Client, row: &Row, optional: bool) -> Outcome {
    match (row.run)(client, optional).await {
        Ok(outcome) => outcome,
        Err(remark) => Outcome { remark, ..Outcome::default() },
    }
}

/// What became of all calls.
#[derive(Default)]
pub(crate) struct Report {
    /// A line for each.
    pub(crate) lines: String,
    /// The lines of those that did not go well.
    pub(crate) wrong: String,
    called: usize,
    sent: usize,
    accepted: usize,
    decoded: usize,
}

impl Report {
    fn add(&mut self, id: &str, outcome: &Outcome) {
        let Outcome { sent, accepted, decoded, status, violations, remark } = outcome;
        let word = |it: &bool| if *it { "yes" } else { "no" };
        let status = status.map(|status| status.to_string()).unwrap_or_default();
        let cells =
            [id, word(sent), word(accepted), word(decoded), &status, violations, remark]
                .map(|cell| cell.replace(char::is_control, " "));
        let line = cells.join("\t");
        if !(*sent && *accepted && *decoded) {
            let _ = writeln!(self.wrong, "{line}");
        }
        let _ = writeln!(self.lines, "{line}");
        self.called += 1;
        self.sent += usize::from(*sent);
        self.accepted += usize::from(*accepted);
        self.decoded += usize::from(*decoded);
    }

    pub(crate) fn summary(&self) -> String {
        let Self { called, sent, accepted, decoded, .. } = self;
        format!(
            "{called} operations: {sent} sent, {accepted} accepted, {decoded} decoded"
        )
    }
}

/// The test: a table of operations with how they are called.
macro_rules! calls {
    ($client:ident of $builder:expr => {
        $($id:literal $how:ident ($call:expr) $(. $setter:ident ($($value:tt)*))*,)*
    }) => {
        #[allow(unused_imports, reason = "an operation may have no arguments")]
        use contract::support::arg;

        #[tokio::test]
        async fn every_operation() {
            contract::support::run(&|| $builder, ROWS).await;
        }

        static ROWS: &[contract::support::Row] = &[$(contract::support::Row {
            id: $id,
            optional: &[$(stringify!($setter)),*],
            run: |$client, with_optional| Box::pin(async move {
                if with_optional {
                    return Ok(contract::support::call!($how $call$(.$setter($($value)*))*));
                }
                Ok(contract::support::call!($how $call))
            }),
        }),*];
    };
}

/// Makes a call in one of the ways in which there are answers.
macro_rules! call {
    (send $call:expr) => {
        contract::support::send($call).await
    };
    (stream $call:expr) => {
        match $call {
            call => {
                let meta = contract::support::meta(&call);
                match call.stream().await {
                    Ok(mut response) => {
                        let outcome = contract::support::answered(&response);
                        let first = response.next().await;
                        let first =
                            first.map(|item| item.map(drop).map_err(|e| e.to_string()));
                        contract::support::streamed(outcome, first)
                    }
                    Err(error) => contract::support::failed(meta, &error),
                }
            }
        }
    };
}

pub(crate) use {call, calls};
