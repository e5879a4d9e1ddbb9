//! `generate` where there is a client already: the version, and `--watch`.

use super::copied;
use super::session::{generator, session};
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Versions that have no simple next one, and manifests without a version.
#[test]
fn bump_knows_pre_releases_and_inherited_versions() {
    let temp = copied(&["pets.yaml"]);
    let folder = temp.path();
    let pets = fs::read_to_string(folder.join("pets.yaml")).expect("read");
    let bump = ["generate", "pets.yaml", "--out", "out", "--config", "c.yaml", "--bump"];
    for (before, breaking, inherited) in [
        ("0.0.3", "0.0.4", false),
        ("2.0.0-rc.1", "2.0.0-rc.2", false),
        ("1.2.3", "2.0.0", true),
    ] {
        let _ = fs::remove_dir_all(folder.join("out"));
        let config = format!("package: {{ name: pets, version: {before} }}\n");
        fs::write(folder.join("c.yaml"), config).expect("written");
        fs::write(folder.join("pets.yaml"), &pets).expect("written");
        assert!(session(folder, &bump).ends_with("exit code 0\n"), "{before}");
        let manifest = folder.join("out/Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("read");
        let line = format!("version = \"{before}\"");
        assert!(text.contains(&line), "{text}");
        if inherited {
            let text = text.replace(&line, "version.workspace = true");
            fs::write(&manifest, text).expect("written");
        }
        let less = pets.replace("[cat, dog]", "[cat]");
        fs::write(folder.join("pets.yaml"), less).expect("written");
        let said = session(folder, &bump);
        let config = fs::read_to_string(folder.join("c.yaml")).expect("read");
        assert_eq!(
            config,
            format!("package: {{ name: pets, version: {breaking} }}\n"),
            "{said}"
        );
        let text = fs::read_to_string(&manifest).expect("read");
        assert!(text.contains(&format!("version = \"{breaking}\"")), "{text}");
    }
}

#[test]
fn watch_generates_again() {
    let temp = copied(&["pets.yaml"]);
    fs::write(temp.path().join("c.yaml"), "package: { name: pets }\n").expect("written");
    let args =
        ["generate", "pets.yaml", "--out", "out", "--config", "c.yaml", "--watch"];
    let mut command = generator(temp.path(), &args);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = Ended(command.spawn().expect("it runs"));
    let wait = |what: &str, done: &dyn Fn() -> bool| {
        let start = Instant::now();
        while !done() {
            assert!(start.elapsed() < Duration::from_secs(60), "{what} never comes");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    let kind = temp.path().join("out/src/types/kind.rs");
    let ledger = temp.path().join("out/generated.lock");
    wait("the client", &|| ledger.is_file() && kind.is_file());
    let text = fs::read_to_string(temp.path().join("pets.yaml")).expect("read");
    fs::write(
        temp.path().join("pets.yaml"),
        text.replace("[cat, dog]", "[cat, dog, hen]"),
    )
    .expect("written");
    wait("the new value", &|| {
        fs::read_to_string(&kind).is_ok_and(|text| text.contains("Hen"))
    });
    // A configuration that is wrong, and one that is mended.
    fs::write(temp.path().join("c.yaml"), "package: {\n").expect("written");
    std::thread::sleep(Duration::from_millis(700));
    fs::write(temp.path().join("c.yaml"), "package: { name: zoo }\n").expect("written");
    wait("the new name", &|| {
        fs::read_to_string(temp.path().join("out/Cargo.toml"))
            .is_ok_and(|text| text.contains("name = \"zoo\""))
    });
    assert!(child.0.try_wait().expect("it can be asked").is_none(), "it goes on");
}

/// A component may have the name of a type that every client has, and it is another type.
#[test]
fn a_component_called_as_a_type_of_the_runtime() {
    let temp = tempfile::tempdir().expect("a folder");
    let document = |property: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    \
             Value: {{type: object, properties: {{a: {{type: string}}}}}}\n    \
             Holder: {{type: object, required: [a], properties: {{a: {property}}}}}\n"
        )
    };
    fs::write(temp.path().join("old.yaml"), document("{}")).expect("written");
    let new = document("{$ref: '#/components/schemas/Value'}");
    fs::write(temp.path().join("new.yaml"), new).expect("written");
    let said = session(temp.path(), &["diff", "old.yaml", "new.yaml"]);
    assert!(said.contains("is `a: types::Value`, was `a: Value`"), "{said}");
    assert!(said.contains("breaking for users of the crate"), "{said}");
}

/// An entry may be for what is new, or for what is gone; one that fits neither document is a mistake.
#[test]
fn entries_that_fit_neither_document_are_said() {
    let temp = tempfile::tempdir().expect("a folder");
    let document = |tag: &str, path: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /{path}:\n    get: \
             {{operationId: {path}, tags: [{tag}], responses: {{'204': {{description: d}}}}}}\n"
        )
    };
    let mends = |at: &str| {
        format!("  - {{target: \"$.paths['{at}']\", update: {{summary: s}}}}\n")
    };
    let overlay =
        "overlay: 1.0.0\ninfo: {title: o, version: '1'}\nactions:\n".to_owned();
    let config = "operations:\n  see: {name: look}\n  hear: {name: listen}\n";
    for (file, text) in [
        ("old.yaml", document("one", "see")),
        ("new.yaml", document("two", "watch")),
        ("overlay.yaml", overlay + &mends("/see") + &mends("/no")),
        ("config.yaml", config.to_owned()),
    ] {
        fs::write(temp.path().join(file), text).expect("written");
    }
    let wanted = ["--only", "tag:one", "--only", "tag:two", "--only", "tag:no"];
    let further = ["--only", "webhooks", "--config", "config.yaml"];
    let overlaid = ["--overlay", "overlay.yaml"];
    let diff = ["diff", "old.yaml", "new.yaml"];
    let all = [&diff[..], &wanted, &further, &overlaid].concat();
    let said = session(temp.path(), &all);
    for entry in
        ["`tag:no`", "`webhooks`", "`hear`", "config.yaml:3:", "overlay.yaml:5:"]
    {
        assert!(said.contains(entry), "{entry}: {said}");
    }
    assert_eq!(said.matches("warning[").count(), 4, "{said}");
    assert!(said.ends_with("exit code 0\n"), "{said}");
    let quiet = [&all[..], &["--allow", "E0603,E0605"]].concat();
    assert!(!session(temp.path(), &quiet).contains("warning"), "{said}");
}

/// What is new may have the name that something else had, which can be given back.
#[test]
fn the_note_says_how_to_keep_a_name_that_is_taken() {
    let temp = tempfile::tempdir().expect("a folder");
    let old = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    \
               Order: {type: object, properties: {state: {type: string, enum: [a, b]}}}\n    \
               pet-id: {type: object}\n    pet_id: {type: object}\n";
    let new = old.to_owned() + "    OrderState: {type: object}\n";
    let more = old.to_owned() + "    Item: {type: object}\n    item: {type: object}\n";
    for (file, text) in [("old.yaml", old), ("new.yaml", &new), ("more.yaml", &more)] {
        fs::write(temp.path().join(file), text).expect("written");
    }
    let said = session(temp.path(), &["diff", "old.yaml", "new.yaml"]);
    assert_eq!(said.matches("note[E0501]").count(), 1, "{said}");
    assert!(said.contains("it is called `OrderState"), "{said}");
    assert!(said.contains("give it another name under `names`"), "{said}");
    // Where nothing breaks, nothing has lost its name.
    let said = session(temp.path(), &["diff", "old.yaml", "more.yaml"]);
    assert!(!said.contains("E0501"), "{said}");
}

/// A process that does not outlive its test.
struct Ended(std::process::Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
