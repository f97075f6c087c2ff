//! Where a document has data instead of schemas and references.
//!
//! The names of properties, responses and components are chosen freely, so `default` can be the name of a response or
//! property as well as a keyword.

/// Fields with data, in any object.
const DATA: [&str; 5] = ["const", "default", "enum", "example", "examples"];

/// Fields whose value is an object with freely chosen names.
const NAMED: [&str; 21] = [
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "mediaTypes",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
    "webhooks",
    super::references::FILES,
];

/// The keys of an object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    /// Fields of the specification.
    Fields,
    /// Freely chosen names.
    Names,
}

impl Keys {
    /// Whether the value of a key is data.
    pub(super) fn is_data(self, key: &str) -> bool {
        self == Self::Fields && DATA.contains(&key)
    }

    /// The keys of the value of a key.
    pub(super) fn of(self, key: &str) -> Self {
        match self {
            Self::Fields if NAMED.contains(&key) => Self::Names,
            Self::Fields | Self::Names => Self::Fields,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn a_name_is_not_a_keyword() {
        let fields = Keys::Fields;
        assert!(fields.is_data("default"));
        let properties = fields.of("properties");
        assert!(!properties.is_data("default"));
        assert!(properties.of("default").is_data("default"));
        // A property called `properties` is a schema.
        assert!(properties.of("properties") == Keys::Fields);
    }
}
