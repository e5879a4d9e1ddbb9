#!/usr/bin/env bash
# Compares what a user of a generated crate waits for with that of the peers, in one run.
#
#     benches/peers.sh DOCUMENT [ROUNDS]
#
# Generates a client of DOCUMENT with this generator and with every peer, and checks the crates
# alone (dependencies are compiled already), in turn, ROUNDS times (3). Prints the least user
# seconds, the most memory and the lines of Rust of each, with ratios to ours. A peer that cannot
# read the document, or whose crate does not compile, has "no" there and its first error below.
#
# STEP="build --release" builds the crates instead of checking them; any command of cargo will do.
#
# PROGRAM=FOLDER also builds a program that uses each crate, FOLDER/TOOL.rs, for release and for
# development: the crate and the program together, both compiled again every time. A second table
# has seconds, memory and the size of the stripped program. benches/programs has programs that make
# the same three calls, for the API of Oxide's nexus as progenitor's own tests have it.
# FEATURES='default-features = false, features = ["reqwest"]' is what the program for our client
# says of it; TLS=rustls turns on that feature of reqwest for every program.
#
# GNU time is needed. Everything goes into target/peers; the peers are installed there the first
# time, which takes long. PEERS="ploidy spargen" chooses; GENERATOR names a program to measure
# instead of a release build of this one.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
document=$(realpath "${1:?a document}")
rounds=${2:-3}
work=${CARGO_TARGET_DIR:-$root/target}/peers
read -ra step <<<"${STEP:-check}"
peers=${PEERS:-progenitor ploidy openapi-to-rust spargen oas3-gen}
programs=${PROGRAM:+$(realpath "$PROGRAM")}
mkdir -p "$work/logs"
export CARGO_INCREMENTAL=0 CARGO_TERM_COLOR=never NO_COLOR=1 RUST_BACKTRACE=0

version() {
    case $1 in
    progenitor) echo cargo-progenitor@0.15.1 ;;
    ploidy) echo ploidy@0.15.0 ;;
    openapi-to-rust) echo openapi-to-rust@0.23.0 ;;
    spargen) echo spargen@0.5.0 --features cli ;;
    oas3-gen) echo oas3-gen@0.29.0 ;;
    esac
}

install() {
    local -a krate
    read -ra krate <<<"$(version "$1")"
    [ -x "$work/bin/${krate[0]%@*}" ] || cargo install --locked --quiet --root "$work" "${krate[@]}"
}

# spargen generates from a build script or a program only: this one.
spargen_program() {
    local program=$work/spargen-program
    [ -x "$work/bin/spargen-generate" ] && return
    mkdir -p "$program/src"
    cat >"$program/Cargo.toml" <<'TOML'
[package]
name = "spargen-generate"
version = "0.0.0"
edition = "2024"

[dependencies]
spargen = "=0.5.0"

[workspace]
TOML
    cat >"$program/src/main.rs" <<'RUST'
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let report = spargen::generate(&spargen::Spec::new(&args[1]).build(&args[2]));
    if !report.succeeded() {
        eprintln!("{report}");
        std::process::exit(1);
    }
}
RUST
    cargo install --quiet --root "$work" --path "$program"
}

# A manifest for a program, or a peer that writes modules; its dependencies are appended.
manifest() {
    printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n\n' "$1"
}

# generate TOOL: the crate in $work/TOOL. Only the program itself is measured.
generate() {
    local out=$work/$1
    case $1 in
    generator)
        measured "generate $1" "$generator" generate "$document" --out "$out" --name peer --force
        ;;
    progenitor)
        measured "generate $1" "$work/bin/cargo-progenitor" progenitor --input "$document" \
            --output "$out" --name peer --version 0.0.0
        ;;
    ploidy)
        measured "generate $1" "$work/bin/ploidy" generate rust "$document" --output "$out" \
            --name peer
        ;;
    openapi-to-rust)
        measured "generate $1" "$work/bin/openapi-to-rust" generate "$document" --quiet \
            --output-dir "$out/src/generated" || return
        { manifest peer; cat "$out/src/generated/REQUIRED_DEPS.toml"; } >"$out/Cargo.toml"
        echo 'pub mod generated;' >"$out/src/lib.rs"
        ;;
    spargen)
        mkdir -p "$out/src"
        # It looks for the manifest of the crate that it writes into.
        { manifest peer; "$work/bin/spargen" deps "$document" || true; } \
            >"$out/Cargo.toml" 2>"$work/logs/deps"
        echo 'pub mod api;' >"$out/src/lib.rs"
        (cd "$out" && CARGO_MANIFEST_DIR=$out \
            measured "generate $1" "$work/bin/spargen-generate" "$document" "$out/src/api.rs")
        ;;
    oas3-gen)
        measured "generate $1" "$work/bin/oas3-gen" generate --workspace --quiet \
            --input "$document" --output "$out" client-mod
        ;;
    esac
}

# check TOOL: its crate, alone.
check() {
    touch "$work/$1/src/lib.rs"
    (cd "$work/$1" && CARGO_TARGET_DIR=$work/target-$1 measured "$2 $1" cargo "${step[@]}" --quiet)
}

# program TOOL: a crate with its program, which depends on its crate.
program() {
    local out=$work/program-$1 name features=
    name=$(sed -n 's/^name = //p' "$work/$1/Cargo.toml" | head -n 1)
    [ "$1" != generator ] || features=${FEATURES:+, $FEATURES}
    mkdir -p "$out/src"
    cp "$programs/$1.rs" "$out/src/main.rs" 2>"$work/logs/program-$1" || return
    {
        manifest program
        printf '[dependencies]\n'
        printf 'peer = { path = "../%s", package = %s%s }\n' "$1" "$name" "$features"
        printf 'tokio = { version = "1", features = ["macros", "rt"] }\n'
        [ -z "${TLS:-}" ] || printf 'reqwest = { version = "0.13", %s, features = ["%s"] }\n' \
            "default-features = false" "$TLS"
        printf '\n[profile.release]\nstrip = true\n\n[workspace]\n'
    } >"$out/Cargo.toml"
}

