//! Rust types of fields, arguments and aliases.

use crate::plan::FormatType;

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RustType {
    /// `String`
    String,
    /// `i64`
    I64,
    /// `f64`
    F64,
    /// `bool`
    Bool,
    /// A JSON number of any size.
    Number,
    /// Any JSON.
    Value,
    /// A file or other bytes to send.
    Upload,
    /// A string with a format, as a type of another crate.
    Formatted(FormatType),
    /// A type of the generated crate.
    Named {
        /// Its name.
        name: String,
        /// Whether arguments of the type accept everything that converts into it: true for unions and string enums.
        converts: bool,
    },
    /// `Vec<T>`
    Vec(Box<RustType>),
    /// `BTreeMap<String, T>`
    Map(Box<RustType>),
    /// `Option<T>`
    Option(Box<RustType>),
    /// `Box<T>`
    Box(Box<RustType>),
}

impl RustType {
    /// Returns whether it contains a type of the generated crate.
    pub fn has_named(&self) -> bool {
        match self {
            Self::Named { .. } => true,
            Self::Vec(inner) | Self::Map(inner) | Self::Option(inner) | Self::Box(inner) => {
                inner.has_named()
            }
            _ => false,
        }
    }
}
