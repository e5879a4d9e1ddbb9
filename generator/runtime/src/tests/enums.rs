use std::str::FromStr;

use proptest::prelude::*;

use super::{decode, encode, failure, same};
use crate::runtime::{integer_enum, string_constants, string_enum};

string_enum! {
    pub enum Product {
        Company = "company",
        PayStatement = "pay_statement",
        Empty = "",
    }
}

integer_enum! {
    enum Level {
        One = 1,
        MinusOne = -1,
    }
}

string_constants! {
    /// A country.
    pub struct Country {
        AF = "AF",
        /// The islands.
        AX = "AX",
    }
}

#[test]
fn known_texts_are_variants_and_unknown_ones_stay() {
    assert_eq!(decode::<Product>("\"company\"").unwrap(), Product::Company);
    same::<Product>("\"pay_statement\"");
    same::<Product>("\"Company \\\"\"");
    let unknown = Product::from("x");
    assert!(!unknown.is_known());
    assert_eq!(unknown.as_str(), "x");
    assert_eq!(format!("{unknown} {unknown:?}"), "x Unknown(\"x\")");
    assert_eq!(Product::from_str("company"), Ok(Product::Company));
    assert_eq!(Product::from("company".to_owned()).as_ref(), "company");
    assert_eq!(Product::KNOWN, ["company", "pay_statement", ""]);
    assert_eq!(decode::<Product>("\"\"").unwrap(), Product::Empty);
    assert_eq!(failure::<Product>("1").1, "a string");
}

#[test]
fn known_numbers_are_variants_and_unknown_ones_stay() {
    assert_eq!(decode::<Level>("1").unwrap(), Level::One);
    assert_eq!(decode::<Level>("-1.0").unwrap(), Level::MinusOne);
    assert_eq!(decode::<Level>("7").unwrap(), Level::Unknown(7));
    same::<Level>("-1");
    same::<Level>("7");
    assert_eq!((i64::from(Level::One), Level::KNOWN), (1, &[1, -1][..]));
    assert_eq!(failure::<Level>("1e30").1, "an integer");
    assert!(Level::One.is_known() && Level::One.to_string() == "1");
}

#[test]
fn constants_are_texts_with_names() {
    assert_eq!(decode::<Country>("\"AX\"").unwrap(), Country::AX);
    same::<Country>("\"ZZ\"");
    assert!(Country::AF.is_known() && !Country::from("ZZ").is_known());
    assert_eq!(format!("{} {:?}", Country::AF, Country::AF), "AF \"AF\"");
}

proptest! {
    #[test]
    fn equal_values_have_equal_texts(text in "company|pay_statement|\\PC*") {
        let value = Product::from(&*text);
        prop_assert_eq!(value.as_str(), &text);
        prop_assert_eq!(value.is_known(), Product::KNOWN.contains(&&*text));
        prop_assert_eq!(&decode::<Product>(&encode(&value)).unwrap(), &value);
    }
}
