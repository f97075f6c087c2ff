//! A catalog as plain data.

/// Models and rate limits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    /// The models, in the order of the file.
    pub models: Vec<Model>,
    /// The usage tiers, in the order of the file.
    pub tiers: Vec<Tier>,
    /// Service tiers whose prices differ from the usual ones.
    pub discounts: Vec<Discount>,
}

/// The source of a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The title or address.
    pub title: String,
    /// A year or a day, in the form of ISO 8601.
    pub date: String,
}

/// A model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The identifier.
    pub id: String,
    /// The family.
    pub family: String,
    /// The modalities that the model reads.
    pub input: Vec<String>,
    /// The modalities that it writes.
    pub output: Vec<String>,
    /// Other identifiers, of dated versions.
    pub snapshots: Vec<String>,
    /// The context window in tokens.
    pub context_window: Option<u64>,
    /// The longest output in tokens.
    pub max_output_tokens: Option<u64>,
    /// The number of dimensions of an embedding.
    pub embedding_dimensions: Option<u64>,
    /// Whether the model is still available.
    pub lifecycle: Lifecycle,
    /// The model that replaces it.
    pub replacement: Option<String>,
    /// The prices by all sources, the one in force first.
    pub prices: Vec<Price>,
    /// All facts other than prices.
    pub facts: Vec<Fact>,
}

/// Whether a model is still available.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lifecycle {
    /// The model is available.
    #[default]
    Current,
    /// The model is available, but there is a newer one.
    Legacy,
    /// It will be shut down on this day.
    Deprecated(String),
    /// It was shut down on this day.
    ShutDown(String),
}

/// A fact about a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The name of the property.
    pub property: String,
    /// Its value, as text.
    pub value: String,
    /// Where it is from.
    pub source: Source,
}

/// A price in millionths of a US dollar per million tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The tokens that are neither cached nor audio.
    pub input: u64,
    /// Rates of other tokens by their name, in the order of the file.
    pub others: Vec<(String, u64)>,
    /// Where it is from.
    pub source: Source,
}

/// The rate limits of a usage tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Its number; the free tier is 0.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// The monthly spend in millionths of a US dollar.
    pub monthly_spend: u64,
    /// Requests per minute.
    pub requests_per_minute: u64,
    /// Tokens per minute.
    pub tokens_per_minute: u64,
    /// Where it is from.
    pub source: Source,
}

/// The price of a service tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// The service tier.
    pub service_tier: String,
    /// The percentage of the usual price.
    pub percent: u64,
    /// Where it is from.
    pub source: Source,
}
