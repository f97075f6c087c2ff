//! The cost of token usage.

use std::fmt;

use super::overrides::current_price;
use super::{Price, ServiceTier, Usd};
use crate::usage::TokenUsage;

/// The exact cost of the tokens of a request, by the prices of the catalog. Tools and storage that are billed
/// separately are not included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cost {
    /// Input that is neither cached nor audio.
    pub input: Usd,
    /// Cached input other than audio.
    pub cached_input: Usd,
    /// Output other than audio.
    pub output: Usd,
    /// Audio in the input, cached or not.
    pub audio_input: Usd,
    /// Audio in the output.
    pub audio_output: Usd,
}

impl Cost {
    /// Returns the sum.
    #[inline]
    pub fn total(&self) -> Usd {
        self.input + self.cached_input + self.output + self.audio_input + self.audio_output
    }

    /// Returns the cost of token usage at a price. `None` if the usage has tokens whose price is unknown.
    #[inline]
    pub fn at_price(usage: &TokenUsage, price: &Price, tier: ServiceTier) -> Option<Self> {
        let percent = tier.percent()?;
        let part = |tokens: u64, rate: Option<Usd>| match tokens {
            0 => Some(Usd::ZERO),
            _ => Some(rate?.for_tokens(tokens).percent(percent)),
        };
        // Cached audio is part of both the cached and the audio tokens.
        let cached_audio = usage.cached_audio.min(usage.cached).min(usage.audio_input);
        let audio = usage.audio_input - cached_audio;
        let cached_text = usage.cached - cached_audio;
        let text = usage
            .input
            .saturating_sub(usage.cached)
            .saturating_sub(audio);
        // Without a separate price, cached input costs as much as other input.
        let cached = price.cached_input.or(Some(price.input));
        let cached_audio_rate = price.cached_audio_input.or(price.audio_input);
        Some(Self {
            input: part(text, Some(price.input))?,
            cached_input: part(cached_text, cached)?,
            output: part(
                usage.output.saturating_sub(usage.audio_output),
                price.output,
            )?,
            audio_input: part(audio, price.audio_input)? + part(cached_audio, cached_audio_rate)?,
            audio_output: part(usage.audio_output, price.audio_output)?,
        })
    }
}

impl TokenUsage {
    /// Returns the cost of these tokens. Returns `None` if the price of the model, of the service tier or of some of the
    /// tokens is unknown.
    ///
    /// ```
    /// use openai_typed::catalog::ServiceTier;
    /// use openai_typed::usage::TokenUsage;
    /// use serde_json::json;
    ///
    /// let usage = json!({ "input_tokens": 1_000_000, "output_tokens": 200_000,
    ///     "input_tokens_details": { "cached_tokens": 400_000 } });
    /// let usage = TokenUsage::of(&usage).expect("a usage");
    /// let cost = usage.cost("gpt-5", ServiceTier::Default).expect("a known price");
    /// assert_eq!(cost.to_string(), "9.00");
    /// let cost = usage.cost("gpt-5", ServiceTier::Batch).expect("a known price");
    /// assert_eq!(cost.to_string(), "4.50");
    /// assert_eq!(usage.cost("gpt-of-next-year", ServiceTier::Default), None);
    /// ```
    #[inline]
    pub fn cost(&self, model: impl AsRef<str>, tier: impl Into<ServiceTier>) -> Option<Cost> {
        Cost::at_price(self, &current_price(model.as_ref())?, tier.into())
    }
}

/// The total in US dollars.
impl fmt::Display for Cost {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.total().fmt(f)
    }
}

impl std::ops::Add for Cost {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self {
            input: self.input + other.input,
            cached_input: self.cached_input + other.cached_input,
            output: self.output + other.output,
            audio_input: self.audio_input + other.audio_input,
            audio_output: self.audio_output + other.audio_output,
        }
    }
}

impl std::iter::Sum for Cost {
    #[inline]
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), |sum, cost| sum + cost)
    }
}
