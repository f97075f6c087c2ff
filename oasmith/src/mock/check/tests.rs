//! Tests of the checks, on one operation with a path, a query and two kinds of body.

use oasmith_core::sample::{BodySample, ParameterSample, Sample};
use serde_json::{Value, json};

use super::Rejection;
use crate::mock::wire::Request;

fn sample() -> Sample {
    let parameter = |name: &str, location: &str| ParameterSample {
        name: name.to_owned(),
        location: location.to_owned(),
        value: Value::from("sample"),
    };
    let body = |media_type: &str| BodySample {
        media_type: media_type.to_owned(),
        value: json!({"name": "sample", "tags": []}),
        optional: Vec::new(),
    };
    Sample {
        operation_id: "feed".to_owned(),
        method: "POST".to_owned(),
        path: "/pets/{id}/feed".to_owned(),
        credential_headers: vec!["authorization".to_owned()],
        parameters: vec![parameter("id", "path"), parameter("by", "query")],
        optional_query: vec!["after".to_owned()],
        body_required: true,
        bodies: vec![body("application/json"), body("multipart/form-data")],
        stream_switch: None,
        status: 200,
        responses: Vec::new(),
    }
}

fn check(target: &str, headers: &[(&str, &str)], body: &str, exact: bool) -> String {
    let request = Request::test("POST", target, headers, body);
    match super::request(&sample(), &request, exact) {
        None => "accepted".to_owned(),
        Some(Rejection { status, reason }) => format!("{status} {reason}"),
    }
}

/// A request and its result.
struct Case {
    target: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
    expected: &'static str,
}

const KEY: (&str, &str) = ("authorization", "Bearer k");
const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn each_problem_is_reported() {
    const VALID: &str = r#"{"name":"sample","tags":[]}"#;
    const TARGET: &str = "/pets/sample/feed?by=sample";
    const BOTH: &[(&str, &str)] = &[KEY, JSON];
    let case = |target, headers, body, expected| Case {
        target,
        headers,
        body,
        expected,
    };
    let cases = [
        case(TARGET, BOTH, VALID, "accepted"),
        case("/pets/%73ample/feed?%62y=%73ample", BOTH, VALID, "accepted"),
        case(
            TARGET,
            &[JSON],
            VALID,
            "401 missing API key in authorization",
        ),
        case(
            "/pets/x/feed?by=sample",
            BOTH,
            VALID,
            "400 unexpected value \"x\" of parameter `id`",
        ),
        case(
            "/pets/sample/feed",
            BOTH,
            VALID,
            "400 missing parameter `by`",
        ),
        case(TARGET, &[KEY], "", "400 missing body"),
        case(
            TARGET,
            &[KEY, ("content-type", "a/b")],
            "x",
            "400 unexpected media type \"a/b\" for this operation",
        ),
        case(
            TARGET,
            BOTH,
            "{",
            "400 the body is not valid JSON: EOF while parsing an object at line 1 column 1",
        ),
        case(
            TARGET,
            BOTH,
            r#"{"tags":[]}"#,
            "400 missing property `name` in the body",
        ),
        case(
            TARGET,
            BOTH,
            r#"{"name":"b","tags":[]}"#,
            "400 unexpected value \"b\" of property `name`",
        ),
        case(
            TARGET,
            BOTH,
            r#"{"name":"sample","tags":[],"x":1}"#,
            "400 unexpected property `x` in the body",
        ),
        case(
            TARGET,
            &[KEY, JSON, ("accept", "text/event-stream")],
            r#"{"name":"sample","tags":[],"stream":true}"#,
            "accepted",
        ),
    ];
    for Case {
        target,
        headers,
        body,
        expected,
    } in cases
    {
        assert_eq!(
            check(target, headers, body, true),
            expected,
            "{target} {body}"
        );
    }
}

#[test]
fn without_exact_only_required_values_are_checked() {
    let headers = [("authorization", "k"), ("content-type", "application/json")];
    let other = r#"{"name":"b","tags":[1],"x":1}"#;
    assert_eq!(
        check("/pets/7/feed?by%5B%5D=me", &headers, other, false),
        "accepted"
    );
    assert_eq!(
        check("/pets/7/feed?by=me", &headers, "{}", false),
        "400 missing property `name` in the body"
    );
}

#[test]
fn forms_are_checked_by_the_names_of_their_parts() {
    let headers = [
        ("authorization", "k"),
        ("content-type", "multipart/form-data; boundary=b"),
    ];
    let part =
        |name: &str| format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\nx\r\n");
    let target = "/pets/sample/feed?by=sample";
    let form =
        |names: &[&str]| names.iter().map(|name| part(name)).collect::<String>() + "--b--\r\n";
    assert_eq!(check(target, &headers, &form(&["name"]), true), "accepted");
    assert_eq!(
        check(target, &headers, &form(&["name", "tags[]"]), true),
        "accepted"
    );
    assert_eq!(
        check(target, &headers, &form(&["tags"]), true),
        "400 missing part `name` in the form"
    );
    assert_eq!(
        check(target, &headers, &form(&["name", "x"]), true),
        "400 unexpected part `x` in the form"
    );
    assert_eq!(
        check(target, &headers, "x", true),
        "400 the form is malformed"
    );
}
