use super::{decode, encode, failure, same};
use crate::runtime::codec::read_scalar::integral;
use crate::runtime::{Base64, Rest, Slot, Value, fields, write_json};

#[test]
fn integers_may_be_spelled_as_floats() {
    assert_eq!(decode::<i64>("1.0").unwrap(), 1);
    assert_eq!(decode::<i64>("1e2").unwrap(), 100);
    assert_eq!(decode::<i64>("-0.0").unwrap(), 0);
    assert_eq!(decode::<u8>("2.55e2").unwrap(), 255);
    assert_eq!(decode::<u64>("18446744073709551615").unwrap(), u64::MAX);
    assert_eq!(decode::<i64>("-9223372036854775808").unwrap(), i64::MIN);
    assert_eq!(failure::<i64>("1.5").1, "an integer of 64 bits");
    assert_eq!(failure::<i32>("1.5").1, "an integer");
}

#[derive(Clone, Debug, PartialEq)]
struct Quoted {
    id: i64,
}
fields! { Quoted { id or text, } }

/// A floating number holds no more than 53 bits of them.
#[test]
fn integers_that_are_spelled_as_floats_are_exact() {
    for (json, value) in [
        ("9007199254740993.0", 9_007_199_254_740_993),
        ("-9007199254740993.000", -9_007_199_254_740_993),
        ("1.234567890123456789e18", 1_234_567_890_123_456_789),
        ("9223372036854775807.0", i64::MAX),
        ("-9.223372036854775808E+18", i64::MIN),
        ("12345678901234567890e-1", 1_234_567_890_123_456_789),
        ("100e-2", 1),
        ("0.0e99999999999999999999", 0),
    ] {
        assert_eq!(decode::<i64>(json).unwrap(), value, "{json}");
    }
    assert_eq!(decode::<u64>("1.8446744073709551615e19").unwrap(), u64::MAX);
    for json in [
        "9007199254740993.5",
        "9223372036854775808.0",
        "1.2345678901234567895e18",
        "101e-2",
        "1e-1",
        "1e99999999999999999999",
        "1e-99999999999999999999",
    ] {
        assert_eq!(failure::<i64>(json).1, "an integer of 64 bits", "{json}");
    }
    assert_eq!([".", "e", "-.e0", "1.0x"].map(integral), [None; 4]);
    let quoted = Quoted { id: 9_007_199_254_740_993 };
    let json = r#"{"id":"9007199254740993.0"}"#;
    assert_eq!(decode::<Quoted>(json).unwrap(), quoted);
    assert_eq!(serde_json::from_str::<Quoted>(json).unwrap(), quoted);
}

#[test]
fn integers_out_of_range_are_errors() {
    assert_eq!(failure::<i8>("128").1, "an integer of 8 bits");
    assert_eq!(failure::<u8>("-1").1, "an unsigned integer of 8 bits");
    assert_eq!(failure::<i32>("1e300").1, "an integer");
    for json in
        ["9223372036854775808", "1e19", "-1e19", "99999999999999999999999", "1e999"]
    {
        assert_eq!(failure::<i64>(json).1, "an integer of 64 bits", "{json}");
    }
    assert_eq!(failure::<u64>("-1").1, "an unsigned integer of 64 bits");
    assert_eq!(failure::<f64>("1e999").1, "a number in range");
    assert_eq!(failure::<Value>("[1e999]").1, "a number in range");
}

#[test]
fn every_width_is_written_and_read() {
    same::<i8>("-128");
    same::<i16>("-32768");
    same::<i32>("-2147483648");
    same::<i64>("-9223372036854775808");
    same::<u8>("255");
    same::<u16>("65535");
    same::<u32>("4294967295");
    same::<u64>("18446744073709551615");
    same::<f32>("0.1");
    same::<f64>("0.1");
    same::<bool>("true");
}

#[test]
#[allow(clippy::float_cmp, reason = "exactly these")]
fn numbers_may_be_whole() {
    assert_eq!(decode::<f64>("3").unwrap(), 3.0);
    assert_eq!(decode::<f32>("-3").unwrap(), -3.0);
    assert_eq!(
        decode::<f64>("18446744073709551616").unwrap(),
        18_446_744_073_709_551_616.0
    );
    assert_eq!(failure::<f64>("\"SECRET\"").1, "a number");
}

