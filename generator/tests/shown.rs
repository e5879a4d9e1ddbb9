//! What the documentation shows of the program and of the project is what they give.

#[path = "support/picture.rs"]
mod picture;
#[path = "support/session.rs"]
mod session;

use picture::assert_picture;
use session::{said, workspace};
use std::fs;

/// With a client that is up to date, as it is in a fresh clone.
#[test]
fn the_readme_shows_what_the_first_command_prints() {
    let readme = fs::read_to_string(workspace().join("README.md")).expect("a README");
    let shown = readme.split("```console\n").nth(1).expect("a session");
    let shown = shown.split("\n```").next().expect("its end");
    let (command, shown) = shown.split_once('\n').expect("a command");
    assert_eq!(command, "$ cargo run -p generator");

    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("spec")).expect("made");
    for file in ["spec/openapi.yaml", "spec/generator.yaml"] {
        fs::copy(workspace().join(file), folder.path().join(file)).expect("copied");
    }
    let document = ["generate", "spec/openapi.yaml", "-o", "generated-client"];
    let generate = [&document[..], &["--config", "spec/generator.yaml"]].concat();
    said(folder.path(), &generate);
    let printed = said(folder.path(), &generate).err;
    let until_the_time = |text: &str| {
        let (said, _) = text.trim_end().rsplit_once("; ").expect("a time");
        said.to_owned()
    };
    assert_eq!(until_the_time(shown), until_the_time(&printed));
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
