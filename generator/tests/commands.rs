//! The commands as they are called: what they print, and their exit codes.

#[path = "commands/hidden.rs"]
mod hidden;
#[path = "commands/init.rs"]
mod init;
#[path = "commands/regenerating.rs"]
mod regenerating;
#[path = "support/session.rs"]
mod session;
#[path = "commands/settings.rs"]
mod settings;
#[path = "commands/showing.rs"]
mod showing;

use session::{generator, session, workspace};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands")
}

/// The folder of these tests, copied.
fn copied(files: &[&str]) -> TempDir {
    let temp = tempfile::tempdir().expect("a folder");
    for file in files {
        fs::copy(here().join(file), temp.path().join(file)).expect("copied");
    }
    temp
}

#[test]
fn check_says_everything() {
    insta::assert_snapshot!(session(&here(), &["check", "odd.yaml"]));
}

#[test]
fn findings_can_be_denied_and_allowed() {
    let temp = copied(&["odd.yaml"]);
    let folder = temp.path();
    let runs: [&[&str]; 4] = [
        &["check", "odd.yaml", "--allow", "E0104,E0108,E0201,E0401,E0404,E0409,E0106"],
        &[
            "check",
            "odd.yaml",
            "--deny",
            "e0108",
            "--message-format",
            "github",
            "--limit",
            "1",
        ],
        &["check", "odd.yaml", "--allow", "E9999"],
        &[
            "check",
            "odd.yaml",
            "--config",
            "c.yaml",
            "--message-format",
            "github",
            "--deny",
            "E0404",
        ],
    ];
    let config = "diagnostics:\n  allow: [E0104, E0106, E0108, E0201, E0404, E0409]\n  deny: [E0401]\n";
    fs::write(folder.join("c.yaml"), config).expect("written");
    let said = runs.map(|args| session(folder, args)).join("\n");
    insta::assert_snapshot!(said);
}

/// The form that docs/commands.md describes.
#[test]
fn json_lines_are_as_documented() {
    let page = include_str!("../../docs/commands.md");
    let args = ["check", "odd.yaml", "--message-format", "json"];
    let done = generator(&here(), &args).output().expect("it runs");
    let out = String::from_utf8(done.stdout).expect("text");
    let mut lines = 0;
    for line in out.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let mut objects = vec![&value];
        objects.extend(value["related"].as_array().into_iter().flatten());
        objects.extend(value["patch"].is_object().then_some(&value["patch"]));
        for key in
            objects.iter().filter_map(|value| value.as_object()).flat_map(|o| o.keys())
        {
            assert!(page.contains(&format!("| `{key}` |")), "`{key}` is not documented");
        }
        lines += 1;
    }
    assert!(lines >= 6, "{out}");
    insta::assert_snapshot!(out.lines().next().expect("a line"));
}

#[test]
fn samples_as_programs_and_as_an_overlay() {
    let runs: [&[&str]; 6] = [
        &["samples", "pets.yaml"],
        &["samples", "pets.yaml", "addPet"],
        &["samples", "pets.yaml", "no"],
        &["samples", "pets.yaml", "addPets"],
        &["samples", "pets.yaml", "Pet"],
        &["samples", "pets.yaml", "--format", "overlay"],
    ];
    let said = runs.map(|args| session(&here(), args)).join("\n");
    insta::assert_snapshot!(said);
}

/// The overlay of samples applies to its own document, and adds to the samples that are there.
#[test]
fn the_samples_overlay_applies() {
    let temp = tempfile::tempdir().expect("a folder");
    let document = workspace().join("spec/openapi.yaml");
    let document = document.to_str().expect("text");
    let args = ["samples", document, "--format", "overlay", "--out", "samples.yaml"];
    assert!(session(temp.path(), &args).ends_with("exit code 0\n"));
    let args = ["bundle", document, "--overlay", "samples.yaml", "--format", "json"];
    let done = generator(temp.path(), &args).output().expect("it runs");
    let bundle: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let path = "/paths/~1connect~1sessions~1reauthenticate/post/x-codeSamples";
    let samples = bundle.pointer(path).and_then(|it| it.as_array()).expect("samples");
    assert_eq!(samples.len(), 7, "six and one more");
    assert_eq!(samples[6]["lang"], "Rust");
}

#[test]
fn init_suggests_and_its_result_is_valid() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let said = session(folder, &["init", "pets.yaml"])
        + &session(folder, &["init", "pets.yaml"])
        + &session(
            folder,
            &[
                "generate",
                "pets.yaml",
                "--out",
                "out",
                "--config",
                "generator.yaml",
                "--strict",
            ],
        );
    let config = fs::read_to_string(folder.join("generator.yaml")).expect("written");
    // With every suggestion taken it is valid as well.
    let taken = config.lines().map(|line| match line.split_once('#') {
        // `# words` is prose, `#key:` and `#  key:` are suggestions.
        Some((before, rest)) if before.trim().is_empty() => {
            let prose = rest.starts_with(' ') && !rest.starts_with("  ");
            if prose { String::new() } else { format!("{before}{rest}\n") }
        }
        _ => format!("{line}\n"),
    });
    let taken: String = taken.collect();
    let parsed = generator::config::Config::parse("generator.yaml", &taken);
    assert!(parsed.is_ok(), "{parsed:?}\n{taken}");
    insta::assert_snapshot!(format!("{said}\n{config}"));
}

