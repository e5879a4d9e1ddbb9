//! Unions of which several variants fit: hints, keys, and trials.

#![allow(dead_code, reason = "not every accessor is called")]

use std::time::{Duration, Instant};

use super::{decode, same};
use crate::runtime::{Value, fields, variants};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Forward {
    next: Option<String>,
    kind: Option<String>,
}
fields! { Forward { next, kind, } }

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Backward {
    back: Option<i64>,
    kind: Option<String>,
}
fields! { Backward { back, kind, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    pub(super) enum Links by probe {
        Forward(Forward) as_forward: object,
        Backward(Backward) as_backward: object,
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    pub(super) enum Hinted by probe {
        Forward(Forward) as_forward: object with "kind" = "forward" or absent,
        Backward(Backward) as_backward:
            object with "kind" = "back" | "backward" or absent,
    }
}

#[test]
fn keys_of_several_variants_are_kept_untyped() {
    same::<Links>(r#"{"next":"x"}"#);
    same::<Links>(r#"{"back":1}"#);
    for json in [r#"{"back":1,"next":"x"}"#, r#"{"a":1,"back":1,"next":"x"}"#] {
        same::<Links>(json);
        assert!(matches!(decode::<Links>(json).unwrap(), Links::Unknown(_)), "{json}");
    }
    // Where only one of them reads it, that is the one.
    let one = r#"{"next":"x","back":"none"}"#;
    assert!(matches!(decode::<Links>(one).unwrap(), Links::Forward(_)));
    assert!(matches!(serde_json::from_str(one), Ok(Links::Forward(_))));
    let stranger = r#"{"next":"x","else":1}"#;
    assert!(matches!(decode::<Links>(stranger).unwrap(), Links::Forward(_)));
}

#[test]
fn hints_rule_out_when_they_are_there() {
    let backward = decode::<Hinted>(r#"{"kind":"backward"}"#).unwrap();
    assert!(matches!(backward, Hinted::Backward(_)));
    assert!(matches!(decode(r#"{"kind":"forward"}"#), Ok(Hinted::Forward(_))));
    assert!(matches!(decode(r#"{"back":1}"#), Ok(Hinted::Backward(_))));
    assert!(matches!(decode(r#"{"kind":null,"back":1}"#), Ok(Hinted::Backward(_))));
    assert!(matches!(decode(r#"{"kind":"else","back":1}"#), Ok(Hinted::Unknown(_))));
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Left {
    next: Option<Box<Twin>>,
    end: Option<i64>,
}
fields! { Left { next, end, } }

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Right {
    next: Vec<Twin>,
    end: Option<i64>,
}
fields! { Right { next, end, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    pub(super) enum Twin by probe {
        Left(Left) as_left: object,
        Right(Right) as_right: object,
        Other(Left) as_other: object,
        Text(String) as_text: string,
    }
}

/// Each level doubles the trials, and the innermost fits none of them.
#[test]
fn trials_within_trials_end() {
    let mut json = r#"{"end":"SECRET","next":[1]}"#.to_owned();
    for _ in 0..60 {
        json = format!(r#"{{"next":{json},"end":true}}"#);
    }
    same_unordered(&json, &decode::<Twin>(&json).unwrap());
    same_unordered(&json, &serde_json::from_str::<Twin>(&json).unwrap());
}

fn same_unordered(json: &str, value: &Twin) {
    let sent: Value = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_value(value).unwrap(), sent);
}

#[derive(Clone, Debug, PartialEq)]
struct Wanted {
    x: String,
}
fields! { Wanted { x, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Demanding by probe {
        Wanted(Wanted) as_wanted: object("x"),
        Text(String) as_text: string,
    }
}

/// Keys that no variant asks for are not looked through again for each of them.
#[test]
fn many_keys_before_the_one_that_is_asked_for() {
    let strangers: Vec<String> = (0..100_000).map(|at| format!("\"k{at}\":1")).collect();
    let strangers = strangers.join(",");
    let json = format!("{{{strangers},\"x\":\"a\"}}");
    let wanted = Demanding::Wanted(Wanted { x: "a".to_owned() });
    assert_eq!(decode::<Demanding>(&json).unwrap(), wanted);
    assert_eq!(serde_json::from_str::<Demanding>(&json).unwrap(), wanted);
    let json = format!("{{{strangers}}}");
    assert_eq!(
        serde_json::from_str::<Demanding>(&json).is_err(),
        decode::<Demanding>(&json).is_err()
    );
}

#[derive(Clone, Debug, PartialEq)]
struct Inner {
    next: Option<Box<Nested>>,
    a: Option<i64>,
}
fields! { Inner { next, a, } }

#[derive(Clone, Debug, PartialEq)]
struct Outer {
    next: Option<Box<Nested>>,
    b: Option<i64>,
}
fields! { Outer { next, b, } }

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Nested by probe {
        Inner(Inner) as_inner: object,
        Outer(Outer) as_outer: object,
    }
}

variants! {
    #[derive(Clone, Debug, PartialEq)]
    enum Named by tag "type" {
        Branch(Branch) as_branch: "branch",
        Leaf(Forward) as_leaf: "leaf",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Branch {
    next: Option<Box<Named>>,
}
fields! { Branch { "type" = "branch", next, } }

/// A value within so many others.
fn nested(depth: usize, (before, value, behind): (&str, &str, &str)) -> String {
    before.repeat(depth) + value + &behind.repeat(depth)
}

/// How long the fastest of some runs takes.
fn fastest<T: crate::runtime::Slot>(json: &str) -> Duration {
    let run = |_| {
        let started = Instant::now();
        decode::<T>(json).unwrap();
        started.elapsed()
    };
    (0..3).map(run).min().unwrap()
}

/// What is in the innermost object is passed once, not once for each object around it.
#[test]
fn looking_ahead_costs_the_same_however_deep_unions_are() {
    let wide = format!("[{}[0]]", "[0],".repeat(50_000));
    let inner = format!(r#"{{"a":1,"x":{wide}}}"#);
    let json = |depth| nested(depth, (r#"{"b":1,"next":"#, &inner, "}"));
    let (shallow, deep) = (fastest::<Nested>(&json(2)), fastest::<Nested>(&json(120)));
    assert!(deep < shallow * 8, "{shallow:?} {deep:?}");
    let inner = format!(r#"{{"type":"leaf","x":{wide}}}"#);
    let json = |depth| nested(depth, (r#"{"next":"#, &inner, r#","type":"branch"}"#));
    let (shallow, deep) = (fastest::<Named>(&json(2)), fastest::<Named>(&json(120)));
    assert!(deep < shallow * 8, "{shallow:?} {deep:?}");
}

/// When too much was read in vain, the rest is not read once more at each level.
#[test]
fn trials_that_are_given_up_cost_no_more() {
    let inner = format!(r#"{{"a":1,"x":[{}0]}}"#, "0,".repeat(50_000));
    let json = |depth| nested(depth, (r#"{"a":1,"b":1,"next":"#, &inner, "}"));
    let (shallow, deep) = (fastest::<Nested>(&json(2)), fastest::<Nested>(&json(120)));
    assert!(deep < shallow * 8, "{shallow:?} {deep:?}");
    let kept = decode::<Nested>(&json(120)).unwrap();
    assert!(matches!(kept, Nested::Unknown(_)));
    let sent: Value = serde_json::from_str(&json(120)).unwrap();
    assert_eq!(serde_json::to_value(kept).unwrap(), sent);
}

#[test]
fn unions_deep_within_one_another_are_their_variants() {
    let inner = format!(r#"{{"a":1,"x":[{}0]}}"#, "0,".repeat(50_000));
    for depth in [10, 50, 120] {
        let json = nested(depth, (r#"{"next":"#, &inner, r#","b":1}"#));
        let value = decode::<Nested>(&json).unwrap();
        let mut at = &value;
        for _ in 0..depth {
            let Nested::Outer(outer) = at else { panic!("{at:?}") };
            at = outer.next.as_deref().unwrap();
        }
        assert!(matches!(at, Nested::Inner(Inner { a: Some(1), .. })));
    }
}
