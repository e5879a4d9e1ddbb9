//! The drawings.

use super::{Options, harmless::harmless, human, json, summary};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, FileId, NodeId, Place};
use crate::source::{Budgets, MemoryLoader, Sources, load};
use insta::assert_snapshot;

const ROOT: &str = "\
openapi: 3.1.0
paths:
  /pets:
    get:
      paramters: []
      responses: {}
  /pets:
    post: {}
  /b: {$ref: 'b.json#/x'}
";

fn read(text: &str) -> (Sources, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut loader = MemoryLoader::new()
        .with("openapi.yaml", text)
        .with("b.json", "{\"x\": {\"y\": 1}}");
    let budgets = Budgets::default();
    let sources = load(&mut loader, "openapi.yaml", &budgets, &mut diagnostics).unwrap();
    (sources, diagnostics)
}

fn node(sources: &Sources, pointer: &str) -> NodeId {
    sources.resolve_pointer(sources.root(), pointer).unwrap()
}

fn unknown_key(sources: &Sources, pointer: &str) -> Diagnostic {
    let place = Place::Key(node(sources, pointer));
    Diagnostic::new(
        Code::UnknownKey,
        place.clone(),
        "an operation has no key `paramters`",
    )
    .consequence("it is ignored")
    .remedy("did you mean `parameters`?")
    .patch(place, "parameters")
}

