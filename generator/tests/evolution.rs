//! How a document evolves, and what `diff` says of each step.
//!
//! `tests/snapshots/evolution__*.snap` has what is said; the table has the verdicts.

#[path = "evolution/meanings.rs"]
mod meanings;
#[path = "support/scratch.rs"]
mod scratch;
#[path = "evolution/steps.rs"]
mod steps;
#[path = "support/text.rs"]
mod text;

use generator::diff::{self, Both, Class, Side};
use scratch::write;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use steps::{BREAKING, PETS, after};
use text::{files, planned};

#[test]
fn every_step_has_its_verdict() {
    let (old_sources, old) = planned("pets.yaml", PETS);
    let mut said = String::new();
    let mut wrong = Vec::new();
    for step in steps::all() {
        let (new_sources, new) = planned("pets.yaml", &after(step));
        let found = diff::diff(&old, &new);
        let both = Both { old: Some(&old_sources), new: Some(&new_sources) };
        let text = diff::human(&found, both, "1.0.0", usize::MAX);
        let _ = writeln!(said, "# {}\n\n{text}", step.name);
        let verdict = (found.class(Side::Rust), found.class(Side::Wire));
        if verdict != (step.rust, step.wire) {
            wrong.push(format!("{}: {verdict:?}\n{text}", step.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::assert_snapshot!(said);
}

/// A program that uses everything of the old client compiles against the new one if, and only
/// if, the verdict is that nothing breaks.
#[test]
fn a_caller_of_the_old_client_compiles_unless_the_verdict_is_breaking() {
    let folder = scratch::folder("evolution");
    scratch::lock(&folder);
    let mut members = String::new();
    for (at, step) in steps::all().into_iter().enumerate() {
        for file in files("pets.yaml", &after(step), &format!("pets-{at}")) {
            write(&folder.join(format!("pets-{at}")).join(&file.path), &file.text);
        }
        let caller = folder.join(format!("caller-{at}"));
        let manifest = format!(
            "[package]\nname = \"caller-{at}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\npets = {{ package = \"pets-{at}\", path = \"../pets-{at}\", \
             default-features = false }}\n"
        );
        write(&caller.join("Cargo.toml"), &manifest);
        write(&caller.join("src/lib.rs"), include_str!("evolution/caller.rs"));
        let _ = write!(members, "\"pets-{at}\", \"caller-{at}\", ");
    }
    let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    write(&folder.join("Cargo.toml"), &workspace);
    let failed = failed_callers(&folder);
    for (at, step) in steps::all().into_iter().enumerate() {
        let fails = failed.contains(&format!("caller-{at}"));
        assert_eq!(fails, step.rust == BREAKING, "{}: caller-{at}", step.name);
    }
}

/// The callers that do not compile; the clients themselves all do.
fn failed_callers(folder: &Path) -> BTreeSet<String> {
    let done = scratch::cargo(folder)
        .args(["check", "--workspace", "--keep-going", "--no-default-features"])
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&done.stderr);
    let failed: BTreeSet<String> = said
        .lines()
        .filter_map(|line| line.strip_prefix("error: could not compile `"))
        .filter_map(|rest| rest.split('`').next())
        .map(str::to_owned)
        .collect();
    assert!(failed.iter().all(|name| name.starts_with("caller-")), "{said}");
    assert!(done.status.success() || !failed.is_empty(), "{said}");
    failed
}

/// The surface as written and as read back are the same to `diff`, which is how a client that
/// is replaced is judged.
#[test]
fn a_surface_survives_its_page() {
    let (_, old) = planned("pets.yaml", PETS);
    for step in steps::all() {
        let (_, new) = planned("pets.yaml", &after(step));
        let pages = [&old, &new].map(|it| generator::emit::surface(&it.plan));
        let read =
            pages.clone().map(|it| generator::surface::Surface::parse(&it.text()));
        let class = |old, new| {
            diff::compare_surfaces(old, new).into_iter().map(|change| change.class).max()
        };
        assert_eq!(class(&pages[0], &pages[1]), step.rust, "{}", step.name);
        assert_eq!(class(&read[0], &read[1]), step.rust, "{}", step.name);
    }
}

/// What a client does is told from its plan, and from its page as well.
#[test]
fn a_name_that_stands_for_something_else_is_breaking() {
    let head = "openapi: 3.1.0\ninfo: { title: V, version: '1' }\n";
    for step in meanings::STEPS {
        let surfaces = [step.old, step.new].map(|text| {
            let (_, planned) = planned("v.yaml", &format!("{head}{text}\n"));
            generator::emit::surface(&planned.plan)
        });
        let read =
            surfaces.clone().map(|it| generator::surface::Surface::parse(&it.text()));
        for [old, new] in [&surfaces, &read] {
            let changes = diff::compare_surfaces(old, new);
            let breaking = changes.iter().filter(|it| it.class == Class::Breaking);
            let said: Vec<String> =
                breaking.map(|it| format!("{} {}", it.subject, it.what)).collect();
            assert!(said.iter().any(|it| it == step.said), "{}: {said:#?}", step.name);
        }
    }
}
