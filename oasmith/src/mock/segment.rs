//! Compares a segment of a path with its template.
//!
//! Input: a template such as `{name}.{format}` and a segment such as `cover.png`. Output: the values of the
//! placeholders, in the order of the template.

use std::borrow::Cow;

/// Returns the names and values of the placeholders; `None` if the segment does not match.
///
/// A value ends before the first occurrence of the literal after its placeholder. The first of two adjacent
/// placeholders has the value of both, and the second is left out.
pub fn values<'t, 's>(template: &'t str, segment: &'s str) -> Option<Vec<(&'t str, &'s str)>> {
    let mut values = Vec::new();
    let (prefix, rest) = template.split_at(template.find('{').unwrap_or(template.len()));
    let mut segment = segment.strip_prefix(&*encoded(prefix))?;
    let pieces = rest.split('{').filter_map(|piece| piece.split_once('}'));
    let mut pieces = pieces.peekable();
    while let Some((name, mut literal)) = pieces.next() {
        while literal.is_empty()
            && let Some((_, next)) = pieces.next()
        {
            literal = next;
        }
        let literal = encoded(literal);
        let end = match pieces.peek() {
            Some(_) => segment.find(&*literal)?,
            None => segment.strip_suffix(&*literal)?.len(),
        };
        let (value, after) = segment.split_at(end);
        if value.is_empty() {
            return None;
        }
        values.push((name, value));
        segment = &after[literal.len()..];
    }
    segment.is_empty().then_some(values)
}

/// Encodes characters that a request line cannot contain.
fn encoded(literal: &str) -> Cow<'_, str> {
    if literal.is_ascii() {
        return Cow::Borrowed(literal);
    }
    let bytes = literal.bytes().map(|byte| match byte.is_ascii() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    Cow::Owned(bytes.collect())
}

#[cfg(test)]
mod tests {
    use super::values;

    /// A template, a segment, and the values of the placeholders.
    type Case = (
        &'static str,
        &'static str,
        Option<&'static [(&'static str, &'static str)]>,
    );

    #[test]
    fn a_segment_is_split_at_the_literals() {
        let cases: [Case; 11] = [
            ("pets", "pets", Some(&[])),
            ("pets", "pet", None),
            ("{id}", "7", Some(&[("id", "7")])),
            ("{id}", "", None),
            (
                "{name}.{format}",
                "cover.png",
                Some(&[("name", "cover"), ("format", "png")]),
            ),
            ("{name}.{format}", "cover", None),
            ("{id}:return", "7:8:return", Some(&[("id", "7:8")])),
            ("{id}:return", "7:find", None),
            ("@{x},{y}!", "@1,2!", Some(&[("x", "1"), ("y", "2")])),
            ("{a}{b}-{c}", "12-3", Some(&[("a", "12"), ("c", "3")])),
            ("日本{id}", "%E6%97%A5%E6%9C%AC7", Some(&[("id", "7")])),
        ];
        for (template, segment, expected) in cases {
            assert_eq!(
                values(template, segment).as_deref(),
                expected,
                "{template} {segment}"
            );
        }
    }
}
