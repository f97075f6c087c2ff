//! The invariant of accumulators, for random events: the text of all deltas is in the snapshot or among the unmodeled
//! data.
//!
//! Each text is a unique marker. Events lack properties, or have null or values of other types in their place. The
//! environment variable `FUZZ_SEQUENCES` sets the number of sequences of events for each accumulator.

use openai_typed::stream::{
    Accumulator, AssistantAccumulator, ChatAccumulator, ResponseAccumulator,
};
use openai_typed::unknown::{decode, find_unmodeled};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A generator of pseudorandom numbers (xorshift64*), so that each sequence can be reproduced from its seed.
pub struct Random {
    state: u64,
    /// The markers that were used.
    pub markers: Vec<String>,
}

impl Random {
    pub fn new(seed: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            markers: Vec::new(),
        }
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let number = self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).expect("31 bits") % limit
    }

    pub fn one_in(&mut self, limit: usize) -> bool {
        self.below(limit) == 0
    }

    pub fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    /// Returns a text that no other delta contains.
    pub fn marker(&mut self) -> String {
        let marker = format!("<{}>", self.markers.len());
        self.markers.push(marker.clone());
        marker
    }

    /// Returns a text in one of the forms in which services send it.
    pub fn text(&mut self) -> Value {
        let marker = self.marker();
        match self.below(12) {
            0 => json!({ "type": "text", "text": marker }),
            1 => json!([{ "type": "text", "text": marker }]),
            2 => json!([{ "type": "image", "url": marker }, { "text": "" }]),
            3 => json!({ "value": marker }),
            4 => json!([marker, null]),
            _ => json!(marker),
        }
    }

    pub fn index(&mut self) -> Value {
        self.pick(&[
            json!(0),
            json!(0),
            json!(1),
            json!(2),
            json!(7),
            json!(-1),
            json!("1"),
            json!(null),
            json!({}),
        ])
    }

    pub fn id(&mut self) -> Value {
        self.pick(&[
            json!("a"),
            json!("a"),
            json!("b"),
            json!("c"),
            json!(""),
            json!(null),
            json!(5),
        ])
    }

    /// Sets a property, or leaves it out.
    pub fn maybe(&mut self, object: &mut Map<String, Value>, name: &str, value: Value) {
        if !self.one_in(4) {
            object.insert(name.to_owned(), value);
        }
    }
}

fn tool_call(random: &mut Random) -> Value {
    if random.one_in(12) {
        return json!(null);
    }
    let mut call = Map::new();
    let (index, id) = (random.index(), random.id());
    random.maybe(&mut call, "index", index);
    random.maybe(&mut call, "id", id);
    let call_type = random.pick(&["function", "function", "custom", ""]);
    random.maybe(&mut call, "type", json!(call_type));
    let mut function = Map::new();
    let name = random.pick(&[json!("weather"), json!("clock"), json!(""), json!(null)]);
    random.maybe(&mut function, "name", name);
    let property = random.pick(&["arguments", "arguments", "input", "x_text"]);
    function.insert(property.to_owned(), random.text());
    let kind = random.pick(&["function", "function", "function", "custom", "x_call"]);
    call.insert(kind.to_owned(), Value::from(function));
    Value::from(call)
}

/// Names of properties of a delta.
const DELTA_PROPERTIES: &[&str] = &[
    "content",
    "content",
    "refusal",
    "reasoning",
    "reasoning_content",
    "tool_calls",
    "tool_calls",
    "tool_call",
    "function_call",
    "audio",
    "reasoning_details",
    "x_note",
];

fn chat_delta(random: &mut Random) -> Value {
    let mut delta = Map::new();
    for _ in 0..=random.below(2) {
        let name = random.pick(DELTA_PROPERTIES);
        if delta.contains_key(name.trim_end_matches('s')) || delta.contains_key(name) {
            continue;
        }
        let value = match name {
            "tool_calls" => json!([tool_call(random), tool_call(random)]),
            // A call in place of the list of calls.
            "tool_call" if !delta.contains_key("tool_calls") => tool_call(random),
            "function_call" => json!({ "name": "f", "arguments": random.text() }),
            "audio" => json!({ "id": random.id(), "transcript": random.text() }),
            "reasoning_details" => {
                let (index, id) = (random.index(), random.id());
                json!([{ "index": index, "id": id, "type": "t", "text": random.text() }])
            }
            _ => random.text(),
        };
        let name = if name == "tool_call" {
            "tool_calls"
        } else {
            name
        };
        if !delta.contains_key(name) {
            delta.insert(name.to_owned(), value);
        } else {
            delta.insert("x_calls".to_owned(), value);
        }
    }
    Value::from(delta)
}

