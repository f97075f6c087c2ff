//! The reader compared with `serde_json`.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::read;

/// Asserts that both read the same value, or none. Returns whether they read one.
fn agrees<T: DeserializeOwned + Debug + PartialEq>(json: &str) -> bool {
    let expected: Option<T> = serde_json::from_str(json).ok();
    assert_eq!(read(json).ok(), expected, "{json:?}");
    expected.is_some()
}

#[test]
fn valid_json_has_the_same_value() {
    for json in [
        "null",
        " true ",
        "\t\r\nfalse\n",
        "[]",
        "[ ]",
        "[1 , 2,3 ]",
        "{}",
        "{ }",
        r#"{ "a" : 1 , "b":{"c":[]},"":"" }"#,
        r#"{"a":1,"a":2}"#,
        r#""""#,
        r#""plain text that is longer than a word, and then longer than a block of sixty-four bytes""#,
        r#""é, 漢字, 🦀 and a long text after it, which is longer than sixty-four bytes: 漢字漢字""#,
        r#""\"\\\/\b\f\n\r\t\u0041\u00e9\u6f22\ud83e\udd80""#,
        r#""text before an escape that is in a later word \n and after""#,
        r#"{"k\u0065y":1}"#,
    ] {
        assert!(agrees::<Value>(json), "{json}");
    }
}

#[test]
fn invalid_json_is_rejected() {
    for json in [
        "",
        " ",
        "nul",
        "nullx",
        "True",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "]",
        "{",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r#"{,"a":1}"#,
        r#"{"a":1 "b":2}"#,
        "{a:1}",
        "{1:1}",
        r#"""#,
        r#""a"#,
        "\"a\nb\"",
        "\"long text with a control character \u{1} in a later word\"",
        r#""\x""#,
        r#""\u12""#,
        r#""\u12g4""#,
        r#""\u+123""#,
        r#""\ud800""#,
        r#""\ud800\u0041""#,
        r#""\udc00""#,
        "1 1",
        "1,",
        "\u{0}",
        "[1]\u{0}",
        "\u{feff}1",
        "// comment\n1",
    ] {
        assert!(!agrees::<Value>(json), "{json}");
    }
}

#[test]
fn numbers_have_the_same_type_and_value() {
    for json in [
        "0",
        "-0",
        "1",
        "-1",
        "9",
        "10",
        "123456789",
        "0.0",
        "-0.0",
        "1.5",
        "-1.5e3",
        "1E5",
        "1e+5",
        "1e-5",
        "0e0",
        "999999999999999999",
        "1000000000000000000",
        "9223372036854775807",
        "-9223372036854775808",
        "9999999999999999999",
        "18446744073709551615",
        "0.1",
        "0.30000000000000004",
        "2.2250738585072014e-308",
        "1.7976931348623157e308",
        "5e-324",
        "1e-400",
        "123456789012345678.5",
        "3.141592653589793238462643383279",
    ] {
        assert!(agrees::<Value>(json), "{json}");
        for json in [
            format!("[{json}]"),
            format!(" {json} "),
            format!("{{\"a\":{json}}}"),
        ] {
            assert!(agrees::<Value>(&json), "{json}");
        }
        agrees::<f32>(json);
        agrees::<f64>(json);
        agrees::<i128>(json);
        agrees::<u128>(json);
        agrees::<u64>(json);
        agrees::<i64>(json);
        agrees::<u8>(json);
    }
    for json in [
        "00", "01", "-01", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "--1", "1-", "1.5.5",
        "0x10", "1_000", "NaN", "Infinity", "1e400", "-1e400",
    ] {
        assert!(!agrees::<Value>(json), "{json}");
    }
    // `serde_json` rounds them; they are kept as text instead.
    for json in [
        "18446744073709551616",
        "-9223372036854775809",
        "100000000000000000000",
    ] {
        assert!(read::<Value>(json).is_err());
    }
}

