//! Clients are generated from the documents below `calls/`, and the tests beside each are run
//! with them: what a client does, not what it looks like.

#[path = "support/scratch.rs"]
mod scratch;
#[path = "support/session.rs"]
mod session;

use scratch::write;
use session::succeeds;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What the tests of the runtime use for a server on loopback.
const SERVER: &str = include_str!("../runtime/src/tests/engine/server.rs");

fn generate(folder: &Path, out: &Path, name: &str) {
    let args =
        ["generate", "openapi.yaml", "--config", "generator.yaml", "--name", name];
    let out = out.to_str().expect("text");
    succeeds(folder, &[&args[..], &["--contract-test", "--out", out]].concat());
}

#[test]
fn clients_do_what_their_documents_say() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/calls");
    let target = scratch::folder("calls");
    let (mut members, mut features) = (String::new(), String::new());
    let mut names: Vec<String> = fs::read_dir(&cases)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    for name in &names {
        let (folder, out) = (cases.join(name), target.join(name));
        generate(&folder, &out, name);
        let test = fs::read_to_string(folder.join("calls.rs")).expect("tests");
        write(&out.join("tests/calls.rs"), &test);
        write(&out.join("tests/support/server.rs"), SERVER);
        let _ = write!(members, "{name:?}, ");
        let manifest = fs::read_to_string(out.join("Cargo.toml")).expect("a manifest");
        // On loopback there is no TLS, which takes longer to compile than all of the clients.
        for feature in ["reqwest", "mock", "stream", "webhooks"] {
            if manifest.contains(&format!("\n{feature} = [")) {
                let _ = write!(features, "{name}/{feature},");
            }
        }
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    write(&target.join("Cargo.toml"), &manifest);
    scratch::lock(&target);
    let done = scratch::cargo(&target)
        .args(["test", "--workspace", "--no-default-features", "--features", &features])
        .env("RUSTFLAGS", "-D warnings")
        .env_remove("CONTRACT_URL")
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&done.stderr);
    let out = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}\n{out}");
}
