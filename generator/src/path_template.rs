//! Path templates and URL templates: names in braces.

/// Returns the names in braces, in order. A name can occur several times.
pub fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    let pieces = template.split('{').skip(1);
    pieces.filter_map(|piece| piece.split_once('}').map(|(name, _)| name))
}

/// Returns the template with `/` at its start.
pub fn absolute(template: &str) -> String {
    match template.starts_with('/') {
        true => template.to_owned(),
        false => format!("/{template}"),
    }
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn braces_that_are_not_closed_contain_no_name() {
        let names = |template| placeholders(template).collect::<Vec<_>>();
        assert_eq!(names("/a/{b}/{c}:x/{b}"), ["b", "c", "b"]);
        assert_eq!(names("/a/{b/c}/d}"), ["b/c"]);
        assert!(names("/a/b}/{c").is_empty());
    }
}
