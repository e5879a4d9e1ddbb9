#!/usr/bin/env bash
# Starts a Prefect server on loopback, generates a client from the document that it serves, and
# runs tour.rs through that client. Needs python3 (3.10 to 3.12) with venv, curl and, the first
# time, the network: Prefect is installed under target/.
#
# With the argument `--contract` it also calls every operation, by the test that
# `generate --contract-test` adds. A real server has its own reasons to refuse arguments that
# are made up (there is no flow of that id), so this shows rather than judges; what became of
# the calls is in target/prefect/contract.tsv.
set -euo pipefail
cd "$(dirname "$0")/../.."

home=${CARGO_TARGET_DIR:-$PWD/target}/prefect
log=$home/server.log
mkdir -p "$home"

if [ ! -x "$home/venv/bin/prefect" ]; then
    python3 -m venv "$home/venv"
    # Newer versions of what it depends on clash.
    "$home/venv/bin/pip" install --quiet \
        prefect==3.4.17 fastapi==0.116.1 importlib_metadata
fi

port=$(python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
rm -rf "$home/state"
mkdir -p "$home/state"
HOME=$home/state PREFECT_HOME=$home/state PREFECT_SERVER_ANALYTICS_ENABLED=false \
    DO_NOT_TRACK=1 "$home/venv/bin/prefect" server start \
    --host 127.0.0.1 --port "$port" >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT

url=http://127.0.0.1:$port/api
for _ in $(seq 240); do
    if curl --silent --fail "$url/health" >/dev/null; then
        break
    fi
    if ! kill -0 "$server" 2>/dev/null; then
        tail -n 40 "$log" >&2
        exit 1
    fi
    sleep 0.5
done
curl --silent --fail --output "$home/openapi.json" "$url/openapi.json"

contract=()
if [ "${1:-}" = --contract ]; then
    contract=(--contract-test)
fi
cargo run --quiet -p generator -- generate "$home/openapi.json" --out "$home/client" \
    --config examples/prefect/generator.yaml --limit 1 "${contract[@]}"

# The client is no member of this workspace, but of one of its own.
mkdir -p "$home/client/examples"
cp examples/prefect/tour.rs "$home/client/examples/tour.rs"
printf '[workspace]\nresolver = "3"\nmembers = ["client"]\n' >"$home/Cargo.toml"
cd "$home"
PREFECT_BASE_URL=$url cargo run --quiet -p prefect-client --example tour
if [ "${1:-}" = --contract ]; then
    CONTRACT_URL=$url CONTRACT_REPORT=$home/contract.tsv \
        cargo test --quiet -p prefect-client --test contract >"$home/contract.log" 2>&1 || true
    cut -f 2-5 "$home/contract.tsv" | sort | uniq -c | sort -rn
fi
