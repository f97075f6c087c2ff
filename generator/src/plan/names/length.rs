//! The limit on the length of names that are also names of files.

/// The longest name, in bytes. File systems accept 255, including the extension and a temporary suffix.
const MAX_LENGTH: usize = 200;

/// Returns a name unchanged, or the beginning of a name that is too long, followed by a hash of the complete name.
pub fn limited(name: String) -> String {
    if name.len() <= MAX_LENGTH {
        return name;
    }
    let hash = format!("{:016x}", fnv1a(name.as_bytes()));
    let end = (0..=MAX_LENGTH - hash.len())
        .rev()
        .find(|end| name.is_char_boundary(*end))
        .unwrap_or_default();
    format!("{}{hash}", &name[..end])
}

/// The FNV-1a hash, which is the same on every platform and in every version.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::limited;

    #[test]
    fn long_names_are_shortened_and_stay_different() {
        assert_eq!(limited("pet".to_owned()), "pet");
        let long = |last: char| limited("é".repeat(3000) + &last.to_string());
        assert!(long('a').len() <= 200 && long('a').len() > 190);
        assert_ne!(long('a'), long('b'));
    }
}
