//! Models and their prices.

use super::Usd;
use super::overrides::overridden;

/// A model. Other models exist: wherever the API takes a model, any string is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Model {
    /// The identifier.
    pub id: &'static str,
    /// The family, such as `gpt-5`.
    pub family: &'static str,
    /// What the model reads.
    pub input: &'static [Modality],
    /// What it writes.
    pub output: &'static [Modality],
    /// Identifiers of dated versions of the same model.
    pub snapshots: &'static [&'static str],
    /// The size of the context window in tokens. `None` if no source states it.
    pub context_window: Option<u32>,
    /// The longest output in tokens. `None` if no source states it.
    pub max_output_tokens: Option<u32>,
    /// The length of the vectors of an embedding model.
    pub embedding_dimensions: Option<u32>,
    /// The prices that sources state. The first one has the newest source and is used, unless [`set_price`] replaces
    /// it: see [`price`](Self::price).
    ///
    /// [`set_price`]: super::set_price
    pub prices: &'static [Price],
    /// Whether the model is still available, as of the day on which this version of the crate was made.
    pub status: Status,
    /// The model that is recommended instead.
    pub replacement: Option<&'static str>,
    /// All facts other than prices with their sources, the newest first. Where sources disagree, all are listed.
    pub facts: &'static [Fact],
}

/// What a model reads or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Modality {
    /// Text.
    Text,
    /// Images.
    Image,
    /// Audio.
    Audio,
    /// Video.
    Video,
    /// Vectors.
    Embedding,
    /// Categories of moderation.
    Moderation,
}

/// Whether a model is still available. Dates are days in the form `2026-10-23`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// It is available.
    #[default]
    Current,
    /// It is available, but a newer model is recommended.
    Legacy,
    /// It will be shut down.
    Deprecated {
        /// The day.
        shutdown: &'static str,
    },
    /// It was shut down.
    ShutDown {
        /// The day.
        date: &'static str,
    },
}

/// A price in US dollars per million tokens. `None` means that no source states the price, not that it is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Price {
    /// Tokens of the input that are neither cached nor audio.
    pub input: Usd,
    /// Tokens of the input that were read from a cache.
    pub cached_input: Option<Usd>,
    /// Tokens of the output other than audio. Embedding models have none.
    pub output: Option<Usd>,
    /// Audio tokens of the input.
    pub audio_input: Option<Usd>,
    /// Audio tokens of the input that were read from a cache.
    pub cached_audio_input: Option<Usd>,
    /// Audio tokens of the output.
    pub audio_output: Option<Usd>,
    /// Where the price is from.
    pub source: &'static str,
    /// The date of the source: a year, or a day.
    pub date: &'static str,
}

/// What a source states about a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fact {
    /// The property, as it is named in `spec/catalog.yaml`. `id` if the source only lists the model.
    pub property: &'static str,
    /// Its value.
    pub value: &'static str,
    /// The source.
    pub source: &'static str,
    /// The date of the source: a year, or a day.
    pub date: &'static str,
}

impl Model {
    /// A model without any known property.
    pub(super) const EMPTY: Self = Self {
        id: "",
        family: "",
        input: &[],
        output: &[],
        snapshots: &[],
        context_window: None,
        max_output_tokens: None,
        embedding_dimensions: None,
        prices: &[],
        status: Status::Current,
        replacement: None,
        facts: &[],
    };

    /// Returns the current price: the one that [`set_price`](super::set_price) set, or the one with the newest source.
    /// Returns `None` if neither exists.
    #[inline]
    pub fn price(&self) -> Option<Price> {
        overridden(self.id).or_else(|| self.prices.first().copied())
    }
}

impl Price {
    /// A price without any known amount.
    pub(super) const EMPTY: Self = Self {
        input: Usd::ZERO,
        cached_input: None,
        output: None,
        audio_input: None,
        cached_audio_input: None,
        audio_output: None,
        source: "",
        date: "",
    };

    /// Creates a price of text in US dollars per million tokens, for [`set_price`](super::set_price). Set the other
    /// fields for cached input and audio.
    #[inline]
    pub fn new(input: Usd, output: impl Into<Option<Usd>>) -> Self {
        Self {
            input,
            output: output.into(),
            source: "set at run time",
            ..Self::EMPTY
        }
    }

    /// Sets the price of cached input.
    #[must_use]
    #[inline]
    pub fn with_cached_input(mut self, price: Usd) -> Self {
        self.cached_input = Some(price);
        self
    }

    /// Sets the prices of audio tokens in the input and in the output.
    #[must_use]
    #[inline]
    pub fn with_audio(mut self, input: Usd, output: Usd) -> Self {
        self.audio_input = Some(input);
        self.audio_output = Some(output);
        self
    }
}
