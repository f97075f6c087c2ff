//! A set of field indexes.

/// The fields of a record by index, as far as sets of them are needed: the first 256.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bits([u64; 4]);

impl Bits {
    /// The indexes of `fields`.
    pub const fn of(fields: &[(usize, &str)]) -> Self {
        let mut bits = Self([0; 4]);
        let mut at = 0;
        while at < fields.len() {
            let index = fields[at].0;
            if index < 256 {
                bits.0[index / 64] |= 1 << (index % 64);
            }
            at += 1;
        }
        bits
    }

    /// What is in `self` and not in `other`.
    pub const fn without(self, other: Self) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Self([a & !e, b & !f, c & !g, d & !h])
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        let [a, b, c, d] = self.0;
        a | b | c | d == 0
    }

    /// Whether `index` is in it.
    pub const fn contains(self, index: usize) -> bool {
        index < 256 && self.0[index / 64] & (1 << (index % 64)) != 0
    }

    /// Adds `index`.
    #[inline]
    pub fn set(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }
}
