//! Decisions before a tool is called.

/// Whether a tool call is executed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Approval {
    /// The call is executed.
    Allow,
    /// The call is not executed. The denial and this reason are sent to the model.
    Deny(String),
}

impl Approval {
    /// Denies a call with a reason for the model.
    pub fn deny(reason: impl Into<String>) -> Self {
        Self::Deny(reason.into())
    }
}
