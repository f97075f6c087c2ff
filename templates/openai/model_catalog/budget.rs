//! Budgets that tasks share.

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Cost, Usd};

/// An amount of money that tasks share. Clones share the same amount.
///
/// A task reserves the maximum cost of a request before it sends the request, and settles the reservation with the
/// actual cost. The budget rejects a reservation that would exceed it, so it is never exceeded by requests that cost no
/// more than was reserved for them.
///
/// ```
/// use crate_name::catalog::{Budget, Usd};
///
/// let budget = Budget::new("1.00".parse()?);
/// let reserved = budget.reserve("0.75".parse()?)?;
/// assert!(budget.reserve("0.50".parse()?).is_err());
/// reserved.settle("0.20".parse::<Usd>()?);
/// assert_eq!(budget.remaining().to_string(), "0.80");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Budget(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    limit: Usd,
    spent: Usd,
    reserved: Usd,
}

impl Budget {
    /// Creates a budget.
    #[inline]
    pub fn new(limit: Usd) -> Self {
        Self(Arc::new(Mutex::new(State {
            limit,
            spent: Usd::ZERO,
            reserved: Usd::ZERO,
        })))
    }

    /// Reserves an amount until the reservation is settled or dropped.
    ///
    /// # Errors
    /// Returns an error if this amount exceeds what is neither spent nor reserved.
    #[inline]
    pub fn reserve(&self, amount: Usd) -> Result<Reservation, BudgetExceeded> {
        let mut state = self.state();
        let taken = state.spent + state.reserved;
        if taken + amount > state.limit {
            return Err(BudgetExceeded {
                requested: amount,
                available: state.limit.saturating_sub(taken),
            });
        }
        state.reserved += amount;
        drop(state);
        Ok(Reservation {
            budget: self.clone(),
            amount,
        })
    }

    /// Adds the cost of something that was not reserved.
    #[inline]
    pub fn charge(&self, amount: impl Into<Usd>) {
        self.state().spent += amount.into();
    }

    /// Returns the limit.
    #[inline]
    pub fn limit(&self) -> Usd {
        self.state().limit
    }

    /// Returns what was spent so far.
    #[inline]
    pub fn spent(&self) -> Usd {
        self.state().spent
    }

    /// Returns what is neither spent nor reserved.
    #[inline]
    pub fn remaining(&self) -> Usd {
        let state = self.state();
        state.limit.saturating_sub(state.spent + state.reserved)
    }

    #[inline]
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A part of a budget for one request. Dropping it returns the amount to the budget.
#[derive(Debug)]
#[must_use]
pub struct Reservation {
    budget: Budget,
    amount: Usd,
}

impl Reservation {
    /// Replaces the reserved amount with the actual cost of the request.
    #[inline]
    pub fn settle(mut self, cost: impl Into<Usd>) {
        let cost = cost.into();
        let amount = std::mem::replace(&mut self.amount, Usd::ZERO);
        // In one step, so that the amount never counts twice.
        let mut state = self.budget.state();
        state.reserved = state.reserved.saturating_sub(amount);
        state.spent += cost;
    }

    /// Spends the reserved amount, for a request whose cost is unknown.
    #[inline]
    pub fn spend(self) {
        let amount = self.amount;
        self.settle(amount);
    }
}

impl Drop for Reservation {
    #[inline]
    fn drop(&mut self) {
        let mut state = self.budget.state();
        state.reserved = state.reserved.saturating_sub(self.amount);
    }
}

impl From<Cost> for Usd {
    #[inline]
    fn from(cost: Cost) -> Self {
        cost.total()
    }
}

/// A reservation would exceed the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BudgetExceeded {
    /// The amount that was requested.
    pub requested: Usd,
    /// The amount that is neither spent nor reserved.
    pub available: Usd,
}

impl fmt::Display for BudgetExceeded {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            requested,
            available,
        } = self;
        write!(
            f,
            "the budget has {available} US dollars left, less than the {requested} requested"
        )
    }
}

impl StdError for BudgetExceeded {}
