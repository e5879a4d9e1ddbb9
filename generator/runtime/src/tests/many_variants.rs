//! Many variants that only trying tells apart, and long lists of them.
#![allow(dead_code, reason = "not every accessor is called")]

use super::{decode, same};
use crate::runtime::{fields, variants};

macro_rules! many {
    ($($item:ident $payload:ident $key:ident $accessor:ident,)*) => {
        $(
            #[derive(Clone, Debug, PartialEq)]
            pub(super) struct $item {
                id: i64,
                text: String,
                payload: $payload,
            }
            fields! { $item { id, text, payload, } }

            #[derive(Clone, Debug, PartialEq)]
            pub(super) struct $payload {
                $key: String,
            }
            fields! { $payload { $key, } }
        )*

        variants! {
            #[derive(Clone, Debug, PartialEq)]
            pub(super) enum Many by probe {
                $($item($item) $accessor: object("id", "text", "payload"),)*
            }
        }
    };
}

many! {
    I0 P0 k0 as_i0, I1 P1 k1 as_i1, I2 P2 k2 as_i2, I3 P3 k3 as_i3, I4 P4 k4 as_i4,
    I5 P5 k5 as_i5, I6 P6 k6 as_i6, I7 P7 k7 as_i7, I8 P8 k8 as_i8, I9 P9 k9 as_i9,
    I10 P10 k10 as_i10, I11 P11 k11 as_i11, I12 P12 k12 as_i12, I13 P13 k13 as_i13,
    I14 P14 k14 as_i14, I15 P15 k15 as_i15, I16 P16 k16 as_i16, I17 P17 k17 as_i17,
    I18 P18 k18 as_i18, I19 P19 k19 as_i19, I20 P20 k20 as_i20, I21 P21 k21 as_i21,
    I22 P22 k22 as_i22, I23 P23 k23 as_i23,
}

/// How many items there are does not matter to what each of them is.
#[test]
fn long_lists_have_the_types_of_short_ones() {
    let text = "a text that is longer than any of what is around it ".repeat(4);
    let item = format!(r#"{{"id":1,"text":"{text}","payload":{{"k23":"x"}}}}"#);
    for count in [1, 2_000] {
        let json = format!("[{}]", vec![&*item; count].join(","));
        let items: Vec<Many> = decode(&json).unwrap();
        assert_eq!(items.len(), count);
        assert!(items.iter().all(|item| matches!(item, Many::I23(_))));
        same::<Vec<Many>>(&json);
    }
}
