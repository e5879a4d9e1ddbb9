#!/usr/bin/env python3
"""What models cost to compile: tables of this runtime against serde's derive.

    python3 generator/runtime/benches/check_cost.py [--structs 1000] [--release]

Writes crates with the same structs, enums and unions into a scratch folder, builds their
dependencies, and prints the user CPU seconds of compiling each crate alone.
"""
import argparse
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent.parent
PLAIN = ["String", "i64", "bool", "f64", "i32"]
# The core and what the models use, by folder: that is what the generator would copy.
FILES = {
    "codec": "lenient memory model nullable read read_object read_scalar slots write",
    "json": "document error look_ahead read read_union scan scan_string scan_value write",
    "tables": "by_table fields forward values variants",
    "unions": "losses rank trial",
}
MANIFEST = """[package]
name = "{name}"
version = "0.0.0"
edition = "2024"
[workspace]
[dependencies]
bytes = "1"
serde = {{ version = "1", default-features = false, features = ["std"{derive}] }}
serde_json = "1"
"""


def models(count):
    """Structs, enums and unions by name; the same on every run."""
    rng = random.Random(1)
    structs, enums, unions = [], [], []
    for at in range(count):
        if at % 4 == 3:
            enums.append((f"E{at}", [f"V{n}" for n in range(rng.randint(2, 8))]))
        if at % 15 == 14:
            unions.append((f"U{at}", [structs[at - 3][0], structs[at - 9][0]]))
        fields = []
        for n in range(rng.randint(2, 12)):
            roll = rng.random()
            kind = rng.choice(PLAIN)
            if roll > 0.95 and unions:
                kind = rng.choice(unions)[0]
            elif roll > 0.85 and enums:
                kind = rng.choice(enums)[0]
            elif roll > 0.70 and structs:
                kind = rng.choice(structs)[0]
            if rng.random() < 0.15:
                kind = f"Vec<{kind}>"
            if rng.random() < 0.6:
                kind = f"Option<{kind}>"
            fields.append((f"field_{n}", kind))
        structs.append((f"S{at}", fields))
    return structs, enums, unions


def tables(structs, enums, unions):
    out = ["use crate::runtime::{Unknown, Value, fields, string_enum, variants};"]
    for name, fields in structs:
        out.append("#[derive(Clone, Debug, PartialEq)]\n#[non_exhaustive]")
        out.append(f"pub struct {name} {{")
        out += [f"    pub {field}: {kind}," for field, kind in fields]
        out.append(f"}}\nfields! {{\n    {name} {{")
        out += [f'        {field}: "{field}",' for field, _ in fields]
        out.append("    }\n}")
    for name, variants in enums:
        out.append("#[derive(Clone, Debug, PartialEq, Eq, Hash)]\n#[non_exhaustive]")
        out.append(f"pub enum {name} {{ {', '.join(variants)}, Unknown(Unknown) }}")
        out.append(f"string_enum! {{\n    {name} {{")
        out += [f'        {variant}: "{variant.lower()}",' for variant in variants]
        out.append("    }\n}")
    for name, variants in unions:
        out.append("#[derive(Clone, Debug, PartialEq)]\n#[non_exhaustive]")
        held = ", ".join(f"{v}(Box<{v}>)" for v in variants)
        out.append(f"pub enum {name} {{ {held}, Unknown(Value) }}")
        out.append(f'variants! {{\n    {name} by tag "kind" {{')
        out += [f'        {variant}: "{variant.lower()}",' for variant in variants]
        out.append("    }\n}")
    return "\n".join(out)


def derives(structs, enums, unions):
    traits = "#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]"
    out = []
    for name, fields in structs:
        out.append(f"{traits}\npub struct {name} {{")
        for field, kind in fields:
            if kind.startswith("Option"):
                skip = 'skip_serializing_if = "Option::is_none"'
                out.append(f"    #[serde(default, {skip})]")
            out.append(f"    pub {field}: {kind},")
        out.append("}")
    for name, variants in enums:
        out.append(f"{traits}\npub enum {name} {{")
        for v in variants:
            out.append(f'    #[serde(rename = "{v.lower()}")] {v},')
        out.append("    #[serde(untagged)] Unknown(String),\n}")
    for name, variants in unions:
        out.append(f'{traits}\n#[serde(tag = "kind")]\npub enum {name} {{')
        for v in variants:
            out.append(f'    #[serde(rename = "{v.lower()}")] {v}(Box<{v}>),')
        out.append("}")
    return "\n".join(out)


def mod_rs():
    """The runtime's own list of names without those of files that are not copied."""
    text = (HERE / "src/runtime/mod.rs").read_text()
    kept = [f"pub mod {folder};" for folder in FILES]
    for use in re.findall(r"^pub use (\w+::\w+)(::[^;]+;)", text, flags=re.M):
        folder, module = use[0].split("::")
        if module in FILES.get(folder, "").split():
            kept.append(f"pub use {use[0]}{use[1]}")
    kept.append("pub use serde_json::Value;")
    macros = "fields::fields, forward::forward, values::text, values::values"
    kept.append(f"pub(crate) use tables::{{{macros}, variants::variants}};")
    return "\n".join(kept)


def copy_runtime(folder):
    folder.mkdir()
    (folder / "mod.rs").write_text(mod_rs())
    for name, modules in FILES.items():
        (folder / name).mkdir()
        for module in modules.split():
            shutil.copy(HERE / f"src/runtime/{name}/{module}.rs", folder / name)
        declared = "".join(f"pub mod {module};\n" for module in modules.split())
        (folder / name / "mod.rs").write_text(declared)


def write(folder, name, source):
    crate = folder / name
    (crate / "src").mkdir(parents=True)
    derive = ', "derive"' if name == "derive" else ""
    (crate / "Cargo.toml").write_text(MANIFEST.format(name=name, derive=derive))
    (crate / "src/types.rs").write_text(source)
    lib = "pub mod types;\n"
    if name != "derive":
        lib += "pub mod runtime;\n"
        copy_runtime(crate / "src/runtime")
    (crate / "src/lib.rs").write_text(lib)
    return crate


def cost(crate, command):
    target = str(crate.parent / "target")
    env = dict(os.environ, CARGO_INCREMENTAL="0", CARGO_TARGET_DIR=target)
    times = []
    for _ in range(4):
        (crate / "src/lib.rs").touch()
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(["cargo", *command, "-q"], cwd=crate, env=env, check=True)
        times.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
    return min(times[1:])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--structs", type=int, default=1000)
    parser.add_argument("--release", action="store_true")
    parser.add_argument("--only", choices=["tables", "derive", "empty"])
    chosen = parser.parse_args()
    command = ["build", "--release"] if chosen.release else ["check"]
    made = models(chosen.structs)
    sources = {"empty": "", "tables": tables(*made), "derive": derives(*made)}
    with tempfile.TemporaryDirectory() as folder:
        for name, source in sources.items():
            if chosen.only in (None, name):
                took = cost(write(pathlib.Path(folder), name, source), command)
                print(f"{name:8} {took:6.2f} user s", flush=True)


main()
