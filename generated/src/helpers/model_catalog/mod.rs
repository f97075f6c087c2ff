//! Models with their limits and prices, rate limits by usage tier, costs, and budgets.

mod budget;
mod cost;
mod data;
mod lookup;
mod model;
mod overrides;
mod service_tier;
mod tier;
mod usd;

pub use self::budget::{Budget, BudgetExceeded, Reservation};
pub use self::cost::Cost;
pub use self::lookup::{model, models, tier, tiers};
pub use self::model::{Fact, Modality, Model, Price, Status};
pub use self::overrides::set_price;
pub use self::service_tier::{Discount, ServiceTier};
pub use self::tier::Tier;
pub use self::usd::{InvalidUsd, Usd};
