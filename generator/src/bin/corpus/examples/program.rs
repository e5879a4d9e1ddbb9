//! The program that decodes and encodes: an example of the generated crate.

use super::Example;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Its text. It reads lines with the number of a type, a tab and a JSON text from the file
/// that its argument names, and prints for each `ok` or `error`, a tab, and the JSON text or
/// the reason.
pub(super) fn program(library: &str, types: &[&str]) -> String {
    let mut rows = String::new();
    for ty in types {
        let _ = writeln!(rows, "    back::<{ty}>,");
    }
    format!(
        r#"#![allow(warnings)]
use {library}::runtime::{{Slot, read_json, write_json}};
use std::io::Write as _;

fn back<T: Slot>(json: &str) -> Result<String, String> {{
    let mut value = T::vacant();
    read_json(json.as_bytes(), value.edit()).map_err(|error| error.to_string())?;
    let json = write_json(value.view()).map_err(|error| error.to_string())?;
    String::from_utf8(json).map_err(|error| error.to_string())
}}

static TYPES: &[fn(&str) -> Result<String, String>] = &[
{rows}];

fn main() {{
    let file = std::env::args().nth(1).expect("a file");
    let text = std::fs::read_to_string(file).expect("a readable file");
    let mut out = std::io::stdout().lock();
    for line in text.lines() {{
        let (number, json) = line.split_once('\t').expect("a tab");
        let number: usize = number.parse().expect("a number");
        let (word, said) = match TYPES[number](json) {{
            Ok(json) => ("ok", json),
            Err(why) => ("error", why.replace(['\n', '\t'], " ")),
        }};
        writeln!(out, "{{word}}\t{{said}}").expect("somebody listens");
        out.flush().expect("somebody listens");
    }}
}}
"#
    )
}

/// The types, each once, and the lines for the program.
pub(super) fn input(examples: &[Example]) -> (Vec<&str>, String) {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut types = Vec::new();
    let mut lines = String::new();
    for example in examples {
        let number = *numbers.entry(&example.ty).or_insert_with(|| {
            types.push(example.ty.as_str());
            types.len() - 1
        });
        let _ = writeln!(lines, "{number}\t{}", example.value);
    }
    (types, lines)
}

#[cfg(test)]
mod tests {
    use super::{input, program};
    use crate::examples::Example;
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn each_type_once() {
        let example = |ty: &str, value| Example {
            pointer: String::new(),
            ty: ty.to_owned(),
            value,
            undeclared: BTreeSet::new(),
        };
        let examples = [
            example("A", json!({"a": "\n"})),
            example("B", json!(1)),
            example("A", json!(2)),
        ];
        let (types, lines) = input(&examples);
        assert_eq!(types, ["A", "B"]);
        assert_eq!(lines, "0\t{\"a\":\"\\n\"}\n1\t1\n0\t2\n");
        assert!(program("lib", &types).contains("    back::<A>,\n    back::<B>,\n];"));
    }
}
