//! Unknown values survive: values of enums, cases of unions, fields of records, digits of numbers.

use openai_typed::types::{
    CreateChatCompletionRequest, CreateEmbeddingResponse, OutputItem, Response, ResponseStatus,
    ResponseStreamEvent, Tool,
};
use serde_json::{Value, json};

use crate::check::{findings, kept};
use crate::payloads::{completion, message, response, text_delta, with};

#[test]
fn a_value_of_an_enum() {
    let response: Response = kept(&with(response(), "/status", json!("pondering")));
    assert_eq!(
        response.status,
        Some(ResponseStatus::Unknown("pondering".to_owned()))
    );
    assert_eq!(findings(&response), ["UnknownValue /status"]);
}

#[test]
fn a_case_of_a_union_whole() {
    let new = json!({"type": "hologram", "id": "h", "layers": [{"depth": 1.5, "of": [null, {}]}], "type_of": null});
    let response: Response = kept(&with(response(), "/output/1", new.clone()));
    let OutputItem::Unknown(unknown) = &response.output[1] else {
        panic!("{response:?}");
    };
    assert_eq!((unknown.json(), unknown.reason()), (&new, None));
    assert_eq!(findings(&response), ["UnknownCase /output/1"]);
    // Also where it is no object at all, or its tag is no text.
    for odd in [
        json!("text"),
        json!(5),
        json!(null),
        json!([]),
        json!({}),
        json!({"type": 5}),
        json!({"type": null}),
    ] {
        let event: ResponseStreamEvent = kept(&odd);
        assert!(matches!(event, ResponseStreamEvent::Unknown(_)), "{odd}");
        let tool: Tool = kept(&odd);
        assert!(matches!(tool, Tool::Unknown(_)), "{odd}");
    }
}

#[test]
fn a_field_at_any_depth() {
    let mut json = with(response(), "/mood", json!({"joy": [1, 2.5, null]}));
    json["usage"]["input_tokens_details"]["audio_tokens"] = json!(0);
    json["output"][0]["content"][0]["font"] = json!("serif");
    json["tools"][0]["colour"] = json!(null);
    let response: Response = kept(&json);
    let mut found = findings(&response);
    found.sort();
    assert_eq!(
        found,
        [
            "Undeclared /mood",
            "Undeclared /output/0/content/0/font",
            "Undeclared /tools/0/colour",
            "Undeclared /usage/input_tokens_details/audio_tokens",
        ]
    );
    assert_eq!(response.extra.get("mood"), Some(&json["mood"]));
}

#[test]
fn a_field_that_is_taken_out_or_put_in() {
    let mut delta: ResponseStreamEvent = kept(&with(text_delta(), "/mood", json!(1)));
    let ResponseStreamEvent::ResponseOutputTextDelta(inside) = &mut delta else {
        panic!("{delta:?}");
    };
    assert_eq!(inside.extra.remove("mood"), Some(json!(1)));
    inside.extra.insert("tone", "low");
    let encoded = serde_json::to_value(&delta).expect("JSON");
    assert_eq!(encoded, with(text_delta(), "/tone", json!("low")));
}

#[test]
fn numbers_keep_their_value() {
    for number in [
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        "1.0",
        "1",
        "0.1",
        "1e300",
    ] {
        let number: Value = serde_json::from_str(number).expect("a number");
        let json = with(response(), "/weight", number.clone());
        let response: Response = kept(&json);
        // To the letter: `1.0` stays `1.0` where nothing says that it is an integer.
        assert_eq!(
            response.extra.get("weight").map(Value::to_string),
            Some(number.to_string())
        );
        let _: Response = kept(&with(json, "/usage/total_tokens", number));
    }
}

/// An integer that no integer of Rust holds is written as it came.
#[test]
fn an_integer_beyond_64_bits() {
    let json = r#"{"messages":[],"model":"gpt-5.4","seed":-9223372036854776000}"#;
    let value =
        openai_typed::runtime::codec::decode::<CreateChatCompletionRequest>(json.as_bytes());
    let value = value.expect("a request");
    let text = String::from_utf8(openai_typed::runtime::codec::encode(&value).expect("JSON"))
        .expect("UTF-8");
    assert!(text.contains(r#""seed":-9223372036854776000"#), "{text}");
}

#[test]
fn an_integer_written_as_a_float() {
    let mut json = with(response(), "/usage/total_tokens", json!(15.0));
    json["output"][0] = message("msg_2");
    let response: Response = kept(&json);
    assert_eq!(findings(&response), [""; 0]);
    assert_eq!(response.usage.expect("it was sent").total_tokens, 15);
}

/// Base64 where the document says a list of numbers.
#[test]
fn an_embedding_as_text() {
    let json = json!({
        "object": "list",
        "model": "text-embedding-3-small",
        "data": [
            {"object": "embedding", "index": 0, "embedding": [0.25, -1.0]},
            {"object": "embedding", "index": 1, "embedding": "AACAPgAAgL8="},
        ],
        "usage": {"prompt_tokens": 1, "total_tokens": 1},
    });
    let response: CreateEmbeddingResponse = kept(&json);
    assert_eq!(response.data.len(), 2);
}

#[test]
fn names_and_texts_of_any_letters() {
    let mut json = completion();
    json["ö/~\n\"\u{1f600}"] = json!("\u{0}\u{1f600}\\");
    json["choices"][0]["message"]["content"] = json!("\u{2028}\"\\\u{7f}");
    let value: openai_typed::types::CreateChatCompletionResponse = kept(&json);
    assert_eq!(findings(&value), ["Undeclared /ö~1~0\n\"\u{1f600}"]);
}
