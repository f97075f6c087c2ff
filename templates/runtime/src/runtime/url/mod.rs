//! URLs: base URLs, path templates, percent-encoding, and queries.

mod base;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use reqwest::Url;

use crate::runtime::error::Error;
pub(crate) use base::{is_local, parse_base_url, strip_suffix};

/// Everything but unreserved characters ([RFC 3986, 2.3](https://www.rfc-editor.org/rfc/rfc3986#section-2.3)).
pub(crate) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Everything that a path segment cannot contain.
pub(crate) const SEGMENT: &AsciiSet = &UNRESERVED
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// Everything that is encoded in a query.
pub(crate) const QUERY: &AsciiSet = &UNRESERVED.remove(b',').remove(b':');

/// Returns a URL for display, without its query, which may contain secrets.
pub(crate) fn without_query(url: &Url) -> String {
    let mut shown = url.clone();
    shown.set_query(None);
    shown.into()
}

/// Encodes a value that is a single segment of a path.
#[cfg(feature = "hosts")]
pub(crate) fn segment(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

/// Replaces each `{name}` in a path with its encoded value.
pub(crate) fn fill_path(template: &str, params: &[(String, String)]) -> Result<String, Error> {
    let mut path = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        let value = params
            .iter()
            .rev()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| Error::request(format!("missing path parameter `{name}`")))?;
        path.push_str(before);
        // An empty value would address the collection. `.` and `..` are resolved even if they are encoded.
        if matches!(value, "." | "..") || value.is_empty() && is_segment(before, after) {
            return Err(Error::request(format!(
                "the path parameter `{name}` must not be \"{value}\""
            )));
        }
        path.push_str(value);
        rest = after;
    }
    path.push_str(rest);
    Ok(path)
}

/// Returns whether a placeholder between these strings is an entire segment.
fn is_segment(before: &str, after: &str) -> bool {
    before.ends_with('/') && (after.is_empty() || after.starts_with('/'))
}

/// Joins a path to a base URL. The queries of both are kept, followed by the encoded pairs `query`.
pub(crate) fn join(base: &Url, path: &str, query: &[String]) -> Url {
    let (path, path_query) = match path.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (path, None),
    };
    let mut joined = String::with_capacity(base.as_str().len() + path.len() + 64);
    joined.push_str(base.path().trim_end_matches('/'));
    if !path.starts_with('/') {
        joined.push('/');
    }
    joined.push_str(path);

    let mut url = base.clone();
    url.set_path(&joined);
    let mut joined_query = String::new();
    for part in [base.query(), path_query].into_iter().flatten() {
        push_query(&mut joined_query, part);
    }
    for pair in query {
        push_query(&mut joined_query, pair);
    }
    url.set_query((!joined_query.is_empty()).then_some(joined_query.as_str()));
    url
}

/// Removes a parameter from the query of a URL, and returns its value.
#[cfg(feature = "hosts")]
pub(crate) fn remove_query(url: &mut Url, name: &str) -> Option<String> {
    let mut value = None;
    let mut kept = String::new();
    for part in url.query().unwrap_or_default().split('&') {
        let pair = decode_pair(part);
        match pair {
            Some((found, found_value)) if found == name => value = Some(found_value),
            _ => push_query(&mut kept, part),
        }
    }
    if value.is_some() {
        url.set_query((!kept.is_empty()).then_some(kept.as_str()));
    }
    value
}

/// Decodes one `name=value` of a query.
#[cfg(feature = "hosts")]
fn decode_pair(part: &str) -> Option<(String, String)> {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    let decode = |part: &str| Some(percent_decode_str(part).decode_utf8().ok()?.into_owned());
    Some((decode(name)?, decode(value)?))
}

/// Adds a parameter to the query of a URL.
pub(crate) fn add_query(url: &mut Url, name: &str, value: &str) {
    let mut query = url.query().unwrap_or_default().to_owned();
    push_query(&mut query, &pair(name, value));
    url.set_query(Some(&query));
}

/// Encodes a pair of a query.
pub(crate) fn pair(name: &str, value: &str) -> String {
    let name = utf8_percent_encode(name, QUERY);
    let value = utf8_percent_encode(value, QUERY);
    format!("{name}={value}")
}

fn push_query(query: &mut String, part: &str) {
    if part.is_empty() {
        return;
    }
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect()
    }

    #[test]
    fn a_path_parameter_is_a_single_segment() {
        let base = Url::parse("https://host.test/v1/").expect("a URL");
        let cases = [
            ("plain-1_a.b~c", "plain-1_a.b~c"),
            ("ft:base:org::id", "ft:base:org::id"),
            ("a/b", "a%2Fb"),
            ("../admin", "..%2Fadmin"),
            ("a?b#c", "a%3Fb%23c"),
            ("%2e%2e", "%252e%252e"),
            ("a b\n", "a%20b%0A"),
            ("ü", "%C3%BC"),
            ("\\", "%5C"),
        ];
        for (value, encoded) in cases {
            let value = segment(value);
            let path = fill_path("/things/{id}/parts", &params(&[("id", &value)])).expect(&value);
            let url = join(&base, &path, &[]);
            assert_eq!(
                url.as_str(),
                format!("https://host.test/v1/things/{encoded}/parts")
            );
        }
    }

    #[test]
    fn path_parameters_that_would_change_the_path_are_rejected() {
        for value in ["", ".", ".."] {
            assert!(
                fill_path("/things/{id}", &params(&[("id", value)])).is_err(),
                "{value:?}"
            );
        }
        assert!(fill_path("/things/{id}", &[]).is_err());
    }

    #[test]
    fn queries_are_joined_in_order() {
        let base = Url::parse("https://host.test/v1?version=2").expect("a URL");
        let url = join(
            &base,
            "things?x=y",
            &[pair("a[]", "b c&d"), pair("e", "f,g")],
        );
        assert_eq!(
            url.as_str(),
            "https://host.test/v1/things?version=2&x=y&a%5B%5D=b%20c%26d&e=f,g"
        );
    }
}
