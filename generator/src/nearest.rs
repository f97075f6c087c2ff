//! The name a user may have meant.
//!
//! In: a name and the names that exist. Out: the most similar one, if it is similar enough to be worth a word.

/// The most similar of `names`, the first one on a tie; none when all are too far off.
pub(crate) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    const LEAST: f64 = 0.6;
    let mut best: Option<(f64, &str)> = None;
    for candidate in names {
        let likeness = if candidate.eq_ignore_ascii_case(name) {
            1.0
        } else {
            strsim::normalized_damerau_levenshtein(name, candidate)
        };
        if likeness >= LEAST && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_likely_one() {
        let names = ["Pet", "Pets", "Owner"];
        assert_eq!(nearest("pet", names.into_iter()), Some("Pet"));
        assert_eq!(nearest("Onwer", names.into_iter()), Some("Owner"));
        assert_eq!(nearest("Zebra", names.into_iter()), None);
    }
}
