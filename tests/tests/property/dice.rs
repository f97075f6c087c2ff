//! Random numbers that are the same every time.
//!
//! In: a seed and a name. Out: numbers. An own one of a few lines, since a seed of today must give the same payloads
//! next year.

/// A sequence of random numbers.
pub struct Dice(u64);

impl Dice {
    /// The sequence of a seed and a name: what is made for one name does not depend on the others.
    pub fn of(seed: u64, name: &str, round: usize) -> Self {
        // FNV-1a, which needs no crate.
        let mut state = seed ^ 0xcbf2_9ce4_8422_2325;
        for byte in name.bytes().chain(round.to_le_bytes()) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        let mut dice = Self(state | 1);
        for _ in 0..8 {
            dice.next();
        }
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `sides`, which is not zero.
    pub fn throw(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() >> 33).expect("31 bits") % sides
    }

    /// Whether one of `sides` has come up.
    pub fn one_in(&mut self, sides: usize) -> bool {
        self.throw(sides) == 0
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.throw(of.len())]
    }
}
