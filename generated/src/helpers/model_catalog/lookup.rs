//! Looking up models and tiers.

use super::data::{MODELS, TIERS};
use super::{Model, Tier};

/// The prefix of the identifiers of fine-tuned models. The base model follows, up to the next colon.
const FINE_TUNED: &str = "ft:";

/// Returns all models in the catalog.
#[inline]
pub fn models() -> &'static [Model] {
    MODELS
}

/// Returns the model with this identifier. Dated and fine-tuned models resolve to their base model. Returns `None` for a
/// model that is not in the catalog.
///
/// ```
/// use openai_typed::catalog;
///
/// let model = catalog::model("gpt-5-2025-08-07").expect("a known model");
/// assert_eq!(model.id, "gpt-5");
/// assert_eq!(catalog::model("ft:gpt-4o-mini:acme::abc").map(|model| model.id), Some("gpt-4o-mini"));
/// assert!(catalog::model("gpt-of-next-year").is_none());
/// ```
#[inline]
pub fn model(id: &str) -> Option<&'static Model> {
    let id = base(id);
    let is_named = |model: &&Model| model.id == id || model.snapshots.contains(&id);
    let named = MODELS.iter().find(is_named);
    named.or_else(|| {
        let undated = without_date(id)?;
        MODELS.iter().find(|model| model.id == undated)
    })
}

/// Returns the identifier of the model that a fine-tuned one is based on, or the same identifier.
#[inline]
pub(super) fn base(id: &str) -> &str {
    match id.strip_prefix(FINE_TUNED) {
        Some(rest) => rest.split(':').next().unwrap_or(rest),
        None => id,
    }
}

/// Returns an identifier without the date that it ends with: `-2025-08-07`, or `-0613` as in older ones.
#[inline]
pub(super) fn without_date(id: &str) -> Option<&str> {
    let (rest, last) = id.rsplit_once('-')?;
    let is_number = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    // A year is not a month and a day.
    if is_number(last, 4) && last < "1232" {
        return Some(rest);
    }
    let (rest, month) = rest.rsplit_once('-')?;
    let (base, year) = rest.rsplit_once('-')?;
    (is_number(last, 2) && is_number(month, 2) && is_number(year, 4)).then_some(base)
}

/// Returns all usage tiers, from the lowest to the highest.
#[inline]
pub fn tiers() -> &'static [Tier] {
    TIERS
}

/// Returns the usage tier with this number, or `None` if no tier has it. The free tier is 0.
#[inline]
pub fn tier(number: u8) -> Option<&'static Tier> {
    TIERS.iter().find(|tier| tier.number == number)
}
