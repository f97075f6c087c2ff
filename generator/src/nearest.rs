//! Suggests a name for a misspelled one.
//!
//! Input: a name and the names that exist. Output: the most similar one, if it is similar enough for a suggestion.

/// Returns the most similar of `names`, or `None` if all are too different. In case of a tie, the first one is
/// returned.
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    const MIN_SIMILARITY: f64 = 0.6;
    let mut best: Option<(f64, &str)> = None;
    let letters = Letters::of(name);
    for candidate in names {
        let least = best.map_or(MIN_SIMILARITY, |(most, _)| most);
        if letters.most_similar(&Letters::of(candidate)) < least {
            continue;
        }
        let similarity = if candidate.eq_ignore_ascii_case(name) {
            1.0
        } else {
            strsim::normalized_damerau_levenshtein(name, candidate)
        };
        if similarity >= MIN_SIMILARITY && best.is_none_or(|(most, _)| similarity > most) {
            best = Some((similarity, candidate));
        }
    }
    best.map(|(_, name)| name)
}

/// Returns the letters and digits of a name, in lower case.
pub fn letters(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// How often each character occurs in a name. This alone rules out most names. Computing the distance of two names
/// takes time proportional to the product of their lengths, and there may be thousands of names on each side.
struct Letters {
    counts: [u16; 32],
    total: usize,
}

impl Letters {
    fn of(name: &str) -> Self {
        let mut counts = [0_u16; 32];
        let mut total = 0;
        for character in name.chars() {
            let class = character as usize % counts.len();
            counts[class] = counts[class].saturating_add(1);
            total += 1;
        }
        Self { counts, total }
    }

    /// Returns a limit that the similarity of two names does not exceed. Case is ignored.
    fn most_similar(&self, other: &Self) -> f64 {
        let counts = self.counts.iter().zip(&other.counts);
        let common: usize = counts.map(|(a, b)| usize::from(*a.min(b))).sum();
        let longest = self.total.max(other.total).max(1);
        common as f64 / longest as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_similar_name_is_suggested() {
        let names = ["Pet", "Pets", "Owner"];
        assert_eq!(nearest("pet", names.into_iter()), Some("Pet"));
        assert_eq!(nearest("Onwer", names.into_iter()), Some("Owner"));
        assert_eq!(nearest("Zebra", names.into_iter()), None);
        assert_eq!(nearest("", names.into_iter()), None);
        assert_eq!(nearest("PETS", names.into_iter()), Some("Pets"));
    }
}