#[test]
fn bundle_makes_one_file_of_several() {
    let said = session(&here(), &["bundle", "files/openapi.yaml"]);
    insta::assert_snapshot!(said);
    let temp = tempfile::tempdir().expect("a folder");
    let root = here().join("files/openapi.yaml");
    let root = root.to_str().expect("text");
    let out = temp.path().join("bundle.json");
    let out = out.to_str().expect("text");
    assert!(
        session(&here(), &["bundle", root, "--out", out]).ends_with("exit code 0\n")
    );
    // The bundle means the same as the files do.
    let said = session(&here(), &["diff", root, out]);
    assert!(!said.contains("breaking  "), "{said}");
    assert!(session(&here(), &["check", out, "--strict"]).ends_with("exit code 0\n"));
}

/// A file that was read is never replaced, whatever it is called, and another only if it may be
/// the result of an earlier run.
#[test]
fn what_was_read_or_is_something_else_is_not_replaced() {
    let temp = copied(&["pets.yaml", "mends.yaml"]);
    let folder = temp.path();
    fs::write(folder.join("notes.txt"), "years of work").expect("written");
    fs::write(folder.join("empty.yaml"), "").expect("written");
    fs::create_dir(folder.join("sub")).expect("made");
    let bundle = ["bundle", "pets.yaml", "--overlay", "mends.yaml", "--allow", "E0106"];
    let samples = ["samples", "pets.yaml", "--format", "overlay"];
    let refused: &[(&[&str], &[&str])] = &[
        (&bundle, &["--out", "pets.yaml"]),
        (&bundle, &["--out", "sub/../pets.yaml"]),
        (&bundle, &["--out", "mends.yaml"]),
        (&bundle, &["--out", "notes.txt"]),
        (&samples, &["--out", "pets.yaml"]),
        (&samples, &["--out", "notes.txt"]),
        (&["show", "pets.yaml"], &["--graph", "pets.yaml"]),
    ];
    let text = |name: &str| fs::read_to_string(folder.join(name)).expect("read");
    let names = ["pets.yaml", "mends.yaml", "notes.txt"];
    let before = names.map(text);
    for (command, target) in refused {
        let said = session(folder, &[*command, *target].concat());
        assert!(said.contains("error[E0704]"), "{said}");
        assert!(said.ends_with("exit code 2\n"), "{said}");
        assert_eq!(names.map(text), before, "{said}");
    }
    for target in ["one.yaml", "one.yaml", "empty.yaml"] {
        let said = session(folder, &[&bundle[..], &["--out", target]].concat());
        assert!(said.ends_with("exit code 0\n"), "{said}");
    }
    for _ in 0..2 {
        let said = session(folder, &[&samples[..], &["--out", "s.yaml"]].concat());
        assert!(said.ends_with("exit code 0\n"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_what_was_read_is_not_written_through() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    std::os::unix::fs::symlink("pets.yaml", folder.join("soft.yaml")).expect("linked");
    fs::hard_link(folder.join("pets.yaml"), folder.join("hard.yaml")).expect("linked");
    let text = || fs::read_to_string(folder.join("pets.yaml")).expect("read");
    let before = text();
    for link in ["soft.yaml", "hard.yaml"] {
        let said = session(folder, &["bundle", "pets.yaml", "--out", link]);
        assert!(said.contains("error[E0704]") && text() == before, "{said}");
    }
    let said = session(folder, &["bundle", "pets.yaml", "--out", "/dev/null"]);
    assert!(said.ends_with("exit code 0\n"), "{said}");
}

#[test]
fn overlays_come_before_everything() {
    let runs: [&[&str]; 3] = [
        &["check", "pets.yaml", "--overlay", "mends.yaml"],
        &["check", "pets.yaml", "--overlay", "bad_overlay.yaml"],
        &["check", "pets.yaml", "--overlay", "pets.yaml"],
    ];
    let said = runs.map(|args| session(&here(), args)).join("\n");
    insta::assert_snapshot!(said);
    insta::assert_snapshot!(
        "an_overlaid_document",
        session(
            &here(),
            &["bundle", "pets.yaml", "--overlay", "mends.yaml", "--allow", "E0106"]
        )
    );
    // The configuration can name them as well, and the ledger knows them.
    let temp = copied(&["pets.yaml", "mends.yaml"]);
    fs::write(temp.path().join("c.yaml"), "overlays: [mends.yaml]\n").expect("written");
    let args = ["generate", "pets.yaml", "--out", "out", "--config", "c.yaml"];
    let said = session(temp.path(), &args);
    assert!(
        said.contains("mends.yaml:16:23") && said.ends_with("exit code 0\n"),
        "{said}"
    );
    let ledger =
        fs::read_to_string(temp.path().join("out/generated.lock")).expect("written");
    assert!(ledger.contains(" mends.yaml\n"), "{ledger}");
}

#[test]
fn diff_in_three_forms() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let text = fs::read_to_string(folder.join("pets.yaml")).expect("read");
    let new = text
        .replace("[cat, dog]", "[cat, dog, hen]")
        .replace("        ssn: { type: string }\n", "")
        .replace("description: Wrong", "description: Wr|ng `x`");
    fs::write(folder.join("new.yaml"), new).expect("written");
    let runs: [&[&str]; 6] = [
        &["diff", "pets.yaml", "new.yaml"],
        &["diff", "pets.yaml", "new.yaml", "--format", "markdown"],
        &["diff", "pets.yaml", "new.yaml", "--format", "json"],
        &["diff", "pets.yaml", "pets.yaml", "--fail-on", "invisible"],
        &["diff", "new.yaml", "pets.yaml", "--fail-on", "breaking", "--limit", "1"],
        &["diff", "pets.yaml", "nothing.yaml"],
    ];
    let said = runs.map(|args| session(folder, args)).join("\n");
    insta::assert_snapshot!(said);
}

#[test]
fn a_client_that_is_replaced_has_a_verdict() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    fs::write(folder.join("c.yaml"), "package:\n  name: pets\n").expect("written");
    let generate = ["generate", "pets.yaml", "--out", "out", "--config", "c.yaml"];
    let bump = [&generate[..], &["--bump"]].concat();
    let text = fs::read_to_string(folder.join("pets.yaml")).expect("read");
    let write = |text: &str| fs::write(folder.join("pets.yaml"), text).expect("written");
    let mut said = session(folder, &bump);
    write(&text.replace("[cat, dog]", "[cat, dog, hen]"));
    said += &session(folder, &[&generate[..], &["--dry-run"]].concat());
    said += &session(folder, &bump);
    write(&text.replace("[cat, dog]", "[cat]"));
    said += &session(folder, &bump);
    said += &session(folder, &bump);
    // What the client does not show brings no version.
    write(&format!("# cats and dogs\n{}", text.replace("[cat, dog]", "[cat]")));
    said += &session(folder, &bump);
    let read = |file: &str| fs::read_to_string(folder.join(file)).expect("read");
    assert_eq!(read("c.yaml"), "package:\n  version: 0.2.0\n  name: pets\n");
    assert!(read("out/Cargo.toml").contains("version = \"0.2.0\""));
    write(&text);
    let bare = ["generate", "pets.yaml", "--out", "out", "--bump", "--name", "pets"];
    said += &session(folder, &bare);
    // The configuration was forgotten.
    said += &session(folder, &["generate", "pets.yaml", "--out", "out", "--dry-run"]);
    insta::assert_snapshot!(said);
}

#[test]
fn timings_name_the_stages() {
    let temp = copied(&["pets.yaml"]);
    let args = ["generate", "pets.yaml", "--out", "out", "--timings"];
    let said = session(temp.path(), &args);
    for stage in ["source", "document", "lower", "analyse", "rust", "emit", "output"] {
        assert!(said.contains(&format!(" {stage} … ms\n")), "{stage}: {said}");
    }
}

#[test]
fn completions_and_manual_pages() {
    let mut said = String::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = session(&here(), &["completions", shell]);
        let options = script.matches("message-format").count();
        assert!(script.contains("overlay") && options >= 8, "{shell}: {options}");
        assert!(script.ends_with("exit code 0\n"), "{shell}");
    }
    said += &session(&here(), &["completions", "cobol"]);
    let temp = tempfile::tempdir().expect("a folder");
    assert!(session(temp.path(), &["man"]).contains(".TH generator 1"));
    said += &session(temp.path(), &["man", "--out", "man"]);
    let pages = fs::read_dir(temp.path().join("man")).expect("a folder");
    let mut pages: Vec<String> = pages
        .map(|page| page.expect("a page").file_name().to_string_lossy().into_owned())
        .collect();
    pages.sort();
    let diff = fs::read_to_string(temp.path().join("man/generator-diff.1"));
    insta::assert_snapshot!(format!(
        "{said}\n{}\n\n{}",
        pages.join("\n"),
        diff.expect("written")
    ));
}

/// Every command has a section in docs/commands.md.
#[test]
fn every_command_is_documented() {
    let page = include_str!("../../docs/commands.md");
    let help = session(&here(), &["--help"]);
    let list = help.split("Commands:").nth(1).expect("commands");
    let list = list.split("\n\n").next().expect("a list");
    let lines =
        list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    let mut count = 0;
    for name in names.filter(|name| *name != "help") {
        assert!(page.contains(&format!("\n## `{name}")), "{name} has no section");
        count += 1;
    }
    assert!(count >= 9, "{list}");
    let everything = session(&here(), &["generate", "--help"]);
    let options = everything.split_whitespace().filter(|word| word.starts_with("--"));
    for option in options.map(|word| word.trim_end_matches(',')) {
        let known = ["--help"].contains(&option) || page.contains(&format!("`{option}"));
        assert!(known, "{option} is not documented");
    }
}
