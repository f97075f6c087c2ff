//! Parameters, serialized by style, `explode`, location and the shape of the value.

use oasmith_runtime::request::{Style, Untyped};
use oasmith_runtime::{Call, Client};
use serde_json::{Value, json};

use crate::support::*;

fn client() -> Client {
    mocked([]).0
}

fn query(value: &Value, style: Style) -> Option<String> {
    let call = client().call::<ListThings>();
    let request = call.query_param("p", value, style).build().unwrap();
    request.url().query().map(str::to_owned)
}

fn path(value: &Value, style: Style) -> String {
    let call = client().call::<GetThing>();
    let request = call.path_param("id", value, style).build().unwrap();
    request.path().trim_start_matches("/things/").to_owned()
}

fn header(value: &Value, style: Style) -> Option<String> {
    let call = client().call::<ListThings>();
    let request = call.header_param("x-p", value, style).build().unwrap();
    let value = request.headers().get("x-p")?;
    Some(value.to_str().unwrap().to_owned())
}

fn cookie(call: Call<ListThings>) -> String {
    let request = call.build().unwrap();
    request.headers()["cookie"].to_str().unwrap().to_owned()
}

/// The values of the table of styles in the specification, with characters that must be encoded.
fn values() -> [Value; 4] {
    [
        json!("a b,c"),
        json!(["x", "y&z"]),
        json!({"R": 100, "G": true}),
        json!([]),
    ]
}

#[test]
fn query_parameters_follow_style_and_explode() {
    let cases = [
        (
            Style::FORM.exploded(),
            ["p=a%20b%2Cc", "p=x&p=y%26z", "R=100&G=true", ""],
        ),
        (
            Style::FORM,
            ["p=a%20b%2Cc", "p=x,y%26z", "p=R,100,G,true", ""],
        ),
        (
            Style::SPACE_DELIMITED,
            ["p=a%20b%2Cc", "p=x%20y%26z", "p=R%20100%20G%20true", ""],
        ),
        (
            Style::PIPE_DELIMITED,
            ["p=a%20b%2Cc", "p=x%7Cy%26z", "p=R%7C100%7CG%7Ctrue", ""],
        ),
        (
            Style::PIPE_DELIMITED.exploded(),
            ["p=a%20b%2Cc", "p=x&p=y%26z", "R=100&G=true", ""],
        ),
        (
            Style::DEEP_OBJECT,
            [
                "p=a%20b%2Cc",
                "p=x&p=y%26z",
                "p%5BR%5D=100&p%5BG%5D=true",
                "",
            ],
        ),
        (
            Style::BRACKETS,
            [
                "p=a%20b%2Cc",
                "p%5B%5D=x&p%5B%5D=y%26z",
                "p%5BR%5D=100&p%5BG%5D=true",
                "",
            ],
        ),
        (
            Style::JSON,
            [
                "p=%22a%20b%2Cc%22",
                "p=%5B%22x%22%2C%22y%26z%22%5D",
                "p=%7B%22G%22:true%2C%22R%22:100%7D",
                "p=%5B%5D",
            ],
        ),
    ];
    for (style, expected) in cases {
        for (value, expected) in values().iter().zip(expected) {
            let sent = query(value, style).unwrap_or_default();
            // The properties of a `serde_json` object are sorted unless a crate of the build keeps their order.
            assert_eq!(sorted(&sent), sorted(expected), "{style:?} {value}");
        }
    }
}

/// Sorts the characters, to compare serializations in any order of properties.
fn sorted(string: &str) -> Vec<char> {
    let mut chars: Vec<char> = string.chars().collect();
    chars.sort_unstable();
    chars
}

#[test]
fn nested_values_of_queries_have_the_name_of_their_property() {
    let value = json!({"a": {"b": [1, 2]}});
    assert_eq!(
        query(&value, Style::DEEP_OBJECT).unwrap(),
        "p%5Ba%5D%5Bb%5D=1&p%5Ba%5D%5Bb%5D=2"
    );
    assert_eq!(
        query(&value, Style::BRACKETS).unwrap(),
        "p%5Ba%5D%5Bb%5D%5B%5D=1&p%5Ba%5D%5Bb%5D%5B%5D=2"
    );
    assert_eq!(
        query(&value, Style::FORM.exploded()).unwrap(),
        "a%5Bb%5D=1&a%5Bb%5D=2"
    );
    let items = json!([{"a": 1, "b": 2}, {"a": 3}]);
    assert_eq!(
        query(&json!({"or": items}), Style::DEEP_OBJECT).unwrap(),
        "p%5Bor%5D%5B0%5D%5Ba%5D=1&p%5Bor%5D%5B0%5D%5Bb%5D=2&p%5Bor%5D%5B1%5D%5Ba%5D=3"
    );
    assert_eq!(
        query(&json!([[1, 2], [3]]), Style::FORM.exploded()).unwrap(),
        "p%5B0%5D=1&p%5B0%5D=2&p%5B1%5D=3"
    );
    let call = client().call::<ListThings>();
    let error = call.query_param("p", &value, Style::FORM).build();
    let error = error.unwrap_err();
    assert!(
        error.message().contains("query parameter `p`"),
        "{}",
        error.message()
    );
}

