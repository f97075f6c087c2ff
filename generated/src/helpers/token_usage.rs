//! The token usage of all APIs in one form.

use serde::Serialize;
use serde_json::Value;

/// The number of tokens of a request and its response, under the same names for all APIs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenUsage {
    /// The tokens of the input, including cached ones.
    pub input: u64,
    /// The tokens of the input that were read from a cache.
    pub cached: u64,
    /// The tokens of the output, including those of reasoning.
    pub output: u64,
    /// The tokens of the output that were used for reasoning.
    pub reasoning: u64,
    /// The audio tokens of the input, including cached ones.
    pub audio_input: u64,
    /// The audio tokens of the input that were read from a cache.
    pub cached_audio: u64,
    /// The audio tokens of the output.
    pub audio_output: u64,
    /// The total. The sum of input and output if the service reports none.
    pub total: u64,
}

impl TokenUsage {
    /// Returns the token usage of a response, chunk, event or run of any API. Returns `None` if it reports no tokens.
    ///
    /// ```
    /// use openai_typed::usage::TokenUsage;
    /// use serde_json::json;
    ///
    /// let chat = json!({ "usage": { "prompt_tokens": 5, "completion_tokens": 2, "total_tokens": 7 } });
    /// let usage = TokenUsage::of(&chat).expect("a usage");
    /// assert_eq!((usage.input, usage.output, usage.total), (5, 2, 7));
    /// ```
    #[inline]
    pub fn of(value: &impl Serialize) -> Option<Self> {
        Self::from_json(&serde_json::to_value(value).ok()?)
    }

    #[inline]
    fn from_json(json: &Value) -> Option<Self> {
        let usage = json
            .get("usage")
            .or_else(|| json.get("response")?.get("usage"))
            .filter(|usage| !usage.is_null())
            .unwrap_or(json);
        let count = |names: &[&str]| names.iter().find_map(|name| number(usage.get(*name)?));
        let detail = |objects: &[&str], name: &str| {
            let mut objects = objects.iter();
            objects.find_map(|object| number(usage.get(*object)?.get(name)?))
        };
        let input = count(&["input_tokens", "prompt_tokens"]);
        let output = count(&["output_tokens", "completion_tokens"]);
        let total = count(&["total_tokens"]);
        input.or(output).or(total)?;
        let (input, output) = (input.unwrap_or_default(), output.unwrap_or_default());
        let inputs = [
            "input_tokens_details",
            "input_token_details",
            "prompt_tokens_details",
            "prompt_token_details",
        ];
        let outputs = [
            "output_tokens_details",
            "output_token_details",
            "completion_tokens_details",
            "completion_token_details",
        ];
        let cached_audio = inputs.iter().find_map(|object| {
            let details = usage.get(*object)?.get("cached_tokens_details")?;
            number(details.get("audio_tokens")?)
        });
        Some(Self {
            input,
            cached: detail(&inputs, "cached_tokens").unwrap_or_default(),
            output,
            reasoning: detail(&outputs, "reasoning_tokens").unwrap_or_default(),
            audio_input: detail(&inputs, "audio_tokens").unwrap_or_default(),
            cached_audio: cached_audio.unwrap_or_default(),
            audio_output: detail(&outputs, "audio_tokens").unwrap_or_default(),
            total: total.unwrap_or_else(|| input.saturating_add(output)),
        })
    }
}

/// Returns a count. Some servers send it as a string, or with a decimal point.
#[inline]
fn number(count: &Value) -> Option<u64> {
    match count {
        Value::String(count) => count.trim().parse().ok(),
        count => count.as_u64().or_else(|| {
            let count = count.as_number()?.to_string();
            count.strip_suffix(".0")?.parse().ok()
        }),
    }
}

impl std::ops::Add for TokenUsage {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self {
            input: self.input.saturating_add(other.input),
            cached: self.cached.saturating_add(other.cached),
            output: self.output.saturating_add(other.output),
            reasoning: self.reasoning.saturating_add(other.reasoning),
            audio_input: self.audio_input.saturating_add(other.audio_input),
            cached_audio: self.cached_audio.saturating_add(other.cached_audio),
            audio_output: self.audio_output.saturating_add(other.audio_output),
            total: self.total.saturating_add(other.total),
        }
    }
}

impl std::iter::Sum for TokenUsage {
    #[inline]
    fn sum<I: Iterator<Item = Self>>(usages: I) -> Self {
        usages.fold(Self::default(), |sum, usage| sum + usage)
    }
}
