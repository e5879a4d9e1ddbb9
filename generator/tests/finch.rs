//! Finch's whole API under the names of `examples/finch/generator.yaml`.
//!
//! The document is Finch's and not part of this project; it is read from `real/finch` of the
//! folder that `CORPUS` names, or of `../shared/corpus` beside the workspace. What a client does
//! with documents of that shape is tested in any case, in `calls/finch`. So the tests are ignored
//! unless somebody who has the document asks for them, as `.ci/run` does:
//!
//!     cargo test -p generator --test finch -- --ignored

#[path = "support/real.rs"]
mod real;

use generator::model::{NextPage, Select, SpecStr};
use generator::pipeline::{self, Goal, Outcome, Request};
use generator::rust::{self, Crate, Operation, TypeKind};
use std::collections::BTreeMap;
use std::path::Path;

const DOCUMENT: &str = "real/finch/finch-full-3.1.json";

fn planned() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    pipeline::run(&Request {
        document: real::document(DOCUMENT),
        config: Some(root.join("examples/finch/generator.yaml")),
        goal: Goal::Plan,
        ..Request::default()
    })
}

fn operations(plan: &Crate) -> impl Iterator<Item = &Operation> {
    plan.groups.iter().flat_map(|group| &group.operations)
}

fn call<'a>(plan: &'a Crate, calls: &str, method: &str) -> &'a Operation {
    let group = plan.groups.iter().find(|group| group.calls() == calls).expect(calls);
    let all = &group.operations;
    all.iter().find(|item| item.method_ident.as_str() == method).expect(method)
}

#[test]
#[ignore = "needs the document"]
fn every_operation_has_the_name_of_the_sdks() {
    let outcome = planned();
    let unused = outcome
        .diagnostics
        .iter()
        .filter(|found| found.code.as_str().starts_with("E06"));
    let unused: Vec<&str> = unused.map(|found| found.message.as_str()).collect();
    assert!(unused.is_empty(), "{unused:?}");
    let plan = &outcome.planned.as_ref().expect("a plan").plan;
    assert_eq!(operations(plan).count(), 55);
    let renamed =
        |item: &&Operation| !item.id.untrusted().contains(item.method_ident.as_str());
    assert!(operations(plan).filter(renamed).count() > 20);
    for (calls, method) in [
        (".hris().directory()", "list"),
        (".hris().benefits().individuals()", "unenroll_many"),
        (".connect().sessions()", "reauthenticate"),
        (".sandbox().jobs().configuration()", "update"),
    ] {
        call(plan, calls, method);
    }
}

#[test]
#[ignore = "needs the document"]
fn successes_that_differ_are_told_apart() {
    let outcome = planned();
    let plan = &outcome.planned.as_ref().expect("a plan").plan;
    let several = operations(plan).filter(|item| match &item.output {
        rust::Outcome::Several(_, variants) => variants.len() > 1,
        _ => false,
    });
    assert_eq!(several.count(), 22);
}

#[test]
#[ignore = "needs the document"]
fn each_operation_has_its_own_scheme() {
    let outcome = planned();
    let plan = &outcome.planned.as_ref().expect("a plan").plan;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in operations(plan) {
        let all =
            item.security.iter().map(|all| all.iter().map(SpecStr::untrusted).collect());
        let all: Vec<Vec<&str>> = all.collect();
        *counts.entry(format!("{all:?}")).or_default() += 1;
    }
    let expected = [
        ("[[\"basicAuth\"]]", 4),
        ("[[\"bearerAuth\"]]", 49),
        ("[[], [\"bearerAuth\"]]", 1),
        ("[]", 1),
    ];
    let expected = expected.map(|(key, count)| (key.to_owned(), count));
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
#[ignore = "needs the document"]
fn the_version_is_the_clients_and_the_directory_has_pages() {
    let outcome = planned();
    let plan = &outcome.planned.as_ref().expect("a plan").plan;
    let version = |item: &Operation| {
        let mut params = item.params.iter();
        params.any(|param| {
            param.wire.untrusted().eq_ignore_ascii_case("Finch-API-Version")
        })
    };
    assert!(!operations(plan).any(version));
    let list = call(plan, ".hris().directory()", "list");
    let pages = list.pages.as_ref().expect("pages");
    assert!(matches!(pages.paging.next, NextPage::Offset(_)), "{:?}", pages.paging);
}

#[test]
#[ignore = "needs the document"]
fn an_event_is_known_by_its_type_without_a_mapping() {
    let outcome = planned();
    let plan = &outcome.planned.as_ref().expect("a plan").plan;
    let mut items = plan.types.iter().flat_map(|module| &module.items);
    let event =
        items.find(|item| item.ident.as_str() == "WebhookEvent").expect("the union");
    let TypeKind::Union(union) = &event.kind else { panic!("no union") };
    let Select::Tag { property, values, .. } = &union.select else {
        panic!("{:?}", union.select)
    };
    assert_eq!((property.untrusted(), union.variants.len()), ("event_type", 8));
    assert!(values.iter().any(|(value, _)| value.untrusted() == "account.updated"));
    assert!(values.len() > 8, "several values may stand for a variant");
}
