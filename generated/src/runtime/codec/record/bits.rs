//! A set of field indexes.

/// A set of field indexes of a record. Only the first 256 fields can be in a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bits([u64; 4]);

impl Bits {
    /// All indexes.
    pub const ALL: Self = Self([u64::MAX; 4]);

    /// The required properties of a record.
    pub const fn required(properties: &[(&str, bool)]) -> Self {
        let mut bits = Self([0; 4]);
        let mut index = 0;
        while index < properties.len() && index < 256 {
            if properties[index].1 {
                bits.0[index / 64] |= 1 << (index % 64);
            }
            index += 1;
        }
        bits
    }

    /// The indexes in `self` that are not in `other`.
    pub const fn without(self, other: Self) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Self([a & !e, b & !f, c & !g, d & !h])
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        let [a, b, c, d] = self.0;
        a | b | c | d == 0
    }

    /// Whether the set contains `index`.
    pub const fn contains(self, index: usize) -> bool {
        index < 256 && self.0[index / 64] & (1 << (index % 64)) != 0
    }

    /// Removes `index`.
    pub fn clear(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word &= !(1 << (index % 64));
        }
    }

    /// Adds `index`. Returns `false` if it was in the set, or cannot be.
    #[inline]
    pub fn insert(&mut self, index: usize) -> bool {
        let Some(word) = self.0.get_mut(index / 64) else {
            return false;
        };
        let bit = 1 << (index % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }
}
