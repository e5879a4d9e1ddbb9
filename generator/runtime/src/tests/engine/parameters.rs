//! Parameters at their edges: nothing to send, empty texts.

use serde_json::json;

use super::service::*;
use crate::runtime::params::path_value;
use crate::runtime::{
    Meta, Mock, NoFailure, Operation, Param, Slot, Style, Value, View,
};

struct Listed(Value);

impl Operation for Listed {
    type Output = ();
    type Failure = NoFailure;
    const META: Meta = Meta {
        id: "listed",
        params: &[
            Param::header("X-Ids"),
            Param::header("X-Needed").required(),
            Param::header("X-Json").content("application/json"),
        ],
        ..Meta::DEFAULT
    };

    fn param(&self, _: usize) -> View<'_> {
        self.0.view()
    }
}

/// A header is a list of nothing only where it has to be there.
#[tokio::test]
async fn empty_lists_are_no_headers() {
    for (value, ids, needed, json) in [
        (json!([]), None, Some(""), "[]"),
        (json!({}), None, Some(""), "{}"),
        (json!([null]), None, Some(""), "[null]"),
        (json!([""]), Some(""), Some(""), "[\"\"]"),
        (json!(""), Some(""), Some(""), "\"\""),
        (json!(["a", ""]), Some("a,"), Some("a,"), "[\"a\",\"\"]"),
    ] {
        let mock = Mock::new().on::<Listed>(200, ());
        call(&client(&mock), Listed(value)).send().await.unwrap();
        let sent = &mock.requests()[0];
        assert_eq!((sent.header("x-ids"), sent.header("x-needed")), (ids, needed));
        assert_eq!(sent.header("x-json"), Some(json));
    }
}

/// RFC 6570, section 3.2.7: a name whose value is empty has no `=` behind it.
#[test]
fn a_matrix_without_values() {
    let matrix = |explode: bool, value: Value| {
        let param = Param::path("mat").style(Style::Matrix).explode(explode);
        path_value(&param, value.view()).unwrap()
    };
    for (value, plain, exploded) in [
        (json!(""), ";mat", ";mat"),
        (json!([""]), ";mat", ";mat"),
        (json!(["", "b"]), ";mat=,b", ";mat;mat=b"),
        (json!({"a": "", "b": "c"}), ";mat=a,,b,c", ";a;b=c"),
        // What is not defined has no name either.
        (json!([]), "", ""),
        (json!({}), "", ""),
        (json!([null]), "", ""),
    ] {
        assert_eq!(matrix(false, value.clone()), plain);
        assert_eq!(matrix(true, value), exploded);
    }
    let simple = Param::path("id").explode(true);
    assert_eq!(path_value(&simple, json!({"a": ""}).view()).unwrap(), "a=");
}
