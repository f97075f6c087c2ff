//! The seeds and the dictionary of a target, and random cases made from them.
//!
//! They are in `fuzz/seeds/<target>/` and `fuzz/dictionaries/<target>.dict`, which libFuzzer also reads.

use std::fs;
use std::path::PathBuf;

use fastrand::Rng;
use oasmith_tests::repository;

/// The maximum length of a random case that is not made from a seed, in bytes.
const MAX_LENGTH: usize = 2048;

/// The seeds and dictionary words from which the cases of a target are made.
pub struct Corpus {
    seeds: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
}

impl Corpus {
    /// Reads the corpus of a target. A target may have neither seeds nor a dictionary.
    ///
    /// # Panics
    /// Panics if a dictionary has an invalid line.
    pub fn of(target: &str) -> Self {
        let folder = repository::path("fuzz/seeds").join(target);
        let names = repository::entries(&folder);
        let seeds = names.iter().map(|name| fs::read(folder.join(name)));
        let dictionary: PathBuf =
            repository::path("fuzz/dictionaries").join(format!("{target}.dict"));
        let dictionary = repository::text(&dictionary).unwrap_or_default();
        let lines = dictionary.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self {
            seeds: seeds.map(|seed| seed.expect("a readable seed")).collect(),
            words: lines.map(word).collect(),
        }
    }

    /// Returns the seeds.
    pub fn seeds(&self) -> &[Vec<u8>] {
        &self.seeds
    }

    /// Returns a random case.
    pub fn case(&self, random: &mut Rng) -> Vec<u8> {
        let mut case = match self.seeds.is_empty() || random.u8(..8) == 0 {
            true => self.without_seed(random),
            false => self.seeds[random.usize(..self.seeds.len())].clone(),
        };
        for _ in 0..random.usize(..8) {
            self.change(&mut case, random);
        }
        case
    }

    fn without_seed(&self, random: &mut Rng) -> Vec<u8> {
        let mut case = Vec::new();
        // Most cases are short, since long ones take longer and are rarely more revealing.
        let longest = MAX_LENGTH >> random.u8(..8);
        let length = random.usize(..longest);
        while case.len() < length {
            match self.words.is_empty() || random.u8(..8) == 0 {
                true => case.push(random.u8(..)),
                false => case.extend_from_slice(&self.words[random.usize(..self.words.len())]),
            }
        }
        case
    }

    fn change(&self, case: &mut Vec<u8>, random: &mut Rng) {
        let at = random.usize(..=case.len());
        let end = (at + random.usize(..=32)).min(case.len());
        match random.u8(..7) {
            0 if at < case.len() => case[at] = random.u8(..),
            1 if at < case.len() => case[at] ^= 1 << random.u8(..8),
            2 => drop(case.drain(at..end)),
            3 => {
                let copy = case[at..end].to_vec();
                let to = random.usize(..=case.len());
                drop(case.splice(to..to, copy));
            }
            4 if !self.seeds.is_empty() => {
                let other = &self.seeds[random.usize(..self.seeds.len())];
                let from = random.usize(..=other.len());
                let until = (from + random.usize(..=64)).min(other.len());
                drop(case.splice(at..end, other[from..until].iter().copied()));
            }
            5 => case.truncate(at),
            _ if self.words.is_empty() => case.push(random.u8(..)),
            _ => {
                let word = &self.words[random.usize(..self.words.len())];
                drop(case.splice(at..at, word.iter().copied()));
            }
        }
    }
}

/// Reads a line of a dictionary: a quoted string with the escapes `\\`, `\"` and `\xAB`.
fn word(line: &str) -> Vec<u8> {
    let quoted = line
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let mut rest = quoted
        .unwrap_or_else(|| panic!("not a string in quotes: {line}"))
        .as_bytes();
    let mut word = Vec::new();
    while let [first, others @ ..] = rest {
        (word, rest) = match (first, others) {
            (b'\\', [b'x', high, low, after @ ..]) => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).unwrap_or_default();
                let byte = u8::from_str_radix(digits, 16);
                let byte = byte.unwrap_or_else(|_| panic!("an invalid escape: {line}"));
                ([word, vec![byte]].concat(), after)
            }
            (b'\\', [escaped, after @ ..]) => ([word, vec![*escaped]].concat(), after),
            _ => ([word, vec![*first]].concat(), others),
        };
    }
    word
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn words_have_the_escapes_of_libfuzzer() {
        assert_eq!(word(r#""a\x0a\"\\b""#), b"a\n\"\\b");
    }
}
