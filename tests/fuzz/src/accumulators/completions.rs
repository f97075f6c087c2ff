//! Random events of completions.

use serde_json::{Map, Value, json};

use super::events::chunk;
use super::source::Source;

fn log_probabilities(source: &mut Source<'_>) -> Value {
    let mut logprobs = Map::new();
    let tokens = json!([source.marker()]);
    logprobs.insert("tokens".to_owned(), tokens);
    let values = source.pick(&[json!([-0.5]), json!([null]), json!("x")]);
    source.maybe(&mut logprobs, "token_logprobs", values);
    if source.one_in(4) {
        logprobs.insert("x_list".to_owned(), json!([source.marker()]));
    }
    Value::from(logprobs)
}

fn choice(source: &mut Source<'_>) -> Value {
    if source.one_in(12) {
        return source.pick(&[json!(null), json!(1)]);
    }
    let mut choice = Map::new();
    let index = source.index();
    source.maybe(&mut choice, "index", index);
    if !source.one_in(6) {
        choice.insert("text".to_owned(), source.text());
    }
    if source.one_in(6) {
        let name = source.pick(&["delta", "message"]);
        choice.insert(name.to_owned(), json!({ "content": source.text() }));
    }
    if source.one_in(6) {
        choice.insert("logprobs".to_owned(), log_probabilities(source));
    }
    if source.one_in(6) {
        choice.insert("x_note".to_owned(), source.text());
    }
    let reason = source.pick(&[json!(null), json!(""), json!("stop"), json!({})]);
    source.maybe(&mut choice, "finish_reason", reason);
    Value::from(choice)
}

/// Returns an event of any form.
pub fn completion_event(source: &mut Source<'_>) -> Value {
    chunk(source, "text_completion", choice)
}
