//! Where responses report token usage.

/// Where responses report token usage.
#[derive(Clone, Copy, Debug)]
pub struct UsageRules {
    /// Paths of the object with the counts, with dots between properties.
    pub objects: &'static [&'static str],
    /// Names of the input count.
    pub input: &'static [&'static str],
    /// Names of the output count.
    pub output: &'static [&'static str],
    /// Names of the total count.
    pub total: &'static [&'static str],
}

impl UsageRules {
    /// Responses do not report usage.
    pub const NONE: Self = Self {
        objects: &[],
        input: &[],
        output: &[],
        total: &[],
    };
}