#[test]
fn numbers_of_32_bits_that_are_larger_are_errors() {
    let json = r#"{"ratio":1e39}"#;
    assert_eq!(failure::<Share>(json).1, "a number in range");
    let error = serde_json::from_str::<Share>(json).unwrap_err().to_string();
    assert!(error.contains("expected a number in range"), "{error}");
    let most = format!(r#"{{"ratio":{}}}"#, f32::MAX);
    assert_eq!(serde_json::from_str::<Share>(&most).unwrap().ratio, Some(f32::MAX));
}

#[derive(Clone, Debug, PartialEq)]
struct Share {
    ratio: Option<f32>,
}
fields! { Share { ratio, } }

/// By its own writer and through serde: services read `3` as any number, and not all of them read
/// `3.0` as an integer.
#[test]
fn whole_numbers_are_written_without_a_fraction() {
    for (value, written) in [
        (3.0, "3"),
        (-3.0, "-3"),
        (0.0, "0"),
        (-0.0_f64, "-0.0"),
        (1.5, "1.5"),
        (9_007_199_254_740_992.0, "9007199254740992"),
        (9_007_199_254_740_994.0, "9007199254740994.0"),
        (1e300, "1e+300"),
    ] {
        assert_eq!(encode(&value), written);
        assert_eq!(decode::<f64>(written).unwrap().to_bits(), value.to_bits());
    }
    assert_eq!(
        (encode(&16_777_216_f32), encode(&0.25_f32)),
        ("16777216".into(), "0.25".into())
    );
}

#[test]
fn what_json_cannot_say_is_refused_with_its_place() {
    let list = vec![vec![1.0, f64::NAN]];
    let error = write_json(list.view()).unwrap_err();
    assert_eq!(error.to_string(), "expected a finite number at `/0/1`");
    let bytes = bytes::Bytes::from_static(&[0xFF]);
    assert_eq!(write_json(bytes.view()).unwrap_err().expected(), "text in UTF-8");
}

#[test]
fn text_is_escaped_like_everywhere() {
    let text: String =
        (0..=0x7Fu8).map(char::from).chain("é😀\u{2028}".chars()).collect();
    assert_eq!(encode(&text), serde_json::to_string(&text).unwrap());
    assert_eq!(decode::<String>(&encode(&text)).unwrap(), text);
}

#[test]
fn base64_in_its_spellings() {
    for json in [r#""/+8BAA==""#, r#""/+8BAA""#, r#""_-8BAA""#, r#""/+8B\r\nAA==""#] {
        let bytes = decode::<Base64>(json).unwrap();
        assert_eq!(bytes.as_slice(), [0xFF, 0xEF, 1, 0]);
        assert_eq!(encode(&bytes), r#""/+8BAA==""#);
    }
    assert_eq!(failure::<Base64>(r#""SECRET!""#).1, "text in Base64");
}

fn through_serde<T: Slot>(json: &str) -> serde_json::Result<T> {
    crate::runtime::read(&mut serde_json::Deserializer::from_str(json))
}

#[test]
fn tuples_have_a_type_for_each_place() {
    type Pair = (String, i64, Option<bool>);
    same::<Pair>(r#"["a",1,true]"#);
    assert_eq!(decode::<Pair>(r#"["a",1]"#).unwrap(), ("a".into(), 1, None));
    assert_eq!(failure::<Pair>(r#"["a",1,null,{}]"#).1, "an array of 3 elements");
    assert!(through_serde::<Pair>(r#"["a",1,null,{}]"#).is_err());
    assert_eq!(failure::<Pair>(r#"["a"]"#).1, "an array of 3 elements");
    assert_eq!(failure::<Pair>(r#"["a","SECRET"]"#).0, "/1");
    assert_eq!(encode(&("a".to_owned(), 1, None::<bool>)), r#"["a",1,null]"#);
}

#[test]
fn what_is_behind_the_places_of_a_tuple_is_kept() {
    type Open = (String, Option<bool>, Rest<i64>);
    for json in [r#"["a",true]"#, r#"["a",null,1]"#, r#"["a",null,1,2,3]"#] {
        same::<Open>(json);
        assert_eq!(through_serde::<Open>(json).unwrap(), decode(json).unwrap());
    }
    assert_eq!(decode::<Open>(r#"["a"]"#).unwrap(), ("a".into(), None, Rest(vec![])));
    assert_eq!(failure::<Open>("[]").1, "an array of 2 elements");
    assert_eq!(failure::<Open>(r#"["a",true,1,"SECRET"]"#).0, "/3");
    same::<(Rest<Value>,)>("[]");
}

#[test]
fn any_value_is_kept() {
    same::<Value>(r#"{"a":[1,-1,1.5,"x",null,true,{}]}"#);
    same::<Vec<Option<i64>>>("[1,null]");
    same::<Option<String>>("null");
    same::<Box<String>>("\"a\"");
}

#[test]
fn the_first_special_byte_is_found_wherever_it_is() {
    use crate::runtime::json::scan_string::{is_plain, plain};
    for length in 0..40 {
        let mut text = vec![b'a'; length];
        assert_eq!(plain(&text), length);
        for at in 0..length {
            for byte in 0..=255 {
                text[at] = byte;
                let special = byte < b' ' || byte == b'"' || byte == b'\\';
                assert_eq!(plain(&text), if special { at } else { length }, "{text:?}");
                assert_eq!(is_plain(&text), !special, "{text:?}");
                text[at] = b'a';
            }
        }
    }
}
