//! A reproducible random number generator.
//!
//! Input: a seed and a name. Output: numbers. It is implemented here so that a seed gives the same payloads with every
//! version of every dependency.

/// A sequence of random numbers.
pub struct Rng(u64);

impl Rng {
    /// Creates the sequence of a seed, a name and a round. Sequences of different names are independent.
    pub fn new(seed: u64, name: &str, round: usize) -> Self {
        // FNV-1a.
        let mut state = seed ^ 0xcbf2_9ce4_8422_2325;
        for byte in name.bytes().chain(round.to_le_bytes()) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        let mut rng = Self(state | 1);
        for _ in 0..8 {
            rng.next();
        }
        rng
    }

    /// Xorshift.
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a number below `limit`, which must not be zero.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).expect("31 bits") % limit
    }

    /// Returns `true` with a probability of one in `count`.
    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    /// Returns a random item.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
