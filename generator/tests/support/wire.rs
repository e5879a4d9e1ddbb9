//! Reads and writes JSON with the types of the cases, through the client's own reader and
//! through serde.

use serde_json::Value;

macro_rules! wire {
    ($failed:ident, $library:ident, $ty:ty, $name:literal, $check:literal) => {{
        use $library::runtime::{JsonError, Slot, read_json, write_json};
        use $library::*;
        let said = |error: JsonError| (error.pointer().to_owned(), error.to_string());
        let own = |json: &str| {
            let mut value: $ty = Slot::vacant();
            read_json(json.as_bytes(), value.edit()).map_err(said)?;
            write_json(value.view()).map_err(said)
        };
        let serde = |json: &str| {
            let value: $ty = serde_json::from_str(json).map_err(|error| error.to_string())?;
            serde_json::to_vec(&value).map_err(|error| error.to_string())
        };
        check($failed, $name, $check, &own, &serde);
    }};
}

/// The same for what serde alone cannot read: a tuple with `Rest` at its end.
macro_rules! wire_own {
    ($failed:ident, $library:ident, $ty:ty, $name:literal, $check:literal) => {{
        use $library::runtime::{JsonError, Slot, read_json, write_json};
        use $library::*;
        let said = |error: JsonError| (error.pointer().to_owned(), error.to_string());
        let own = |json: &str| {
            let mut value: $ty = Slot::vacant();
            read_json(json.as_bytes(), value.edit()).map_err(said)?;
            write_json(value.view()).map_err(said)
        };
        let again = |json: &str| own(json).map_err(|(_, error)| error);
        check($failed, $name, $check, &own, &again);
    }};
}

type Own = Result<Vec<u8>, (String, String)>;

fn check(
    failed: &mut Vec<String>,
    name: &str,
    check: &str,
    own: &dyn Fn(&str) -> Own,
    serde: &dyn Fn(&str) -> Result<Vec<u8>, String>,
) {
    let check: Value = serde_json::from_str(check).expect("JSON");
    let mut faults = Vec::new();
    compare(&mut faults, name, &check, own, serde);
    match check.get("todo") {
        None => failed.append(&mut faults),
        Some(_) if faults.is_empty() => failed.push(format!("{name} is done: {check}")),
        Some(_) => {}
    }
}

fn compare(
    failed: &mut Vec<String>,
    name: &str,
    check: &Value,
    own: &dyn Fn(&str) -> Own,
    serde: &dyn Fn(&str) -> Result<Vec<u8>, String>,
) {
    let json = check["json"].to_string();
    let back = check.get("back").unwrap_or(&check["json"]);
    match (own(&json), check.get("error").and_then(Value::as_str)) {
        (Ok(text), None) => same(failed, name, "own", &text, back),
        (Err((pointer, _)), Some(expected)) if pointer == expected => {}
        (result, _) => {
            let result = result.map(|text| String::from_utf8_lossy(&text).into_owned());
            failed.push(format!("{name} (own): {result:?} instead of {check}"));
        }
    }
    match (serde(&json), check.get("error")) {
        (Ok(text), None) => same(failed, name, "serde", &text, back),
        (Err(_), Some(_)) => {}
        (result, _) => {
            let result = result.map(|text| String::from_utf8_lossy(&text).into_owned());
            failed.push(format!("{name} (serde): {result:?} instead of {check}"));
        }
    }
}

/// Whether two values are the same but for the spelling of numbers (`1` and `1.0`).
fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => x == y || x.as_f64() == y.as_f64(),
        (Value::Array(x), Value::Array(y)) => {
            x.len() == y.len() && x.iter().zip(y).all(|(x, y)| equal(x, y))
        }
        (Value::Object(x), Value::Object(y)) => {
            x.len() == y.len()
                && x.iter().all(|(key, x)| y.get(key).is_some_and(|y| equal(x, y)))
        }
        _ => a == b,
    }
}

fn same(failed: &mut Vec<String>, name: &str, way: &str, text: &[u8], back: &Value) {
    let found: Value = serde_json::from_slice(text).expect("JSON");
    if !equal(&found, back) {
        failed.push(format!("{name} ({way}): {found} instead of {back}"));
    }
}

fn main() {
    let mut failed = Vec::new();
    checks(&mut failed);
    for line in &failed {
        eprintln!("{line}");
    }
    std::process::exit(i32::from(!failed.is_empty()));
}