fn chat_choice(random: &mut Random) -> Value {
    if random.one_in(12) {
        return random.pick(&[json!(null), json!(1)]);
    }
    let mut choice = Map::new();
    let index = random.index();
    random.maybe(&mut choice, "index", index);
    let name = random.pick(&["delta", "delta", "delta", "delta", "message", "x_delta"]);
    let delta = match random.below(8) {
        0 => random.text(),
        _ => chat_delta(random),
    };
    choice.insert(name.to_owned(), delta);
    if random.one_in(8) {
        choice.insert("text".to_owned(), random.text());
    }
    let reason = random.pick(&[json!(null), json!(""), json!("stop"), json!({})]);
    random.maybe(&mut choice, "finish_reason", reason);
    Value::from(choice)
}

fn chat_event(random: &mut Random) -> Value {
    let mut chunk = Map::new();
    let id = random.id();
    random.maybe(&mut chunk, "id", id);
    random.maybe(&mut chunk, "object", json!("chat.completion.chunk"));
    let choice = chat_choice(random);
    let choices = match random.below(8) {
        0 => choice,
        1 => json!([null, choice]),
        _ => json!([choice]),
    };
    let name = random.pick(&["choices", "choices", "choices", "x_choices"]);
    chunk.insert(name.to_owned(), choices);
    Value::from(chunk)
}

/// Types of events of responses with a string, and the name of its property.
const RESPONSE_PIECES: &[(&str, &str)] = &[
    ("response.output_text.delta", "delta"),
    ("response.output_text.delta", "delta"),
    ("response.output_text.done", "text"),
    ("response.refusal.delta", "delta"),
    ("response.refusal.done", "refusal"),
    ("response.reasoning_text.delta", "delta"),
    ("response.reasoning_text.done", "text"),
    ("response.reasoning_summary_text.delta", "delta"),
    ("response.reasoning_summary_text.done", "text"),
    ("response.function_call_arguments.delta", "delta"),
    ("response.function_call_arguments.delta", "delta"),
    ("response.function_call_arguments.done", "arguments"),
    ("response.mcp_call_arguments.delta", "delta"),
    ("response.mcp_call_arguments.done", "arguments"),
    ("response.custom_tool_call_input.delta", "delta"),
    ("response.custom_tool_call_input.done", "input"),
    ("response.code_interpreter_call_code.delta", "delta"),
    ("response.code_interpreter_call_code.done", "code"),
    ("response.shell_call_command.delta", "delta"),
    ("response.apply_patch_call_operation_diff.delta", "delta"),
    ("response.audio.delta", "delta"),
    ("response.audio.transcript.delta", "delta"),
    ("response.sparkle.delta", "delta"),
    ("sparkle", "delta"),
];

const ITEM_TYPES: &[&str] = &[
    "message",
    "message",
    "reasoning",
    "function_call",
    "custom_tool_call",
    "code_interpreter_call",
    "web_search_call",
    "sparkle_call",
    "",
];

fn response_item(random: &mut Random) -> Value {
    let item_type = random.pick(ITEM_TYPES);
    let mut item = Map::new();
    let id = random.id();
    random.maybe(&mut item, "id", id);
    random.maybe(&mut item, "type", json!(item_type));
    let name = match item_type {
        "message" => "content",
        "reasoning" => "summary",
        "function_call" => "arguments",
        "custom_tool_call" => "input",
        _ => "code",
    };
    let value = match (random.below(3), name) {
        (0, "content") => json!([{ "type": "output_text", "text": random.marker() }]),
        (0, "summary") => json!([{ "type": "summary_text", "text": random.marker() }]),
        (0, _) => json!(random.marker()),
        _ => random.pick(&[json!(null), json!([]), json!("")]),
    };
    item.insert(name.to_owned(), value);
    Value::from(item)
}

