//! Generated JSON in the form that the API sends.

use serde_json::{Value, json};

/// Returns an event of a streamed response, with `type` first, as the API sends it.
pub fn text_delta() -> String {
    r#"{"type":"response.output_text.delta","sequence_number":17,"item_id":"msg_68aa01f2c4b081a2","output_index":1,"content_index":0,"delta":" together","logprobs":[],"obfuscation":"kX2b9QpL"}"#.to_owned()
}

/// Returns the same event with the tag after the identifier.
pub fn late_text_delta() -> String {
    r#"{"sequence_number":17,"item_id":"msg_68aa01f2c4b081a2","type":"response.output_text.delta","output_index":1,"content_index":0,"delta":" together","logprobs":[],"obfuscation":"kX2b9QpL"}"#.to_owned()
}

/// Returns a chunk of a streamed chat completion.
pub fn chat_chunk() -> String {
    r#"{"id":"chatcmpl-C7kq2Vb1","object":"chat.completion.chunk","created":1756051200,"model":"gpt-5-mini","service_tier":"default","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"content":" together"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"kX2b9QpL"}"#.to_owned()
}

/// Returns an audio delta: 200 ms of 24 kHz PCM in base64.
pub fn audio_delta() -> String {
    json!({
        "type": "response.output_audio.delta",
        "event_id": "event_C7kq2Vb1",
        "response_id": "resp_C7kq2Vb1",
        "item_id": "item_C7kq2Vb1",
        "output_index": 0,
        "content_index": 0,
        "delta": "QUJDREVGR0hJSktMTU5PUA".repeat(582),
    })
    .to_string()
}

/// Returns a response of about 500 kB with messages, reasoning, function calls and searches. Properties have the order in
/// which the API sends them.
pub fn response() -> String {
    let mut output = String::new();
    let mut number = 0;
    while output.len() < 500_000 {
        number += 1;
        output += &item(number);
    }
    let output = output.trim_end_matches(',');
    format!(
        r#"{{"id":"resp_68aa01f2c4b081a2","object":"response","created_at":1756051200,"status":"completed","background":false,"error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"model":"gpt-5","output":[{output}],"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{{"effort":"medium","summary":"auto"}},"service_tier":"default","store":true,"temperature":1.0,"text":{{"format":{{"type":"text"}}}},"tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","usage":{{"input_tokens":4000,"input_tokens_details":{{"cached_tokens":0}},"output_tokens":90000,"output_tokens_details":{{"reasoning_tokens":50000}},"total_tokens":94000}},"user":null,"metadata":{{}}}}"#
    )
}

/// Returns the output items of one turn.
fn item(number: usize) -> String {
    let (summary, query, text) = (quoted(60), quoted(8), quoted(250));
    let arguments = Value::from(format!("{{\"query\":{query},\"limit\":20}}"));
    format!(
        concat!(
            r#"{{"id":"rs_{0:04}","type":"reasoning","summary":[{{"type":"summary_text","text":{1}}}]}},"#,
            r#"{{"id":"fc_{0:04}","type":"function_call","status":"completed","arguments":{4},"call_id":"call_{0:04}","name":"look_up"}},"#,
            r#"{{"id":"ws_{0:04}","type":"web_search_call","status":"completed","action":{{"type":"search","query":{2}}}}},"#,
            r#"{{"id":"msg_{0:04}","type":"message","status":"completed","content":[{{"type":"output_text","annotations":[{{"type":"url_citation","end_index":20,"start_index":10,"title":"A page","url":"https://example.com/a/page/that/is/cited"}}],"logprobs":[],"text":{3}}}],"role":"assistant"}},"#,
        ),
        number, summary, query, text, arguments
    )
}

/// Returns the same response with alphabetically sorted properties, as proxies and databases write them: the tag comes
/// last.
pub fn sorted_response() -> String {
    let json: Value = serde_json::from_str(&response()).expect("JSON");
    json.to_string()
}

/// Returns a chat completion request with about 1 MB of messages.
pub fn conversation() -> Value {
    let messages: Vec<Value> = (0..1_000)
        .map(|turn| match turn % 2 {
            0 => json!({"role": "user", "content": words(160)}),
            _ => json!({"role": "assistant", "content": words(160)}),
        })
        .collect();
    json!({"model": "gpt-5-mini", "messages": messages, "temperature": 0.5, "stream": true})
}

/// Returns this many words, with occasional quotation marks and line breaks.
fn words(count: usize) -> String {
    const WORDS: [&str; 8] = [
        "river", "under", "the", "\"old\"", "bridge", "flows,", "quietly", "away.\n",
    ];
    (0..count)
        .map(|at| WORDS[at % WORDS.len()])
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns words as a JSON string.
fn quoted(count: usize) -> String {
    Value::from(words(count)).to_string()
}
