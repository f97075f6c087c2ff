//! Counting tokens without a request to the service, by the rules that it publishes.

use std::fmt;

use serde::Serialize;
use serde_json::Value;
use tiktoken_rs::CoreBPE;

/// Tokens that each message has in addition to its strings.
const PER_MESSAGE: u64 = 3;

/// Tokens of the name of an author.
const PER_NAME: u64 = 1;

/// Tokens with which the response begins.
const REPLY: u64 = 3;

/// Counts tokens as a model does.
///
/// Counts of text are exact. Those of messages and tools follow the published rules for chat completions and may differ
/// by a few tokens; `input_tokens().count()` of the Responses API asks the service.
///
/// ```
/// use openai_typed::tokens::TokenCounter;
/// use serde_json::json;
///
/// let counter = TokenCounter::for_model("gpt-4o").expect("a known model");
/// assert_eq!(counter.text("tiktoken is great!"), 6);
/// let messages = [json!({ "role": "user", "content": "Hello!" })];
/// assert_eq!(counter.messages(&messages), 3 + 1 + 2 + 3);
/// ```
#[derive(Clone, Copy)]
pub struct TokenCounter {
    encoding: &'static CoreBPE,
    rules: Rules,
}

/// What differs between models.
#[derive(Clone, Copy, Debug)]
struct Rules {
    /// Tokens of each function.
    function: u64,
    /// Tokens of an image at low detail, and of a tile that is added at high detail. `None` if the model does not see
    /// images in tiles.
    image: Option<(u64, u64)>,
}

/// Returns the tokens of an image at low detail, and of a tile at high detail.
#[inline]
fn image_rule(model: &str) -> Option<(u64, u64)> {
    let is_one_of = |names: &[&str]| {
        names.iter().any(|name| {
            let rest = model.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("-20"))
        })
    };
    if is_one_of(&["gpt-4o-mini"]) {
        Some((2_833, 5_667))
    } else if is_one_of(&["gpt-4o", "gpt-4.1"]) {
        Some((85, 170))
    } else if is_one_of(&["gpt-5", "gpt-5-chat-latest"]) {
        Some((70, 140))
    } else if is_one_of(&["o1", "o1-pro", "o3"]) {
        Some((75, 150))
    } else {
        None
    }
}

/// The detail at which a model sees an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImageDetail {
    /// 512 by 512 pixels.
    Low,
    /// Tiles of 512 by 512 pixels.
    High,
}

impl TokenCounter {
    /// Creates a counter for a model. Dated and fine-tuned models are counted as their base model. Returns `None` if the
    /// encoding of the model is unknown.
    #[inline]
    pub fn for_model(model: &str) -> Option<Self> {
        let base = match model.strip_prefix("ft:") {
            Some(rest) => rest.split(':').next().unwrap_or(rest),
            None => model,
        };
        let encoding = tiktoken_rs::bpe_for_model(base).ok()?;
        let is_older = base.starts_with("gpt-3.5") || base == "gpt-4" || base.starts_with("gpt-4-");
        let image = image_rule(base);
        let function = if is_older { 10 } else { 7 };
        Some(Self {
            encoding,
            rules: Rules { function, image },
        })
    }

    /// Returns the number of tokens in a string.
    #[inline]
    pub fn text(&self, text: &str) -> u64 {
        self.encoding.count_ordinary(text) as u64
    }

    /// Returns the number of tokens of the messages of a chat completion, including those with which the response
    /// begins. Images and other media are not counted: add [`image`](Self::image).
    #[inline]
    pub fn messages<M: Serialize>(&self, messages: &[M]) -> u64 {
        let messages = messages
            .iter()
            .filter_map(|message| serde_json::to_value(message).ok());
        messages.map(|message| self.message(&message)).sum::<u64>() + REPLY
    }

    #[inline]
    fn message(&self, message: &Value) -> u64 {
        let properties = message.as_object().into_iter().flatten();
        let strings = properties.map(|(name, value)| match (name.as_str(), value) {
            ("name", Value::String(name)) => self.text(name) + PER_NAME,
            (_, Value::String(text)) => self.text(text),
            ("content", Value::Array(parts)) => {
                let texts = parts.iter().filter_map(|part| part.get("text")?.as_str());
                texts.map(|text| self.text(text)).sum()
            }
            ("tool_calls", Value::Array(calls)) => {
                let strings = calls.iter().flat_map(|call| {
                    let function = call.get("function");
                    ["name", "arguments"].map(|name| function?.get(name)?.as_str())
                });
                strings.flatten().map(|text| self.text(text)).sum()
            }
            _ => 0,
        });
        strings.sum::<u64>() + PER_MESSAGE
    }

    /// Returns the number of tokens that function tools add to a request, in the form of chat completions or of
    /// responses.
    #[inline]
    pub fn tools<T: Serialize>(&self, tools: &[T]) -> u64 {
        let tools: Vec<Value> = tools
            .iter()
            .filter_map(|tool| serde_json::to_value(tool).ok())
            .collect();
        let functions = tools
            .iter()
            .map(|tool| tool.get("function").unwrap_or(tool));
        let counts = functions.map(|function| self.function(function));
        match tools.is_empty() {
            true => 0,
            // The end of the list.
            false => counts.sum::<u64>() + 12,
        }
    }

    #[inline]
    fn function(&self, function: &Value) -> u64 {
        let string = |value: &Value, name: &str| {
            let text = value.get(name).and_then(Value::as_str).unwrap_or_default();
            text.strip_suffix('.').unwrap_or(text).to_owned()
        };
        let line = format!(
            "{}:{}",
            string(function, "name"),
            string(function, "description")
        );
        let mut count = self.rules.function + self.text(&line);
        let properties = function
            .pointer("/parameters/properties")
            .and_then(Value::as_object);
        for (index, (name, property)) in properties.into_iter().flatten().enumerate() {
            // The list begins with three tokens, and so does each property.
            count += if index == 0 { 6 } else { 3 };
            if let Some(values) = property.get("enum").and_then(Value::as_array) {
                let values = values.iter().filter_map(Value::as_str);
                count += values.map(|value| 3 + self.text(value)).sum::<u64>();
                count = count.saturating_sub(3);
            }
            let (kind, description) = (string(property, "type"), string(property, "description"));
            count += self.text(&format!("{name}:{kind}:{description}"));
        }
        count
    }

    /// Returns the number of tokens of an image with this size in pixels. Returns `None` for models that do not see images
    /// in tiles, or whose rule is unknown.
    ///
    /// At high detail, an image is scaled down to fit 2,048 by 2,048 pixels, and then so that its shorter side has at
    /// most 768.
    #[inline]
    pub fn image(&self, width: u32, height: u32, detail: ImageDetail) -> Option<u64> {
        let (low, tile) = self.rules.image?;
        if detail == ImageDetail::Low {
            return Some(low);
        }
        let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
        let fit = (2_048.0 / width.max(height)).min(1.0);
        let scale = fit * (768.0 / (width.min(height) * fit)).min(1.0);
        let tiles = |side: f64| (side * scale / 512.0 - 1e-9).ceil().max(1.0) as u64;
        Some(low + tile * tiles(width) * tiles(height))
    }
}

impl fmt::Debug for TokenCounter {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenCounter")
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}
