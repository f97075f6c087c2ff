//! Reasons for untyped values.

/// Why a value has no type other than "any JSON".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnyReason {
    /// The schema does not constrain its values (`{}`, `true`, or `type: object` without properties).
    Unconstrained,
    /// An array without `items`.
    UnconstrainedItems,
    /// The schema accepts no value, or its parts contradict one another.
    Unsatisfiable,
    /// An alias, or a list or map of aliases, that contains nothing but itself.
    AliasCycle,
    /// The schema uses a construct for which the generator has no type.
    Unsupported,
}

impl AnyReason {
    /// Returns the reason as `inspect` and the snapshots show it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unconstrained => "the schema does not constrain its values",
            Self::UnconstrainedItems => "the schema does not describe the items",
            Self::Unsatisfiable => "no value satisfies the schema",
            Self::AliasCycle => "the schema contains only itself",
            Self::Unsupported => "the generator does not support the schema",
        }
    }
}
