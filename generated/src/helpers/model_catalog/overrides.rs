//! Prices that are set at run time.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use super::{Price, lookup};

static PRICES: RwLock<BTreeMap<String, Price>> = RwLock::new(BTreeMap::new());

/// Sets the price of a model for the entire program, or removes a price that was set. It applies to dated and fine-tuned
/// versions of the model unless a price was set for them. The model need not be in the catalog.
///
/// ```
/// use openai_typed::catalog::{Price, ServiceTier, Usd, set_price};
/// use openai_typed::usage::TokenUsage;
///
/// let price = Price::new("1.25".parse()?, Some("10".parse::<Usd>()?));
/// set_price("my-model", Some(price));
/// let usage = serde_json::json!({ "input_tokens": 1_000, "output_tokens": 100 });
/// let usage = TokenUsage::of(&usage).expect("a usage");
/// let cost = usage.cost("my-model", ServiceTier::Default).expect("a known price");
/// assert_eq!(cost.total().to_string(), "0.00225");
/// # Ok::<(), openai_typed::catalog::InvalidUsd>(())
/// ```
#[inline]
pub fn set_price(model: impl Into<String>, price: impl Into<Option<Price>>) {
    let mut prices = PRICES.write().unwrap_or_else(PoisonError::into_inner);
    match price.into() {
        Some(price) => prices.insert(model.into(), price),
        None => prices.remove(&model.into()),
    };
}

/// Returns the price that was set for exactly this identifier.
#[inline]
pub(super) fn overridden(id: &str) -> Option<Price> {
    let prices = PRICES.read().unwrap_or_else(PoisonError::into_inner);
    prices.get(id).copied()
}

/// Returns the current price of a model, which need not be in the catalog.
#[inline]
pub(super) fn current_price(id: &str) -> Option<Price> {
    let base = lookup::base(id);
    let undated = lookup::without_date(base);
    let set = [Some(id), Some(base), undated]
        .into_iter()
        .flatten()
        .find_map(overridden);
    set.or_else(|| lookup::model(id)?.price())
}
