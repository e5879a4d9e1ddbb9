//! How a document evolves, and what `diff` says of each step.
//!
//! `tests/snapshots/evolution__*.snap` has what is said; the table has the verdicts.

#[path = "support/scratch.rs"]
mod scratch;

use generator::config::Config;
use generator::diagnostics::Diagnostics;
use generator::diff::{self, Both, Class, Side};
use generator::source::{self, Budgets, Sources};
use generator::timings::Timings;
use generator::{Planned, plan};
use scratch::write;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

const PETS: &str = include_str!("evolution/pets.yaml");

struct Step {
    name: &'static str,
    edits: &'static [(&'static str, &'static str)],
    rust: Option<Class>,
    wire: Option<Class>,
}

const fn step(
    name: &'static str,
    edits: &'static [(&'static str, &'static str)],
    rust: Option<Class>,
    wire: Option<Class>,
) -> Step {
    Step { name, edits, rust, wire }
}

const NONE: Option<Class> = None;
const INVISIBLE: Option<Class> = Some(Class::Invisible);
const ADDITIVE: Option<Class> = Some(Class::Additive);
const BREAKING: Option<Class> = Some(Class::Breaking);

const STEPS: &[Step] = &[
    step("nothing", &[], NONE, NONE),
    step(
        "optional field added",
        &[("        nick: {", "        age: { type: integer }\n        nick: {")],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "optional number added, which has no Eq",
        &[("        nick: {", "        weight: { type: number }\n        nick: {")],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "required field added",
        &[
            ("required: [name, kind]", "required: [name, kind, age]"),
            ("        nick: {", "        age: { type: integer }\n        nick: {"),
        ],
        BREAKING,
        BREAKING,
    ),
    step(
        "field made optional",
        &[("required: [name, kind]", "required: [name]")],
        BREAKING,
        BREAKING,
    ),
    step(
        "optional field made nullable, in a request",
        &[("nick: { type: string }", "nick: { type: [string, 'null'] }")],
        BREAKING,
        BREAKING,
    ),
    step(
        "optional field made nullable, in answers only",
        &[("message: { type: string }", "message: { type: [string, 'null'] }")],
        NONE,
        BREAKING,
    ),
    step(
        "required field made nullable",
        &[("name: { type: string }", "name: { type: [string, 'null'] }")],
        BREAKING,
        BREAKING,
    ),
    step(
        "field removed",
        &[("        nick: { type: string }\n", "")],
        BREAKING,
        BREAKING,
    ),
    step("enum value added", &[("[cat, dog]", "[cat, dog, hen]")], ADDITIVE, ADDITIVE),
    step("enum value removed", &[("[cat, dog]", "[cat]")], BREAKING, BREAKING),
    step("enum values reordered", &[("[cat, dog]", "[dog, cat]")], NONE, NONE),
    step(
        "variant added",
        &[(
            "'#/components/schemas/Herd' } ]",
            "'#/components/schemas/Herd' }, { $ref: '#/components/schemas/Swarm' } ]",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "variant added that nothing has used, and which loses its setters",
        &[(
            "'#/components/schemas/Herd' } ]",
            "'#/components/schemas/Herd' }, { $ref: '#/components/schemas/Unused' } ]",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "optional parameter added",
        &[(
            "        - { name: limit",
            "        - { name: page, in: query, schema: { type: string } }\n        - { name: limit",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "required parameter added",
        &[(
            "        - { name: limit",
            "        - { name: page, in: query, required: true, schema: { type: string } }\n        - { name: limit",
        )],
        BREAKING,
        BREAKING,
    ),
    step(
        "parameter made optional",
        &[("in: query, required: true", "in: query")],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "parameter made required",
        &[("{ name: limit, in: query,", "{ name: limit, in: query, required: true,")],
        BREAKING,
        BREAKING,
    ),
    step(
        "body made optional",
        &[("      requestBody:\n        required: true\n", "      requestBody:\n")],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "failure added to several",
        &[(
            "        '404':",
            "        '409':\n          description: Conflict\n          content: { application/json: { schema: { $ref: '#/components/schemas/Swarm' } } }\n        '404':",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "first failure added",
        &[(
            "        '201':",
            "        '409':\n          description: Conflict\n          content: { application/json: { schema: { $ref: '#/components/schemas/Swarm' } } }\n        '201':",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "failure without a body added",
        &[(
            "        '201':",
            "        '409': { description: Conflict }\n        '201':",
        )],
        NONE,
        ADDITIVE,
    ),
    step(
        "answer made several",
        &[(
            "        '201':",
            "        '202':\n          description: Later\n          content: { application/json: { schema: { $ref: '#/components/schemas/Swarm' } } }\n        '201':",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "operation added",
        &[(
            "    post:\n",
            "    delete: { operationId: dropPets, tags: [pets], responses: { '204': { description: Gone } } }\n    post:\n",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "operation removed",
        &[(
            "    post:\n      operationId: addPet\n",
            "    x-post:\n      operationId: addPet\n",
        )],
        BREAKING,
        BREAKING,
    ),
    step(
        "operation renamed",
        &[("operationId: addPet", "operationId: makePet")],
        BREAKING,
        INVISIBLE,
    ),
    step("tag renamed", &[("tags: [pets]", "tags: [animals]")], BREAKING, NONE),
    step("path changed", &[("  /pets:", "  /animals:")], NONE, BREAKING),
    step("description changed", &[("Lists pets", "Lists some pets")], NONE, INVISIBLE),
    step(
        "schemas reordered",
        &[
            ("    Kind: { type: string, enum: [cat, dog] }\n", ""),
            ("    Pets: {", "    Kind: { type: string, enum: [cat, dog] }\n    Pets: {"),
        ],
        NONE,
        NONE,
    ),
    step(
        "optional property moved",
        &[
            ("        nick: { type: string }\n", ""),
            (
                "        name: { type: string }\n",
                "        nick: { type: string }\n        name: { type: string }\n",
            ),
        ],
        NONE,
        NONE,
    ),
    step(
        "required properties swapped, which are arguments",
        &[
            ("        name: { type: string }\n", ""),
            (
                "        nick: { type: string }\n",
                "        name: { type: string }\n        nick: { type: string }\n",
            ),
        ],
        BREAKING,
        NONE,
    ),
    step(
        "type changed",
        &[("size: { type: integer }", "size: { type: string }")],
        BREAKING,
        BREAKING,
    ),
    step(
        "security added",
        &[(
            "components:\n",
            "security: [ { key: [] } ]\ncomponents:\n  securitySchemes: { key: { type: http, scheme: bearer } }\n",
        )],
        ADDITIVE,
        BREAKING,
    ),
];

fn planned(text: &str) -> (Sources, Planned) {
    let mut found = Diagnostics::new();
    let budgets = Budgets::default();
    let sources = source::from_text("pets.yaml", text, &budgets, &mut found);
    let sources = sources.expect("it is read");
    let config = Config::default();
    let plan = plan(&sources, &config, &mut found, &mut Timings::default());
    assert!(!found.has_errors(), "{found:?}");
    (sources, plan.expect("a plan"))
}

fn after(step: &Step) -> String {
    step.edits.iter().fold(PETS.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{}: {old:?} is not there", step.name);
        text.replace(old, new)
    })
}

#[test]
fn every_step_has_its_verdict() {
    let (old_sources, old) = planned(PETS);
    let mut said = String::new();
    let mut wrong = Vec::new();
    for step in STEPS {
        let (new_sources, new) = planned(&after(step));
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
    for (at, step) in STEPS.iter().enumerate() {
        let mut config = Config::default();
        config.package.name = Some(format!("pets-{at}"));
        let (sources, _) = planned(&after(step));
        let made = generator::generate(&sources, &config, &mut Diagnostics::new());
        for file in made.expect("a crate").files {
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
    for (at, step) in STEPS.iter().enumerate() {
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
    let (_, old) = planned(PETS);
    for step in STEPS {
        let (_, new) = planned(&after(step));
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
