//! Unknown data is preserved: enum values, union variants, properties, and numbers to the last digit.

use openai_typed::types::{
    CreateChatCompletionRequest, CreateEmbeddingResponse, OutputItem, Response, ResponseStatus,
    ResponseStreamEvent, Tool,
};
use serde_json::{Value, json};

use crate::check::{round_trip, unmodeled};
use crate::payloads::{completion, message, response, text_delta, with};

#[test]
fn an_unknown_enum_value_is_preserved() {
    let response: Response = round_trip(&with(response(), "/status", json!("pondering")));
    assert_eq!(
        response.status,
        Some(ResponseStatus::Unknown("pondering".to_owned()))
    );
    assert_eq!(unmodeled(&response), ["UnknownValue /status"]);
}

#[test]
fn an_unknown_variant_is_preserved_as_json() {
    let new = json!({"type": "hologram", "id": "h", "layers": [{"depth": 1.5, "of": [null, {}]}], "type_of": null});
    let response: Response = round_trip(&with(response(), "/output/1", new.clone()));
    let OutputItem::Unknown(unknown) = &response.output[1] else {
        panic!("{response:?}");
    };
    assert_eq!((unknown.json(), unknown.reason()), (&new, None));
    assert_eq!(unmodeled(&response), ["UnknownVariant /output/1"]);
    // This includes values that are not objects, and objects whose tag is not a string.
    for value in [
        json!("text"),
        json!(5),
        json!(null),
        json!([]),
        json!({}),
        json!({"type": 5}),
        json!({"type": null}),
    ] {
        let event: ResponseStreamEvent = round_trip(&value);
        assert!(matches!(event, ResponseStreamEvent::Unknown(_)), "{value}");
        let tool: Tool = round_trip(&value);
        assert!(matches!(tool, Tool::Unknown(_)), "{value}");
    }
}

#[test]
fn an_undeclared_property_is_preserved_at_any_depth() {
    let mut json = with(response(), "/mood", json!({"joy": [1, 2.5, null]}));
    json["usage"]["input_tokens_details"]["audio_tokens"] = json!(0);
    json["output"][0]["content"][0]["font"] = json!("serif");
    json["tools"][0]["color"] = json!(null);
    let response: Response = round_trip(&json);
    let mut pointers = unmodeled(&response);
    pointers.sort();
    assert_eq!(
        pointers,
        [
            "Undeclared /mood",
            "Undeclared /output/0/content/0/font",
            "Undeclared /tools/0/color",
            "Undeclared /usage/input_tokens_details/audio_tokens",
        ]
    );
    assert_eq!(response.extra.get("mood"), Some(&json["mood"]));
}

#[test]
fn undeclared_properties_can_be_removed_and_added() {
    let mut delta: ResponseStreamEvent = round_trip(&with(text_delta(), "/mood", json!(1)));
    let ResponseStreamEvent::ResponseOutputTextDelta(inside) = &mut delta else {
        panic!("{delta:?}");
    };
    assert_eq!(inside.extra.remove("mood"), Some(json!(1)));
    inside.extra.insert("tone", "low");
    let encoded = serde_json::to_value(&delta).expect("JSON");
    assert_eq!(encoded, with(text_delta(), "/tone", json!("low")));
}

#[test]
fn numbers_are_preserved_exactly() {
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
        let response: Response = round_trip(&json);
        // `1.0` stays `1.0` in an undeclared property.
        assert_eq!(
            response.extra.get("weight").map(Value::to_string),
            Some(number.to_string())
        );
        let _: Response = round_trip(&with(json, "/usage/total_tokens", number));
    }
}

#[test]
fn an_integer_beyond_64_bits_is_preserved() {
    let json = r#"{"messages":[],"model":"gpt-5.4","seed":-9223372036854776000}"#;
    let value = openai_typed::unknown::decode::<CreateChatCompletionRequest>(json.as_bytes());
    let value = value.expect("a request");
    let text =
        String::from_utf8(openai_typed::unknown::encode(&value).expect("JSON")).expect("UTF-8");
    assert!(text.contains(r#""seed":-9223372036854776000"#), "{text}");
}

#[test]
fn an_integer_written_as_a_float_is_accepted() {
    let mut json = with(response(), "/usage/total_tokens", json!(15.0));
    json["output"][0] = message("msg_2");
    let response: Response = round_trip(&json);
    assert_eq!(unmodeled(&response), [""; 0]);
    assert_eq!(response.usage.expect("a usage").total_tokens, 15);
}

/// The document declares only a list of numbers.
#[test]
fn an_embedding_in_base64_is_preserved() {
    let json = json!({
        "object": "list",
        "model": "text-embedding-3-small",
        "data": [
            {"object": "embedding", "index": 0, "embedding": [0.25, -1.0]},
            {"object": "embedding", "index": 1, "embedding": "AACAPgAAgL8="},
        ],
        "usage": {"prompt_tokens": 1, "total_tokens": 1},
    });
    let response: CreateEmbeddingResponse = round_trip(&json);
    assert_eq!(response.data.len(), 2);
}

#[test]
fn names_and_strings_may_contain_any_character() {
    let mut json = completion();
    json["ö/~\n\"\u{1f600}"] = json!("\u{0}\u{1f600}\\");
    json["choices"][0]["message"]["content"] = json!("\u{2028}\"\\\u{7f}");
    let value: openai_typed::types::CreateChatCompletionResponse = round_trip(&json);
    assert_eq!(unmodeled(&value), ["Undeclared /ö~1~0\n\"\u{1f600}"]);
}
