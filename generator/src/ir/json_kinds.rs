//! Sets of JSON kinds.

use super::Scalar;

/// The kinds of JSON values that a type accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct JsonKinds {
    pub object: bool,
    pub array: bool,
    pub string: bool,
    pub number: bool,
    pub boolean: bool,
    pub null: bool,
}

impl JsonKinds {
    /// The empty set.
    pub const NONE: Self = Self {
        object: false,
        array: false,
        string: false,
        number: false,
        boolean: false,
        null: false,
    };
    /// Every kind.
    pub const ALL: Self = Self {
        object: true,
        array: true,
        string: true,
        number: true,
        boolean: true,
        null: true,
    };
    /// Objects only.
    pub const OBJECT: Self = Self {
        object: true,
        ..Self::NONE
    };
    /// Arrays only.
    pub const ARRAY: Self = Self {
        array: true,
        ..Self::NONE
    };
    /// Numbers only.
    pub const NUMBER: Self = Self {
        number: true,
        ..Self::NONE
    };
    /// Strings only.
    pub const STRING: Self = Self {
        string: true,
        ..Self::NONE
    };

    /// Returns the kind of a scalar.
    pub fn of_scalar(scalar: Scalar) -> Self {
        match scalar {
            Scalar::String | Scalar::Secret | Scalar::Formatted(_) | Scalar::Binary => Self::STRING,
            Scalar::Integer | Scalar::WideInteger | Scalar::Number => Self::NUMBER,
            Scalar::Boolean => Self {
                boolean: true,
                ..Self::NONE
            },
            Scalar::Null => Self {
                null: true,
                ..Self::NONE
            },
        }
    }

    /// Returns the kinds in either set.
    pub fn or(self, other: Self) -> Self {
        Self {
            object: self.object | other.object,
            array: self.array | other.array,
            string: self.string | other.string,
            number: self.number | other.number,
            boolean: self.boolean | other.boolean,
            null: self.null | other.null,
        }
    }

    /// Returns the kinds in both sets.
    pub fn and(self, other: Self) -> Self {
        Self {
            object: self.object & other.object,
            array: self.array & other.array,
            string: self.string & other.string,
            number: self.number & other.number,
            boolean: self.boolean & other.boolean,
            null: self.null & other.null,
        }
    }

    /// Returns whether the sets have a kind in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.and(other) != Self::NONE
    }
}
