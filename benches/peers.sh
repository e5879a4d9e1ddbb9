#!/usr/bin/env bash
# Compares what a user of the generated crate waits for with that of a peer, in one run.
#
#     benches/peers.sh DOCUMENT [ROUNDS]
#
# Generates a client of DOCUMENT with this generator and with oas3-gen, and checks both crates
# alone (dependencies are compiled already), in turn, ROUNDS times (3). Prints the least user
# seconds and the most memory of each, lines of Rust, and the ratios. GNU time is needed.
# Everything goes into target/peers.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
document=$(realpath "${1:?a document}")
rounds=${2:-3}
work=$root/target/peers
mkdir -p "$work"
export CARGO_INCREMENTAL=0 CARGO_TERM_COLOR=never

oas3_gen=0.29.0
if [ ! -x "$work/bin/oas3-gen" ]; then
    cargo install oas3-gen --version "$oas3_gen" --locked --root "$work" --quiet
fi
cargo build --release --quiet --manifest-path "$root/Cargo.toml" -p generator --bin generator

# measured NAME COMMAND...: user seconds and KiB of one command.
measured() {
    /usr/bin/time -o "$work/time" -f '%U %M' "${@:2}" >"$work/$1.log" 2>&1 \
        || { tail -n 20 "$work/$1.log"; exit 1; }
    printf '%s %s\n' "$1" "$(cat "$work/time")" >>"$work/figures"
}

rm -rf "$work/figures" "$work/generator" "$work/oas3-gen"
for _ in $(seq "$rounds"); do
    measured generate-generator "${CARGO_TARGET_DIR:-$root/target}/release/generator" \
        generate "$document" --out "$work/generator" --name peer --force
    measured generate-oas3-gen "$work/bin/oas3-gen" \
        generate --workspace --quiet --input "$document" --output "$work/oas3-gen" client-mod
done
for crate in generator oas3-gen; do
    grep -q '^\[workspace\]' "$work/$crate/Cargo.toml" \
        || printf '\n[workspace]\n' >>"$work/$crate/Cargo.toml"
    (cd "$work/$crate" && CARGO_TARGET_DIR="$work/target-$crate" cargo check --quiet) \
        2>"$work/first-$crate.log" || { tail -n 20 "$work/first-$crate.log"; exit 1; }
done
for _ in $(seq "$rounds"); do
    for crate in generator oas3-gen; do
        touch "$work/$crate/src/lib.rs"
        cd "$work/$crate"
        CARGO_TARGET_DIR="$work/target-$crate" measured "check-$crate" cargo check --quiet
    done
done
cd "$root"

# best STEP COLUMN (2: the least seconds, 3: the most KiB)
best() {
    grep "^$1 " "$work/figures" | cut -d' ' -f"$2" \
        | if [ "$2" = 2 ]; then sort -n; else sort -rn; fi | head -n 1
}
lines() {
    find "$work/$1/src" -name '*.rs' -exec cat {} + | wc -l
}
row() {
    awk -v what="$1" -v ours="$2" -v peer="$3" \
        'BEGIN { printf "%-28s %12s %12s %9.1f\n", what, ours, peer, peer / (ours > 0 ? ours : 0.01) }'
}
printf '%-28s %12s %12s %9s\n' "$(basename "$document")" generator "oas3-gen" "peer/ours"
row "generate, user s" "$(best generate-generator 2)" "$(best generate-oas3-gen 2)"
row "generate, KiB" "$(best generate-generator 3)" "$(best generate-oas3-gen 3)"
row "check, user s" "$(best check-generator 2)" "$(best check-oas3-gen 2)"
row "check, KiB" "$(best check-generator 3)" "$(best check-oas3-gen 3)"
row "lines, runtime included" "$(lines generator)" "$(lines oas3-gen)"
