//! The states in which an assistant [run](https://platform.openai.com/docs/api-reference/runs/object) has stopped.

/// The statuses of a run that has ended, or that does not continue until the outputs of tools are submitted.
#[allow(dead_code)] // a document may have neither helper that uses it
pub(super) const FINAL_RUN_STATES: &[&str] = &[
    "requires_action",
    "completed",
    "incomplete",
    "failed",
    "cancelled",
    "expired",
];
