//! Exact amounts of money.

use std::error::Error as StdError;
use std::fmt;
use std::str::FromStr;

/// Units per US dollar.
const UNITS: i128 = 1_000_000_000_000_000;

/// Units per millionth of a US dollar.
const UNITS_PER_MICRO: i128 = UNITS / 1_000_000;

/// The decimals that are always shown.
const CENTS: usize = 2;

/// An exact amount in US dollars. Sums and costs are not rounded.
///
/// ```
/// use openai_typed::catalog::Usd;
///
/// let price: Usd = "2.50".parse()?;
/// assert_eq!(price.to_string(), "2.50");
/// assert_eq!((price + "0.075".parse()?).to_string(), "2.575");
/// # Ok::<(), openai_typed::catalog::InvalidUsd>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usd(i128);

impl Usd {
    /// Zero dollars.
    pub const ZERO: Self = Self(0);

    /// Creates an amount from millionths of a US dollar.
    #[inline]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros as i128 * UNITS_PER_MICRO)
    }

    /// Returns the price of tokens, if this is the price of a million of them.
    #[inline]
    pub(super) fn for_tokens(self, tokens: u64) -> Self {
        Self(self.0.saturating_mul(i128::from(tokens)) / 1_000_000)
    }

    /// Returns a percentage of the amount.
    #[inline]
    pub(super) fn percent(self, percent: u32) -> Self {
        Self(self.0.saturating_mul(i128::from(percent)) / 100)
    }

    /// Returns the difference, or zero if the other amount is larger.
    #[must_use]
    #[inline]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }

    /// Returns the nearest floating-point number, for charts and metrics.
    #[inline]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / UNITS as f64
    }
}

impl std::ops::Add for Usd {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::AddAssign for Usd {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Usd {
    #[inline]
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |sum, amount| sum + amount)
    }
}

impl fmt::Display for Usd {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = UNITS.unsigned_abs();
        let (whole, rest) = (self.0.unsigned_abs() / units, self.0.unsigned_abs() % units);
        let decimals = format!("{rest:015}");
        let shown = decimals.trim_end_matches('0').len().max(CENTS);
        f.pad_integral(self.0 >= 0, "", &format!("{whole}.{}", &decimals[..shown]))
    }
}

/// The same as [`Display`](fmt::Display).
impl fmt::Debug for Usd {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A string is not an amount with at most 15 decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidUsd(String);

impl fmt::Display for InvalidUsd {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not an amount in US dollars with at most 15 decimals",
            self.0
        )
    }
}

impl StdError for InvalidUsd {}

impl FromStr for Usd {
    type Err = InvalidUsd;

    #[inline]
    fn from_str(text: &str) -> Result<Self, InvalidUsd> {
        parse(text).ok_or_else(|| InvalidUsd(text.to_owned()))
    }
}

#[inline]
fn parse(text: &str) -> Option<Usd> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_number =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) || decimals.len() > 15 {
        return None;
    }
    let decimals: i128 = format!("{decimals:0<15}").parse().ok()?;
    let whole: i128 = whole.parse().ok()?;
    Some(Usd(whole.checked_mul(UNITS)?.checked_add(decimals)?))
}