fn response_event(random: &mut Random) -> Value {
    let mut event = Map::new();
    let (index, part, id) = (random.index(), random.index(), random.id());
    random.maybe(&mut event, "output_index", index);
    random.maybe(&mut event, "item_id", id);
    let part_name = random.pick(&["content_index", "summary_index", "command_index"]);
    random.maybe(&mut event, part_name, part);
    let event_type = match random.below(10) {
        0 => {
            let item = random.pick(&[json!(null), json!("x"), json!(1)]);
            let item = if random.one_in(3) {
                item
            } else {
                response_item(random)
            };
            event.insert("item".to_owned(), item);
            random.pick(&["response.output_item.added", "response.output_item.done"])
        }
        1 => {
            let part_type = random.pick(&["output_text", "refusal", "reasoning_text", "sparkle"]);
            let text = match part_type {
                "refusal" => json!({ "type": part_type, "refusal": random.marker() }),
                _ => json!({ "type": part_type, "text": random.marker() }),
            };
            event.insert("part".to_owned(), text);
            random.pick(&["response.content_part.added", "response.content_part.done"])
        }
        2 => {
            let text = json!({ "type": "summary_text", "text": random.marker() });
            event.insert("part".to_owned(), text);
            "response.reasoning_summary_part.done"
        }
        3 => {
            let output = match random.below(3) {
                0 => json!(null),
                1 => json!([]),
                _ => json!([response_item(random), response_item(random)]),
            };
            event.insert(
                "response".to_owned(),
                json!({ "id": "r", "output": output }),
            );
            match random.below(8) {
                0 => "response.completed",
                1 => "response.failed",
                _ => "response.in_progress",
            }
        }
        4 => random.pick(&[
            "response.web_search_call.searching",
            "keepalive",
            "response.queued",
        ]),
        _ => {
            let (event_type, name) = random.pick(RESPONSE_PIECES);
            event.insert(name.to_owned(), random.text());
            event_type
        }
    };
    event.insert("type".to_owned(), json!(event_type));
    Value::from(event)
}

fn assistant_event(random: &mut Random) -> Value {
    let id = random.id();
    let part = |random: &mut Random| {
        let mut part = Map::new();
        let index = random.index();
        random.maybe(&mut part, "index", index);
        random.maybe(&mut part, "type", json!("text"));
        part.insert("text".to_owned(), json!({ "value": random.marker() }));
        Value::from(part)
    };
    let (name, data) = match random.below(6) {
        0 | 1 => {
            let content = json!([part(random), null, part(random)]);
            (
                "thread.message.delta",
                json!({ "id": id, "delta": { "content": content } }),
            )
        }
        2 => {
            let details = json!({ "type": "tool_calls", "tool_calls": [tool_call(random)] });
            let delta = json!({ "step_details": details });
            ("thread.run.step.delta", json!({ "id": id, "delta": delta }))
        }
        3 => {
            let content = match random.below(3) {
                0 => json!(null),
                1 => json!([]),
                _ => json!([part(random)]),
            };
            let name = random.pick(&["thread.message.created", "thread.message.completed"]);
            (name, json!({ "id": id, "content": content }))
        }
        4 => (
            "thread.message.delta",
            json!({ "id": id, "delta": random.text() }),
        ),
        _ => ("thread.sparkle.delta", json!({ "delta": random.text() })),
    };
    let event = random.pick(&[
        json!(name),
        json!(name),
        json!(name),
        json!(name),
        json!("x"),
    ]);
    json!({ "event": event, "data": data })
}

/// Returns the number of sequences of each test.
pub fn sequences() -> u64 {
    let sequences = std::env::var("FUZZ_SEQUENCES").ok();
    sequences.map_or(1_500, |number| number.parse().expect("a number"))
}

/// Accumulates random sequences and looks for the markers.
pub fn fuzz<A: Accumulator>(create: fn() -> A, event: fn(&mut Random) -> Value)
where
    A::Event: serde::de::DeserializeOwned,
    A::Output: Serialize,
{
    let sequences = sequences();
    let mut expected = 0;
    for seed in 1..=sequences {
        let mut random = Random::new(seed);
        let mut accumulator = create();
        let mut events = Vec::new();
        for _ in 0..=random.below(10) {
            let json = event(&mut random);
            let decoded = decode(json.to_string().as_bytes()).expect("an event");
            events.push(json);
            accumulator.push(&decoded);
        }
        let text = serde_json::to_string(accumulator.snapshot()).expect("JSON");
        find_unmodeled(accumulator.snapshot());
        let lost: Vec<_> = random
            .markers
            .iter()
            .filter(|marker| !text.contains(marker.as_str()))
            .collect();
        assert!(
            lost.is_empty(),
            "seed {seed} loses {lost:?} of\n{}\nin {text}",
            events
                .iter()
                .map(|event| format!("{event}\n"))
                .collect::<String>()
        );
        expected += random.markers.len();
    }
    assert!(expected as u64 > sequences, "deltas have text");
}

#[test]
fn no_text_of_a_chat_completion_is_lost() {
    fuzz(ChatAccumulator::new, chat_event);
}

#[test]
fn no_text_of_a_response_is_lost() {
    fuzz(ResponseAccumulator::new, response_event);
}

#[test]
fn no_text_of_an_assistant_run_is_lost() {
    fuzz(AssistantAccumulator::new, assistant_event);
}
