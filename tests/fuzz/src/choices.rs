//! Choices that are derived from bytes.

use arbitrary::Unstructured;

/// A source of choices. When its bytes are used up, each choice is the first option, so that loops terminate.
#[derive(Debug)]
pub struct Choices<'a>(Unstructured<'a>);

impl<'a> Choices<'a> {
    /// Creates a source of choices.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(Unstructured::new(bytes))
    }

    /// Returns a number below a limit, which must not be zero.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0.int_in_range(0..=limit - 1).unwrap_or(0)
    }

    /// Returns `true` in one of `limit` cases, and `false` when all bytes are used up.
    pub fn one_in(&mut self, limit: usize) -> bool {
        self.below(limit) == limit - 1
    }

    /// Returns one of several values.
    pub fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    /// Returns any byte.
    pub fn byte(&mut self) -> u8 {
        self.0.arbitrary().unwrap_or(0)
    }

    /// Returns at most `most` bytes.
    pub fn bytes(&mut self, most: usize) -> Vec<u8> {
        let count = self.below(most + 1).min(self.0.len());
        self.0.bytes(count).unwrap_or_default().to_vec()
    }

    /// Returns a string of at most `most` of these words.
    pub fn words(&mut self, words: &[&str], most: usize) -> String {
        let count = self.below(most + 1);
        (0..count).map(|_| self.pick(words)).collect()
    }

    /// Returns whether all bytes are used up.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the bytes that are left.
    pub fn rest(self) -> &'a [u8] {
        self.0.take_rest()
    }
}
