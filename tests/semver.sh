#!/usr/bin/env bash
# Compares the verdicts of `diff` with those of cargo-semver-checks and cargo-public-api, for
# every step of generator/tests/evolution and, where there is a corpus, for the pairs of real
# documents in generator/tests/semver/pairs.tsv. Prints a table; fails on a disagreement that
# nobody has explained. Environment: CORPUS (default ../shared/corpus), PAIR (parts of the names
# of the pairs that are wanted, with | between them: "step: field|Clerk"). The programs are
# installed under target/ the first time, which takes minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

home=${CARGO_TARGET_DIR:-$PWD/target}/semver-tools
export PATH=$PATH:$home/bin
install() {
    command -v "$1" >/dev/null 2>&1 || cargo install --locked --root "$home" "$1@$2"
}
install cargo-semver-checks 0.51.0
install cargo-public-api 0.52.0

corpus=${CORPUS:-../shared/corpus}
if [ -d "$corpus" ]; then
    CORPUS=$(cd "$corpus" && pwd)
    export CORPUS
fi
cargo test -p generator --test semver -- --ignored --nocapture