#[test]
fn each_prefix_is_rejected_and_each_changed_byte_has_the_same_result() {
    let json = r#"{"a":[1,-2.5e3,"x\ny",null,true],"b":{"c":"d","e":[]},"f":" "}"#;
    for end in 0..json.len() {
        assert!(!agrees::<Value>(&json[..end]));
        for byte in [
            " ", "\"", "\\", ",", ":", "{", "}", "[", "]", "0", "-", ".", "n", "é", "\u{1f}",
        ] {
            agrees::<Value>(&format!("{}{byte}{}", &json[..end], &json[end + 1..]));
            agrees::<Value>(&format!("{}{byte}{}", &json[..end], &json[end..]));
        }
    }
}

#[test]
fn nesting_has_the_same_limit() {
    for depth in [1, 126, 127, 128, 129, 10_000] {
        agrees::<Value>(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        agrees::<Value>(&format!(
            "{}1{}",
            r#"{"a":"#.repeat(depth),
            "}".repeat(depth)
        ));
    }
}

#[derive(Debug, Deserialize, PartialEq)]
enum Choice {
    Unit,
    Newtype(i32),
    Tuple(i32, String),
    Struct { a: Option<bool> },
}

#[derive(Debug, Deserialize, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Wrapped(String);

#[derive(Debug, Deserialize, PartialEq)]
struct Mixed {
    unit: (),
    letter: char,
    #[serde(default)]
    bytes: Vec<u8>,
    pair: (i8, f32),
}

#[test]
fn types_of_other_crates_are_read_alike() {
    for json in [
        r#""Unit""#,
        r#"{"Newtype":1}"#,
        r#"{"Tuple":[1,"a"]}"#,
        r#"{"Struct":{"a":null}}"#,
        r#"{"Unit":null}"#,
        r#""Other""#,
        r#"{"Newtype":1,"Unit":null}"#,
        "{}",
        "1",
        r#"{"Tuple":[1]}"#,
        r#"{"Tuple":[1,"a",2]}"#,
    ] {
        agrees::<Choice>(json);
        agrees::<Vec<Choice>>(&format!("[{json},{json}]"));
    }
    for json in [
        r#"{"1":true,"-2":false}"#,
        r#"{"true":1}"#,
        r#"{"Unit":1}"#,
        r#"{"01":1}"#,
        r#"{" 1":1}"#,
        "{}",
    ] {
        agrees::<BTreeMap<i64, bool>>(json);
        agrees::<BTreeMap<u128, Value>>(json);
        agrees::<HashMap<bool, i32>>(json);
        agrees::<BTreeMap<Wrapped, Value>>(json);
        agrees::<BTreeMap<Option<String>, Value>>(json);
    }
    for json in [
        r#"{"unit":null,"letter":"é","bytes":[1,2],"pair":[1,0.1],"other":{"a":[1]}}"#,
        r#"[null,"a",[1],[1,16777217.0]]"#,
        r#"{"unit":0,"letter":"é","pair":[1,2]}"#,
        r#"{"unit":null,"letter":"ab","pair":[1,2]}"#,
        r#"{"unit":null,"letter":"a","pair":[1,2,3]}"#,
        r#"{"unit":null,"letter":"a","pair":[1000,2]}"#,
    ] {
        agrees::<Mixed>(json);
    }
    let raw: BTreeMap<String, Box<RawValue>> =
        read(r#"{"a": [1, {"b" :2}] ,"c":"\n"}"#).expect("JSON");
    assert_eq!(
        (raw["a"].get(), raw["c"].get()),
        (r#"[1, {"b" :2}]"#, r#""\n""#)
    );
    let borrowed: Vec<&str> = read(r#"["a"]"#).expect("JSON");
    assert_eq!(borrowed, ["a"]);
    assert!(read::<Vec<&str>>(r#"["\n"]"#).is_err());
}
