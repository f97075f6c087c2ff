//! The parts of random events.

use serde_json::{Map, Value, json};

use crate::Choices;

/// Choices, and the markers that were used: strings that no other delta contains.
pub struct Source<'a> {
    choices: Choices<'a>,
    /// The markers.
    pub markers: Vec<String>,
}

impl<'a> Source<'a> {
    pub fn new(choices: Choices<'a>) -> Self {
        Self {
            choices,
            markers: Vec::new(),
        }
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.choices.below(limit)
    }

    pub fn one_in(&mut self, limit: usize) -> bool {
        self.choices.one_in(limit)
    }

    pub fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        self.choices.pick(choices)
    }

    /// Returns a new marker, which no other delta contains.
    pub fn marker(&mut self) -> String {
        let marker = format!("<{}>", self.markers.len());
        self.markers.push(marker.clone());
        marker
    }

    /// Returns a new marker in one of the forms in which services send text.
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

    /// Returns arguments in one of the forms in which services send them: a piece, all of them, or none.
    pub fn arguments(&mut self) -> Value {
        match self.below(8) {
            0 => json!("{}"),
            1 | 2 => json!(format!("{{\"x\":\"{}\"}}", self.marker())),
            _ => self.text(),
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

    /// Sets a property, or omits it.
    pub fn maybe(&mut self, object: &mut Map<String, Value>, name: &str, value: Value) {
        if !self.one_in(4) {
            object.insert(name.to_owned(), value);
        }
    }
}
