//! What is short as text need not be short in memory.
#![allow(dead_code, reason = "not every accessor is called")]
#![allow(clippy::large_enum_variant, reason = "that is what is tried")]

use std::collections::BTreeMap;

use super::{decode, failure};
use crate::runtime::{Value, fields, variants};

macro_rules! large {
    ($name:ident: $($field:ident)*) => {
        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct $name { $($field: Option<String>,)* }
        fields! { $name { $($field,)* } }
    };
}
large! {
    Large:
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9
    c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    pub(super) enum Either by probe {
        Large(Large) as_large: object,
        Number(i64) as_number: integer,
        List(Vec<Either>) as_list: array,
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Open {
    others: BTreeMap<String, Either>,
}
fields! { Open { ..others, } }

#[derive(Clone, Debug, PartialEq)]
struct Boxed {
    at: Option<Box<Either>>,
}
fields! { Boxed { at, } }

const TOO_MUCH: &str = "values that take less memory";

/// An array of this text, so many times.
fn list(item: &str, count: usize) -> String {
    format!("[{}]", vec![item; count].join(","))
}

#[test]
fn elements_take_what_the_largest_variant_takes() {
    assert!(size_of::<Either>() >= 960);
    let expected = TOO_MUCH;
    assert_eq!(failure::<Vec<Either>>(&list("0", 300_000)).1, expected);
    assert_eq!(failure::<Vec<Option<Large>>>(&list("null", 300_000)).1, expected);
    assert_eq!(failure::<Vec<(Either, i64)>>(&list("[0,1]", 300_000)).1, expected);
}

/// Room is made for several elements at once.
#[test]
fn lists_take_room_for_more_than_they_hold() {
    let expected = TOO_MUCH;
    assert_eq!(failure::<Vec<Vec<Either>>>(&list("[0]", 100_000)).1, expected);
    assert_eq!(failure::<Either>(&list("[0]", 100_000)).1, expected);
    assert_eq!(failure::<Value>(&list("[0]", 3_000_000)).1, expected);
}

#[test]
fn entries_of_maps_take_what_the_largest_variant_takes() {
    let entries: Vec<String> = (0..150_000).map(|at| format!("\"{at:x}\":0")).collect();
    let json = format!("{{{}}}", entries.join(","));
    assert_eq!(failure::<BTreeMap<String, Either>>(&json).1, TOO_MUCH);
    assert_eq!(failure::<Open>(&json).1, TOO_MUCH);
    assert_eq!(failure::<Vec<Open>>(&list("{\"\":0}", 30_000)).1, TOO_MUCH);
}

#[test]
fn boxes_take_memory_of_their_own() {
    assert_eq!(failure::<Vec<Boxed>>(&list("{\"at\":0}", 400_000)).1, TOO_MUCH);
    assert_eq!(failure::<Vec<Boxed>>(&list("{\"at\":{}}", 400_000)).1, TOO_MUCH);
}

/// Of a large model mostly little comes, and of a union mostly one small variant.
#[test]
fn what_honest_services_send_is_read() {
    let large = decode::<Vec<Large>>(&list("{\"a0\":\"x\"}", 100_000)).unwrap();
    assert_eq!(large.len(), 100_000);
    assert_eq!(decode::<Vec<Either>>(&list("{}", 100_000)).unwrap().len(), 100_000);
    // As much text as objects take is no reason for a limit.
    let long = format!("{{\"a0\":\"{}\"}}", "x".repeat(160));
    assert_eq!(decode::<Vec<Large>>(&list(&long, 200_000)).unwrap().len(), 200_000);
    let points = list("[12.345678,-45.678901]", 200_000);
    assert_eq!(decode::<Value>(&points).unwrap().as_array().unwrap().len(), 200_000);
    decode::<Vec<Vec<f64>>>(&points).unwrap();
}
