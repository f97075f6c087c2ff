//! Conditional compilation by Cargo features.

/// Features of the runtime that need an operating system. The items that they enable do not exist in WebAssembly.
const NATIVE: &[&str] = &["blocking"];

/// The Cargo features that compile an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeatureGate {
    /// Any of these features compiles the item. If empty, the item is always compiled.
    pub any_of: Vec<String>,
    /// Whether the item does not exist in WebAssembly.
    pub native: bool,
}

impl FeatureGate {
    /// A gate that any of these features opens.
    pub fn any_of(features: impl IntoIterator<Item = String>) -> Self {
        let any_of: Vec<String> = features.into_iter().collect();
        let native = matches!(any_of.as_slice(), [only] if NATIVE.contains(&only.as_str()));
        Self { any_of, native }
    }

    /// A gate that one feature opens.
    pub fn feature(name: &str) -> Self {
        Self::any_of([name.to_owned()])
    }
}