#[test]
fn a_finding_shows_code_place_line_pointer_consequence_and_remedy() {
    let (sources, _) = read(ROOT);
    let mut diagnostics = Diagnostics::new();
    diagnostics.report(unknown_key(&sources, "/paths/~1pets/get/paramters"));
    assert_snapshot!(human(&diagnostics, Some(&sources), &Options::default()), @r##"
warning[E0104]: an operation has no key `paramters`
 --> openapi.yaml:5:7
  |
5 |       paramters: []
  |       ^^^^^^^^^
  |
  = note: it is at `#/paths/~1pets/get/paramters`
  = note: it is ignored
help: did you mean `parameters`?
  |
5 |       parameters: []
  |            +
"##);
}

#[test]
fn related_places_are_drawn_wherever_they_are() {
    let (sources, mut diagnostics) = read(ROOT);
    let b = sources.file_root(FileId(1));
    let x = sources.get(b, "x").unwrap();
    diagnostics.report(
        Diagnostic::new(
            Code::WrongTarget,
            Place::Node(node(&sources, "/paths/~1b/$ref")),
            "this is no path item",
        )
        .related(Place::Node(x), "it is this")
        .related(Place::File("c.yaml".to_owned()), "and this"),
    );
    assert_snapshot!(human(&diagnostics, Some(&sources), &Options::default()), @r##"
error[E0005]: the key `/pets` is already in this mapping
 --> openapi.yaml:7:3
  |
7 |   /pets:
  |   ^^^^^
  |
 ::: openapi.yaml:3:3
  |
3 |   /pets:
  |   ----- first here
  |
  = note: it is at `#/paths/~1pets`
  = note: the first one counts
  = help: remove or rename one of them

warning[E0204]: this is no path item
 --> openapi.yaml:9:14
  |
9 |   /b: {$ref: 'b.json#/x'}
  |              ^^^^^^^^^^^
  |
 ::: b.json:1:7
  |
1 | {"x": {"y": 1}}
  |       -------- it is this
 ::: c.yaml
  = note: and this
  = note: it is at `#/paths/~1b/$ref`
"##);
}

#[test]
fn findings_without_text_are_drawn() {
    let mut diagnostics = Diagnostics::new();
    let place = Place::File("none.yaml".to_owned());
    diagnostics.report(Diagnostic::new(Code::Unreadable, place, "cannot read the file"));
    diagnostics
        .report(Diagnostic::new(Code::Defect, Place::Nowhere, "oh").remedy("tell us"));
    let place = Place::Node(NodeId(7));
    diagnostics.report(Diagnostic::new(Code::NameCollision, place, "two names"));
    assert_snapshot!(human(&diagnostics, None, &Options::default()), @r##"
note[E0501]: two names

error[E0703]: oh
 = help: tell us

error[E0001]: cannot read the file
--> none.yaml
"##);
}

#[test]
fn syntax_errors_are_drawn_from_a_broken_file() {
    let (sources, diagnostics) = read("paths:\n  a: [1\n  b: 2\n");
    assert_snapshot!(human(&diagnostics, Some(&sources), &Options::default()), @r##"
error[E0004]: this `[` is not closed
 --> openapi.yaml:2:6
  |
2 |   a: [1
  |      ^
  |
  = help: close it with `]`
"##);
}

#[test]
fn many_of_one_code_are_counted() {
    let text = (0..14).map(|i| format!("k{i}: 1\n")).collect::<Vec<_>>().concat();
    let (sources, mut diagnostics) = read(&text);
    for i in (0..14).rev() {
        let place = Place::Key(node(&sources, &format!("/k{i}")));
        diagnostics.report(Diagnostic::new(Code::UnknownKey, place, format!("no {i}")));
    }
    let options = Options { per_code: 2, ..Options::default() };
    assert_snapshot!(human(&diagnostics, Some(&sources), &options), @r##"
warning[E0104]: no 0
 --> openapi.yaml:1:1
  |
1 | k0: 1
  | ^^
  |
  = note: it is at `#/k0`

warning[E0104]: no 1
 --> openapi.yaml:2:1
  |
2 | k1: 1
  | ^^
  |
  = note: it is at `#/k1`

note[E0104]: 12 more warnings of this code; `--limit 0` shows all
"##);
}

#[test]
fn hostile_characters_are_made_visible() {
    let text = "{\"a\u{202E}b\":\t\"\u{7f}\u{9b}2J\u{2066}x\u{2028}y\\u001b\"}\n";
    let (sources, found) = read(text);
    assert_eq!(found.iter().count(), 0);
    let mut diagnostics = Diagnostics::new();
    let place = Place::Node(node(&sources, "/a\u{202E}b"));
    let hostile = "mess\u{1b}[0m\r\nage\u{202E}";
    diagnostics.report(
        Diagnostic::new(Code::WrongKind, place.clone(), hostile)
            .consequence(hostile)
            .remedy(hostile)
            .related(place, hostile)
            .related(Place::File(hostile.to_owned()), hostile),
    );
    let drawn = human(&diagnostics, Some(&sources), &Options::default());
    assert!(drawn.lines().all(|line| harmless(line) == line));
    assert_snapshot!(drawn, @r##"
warning[E0103]: mess␛[0m␍␊age�
 --> openapi.yaml:1:9
  |
1 | {"a�b":    "␡�2J�x�y\u001b"}
  |            ^^^^^^^^^^^^^^^^
  |
 ::: openapi.yaml:1:9
  |
1 | {"a�b":    "␡�2J�x�y\u001b"}
  |            ---------------- mess␛[0m␍␊age�
 ::: mess␛[0m␍␊age�
  = note: mess␛[0m␍␊age�
  = note: it is at `#/a�b`
  = note: mess␛[0m␍␊age�
  = help: mess␛[0m␍␊age�
"##);
}

#[test]
fn long_lines_are_cut() {
    let long = "v".repeat(5_000);
    let (sources, _) =
        read(&format!("{{\"a\": \"{long}\", \"b\": {{\"c\": \"{long}\"}}, \"d\": 1}}"));
    let mut diagnostics = Diagnostics::new();
    for pointer in ["/a", "/b", "/d"] {
        let place = Place::Node(node(&sources, pointer));
        diagnostics.report(Diagnostic::new(Code::WrongKind, place, "not this"));
    }
    assert_snapshot!(human(&diagnostics, Some(&sources), &Options::default()), @r##"
warning[E0103]: not this
 --> openapi.yaml:1:7
  |
1 | {"a": "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv...
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: it is at `#/a`

warning[E0103]: not this
 --> openapi.yaml:1:5016
  |
1 | ...vvvvvvv", "b": {"c": "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv...
  |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: it is at `#/b`

warning[E0103]: not this
 --> openapi.yaml:1:10032
  |
1 | …vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv"}, "d": 1}
  |                                                              ^
  |
  = note: it is at `#/d`
"##);
}

#[test]
fn each_of_two_places_in_a_long_line_has_its_own_column() {
    // Both are shown in column 62, and with that the column of the first one begins.
    let (before, between) = ("v".repeat(6_200), "v".repeat(3_000));
    let (sources, _) = read(&format!(
        "{{\"a\": \"{before}\", \"b\": 1, \"c\": \"{between}\", \"d\": 2}}"
    ));
    let place = |pointer| Place::Node(node(&sources, pointer));
    let mut diagnostics = Diagnostics::new();
    diagnostics.report(
        Diagnostic::new(Code::NameCollision, place("/b"), "two names")
            .related(place("/d"), "this has the name"),
    );
    let drawn = human(&diagnostics, Some(&sources), &Options::default());
    let lines = drawn.lines().map(str::trim);
    let places: Vec<&str> = lines.filter(|line| line.contains(".yaml:")).collect();
    assert_eq!(places, ["--> openapi.yaml:1:6216", "::: openapi.yaml:1:9233"]);
}

#[test]
fn colours_are_an_option() {
    let (sources, _) = read(ROOT);
    let mut diagnostics = Diagnostics::new();
    diagnostics.report(unknown_key(&sources, "/paths/~1pets/get/paramters"));
    let options = Options { color: true, ..Options::default() };
    assert!(human(&diagnostics, Some(&sources), &options).contains("\u{1b}["));
    assert!(
        !human(&diagnostics, Some(&sources), &Options::default()).contains('\u{1b}')
    );
}

#[test]
fn programs_get_a_line_of_json_each() {
    let (sources, mut diagnostics) = read(ROOT);
    diagnostics.report(unknown_key(&sources, "/paths/~1pets/get/paramters"));
    diagnostics.report(Diagnostic::new(Code::Defect, Place::Nowhere, "line\nbreak"));
    let lines = json(&diagnostics, Some(&sources));
    assert_eq!(lines.lines().count(), 3);
    for line in lines.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok());
    }
    assert_snapshot!(lines, @r##"
{"code":"E0703","severity":"error","file":null,"line":null,"column":null,"end_line":null,"end_column":null,"pointer":null,"message":"line\nbreak","consequence":null,"remedy":null,"related":[],"patch":null}
{"code":"E0104","severity":"warning","file":"openapi.yaml","line":5,"column":7,"end_line":5,"end_column":16,"pointer":"#/paths/~1pets/get/paramters","message":"an operation has no key `paramters`","consequence":"it is ignored","remedy":"did you mean `parameters`?","related":[],"patch":{"file":"openapi.yaml","line":5,"column":7,"end_line":5,"end_column":16,"pointer":"#/paths/~1pets/get/paramters","replacement":"parameters"}}
{"code":"E0005","severity":"error","file":"openapi.yaml","line":7,"column":3,"end_line":7,"end_column":8,"pointer":"#/paths/~1pets","message":"the key `/pets` is already in this mapping","consequence":"the first one counts","remedy":"remove or rename one of them","related":[{"file":"openapi.yaml","line":3,"column":3,"end_line":3,"end_column":8,"pointer":"#/paths/~1pets","label":"first here"}],"patch":null}
"##);
}

#[test]
fn the_summary_counts() {
    let (sources, mut diagnostics) = read(ROOT);
    assert_eq!(summary(&diagnostics).as_deref(), Some("1 error"));
    diagnostics.report(unknown_key(&sources, "/paths"));
    diagnostics.report(unknown_key(&sources, "/openapi"));
    assert_eq!(summary(&diagnostics).as_deref(), Some("1 error, 2 warnings"));
    assert_eq!(summary(&Diagnostics::new()), None);
}

#[test]
fn workflow_commands_have_place_and_text() {
    let (sources, _) = read(ROOT);
    let mut diagnostics = Diagnostics::new();
    for pointer in ["/paths/~1pets/get/paramters", "/openapi", "/paths"] {
        diagnostics.report(unknown_key(&sources, pointer));
    }
    diagnostics.report(Diagnostic::new(
        Code::Unreadable,
        Place::File("a,b: c.yaml".to_owned()),
        "100 %\nof it\u{1b}[0m",
    ));
    assert_snapshot!(super::github(&diagnostics, Some(&sources), 2), @"
    ::error file=a%2Cb%3A c.yaml,title=E0001::100 %25%0Aof it␛[0m
    ::warning file=openapi.yaml,line=1,col=1,endLine=1,endColumn=8,title=E0104::an operation has no key `paramters`%0Anote: it is ignored%0Ahelp: did you mean `parameters`?
    ::warning file=openapi.yaml,line=2,col=1,endLine=2,endColumn=6,title=E0104::an operation has no key `paramters`%0Anote: it is ignored%0Ahelp: did you mean `parameters`?
    ::notice title=E0104::1 more warning of this code; `--limit 0` shows all
    ");
}

#[test]
fn weights() {
    use crate::diagnostics::{Severity, Weights};
    let (sources, _) = read(ROOT);
    let mut found = Diagnostics::new();
    found.report(unknown_key(&sources, "/paths/~1pets/get/paramters"));
    found.report(Diagnostic::new(Code::NameCollision, Place::Nowhere, "two names"));
    found.report(Diagnostic::new(Code::Defect, Place::Nowhere, "oh"));
    let weigh = |weights: &Weights| {
        let mut found = found.clone();
        found.weigh(weights);
        [Severity::Error, Severity::Warning, Severity::Note].map(|s| found.count(s))
    };
    let of = |allow: &[Code], deny: &[Code], strict| Weights {
        strict,
        allow: allow.iter().copied().collect(),
        deny: deny.iter().copied().collect(),
    };
    let all = &[Code::UnknownKey, Code::NameCollision, Code::Defect];
    assert_eq!(weigh(&of(&[], &[], false)), [1, 1, 1]);
    assert_eq!(weigh(&of(&[], &[], true)), [2, 0, 1], "a note is no loss");
    assert_eq!(weigh(&of(all, &[], true)), [1, 0, 0], "an error stays one");
    assert_eq!(weigh(&of(&[], all, false)), [3, 0, 0]);
    let line = of(&[Code::UnknownKey], &[], false);
    let file = of(&[Code::NameCollision], &[Code::UnknownKey], false);
    assert_eq!(weigh(&line.over(&file)), [1, 0, 0], "the command line wins");
}
