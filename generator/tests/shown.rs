//! What the documentation shows of the program and of the project is what they give.

#[path = "support/picture.rs"]
mod picture;
#[path = "support/session.rs"]
mod session;

use picture::assert_picture;
use session::{said, workspace};
use std::fs;

#[test]
fn the_readme_shows_what_the_first_command_prints() {
    let readme = fs::read_to_string(workspace().join("README.md")).expect("a README");
    let shown = readme.split("```console\n").nth(1).expect("a session");
    let shown = shown.split("```").next().expect("its end");
    let (command, shown) = shown.split_once('\n').expect("a command");
    assert_eq!(command, "$ cargo run -p generator");

    let printed = said(&workspace(), &["--check"]).err;
    let (findings, summary) = printed.trim_end().rsplit_once('\n').expect("lines");
    let (about, _) = summary.split_once(": up to date").expect("a fresh client");
    assert!(shown.starts_with(findings), "{findings}");
    assert!(shown[findings.len()..].trim_start().starts_with(about), "{about}");
}

#[test]
fn the_picture_of_the_call_is_drawn_by_show() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("call.svg");
    let call = ["show", "spec/openapi.yaml", "POST /connect/sessions/reauthenticate"];
    let graph = ["--graph", file.to_str().expect("a path of text")];
    let done = said(&workspace(), &[&call[..], &graph].concat());
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert_picture("reauthenticate.svg", &fs::read_to_string(&file).expect("a picture"));
}