#[test]
fn reserved_characters_stay_unencoded_on_request() {
    let value = json!("https://h.test/a?b=c&d#e+f");
    assert_eq!(
        query(&value, Style::FORM.allow_reserved()).unwrap(),
        "p=https://h.test/a?b=c%26d%23e%2Bf"
    );
    assert_eq!(
        query(&json!("a,b"), Style::FORM.allow_reserved()).unwrap(),
        "p=a,b"
    );
    assert_eq!(
        query(&json!(["a,b", "c"]), Style::FORM.allow_reserved()).unwrap(),
        "p=a%2Cb,c"
    );
    assert_eq!(
        path(&json!("a/b;c"), Style::SIMPLE.allow_reserved()),
        "a/b;c"
    );
    assert_eq!(path(&json!("a/b;c"), Style::SIMPLE), "a%2Fb%3Bc");
}

#[test]
fn path_parameters_follow_style_and_explode() {
    let [string, list, object, empty] = values();
    for (style, expected) in [
        (Style::SIMPLE, ["a%20b%2Cc", "x,y&z"]),
        (Style::SIMPLE.exploded(), ["a%20b%2Cc", "x,y&z"]),
        (Style::LABEL, [".a%20b%2Cc", ".x,y&z"]),
        (Style::LABEL.exploded(), [".a%20b%2Cc", ".x.y&z"]),
        (Style::MATRIX, [";id=a%20b%2Cc", ";id=x,y&z"]),
        (Style::MATRIX.exploded(), [";id=a%20b%2Cc", ";id=x;id=y&z"]),
    ] {
        assert_eq!(
            [path(&string, style), path(&list, style)],
            expected,
            "{style:?}"
        );
    }
    for (style, expected) in [
        (Style::SIMPLE, "R,100,G,true"),
        (Style::SIMPLE.exploded(), "R=100,G=true"),
        (Style::LABEL.exploded(), ".R=100.G=true"),
        (Style::MATRIX, ";id=R,100,G,true"),
        (Style::MATRIX.exploded(), ";R=100;G=true"),
    ] {
        assert_eq!(sorted(&path(&object, style)), sorted(expected), "{style:?}");
    }
    let call = client().call::<GetThing>();
    assert!(
        call.path_param("id", &empty, Style::SIMPLE)
            .build()
            .is_err()
    );
}

#[test]
fn header_parameters_are_not_percent_encoded() {
    let [string, list, object, empty] = values();
    assert_eq!(header(&string, Style::SIMPLE).unwrap(), "a b,c");
    assert_eq!(header(&list, Style::SIMPLE).unwrap(), "x,y&z");
    let sent = header(&object, Style::SIMPLE.exploded()).unwrap();
    assert_eq!(sorted(&sent), sorted("R=100,G=true"));
    assert_eq!(header(&empty, Style::SIMPLE), None);
    assert_eq!(header(&Value::Null, Style::SIMPLE), None);
}

#[test]
fn cookies_are_sent_in_one_header() {
    let call = client().call::<ListThings>();
    let call = call.header("cookie", "own=1").cookie("session", "a;b");
    let call = call.cookie_param("tags", &["x", "y"], Style::FORM);
    let call = call.cookie_param("all", &["x", "y"], Style::FORM.exploded());
    assert_eq!(
        cookie(call.clone()),
        "own=1; session=a%3Bb; tags=x,y; all=x; all=y"
    );
    assert_eq!(
        cookie(call.cookie("session", None::<&str>)),
        "own=1; tags=x,y; all=x; all=y"
    );
}

#[test]
fn an_untyped_call_uses_the_style_of_the_service() {
    let call: Call<Untyped> = client().get("/things");
    let request = call.query("ids", [1, 2]).query("f", 0.5).query("on", true);
    let request = request.build().unwrap();
    assert_eq!(request.url().query(), Some("ids=1&ids=2&f=0.5&on=true"));
}
