//! Unions in which one variant declares a property with a type other than that of the value.

use crate::check::{findings, round};
use crate::runtime::codec::*;

#[derive(Clone, PartialEq)]
pub struct Brief {
    pub text: String,
    pub extra: Extra,
}
record_table! {
    Brief {
        required text "text";
    }
}

#[derive(Clone, PartialEq)]
pub struct Detailed {
    pub text: String,
    pub seconds: f64,
    pub parts: Vec<String>,
    pub extra: Extra,
}
record_table! {
    Detailed {
        required text "text";
        required seconds "seconds";
        required parts "parts";
    }
}

#[derive(Clone, PartialEq)]
pub struct Labeled {
    pub text: String,
    pub seconds: f64,
    pub extra: Extra,
}
record_table! {
    Labeled {
        constant kind "kind" = "labeled";
        required text "text";
        required seconds "seconds";
    }
}

#[derive(Clone, PartialEq)]
pub enum Report {
    Brief(Brief),
    Detailed(Detailed),
    Labeled(Labeled),
    Unknown(Unknown),
}
union_table! {
    Report {
        variant Brief;
        variant Detailed;
        variant Labeled;
        untagged => Brief | Detailed | Labeled;
    }
}

#[test]
fn a_declared_name_of_another_type_wins_over_an_undeclared_name() {
    let json = r#"{"text":"a","seconds":"11.0","parts":["b"]}"#;
    let Report::Detailed(report) = round(json) else {
        panic!("not the variant that declares `seconds` and `parts`")
    };
    assert_eq!(report.parts, ["b"]);
    let (name, mismatch) = report.extra.mismatches().next().expect("a mismatch");
    assert_eq!((name, mismatch.json()), ("seconds", &"11.0".into()));
    assert_eq!(findings(&report), ["Mismatch /seconds"]);
}

#[test]
fn several_mismatches_win_only_over_as_many_undeclared_names() {
    // `Brief` leaves both other properties undeclared.
    let both = r#"{"text":"a","seconds":"11.0","parts":{}}"#;
    assert!(matches!(round(both), Report::Detailed(_)));
    // `Brief` leaves nothing undeclared, so that no other variant can be better.
    assert!(matches!(round(r#"{"text":"a"}"#), Report::Brief(_)));
    let none = r#"{"text":5,"seconds":"11.0","parts":{},"more":1}"#;
    assert!(matches!(round(none), Report::Unknown(_)));
}

#[test]
fn a_constant_rejects_other_values() {
    let json = r#"{"kind":"other","text":"a","seconds":1.5}"#;
    assert!(
        matches!(round(json), Report::Brief(_)),
        "its constant differs, and `parts` is missing"
    );
    let json = r#"{"kind":"labeled","text":"a","seconds":"x"}"#;
    assert!(matches!(round(json), Report::Labeled(_)));
}
