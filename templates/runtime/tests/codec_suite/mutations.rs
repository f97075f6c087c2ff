//! Randomly mutated payloads: decoding never panics and never loses data.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::check::{fast, kept, patiently, same};
use crate::runtime::codec::{Serialize, find_unmodeled};
use crate::sample::{Content, Input, Item, Part, Response, Tree};

/// A deterministic random number generator without a dependency.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }
}

/// Returns a random value of any JSON type.
fn anything(dice: &mut Dice) -> Value {
    match dice.throw(10) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-7),
        3 => json!(1.5),
        4 => json!(u64::MAX),
        5 => json!("text"),
        6 => json!([]),
        7 => json!([1, "a", null]),
        8 => json!({}),
        _ => json!({"type": "text", "text": "t", "x": [0]}),
    }
}

/// Applies one change somewhere in `json`.
fn mutate(json: &mut Value, dice: &mut Dice) {
    match json {
        Value::Object(object) if !object.is_empty() && dice.throw(5) > 0 => {
            let at = dice.throw(object.len());
            let key = object.keys().nth(at).expect("in it").clone();
            match dice.throw(6) {
                0 => drop(object.remove(&key)),
                1 => drop(object.insert(key, Value::Null)),
                2 => drop(object.insert(format!("new{at}"), anything(dice))),
                _ => mutate(&mut object[&key], dice),
            }
        }
        Value::Array(items) if !items.is_empty() && dice.throw(5) > 0 => {
            let at = dice.throw(items.len());
            match dice.throw(4) {
                0 => drop(items.remove(at)),
                1 => items.insert(at, anything(dice)),
                _ => mutate(&mut items[at], dice),
            }
        }
        Value::String(text) if dice.throw(3) > 0 => {
            *text = ["text", "message", "call", "search", "ö\n"][dice.throw(5)].into()
        }
        other => *other = anything(dice),
    }
}

fn survives<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    payloads: &[Value],
    objects_only: bool,
) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut damaged = 0;
    for round in 0..4_000 {
        let mut payload = payloads[round % payloads.len()].clone();
        for _ in 0..=dice.throw(4) {
            mutate(&mut payload, &mut dice);
        }
        if objects_only && !payload.is_object() {
            continue;
        }
        let text = payload.to_string();
        let value: T = kept(&text);
        let again = serde_json::to_value(&value).expect("JSON");
        assert!(
            same(&again, &payload),
            "\n   in: {payload}\n  out: {again}\ntyped: {value:?}"
        );
        assert_eq!(
            kept::<T>(&again.to_string()),
            value,
            "the second round trip differs: {payload}"
        );
        assert_eq!(
            patiently::<T>(&text),
            value,
            "tolerant decoding differs: {payload}"
        );
        match serde_json::from_str::<T>(&text) {
            Ok(streamed) => assert_eq!(streamed, value, "streaming differs: {payload}"),
            Err(_) => {
                damaged += 1;
                assert!(!find_unmodeled(&value).is_empty(), "unnoticed: {payload}");
            }
        }
    }
    assert!(damaged > 0 || !objects_only);
}

fn items() -> Vec<Value> {
    vec![
        json!({"type": "message", "role": "user", "content": "hi"}),
        json!({"type": "message", "role": "assistant", "id": "m", "status": "auto", "content": [
            {"type": "text", "text": "t", "annotations": [{"cached": 1, "ratio": 0.5}]},
            {"type": "image", "url": "u"},
        ]}),
        json!({"role": "user", "content": [{"type": "text", "text": "t", "annotations": []}]}),
        json!({"type": "call", "tool": "search", "cached": 5}),
        json!({"type": "call", "tool": "measure", "input_tokens": 1, "details": {"ratio": 1.0}, "note": null, "object": "usage"}),
        json!({"name": "n", "strict": true, "version": 2, "kind": "labels", "a": 1, "b": 2}),
        json!({"type": "free", "a": {"b": []}}),
    ]
}

#[test]
fn mutated_unions_survive() {
    survives::<Item>(&items(), false);
    survives::<Part>(
        &[json!({"type": "text", "text": "t", "annotations": [{"cached": 1}]})],
        false,
    );
    survives::<Content>(
        &[json!([{"type": "image", "url": "u"}]), json!(1), json!("a")],
        false,
    );
}

#[test]
fn mutated_ambiguous_unions_survive() {
    survives::<Input>(
        &[
            json!(["a", "b"]),
            json!([1, 2]),
            json!([[1], [2, 3]]),
            json!("a"),
        ],
        false,
    );
    survives::<Tree>(
        &[
            json!({"children": [{"children": [], "right": 1}, {"children": [{"children": []}], "left": 1}]}),
        ],
        false,
    );
}

#[test]
fn mutated_responses_survive() {
    let usage = json!({"input_tokens": 1, "details": {"cached": 1}, "tier": "auto", "note": "n", "object": "usage"});
    let response = json!({
        "id": "a", "output": items(), "usage": usage, "history": [usage, usage],
        "by_name": {"x": items()[0], "y": items()[3]}, "limit": 5, "free": {"a": [1]},
    });
    let _: Response = fast(&response.to_string());
    survives::<Response>(&[response], true);
}
