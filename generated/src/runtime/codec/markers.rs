//! The names by which this crate's serializers and deserializer recognize values that need special treatment.
//!
//! A marker is the name of a newtype struct. serde's formats read and write only the content of a newtype struct, so
//! the markers are invisible to them.

/// Requested by a record. The tolerant tree then offers a second attempt.
pub(super) const RECORD: &str = "oasmith::Record";
/// Requested by a union. The tolerant tree then offers a second attempt.
pub(super) const UNION: &str = "oasmith::Union";

/// Wraps the JSON of a variant unknown to a union.
pub(super) const UNKNOWN: &str = "oasmith::Unknown";
/// Wraps a string unknown to a string enum.
pub(super) const VALUE: &str = "oasmith::Value";
/// Wraps an undeclared property of a record.
pub(super) const UNDECLARED: &str = "oasmith::Undeclared";
/// Wraps an undeclared property of a record that declares the type of such properties.
pub(super) const ADDITIONAL: &str = "oasmith::Additional";
/// Wraps JSON that did not match the declared type.
pub(super) const MISMATCH: &str = "oasmith::Mismatch";
/// Wraps JSON that differs from the single value of its property: a mismatch that distinguishes variants of a union.
pub(super) const CONSTANT: &str = "oasmith::Constant";
/// Wraps a record that lacks a required property.
pub(super) const INCOMPLETE: &str = "oasmith::Incomplete";
/// Wraps a secret that must not be printed.
pub(super) const SECRET: &str = "oasmith::Secret";
