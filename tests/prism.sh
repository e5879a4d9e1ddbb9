#!/usr/bin/env bash
# Runs tests/prism.rs against Prism, the mock server of @stoplight/prism-cli. Needs node and
# npm; Prism is installed under target/ the first time.
set -euo pipefail
cd "$(dirname "$0")/.."

version=5.16.0
home=${CARGO_TARGET_DIR:-target}/prism-$version
prism=$home/node_modules/.bin/prism
log=$home/prism.log

if [ ! -x "$prism" ]; then
    mkdir -p "$home"
    npm install --prefix "$home" --no-audit --no-fund --ignore-scripts --loglevel=error \
        "@stoplight/prism-cli@$version"
fi

port=$(node -e 'const s = require("net").createServer();
    s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });')
"$prism" mock --errors --host 127.0.0.1 --port "$port" spec/openapi.yaml >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT

for _ in $(seq 300); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        break
    fi
    if ! kill -0 "$server" 2>/dev/null; then
        break
    fi
    sleep 0.1
done

if ! PRISM_URL="http://127.0.0.1:$port" cargo test --workspace --test prism; then
    echo "--- the end of Prism's log" >&2
    tail -n 40 "$log" >&2
    exit 1
fi
