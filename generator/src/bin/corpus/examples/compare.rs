//! Compares what went in with what came out.
//!
//! Equal means equal but for two things that the documentation of the generator promises: a
//! `null` of an optional property may be left out, and a number may be spelled otherwise.

use serde_json::{Number, Value};
use std::collections::BTreeSet;

/// What differs first.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Where.
    pub(super) pointer: String,
    /// What.
    pub(super) what: What,
}

/// How two values differ.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The key did not come back.
    Lost(String),
    /// The key came back and was not there.
    Added(String),
    /// The value is another one.
    Changed(String),
}

/// The first difference, if there is one. The loss of a key whose place is among `free` is
/// one only if there is no other.
pub(super) fn difference(
    sent: &Value,
    back: &Value,
    free: &BTreeSet<String>,
) -> Option<Difference> {
    let mut walk = Walk { pointer: String::new(), free, dropped: None };
    match walk.differs(sent, back) {
        Some(what) => Some(Difference { pointer: walk.pointer, what }),
        None => walk.dropped,
    }
}

/// The place of a key in an object at a place.
pub(super) fn place(pointer: &str, key: &str) -> String {
    format!("{pointer}/{key}")
}

struct Walk<'a> {
    pointer: String,
    free: &'a BTreeSet<String>,
    dropped: Option<Difference>,
}

impl Walk<'_> {
    fn lost(&mut self, key: &str) -> Option<What> {
        let what = What::Lost(key.to_owned());
        if !self.free.contains(&place(&self.pointer, key)) {
            return Some(what);
        }
        let pointer = self.pointer.clone();
        self.dropped.get_or_insert(Difference { pointer, what });
        None
    }

    fn differs(&mut self, sent: &Value, back: &Value) -> Option<What> {
        let length = self.pointer.len();
        let found = match (sent, back) {
            (Value::Object(sent), Value::Object(back)) => {
                let added = back.keys().find(|key| !sent.contains_key(*key));
                let mut found = added.map(|key| What::Added(key.clone()));
                for (key, value) in sent {
                    if found.is_some() {
                        break;
                    }
                    found = match back.get(key) {
                        Some(back) => {
                            self.pointer.push('/');
                            self.pointer.push_str(key);
                            self.differs(value, back)
                        }
                        None if value.is_null() => None,
                        None => self.lost(key),
                    };
                    if found.is_none() {
                        self.pointer.truncate(length);
                    }
                }
                found
            }
            (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
                let mut found = None;
                for (at, (sent, back)) in sent.iter().zip(back).enumerate() {
                    self.pointer.push('/');
                    self.pointer.push_str(&at.to_string());
                    found = self.differs(sent, back);
                    if found.is_some() {
                        break;
                    }
                    self.pointer.truncate(length);
                }
                found
            }
            (Value::Number(sent), Value::Number(back)) if same_number(sent, back) => {
                None
            }
            _ if sent == back => None,
            _ => Some(What::Changed(format!(
                "{} came back as {}",
                short(sent),
                short(back)
            ))),
        };
        if found.is_none() {
            self.pointer.truncate(length);
        }
        found
    }
}

fn same_number(a: &Number, b: &Number) -> bool {
    // Where whole numbers end, all that there is are digits of a fraction.
    const BITS_64: f64 = 18_446_744_073_709_551_616.0;
    a == b
        || match (a.as_f64(), b.as_f64()) {
            // `1` and `1.0`, and single precision.
            (Some(a), Some(b)) => {
                (a - b).abs() <= f64::from(f32::EPSILON) * a.abs().min(b.abs()) / 2.0
                    && (a.fract() != 0.0
                        || a.abs() >= BITS_64
                        || a.to_bits() == b.to_bits())
            }
            _ => false,
        }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{What, difference};
    use serde_json::{Value, json};
    use std::collections::BTreeSet;

    fn what(sent: &Value, back: &Value) -> Option<What> {
        difference(sent, back, &BTreeSet::new()).map(|difference| difference.what)
    }

    #[test]
    fn documented_differences_do_not_count() {
        assert_eq!(what(&json!({"a": null, "b": 1}), &json!({"b": 1})), None);
        assert_eq!(what(&json!([1, 2.0]), &json!([1.0, 2])), None);
        assert_eq!(what(&json!(1e3), &json!(1000)), None);
        let (sent, back) = (json!(3.402_823_466_385_288_6e38), json!(3.402_823_5e38));
        assert_eq!(what(&sent, &back), None);
        assert_eq!(what(&json!({"a": 1, "b": 2}), &json!({"b": 2, "a": 1})), None);
    }

    #[test]
    fn others_count() {
        let lost = what(&json!({"a": 1}), &json!({}));
        assert_eq!(lost, Some(What::Lost("a".to_owned())));
        let added = what(&json!({}), &json!({"a": null}));
        assert_eq!(added, Some(What::Added("a".to_owned())));
        for (sent, back) in [
            (json!(1), json!(2)),
            (json!(1), json!("1")),
            (json!("a"), json!("A")),
            (json!([1]), json!([])),
            (json!([1, 2]), json!([2, 1])),
            (json!(null), json!({})),
            (json!(0), json!(1)),
            (json!(16_777_217), json!(16_777_216)),
            (json!(3.402_823_5e38), json!(3.5e38)),
        ] {
            assert!(
                matches!(what(&sent, &back), Some(What::Changed(_))),
                "{sent} {back}"
            );
        }
    }

    #[test]
    fn free_keys_count_last() {
        let free = ["/a".to_owned()].into();
        let sent = json!({"a": 1, "b": {"a": 2}});
        let what = |back| difference(&sent, &back, &free).map(|found| found.pointer);
        assert_eq!(what(json!({"b": {"a": 2}})), Some(String::new()));
        assert_eq!(what(json!({"b": {}})), Some("/b".to_owned()));
        assert_eq!(what(sent.clone()), None);
    }

    #[test]
    fn the_place_is_told() {
        let sent = json!({"a": [{"b": null}, {"b": 1, "c": "x"}]});
        let back = json!({"a": [{}, {"b": 1, "c": "y"}]});
        let found = difference(&sent, &back, &BTreeSet::new()).unwrap();
        assert_eq!(found.pointer, "/a/1/c");
        let what = "\"x\" came back as \"y\"".to_owned();
        assert_eq!(found.what, What::Changed(what));
    }
}
