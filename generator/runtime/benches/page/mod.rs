//! The page that is read, and the same models in two ways.

use std::fmt::Write;

pub mod derived;
pub mod table;

/// About 1 MB: employees with nested objects, enums, unions and maps.
pub fn page() -> Vec<u8> {
    let mut json =
        String::from("{\"paging\":{\"count\":1600,\"offset\":0},\"individuals\":[");
    for at in 0..1600 {
        if at > 0 {
            json.push(',');
        }
        individual(&mut json, at).expect("a string takes all");
    }
    json.push_str("]}");
    json.into_bytes()
}

fn individual(json: &mut String, at: usize) -> std::fmt::Result {
    write!(
        json,
        "{{\"id\":\"5d0b{at:08}-77a2-4a51\",\"first_name\":\"Ada \\\"{at}\\\"\",\
         \"middle_name\":null,\"last_name\":\"Lovelace\",\
         \"emails\":[{{\"data\":\"ada{at}@example.com\",\"type\":\"work\"}},\
         {{\"data\":\"a{at}@example.org\",\"type\":\"personal\"}}],"
    )?;
    if !at.is_multiple_of(3) {
        write!(json, "\"phone\":\"+1 555 {at:07}\",")?;
    }
    write!(
        json,
        "\"active\":{},\"level\":{},\"score\":{}.25,\"status\":\"{}\",\
         \"manager\":{{\"id\":\"m-{}\"}},",
        at.is_multiple_of(2),
        at % 17,
        at * 3,
        ["active", "retired", "on_leave", "deceased"][at % 4],
        at % 40,
    )?;
    if at.is_multiple_of(2) {
        write!(
            json,
            "\"income\":{{\"type\":\"salary\",\"amount\":{},\"currency\":\"usd\"}},",
            at * 100
        )?;
    } else {
        write!(
            json,
            "\"income\":{{\"type\":\"hourly\",\"rate\":{at}.5,\"hours\":40}},"
        )?;
    }
    let reference =
        if at.is_multiple_of(5) { at.to_string() } else { format!("\"r-{at}\"") };
    write!(
        json,
        "\"reference\":{reference},\"residence\":{{\"line1\":\"{at} Some Street\",\
         \"city\":\"San Francisco\",\"state\":\"CA\",\"postal_code\":\"94{:03}\",\
         \"country\":\"US\"}},\"custom\":{{\"shirt\":\"M\",\"desk\":\"{at}\",\
         \"team\":\"Analytical Engines\"}},\"tags\":[\"a\",\"b\",\"tag {at}\"]}}",
        at % 1000
    )
}

/// A list of unions.
pub fn pets() -> Vec<u8> {
    let mut json = String::from("[");
    for at in 0..4000_usize {
        let comma = if at > 0 { "," } else { "" };
        let done = if at.is_multiple_of(2) {
            write!(
                json,
                "{comma}{{\"type\":\"cat\",\"name\":\"Tom {at}\",\"lives\":{at},\"toys\":[\"a\",\"b\"]}}"
            )
        } else {
            write!(
                json,
                "{comma}{{\"type\":\"dog\",\"name\":\"Rex {at}\",\"bark\":\"loud\",\"weight\":{at}.5}}"
            )
        };
        done.expect("a string takes all");
    }
    json.push(']');
    json.into_bytes()
}
