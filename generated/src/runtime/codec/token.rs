//! The names by which our own serializers and our own deserializer recognise what they are asked to handle.
//!
//! They travel as the name of a newtype struct, which serde's formats write and read as its content alone: to
//! them the tokens do not exist.

/// Asked for by a record; the tolerant tree answers with a second chance.
pub(super) const RECORD: &str = "oasmith::Record";
/// Asked for by a union; the tolerant tree answers with a second chance.
pub(super) const UNION: &str = "oasmith::Union";

/// Around the JSON of a case that a union does not know.
pub(super) const UNKNOWN: &str = "oasmith::Unknown";
/// Around a string that a string enum does not know.
pub(super) const VALUE: &str = "oasmith::Value";
/// Around a property that a record does not declare.
pub(super) const UNDECLARED: &str = "oasmith::Undeclared";
/// Around JSON that did not fit where it stood.
pub(super) const MISFIT: &str = "oasmith::Misfit";
/// Around a record that lacks something required.
pub(super) const INCOMPLETE: &str = "oasmith::Incomplete";
/// Around what nobody may print.
pub(super) const SECRET: &str = "oasmith::Secret";
