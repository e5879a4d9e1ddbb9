//! Runs that are killed, and runs under other circumstances: the folder holds complete files at
//! every moment, and the same files at the end.
//!
//! `KILLS=200 cargo test --release -p generator --test interrupted` kills more often than the
//! usual run does.

#[path = "support/session.rs"]
mod session;

use serde_json::{Map, Value, json};
use session::{PROGRAM, generator};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A document with many types, each in a file of its own; the word is in every one of them.
fn document(word: &str) -> String {
    let schemas: Map<String, Value> = (0..150)
        .map(|at| {
            let schema = json!({"type": "object", "description": format!("{word} {at}"),
                "properties": {word: {"type": "string"}, "other": {"$ref": format!("#/components/schemas/T{}", (at + 1) % 150)}}});
            (format!("T{at}"), schema)
        })
        // Only one of the two documents has this.
        .chain([(format!("Only{word}"), json!({"type": "string", "enum": ["a", "b"]}))])
        .collect();
    let names: Vec<Value> = schemas
        .keys()
        .map(|name| json!({"$ref": format!("#/components/schemas/{name}")}))
        .collect();
    let content =
        json!({"application/json": {"schema": {"type": "array", "prefixItems": names}}});
    json!({"openapi": "3.1.0", "info": {"title": "Large", "version": "1"},
        "paths": {"/all": {"get": {"operationId": "all", "responses": {"200": {"description": "All", "content": content}}}}},
        "components": {"schemas": schemas}})
    .to_string()
}

fn generate(folder: &Path) -> Command {
    let mut command =
        generator(folder, &["generate", "openapi.json", "--out", "client"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The files of a folder and their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name =
                    path.strip_prefix(folder).expect("below").display().to_string();
                found.insert(name, fs::read(&path).expect("read"));
            }
        }
    }
    found
}

/// What a document gives when nobody interrupts.
fn complete(text: &str) -> BTreeMap<String, Vec<u8>> {
    let temp = tempfile::tempdir().expect("a folder");
    fs::write(temp.path().join("openapi.json"), text).expect("written");
    assert!(generate(temp.path()).status().expect("it runs").success());
    files(&temp.path().join("client"))
}

/// Waits for the run to begin writing, or for some time.
fn wait(child: &mut Child, ledger: &Path, before: &[u8], turn: u64) {
    let begun = Instant::now();
    if turn.is_multiple_of(4) {
        // Anywhere in the run: most of it is before anything is written.
        std::thread::sleep(Duration::from_millis((turn * 37) % 400));
        return;
    }
    while begun.elapsed() < Duration::from_secs(60) {
        let is_over = child.try_wait().expect("a state").is_some();
        if is_over || fs::read(ledger).is_ok_and(|now| now != before) {
            break;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    std::thread::sleep(Duration::from_micros((turn * 1009) % 40_000));
}

#[test]
fn a_killed_run_leaves_complete_files_and_the_next_one_mends() {
    let kills: u64 =
        std::env::var("KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(12);
    let texts = [document("left"), document("right")];
    let complete = [complete(&texts[0]), complete(&texts[1])];
    assert!(complete[0].len() > 150 && complete[0] != complete[1]);
    let temp = tempfile::tempdir().expect("a folder");
    let (document, client) =
        (temp.path().join("openapi.json"), temp.path().join("client"));
    let mut within = 0;
    for turn in 0..kills {
        let side = usize::from(turn.is_multiple_of(2));
        fs::write(&document, &texts[side]).expect("written");
        let before = fs::read(client.join("generated.lock")).unwrap_or_default();
        let mut child = generate(temp.path()).spawn().expect("it runs");
        wait(&mut child, &client.join("generated.lock"), &before, turn);
        let _ = child.kill();
        child.wait().expect("it ends");
        let now = files(&client);
        for (name, bytes) in &now {
            let known = complete.iter().any(|all| all.get(name) == Some(bytes));
            let own = name == "generated.lock" || name.ends_with("generated.tmp");
            assert!(
                known || own,
                "turn {turn}: {name} is neither the old nor the new one"
            );
        }
        within += usize::from(now != complete[0] && now != complete[1]);
        if turn.is_multiple_of(3) {
            assert!(
                generate(temp.path()).status().expect("it runs").success(),
                "turn {turn}"
            );
            assert!(files(&client) == complete[side], "turn {turn} is not mended");
        }
    }
    eprintln!("{within} of {kills} were killed while they wrote");
    fs::write(&document, &texts[0]).expect("written");
    assert!(generate(temp.path()).status().expect("it runs").success());
    assert!(files(&client) == complete[0]);
}

/// A folder, variables of the environment, and what the shell does before.
type Circumstance<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

/// Time zone, language, number of threads, permissions of new files, and where it all is make no
/// difference.
#[test]
fn circumstances_do_not_count() {
    let text = document("same");
    let expected = complete(&text);
    let circumstances: [Circumstance<'_>; 5] = [
        (
            "a b/ü \u{202e}c",
            &[
                ("TZ", "Asia/Kathmandu"),
                ("LC_ALL", "tr_TR.UTF-8"),
                ("LANG", "tr_TR.UTF-8"),
            ],
            "umask 077",
        ),
        (
            "deep/er/folder",
            &[("RAYON_NUM_THREADS", "1"), ("TZ", "UTC"), ("LC_ALL", "C")],
            "umask 000",
        ),
        (
            "many",
            &[("RAYON_NUM_THREADS", "17"), ("LANG", "ja_JP.EUC-JP"), ("LC_ALL", "")],
            "umask 027",
        ),
        (
            "plain",
            &[("HOME", "/nonexistent"), ("TMPDIR", "/nonexistent"), ("USER", "nobody")],
            "true",
        ),
        (
            "colours",
            &[("CLICOLOR_FORCE", "1"), ("RUST_BACKTRACE", "full"), ("COLUMNS", "7")],
            "true",
        ),
    ];
    for (name, variables, before) in circumstances {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = temp.path().join(name);
        fs::create_dir_all(&folder).expect("made");
        fs::write(folder.join("openapi.json"), &text).expect("written");
        let script = format!("{before}; exec \"$0\" generate openapi.json --out client");
        for _ in 0..2 {
            let done = Command::new("sh")
                .args(["-c", &script, PROGRAM])
                .envs(variables.iter().copied())
                .current_dir(&folder)
                .output()
                .expect("it runs");
            assert!(
                done.status.success(),
                "{name}: {}",
                String::from_utf8_lossy(&done.stderr)
            );
            assert!(files(&folder.join("client")) == expected, "{name}");
        }
    }
}
