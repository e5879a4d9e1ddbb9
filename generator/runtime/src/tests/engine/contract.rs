//! The part of a contract test that is the same for all crates.

use super::service::*;
use crate::runtime::{
    Answer, Client, Meta, Mock, NoFailure, Operation, RequestOptions, Status, Value,
};

#[path = "../../../contract/support.rs"]
#[allow(clippy::pedantic, reason = "only a part of it is used here")]
mod support;

use support::{Row, arg, call_all, without};

static ROWS: &[Row] = &[
    Row {
        id: "get",
        optional: &[],
        run: |client, _| {
            Box::pin(async { Ok(support::send(call(client, GetPet)).await) })
        },
    },
    Row {
        id: "add",
        optional: &[],
        run: |client, _| {
            Box::pin(async {
                let add = AddPet { body: &arg::<Pet>("{\"name\":\"Rex\"}")? };
                Ok(support::send(call(client, add)).await)
            })
        },
    },
    Row {
        id: "cannot",
        optional: &[],
        run: |client, _| {
            Box::pin(async {
                let add = AddPet { body: &arg::<Pet>("{\"name\":7}")? };
                Ok(support::send(call(client, add)).await)
            })
        },
    },
];

async fn report(client: &Client) -> support::Report {
    call_all(&|| client.clone(), &without(ROWS, "").unwrap()).await
}

#[test]
fn what_is_skipped_is_not_called_and_what_is_not_there_is_a_mistake() {
    let ids = |skipped: &str| -> Result<Vec<&str>, String> {
        Ok(without(ROWS, skipped)?.into_iter().map(|row| row.id).collect())
    };
    assert_eq!(ids(""), Ok(vec!["get", "add", "cannot"]));
    assert_eq!(ids("add, get,"), Ok(vec!["cannot"]));
    assert_eq!(ids("add,ad"), Err("there is no operation \"ad\"".to_owned()));
    let run = ROWS[0].run;
    let row = |id| Row { id, optional: &[], run };
    let commas = [row("GET /at/{x},{y}"), row("GET /at/{x}")];
    let left = without(&commas, "GET /at/{x},{y}").unwrap();
    assert_eq!(left.iter().map(|row| row.id).collect::<Vec<_>>(), ["GET /at/{x}"]);
}

/// What is spoken after a 101 is no HTTP: the call has done what it can.
#[tokio::test]
async fn another_protocol_is_an_end() {
    let none: &[(&str, &str)] = &[];
    let mock = Mock::new()
        .on_bytes::<Upgrade>(101, none, "")
        .on_bytes::<Upgrade>(101, none, "x");
    let client = client(&mock);
    for is_well in [true, false] {
        let outcome = support::send(call(&client, Upgrade)).await;
        assert_eq!(
            (outcome.accepted, outcome.decoded),
            (is_well, is_well),
            "{outcome:?}"
        );
    }
}

struct Upgrade;

impl Operation for Upgrade {
    type Output = ();
    type Failure = NoFailure;

    const META: Meta = Meta {
        id: "upgrade",
        path: "/upgrade",
        answers: &[
            Answer::new(Status::Exact(101), &["*/*"]),
            Answer::new(Status::Exact(200), &[]),
        ],
        ..Meta::DEFAULT
    };
}

#[tokio::test]
async fn each_call_has_a_line_and_what_is_wrong_is_listed() {
    let said = [("sl-violations", "[{\"message\":\"no\"}]")];
    let mock = Mock::new().on::<GetPet>(200, rex()).on_with::<AddPet>(
        400,
        &said,
        Problem { code: Some(1), message: None },
    );
    let report = report(&client(&mock)).await;
    let lines: Vec<&str> = report.lines.lines().collect();
    assert_eq!(lines[0], "get\tyes\tyes\tyes\t200\t\t");
    let start = "add\tyes\tno\tyes\t400\t[{\"message\":\"no\"}]\t";
    assert!(lines[1].starts_with(start), "{}", lines[1]);
    assert!(lines[1].ends_with("{\"code\":1}"), "{}", lines[1]);
    assert!(
        lines[2].starts_with("cannot\tno\tno\tno\t\t\tthe argument"),
        "{}",
        lines[2]
    );
    assert_eq!(report.wrong.lines().count(), 2, "{}", report.wrong);
    assert_eq!(report.summary(), "3 operations: 2 sent, 1 accepted, 2 decoded");
}

#[tokio::test]
async fn answers_of_another_form_are_not_decoded() {
    let mock = Mock::new()
        .on::<GetPet>(200, Value::from("text"))
        .on::<AddPet>(409, Value::from("unknown"));
    let report = report(&client(&mock)).await;
    let lines: Vec<&str> = report.lines.lines().collect();
    assert!(lines[0].starts_with("get\tyes\tyes\tno\t200\t\t"), "{}", lines[0]);
    assert!(lines[1].starts_with("add\tyes\tno\tno\t409\t\t"), "{}", lines[1]);
}

/// The name has to be right, and may be left out.
static GIVEN: Row = Row {
    id: "given",
    optional: &["name"],
    run: |client, optional| {
        Box::pin(async move {
            let call = call(client, GetPet);
            let call = if optional {
                call.options(RequestOptions::new().header("x-name", "wrong"))
            } else {
                call
            };
            Ok(support::send(call).await)
        })
    },
};

#[tokio::test]
async fn what_is_refused_is_tried_without_what_may_be_left_out() {
    let problem = || Problem { code: Some(1), message: None };
    let mock = Mock::new().on::<GetPet>(400, problem()).on::<GetPet>(200, rex());
    let lines = call_all(&|| client(&mock), &[&GIVEN]).await.lines;
    assert!(
        lines.starts_with("given\tyes\tyes\tyes\t200\t\twithout name: 400 "),
        "{lines}"
    );
    let mock = Mock::new().on::<GetPet>(400, problem()).on::<GetPet>(404, problem());
    let lines = call_all(&|| client(&mock), &[&GIVEN]).await.lines;
    assert!(lines.starts_with("given\tyes\tno\tyes\t400\t\t"), "{lines}");
    // Who says what is wrong has judged the request.
    let said = [("sl-violations", "[{}]")];
    let mock = Mock::new().on_with::<GetPet>(400, &said, problem());
    let lines = call_all(&|| client(&mock), &[&GIVEN]).await.lines;
    assert!(lines.starts_with("given\tyes\tno\tyes\t400\t[{}]\t"), "{lines}");
}

#[tokio::test]
async fn a_connection_is_not_used_after_a_failure_of_the_server() {
    let problem = Problem { code: Some(1), message: None };
    let mock = Mock::new().on::<GetPet>(500, problem).on::<AddPet>(200, rex());
    let clients = std::cell::Cell::new(0);
    let make = || {
        clients.set(clients.get() + 1);
        client(&mock)
    };
    call_all(&make, &[&ROWS[0], &ROWS[1]]).await;
    assert_eq!(clients.get(), 2);
}