# build TOOL PROFILE STEP: its crate and its program.
build() {
    touch "$work/$1/src/lib.rs" "$work/program-$1/src/main.rs"
    (cd "$work/program-$1" && CARGO_TARGET_DIR=$work/target-$1 \
        measured "$3 $1" cargo build --profile "$2" --quiet)
}

# measured "STEP TOOL" COMMAND...: notes user seconds and KiB of one command; fails as it does.
measured() {
    local log=$work/logs/${1/ /-}
    /usr/bin/time -o "$work/time" -f '%U %M' "${@:2}" >"$log" 2>&1 || return
    printf '%s %s\n' "$1" "$(tail -n 1 "$work/time")" >>"$work/figures"
}

# failed STEP TOOL: notes that there will be no figures, and the first error.
failed() {
    local log=$work/logs/$1-$2 why
    why=$(grep -m 1 -iE '^[[:space:]]*(error|gen fail)|panicked|overflow' "$log" || tail -n 1 "$log")
    # A panic says why on the next line, "Error:" may do so as well.
    case $why in
    *panicked* | *[Ee]rror:) why="$why $(grep -F -A 1 -m 1 "$why" "$log" | tail -n 1)" ;;
    esac
    printf '%s: %s: %s\n' "$2" "$1" "$why" >>"$work/failures"
    [ "$1" != generate ] || rm -rf "${work:?}/$2"
    ok=${ok/ $2 / }
}

# best STEP TOOL COLUMN (3: the least seconds, 4: the most KiB), or "no".
best() {
    local sort=-n
    [ "$3" = 3 ] || sort=-rn
    grep "^$1 $2 " "$work/figures" | cut -d' ' -f"$3" | sort $sort | head -n 1 | grep . || echo no
}

lines() {
    { find "$work/$1/src" -name '*.rs' -exec cat {} + 2>/dev/null || true; } | wc -l | sed 's/^0$/no/'
}

# A figure, and how many times ours it is.
cell() {
    awk -v it="$1" -v ours="$2" 'BEGIN {
        if (it == "no" || ours == "no") printf " %18s", it
        else if (ours == 0) printf " %10s %7s", it, ""
        else printf " %10s %6.1fx", it, it / ours
    }'
}

# The seconds and the memory of a step.
cells() {
    cell "$(best "$1" "$2" 3)" "$(best "$1" generator 3)"
    cell "$(best "$1" "$2" 4)" "$(best "$1" generator 4)"
}

row() {
    printf '%-16s' "$1"
    cells generate "$1"
    cells check "$1"
    cell "$(lines "$1")" "$(lines generator)"
    printf '\n'
}

program_row() {
    printf '%-16s' "$1"
    cells release "$1"
    cells dev "$1"
    cell "$(best size "$1" 3)" "$(best size generator 3)"
    printf '\n'
}

generator=${GENERATOR:-}
if [ -z "$generator" ]; then
    cargo build --release --quiet --manifest-path "$root/Cargo.toml" -p generator --bin generator
    generator=${CARGO_TARGET_DIR:-$root/target}/release/generator
fi
for peer in $peers; do
    install "$peer"
    [ "$peer" != spargen ] || spargen_program
done

: >"$work/figures"
: >"$work/failures"
# The tools that have not failed yet.
ok=" generator $peers "
for tool in $ok; do
    rm -rf "${work:?}/$tool"
done
for _ in $(seq "$rounds"); do
    for tool in $ok; do
        generate "$tool" || failed generate "$tool"
    done
done
for tool in $ok; do
    grep -q '^\[workspace\]' "$work/$tool/Cargo.toml" \
        || printf '\n[workspace]\n' >>"$work/$tool/Cargo.toml"
    # With the dependencies, so this one does not count.
    check "$tool" compile || failed compile "$tool"
done
for _ in $(seq "$rounds"); do
    for tool in $ok; do
        check "$tool" check || failed check "$tool"
    done
done
if [ -n "$programs" ]; then
    for tool in $ok; do
        program "$tool" || {
            failed program "$tool"
            continue
        }
        for profile in release dev; do
            # With the dependencies, as above.
            build "$tool" $profile "compile-$profile" || {
                failed "compile-$profile" "$tool"
                continue 2
            }
        done
        size=$(stat -c %s "$work/target-$tool/release/program")
        printf 'size %s %s\n' "$tool" $((size / 1024)) >>"$work/figures"
    done
    for _ in $(seq "$rounds"); do
        for profile in release dev; do
            for tool in $ok; do
                build "$tool" $profile $profile || failed $profile "$tool"
            done
        done
    done
fi

printf '%s\n\n%-16s %18s %18s %18s %18s %18s\n' "$(basename "$document")" tool \
    "generate, user s" "KiB" "${step[*]}, user s" "KiB" "lines of Rust"
for tool in generator $peers; do
    row "$tool"
done
if [ -n "$programs" ]; then
    printf '\n%-16s %18s %18s %18s %18s %18s\n' "with a program" \
        "release, user s" "KiB" "dev, user s" "KiB" "stripped, KiB"
    for tool in generator $peers; do
        program_row "$tool"
    done
fi
cat "$work/failures"
