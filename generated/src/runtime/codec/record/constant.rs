//! Properties with a single possible value.

use serde::ser::Serialize;
use serde_json::Value;

use crate::runtime::codec::Unknown;
use crate::runtime::codec::record::slot::RecordState;
use crate::runtime::codec::tree::Buffered;

/// The possible types of a single-value property: a string, a boolean or an integer.
#[allow(private_interfaces)] // implemented only in this crate
pub trait Constant: Serialize {
    /// Whether `value` equals this one.
    fn is(&self, value: &Buffered<'_>) -> bool;

    /// This value as JSON.
    fn json(&self) -> Value;
}

#[allow(private_interfaces)]
impl Constant for &str {
    #[inline]
    fn is(&self, value: &Buffered<'_>) -> bool {
        match value {
            Buffered::Text(text) => text == self,
            Buffered::Json(json) => json == self,
        }
    }

    fn json(&self) -> Value {
        Value::from(*self)
    }
}

#[allow(private_interfaces)]
impl Constant for bool {
    fn is(&self, value: &Buffered<'_>) -> bool {
        matches!(value, Buffered::Json(json) if json == self)
    }

    fn json(&self) -> Value {
        Value::from(*self)
    }
}

#[allow(private_interfaces)]
impl Constant for i64 {
    fn is(&self, value: &Buffered<'_>) -> bool {
        matches!(value, Buffered::Json(json) if json == self)
    }

    fn json(&self) -> Value {
        Value::from(*self)
    }
}

impl RecordState {
    /// Keeps a value that differs from the constant. An alternative name is not a mismatch and has no reason.
    #[cold]
    pub(super) fn constant_differs(
        &mut self,
        key: &str,
        index: usize,
        value: Buffered<'_>,
        expected: Value,
        aliases: &[&str],
    ) {
        let is_alias = aliases.iter().any(|alias| alias.is(&value));
        match value.into_json() {
            value if is_alias => self
                .extra
                .keep_mismatch(key.to_owned(), Unknown::from(value)),
            Value::Null => self.extra.set_null(index),
            value => {
                let mismatch = Unknown::because(value, format_args!("expected {expected}"));
                self.extra.keep_mismatch(key.to_owned(), mismatch);
            }
        }
    }
}
