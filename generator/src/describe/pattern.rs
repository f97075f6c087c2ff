//! Names in which `*` matches any characters.

/// A name, or a pattern with `*` for several names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(pub String);

impl Pattern {
    /// Whether the pattern is the name of one item.
    pub fn is_exact(&self) -> bool {
        !self.0.contains('*')
    }

    /// Whether the pattern matches a name.
    pub fn matches(&self, name: &str) -> bool {
        let Some((first, others)) = self.0.split_once('*') else {
            return self.0 == name;
        };
        let (middle, last) = match others.rsplit_once('*') {
            Some((middle, last)) => (Some(middle), last),
            None => (None, others),
        };
        let rest = name.strip_prefix(first);
        let Some(mut rest) = rest.and_then(|rest| rest.strip_suffix(last)) else {
            return false;
        };
        for part in middle.into_iter().flat_map(|it| it.split('*')) {
            match rest.find(part) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_star_matches_any_characters() {
        let matches = |pattern: &str, name: &str| Pattern(pattern.to_owned()).matches(name);
        assert!(matches("Pet", "Pet"));
        assert!(!matches("Pet", "Pets"));
        assert!(matches("Pet*", "Pet") && matches("Pet*", "Pets"));
        assert!(matches("*_at", "created_at") && !matches("*_at", "created"));
        assert!(matches("a*b*c", "a1b2c") && !matches("a*b*c", "a1c2b"));
        assert!(!matches("ab*ba", "aba"));
    }
}
