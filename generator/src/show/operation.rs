//! One operation: the call, what it sends and what comes back.

use super::{Shown, table};
use crate::emit::{outcome_words, signature, type_words};
use crate::model::Location;
use crate::report::harmless;
use crate::rust::{Answer, Group, Operation, Outcome, Ty};
use crate::samples;

/// Everything about an operation.
pub(super) fn describe(shown: Shown<'_>, group: &Group, item: &Operation) -> String {
    let mut out = format!("{}\n", harmless(&item.request()));
    let calls = group.calls();
    let mut rows = vec![
        row("document", shown.full_place(item.origin)),
        row("code", group.file()),
        row("call", format!("client{calls}.{}", signature(item))),
        row("answers", outcome_words(&item.output, "()")),
        row("fails with", outcome_words(&item.failure, "NoFailure")),
        row("security", security(item)),
    ];
    if let Some(idempotent) = item.idempotent {
        let when =
            if idempotent { "also after time-outs" } else { "not after time-outs" };
        rows.push(row("repeated", format!("{when} (`idempotent`)")));
    }
    out.push_str(&table(&rows));
    section(&mut out, "parameters", &params(shown, item));
    section(&mut out, "body", &body(item));
    section(&mut out, "answers", &answers(item));
    let plan = &shown.planned.plan;
    if let Some(sample) = samples::sample(plan, group, item) {
        out.push_str("\nexample\n");
        for line in sample.lines() {
            out.push_str(format!("  {line}").trim_end());
            out.push('\n');
        }
    }
    out
}

fn row(left: &str, right: String) -> (String, String) {
    (left.to_owned(), right)
}

fn section(out: &mut String, title: &str, rows: &[(String, String)]) {
    if !rows.is_empty() {
        out.push_str(&format!("\n{title}\n{}", table(rows)));
    }
}

fn params(shown: Shown<'_>, item: &Operation) -> Vec<(String, String)> {
    let describe = |param: &crate::rust::Param| {
        let ty = type_words(&param.ty);
        let left = if param.required {
            format!("{}: {ty}", param.ident.as_str())
        } else {
            format!(".{}({ty})", param.ident.as_str())
        };
        let place = match param.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
            Location::QueryString => "query string",
        };
        let wire = harmless(param.wire.untrusted());
        (left, format!("{place} `{wire}`  {}", shown.place(param.origin)))
    };
    let constant = |it: &crate::rust::Constant| {
        let (_, right) = describe(&it.param);
        let value = it.value.untrusted().to_string();
        (format!("always {}", harmless(&value)), right)
    };
    let given = item.params.iter().map(describe);
    given.chain(item.constants.iter().map(constant)).collect()
}

fn body(item: &Operation) -> Vec<(String, String)> {
    let choices = item.body.iter().flat_map(|body| &body.choices);
    choices
        .map(|choice| (harmless(choice.media.untrusted()), type_words(&choice.ty)))
        .collect()
}

fn answers(item: &Operation) -> Vec<(String, String)> {
    let describe = |answer: &Answer| {
        let media: Vec<String> =
            answer.media.iter().map(|media| harmless(media.untrusted())).collect();
        let ty = match answered(item, answer).map(type_words) {
            Some(ty) => ty,
            None if media.is_empty() => "no body".to_owned(),
            None => String::new(),
        };
        (answer.status.as_documented(), format!("{ty}  {}", media.join(", ")))
    };
    item.answers.iter().map(describe).collect()
}

/// The type of an answer.
fn answered<'a>(item: &'a Operation, answer: &Answer) -> Option<&'a Ty> {
    [&item.output, &item.failure].into_iter().find_map(|outcome| match outcome {
        Outcome::Several(_, variants) => {
            variants.iter().find(|variant| variant.status == answer.status)?.ty.as_ref()
        }
        Outcome::One(ty) => {
            let is_output = std::ptr::eq(outcome, &raw const item.output);
            (is_output == answer.is_success).then_some(ty)
        }
        Outcome::None => None,
    })
}

fn security(item: &Operation) -> String {
    let alternative = |all: &Vec<crate::model::SpecStr>| {
        let names: Vec<String> =
            all.iter().map(|name| harmless(name.untrusted())).collect();
        if names.is_empty() { "nothing".to_owned() } else { names.join(" and ") }
    };
    if item.security.is_empty() {
        return "nothing".to_owned();
    }
    item.security.iter().map(alternative).collect::<Vec<_>>().join(" or ")
}
