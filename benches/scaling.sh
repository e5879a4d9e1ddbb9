#!/usr/bin/env bash
# Shows that time and memory grow in proportion to the document.
#
#     benches/scaling.sh [OPERATIONS]
#
# Writes documents with OPERATIONS (500), and 2, 4 and 8 times as many, each with a schema of its
# own that refers to those of its group, and generates a client of each three times. Prints the least
# user seconds and the most memory, and both for each operation. GNU time is needed; everything
# goes into target/scaling. GENERATOR names a program to measure instead of a release build.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
least=${1:-500}
work=${CARGO_TARGET_DIR:-$root/target}/scaling
mkdir -p "$work"
generator=${GENERATOR:-}
if [ -z "$generator" ]; then
    cargo build --release --quiet --manifest-path "$root/Cargo.toml" -p generator --bin generator
    generator=${CARGO_TARGET_DIR:-$root/target}/release/generator
fi

document() {
    awk -v count="$1" '
    # Another of the same group.
    function near(i, step) { return int(i / 20) * 20 + (i + step) % 20 }
    BEGIN {
        print "openapi: 3.1.0\ninfo: { title: Many, version: \"1\" }"
        print "servers: [ { url: https://many.example } ]\npaths:"
        for (i = 0; i < count; i++) {
            print "  /things" i "/{id}:\n    post:\n      operationId: thing" i
            print "      tags: [group" int(i / 20) "]\n      parameters:"
            print "        - { name: id, in: path, required: true, schema: { type: string } }"
            print "        - { name: limit, in: query, schema: { type: integer, default: 10 } }"
            print "      requestBody: { content: { application/json: { schema: { $ref: \"#/components/schemas/Thing" i "\" } } } }"
            print "      responses:\n        \"200\": { description: One, content: { application/json: { schema: { $ref: \"#/components/schemas/Thing" i "\" } } } }"
            print "        4XX: { description: Wrong, content: { application/json: { schema: { $ref: \"#/components/schemas/Thing" int(i / 20) * 20 "\" } } } }"
        }
        print "components:\n  schemas:"
        for (i = 0; i < count; i++) {
            print "    Thing" i ":\n      type: object\n      required: [id, kind]\n      properties:"
            print "        id: { type: string, description: What it is called. }"
            print "        kind: { type: string, enum: [red, green, blue" i "] }"
            print "        next: { $ref: \"#/components/schemas/Thing" near(i, 1) "\" }"
            print "        either: { oneOf: [ { $ref: \"#/components/schemas/Thing" near(i, 7) "\" }, { type: integer } ] }"
            print "        parts: { type: array, items: { type: object, properties: { amount: { type: number } } } }"
        }
    }'
}

printf '%10s %10s %10s %14s %14s\n' operations "user s" KiB "ms each" "KiB each"
for times in 1 2 4 8; do
    count=$((least * times))
    document "$count" >"$work/many.yaml"
    for _ in 1 2 3; do
        rm -rf "$work/client"
        /usr/bin/time -a -o "$work/figures-$count" -f '%U %M' \
            "$generator" generate "$work/many.yaml" --out "$work/client" --force 2>/dev/null
    done
    awk -v count="$count" '
        NR == 1 || $1 < user { user = $1 }
        $2 > most { most = $2 }
        END { printf "%10d %10.2f %10d %14.3f %14.1f\n", count, user, most, 1000 * user / count, most / count }
    ' "$work/figures-$count"
    rm "$work/figures-$count"
done
