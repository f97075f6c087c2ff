//! Where a request goes: path templates, percent-encoding, queries.
//!
//! In: a base URL, a path with its parameters, query pairs. Out: a URL on the base URL's host, below its path.
//! Must not know: headers and bodies.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;

use super::super::error::Error;

/// What is written as it is everywhere: letters, digits and these ([RFC 3986, 2.3][1]).
///
/// [1]: https://www.rfc-editor.org/rfc/rfc3986#section-2.3
pub(crate) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What is written as it is in a segment of a path.
const SEGMENT: &AsciiSet = &UNRESERVED
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

/// What is written as it is in a query. The comma separates the items of a list.
const QUERY: &AsciiSet = &UNRESERVED.remove(b',').remove(b':');

/// Fills `{name}` places of a path. A value is one segment whatever it contains.
pub(crate) fn fill(template: &str, params: &[(String, String)]) -> Result<String, Error> {
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
            .ok_or_else(|| Error::request(format!("the path parameter `{name}` is missing")))?;
        path.push_str(before);
        push_segment(&mut path, name, value)?;
        rest = after;
    }
    path.push_str(rest);
    Ok(path)
}

fn push_segment(path: &mut String, name: &str, value: &str) -> Result<(), Error> {
    // An empty value would address the collection instead of the thing, and no encoding keeps `.` and `..`
    // from being resolved away.
    if matches!(value, "" | "." | "..") {
        return Err(Error::request(format!(
            "the path parameter `{name}` must not be \"{value}\""
        )));
    }
    path.extend(utf8_percent_encode(value, SEGMENT));
    Ok(())
}

/// The URL of a path below a base URL, with the base URL's own query first.
pub(crate) fn join(base: &Url, path: &str, query: &[(&str, &str)]) -> Result<Url, Error> {
    let (path, own_query) = match path.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (path, None),
    };
    let mut text = String::with_capacity(base.as_str().len() + path.len() + 64);
    text.push_str(base.path().trim_end_matches('/'));
    if !path.starts_with('/') {
        text.push('/');
    }
    text.push_str(path);

    let mut url = base.clone();
    url.set_path(&text);
    let mut all = String::new();
    for part in [base.query(), own_query].into_iter().flatten() {
        push_part(&mut all, part);
    }
    for (name, value) in query {
        let name = utf8_percent_encode(name, QUERY);
        let value = utf8_percent_encode(value, QUERY);
        push_part(&mut all, &format!("{name}={value}"));
    }
    url.set_query((!all.is_empty()).then_some(all.as_str()));
    Ok(url)
}

fn push_part(query: &mut String, part: &str) {
    if part.is_empty() {
        return;
    }
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(part);
}

/// Adds one pair to the query of a URL.
pub(crate) fn add_query(url: &mut Url, name: &str, value: &str) {
    let name = utf8_percent_encode(name, QUERY);
    let value = utf8_percent_encode(value, QUERY);
    let mut all = url.query().unwrap_or_default().to_owned();
    push_part(&mut all, &format!("{name}={value}"));
    url.set_query(Some(&all));
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
    fn a_path_parameter_stays_one_segment() {
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
        for (value, written) in cases {
            let path = fill("/things/{id}/parts", &params(&[("id", value)])).expect(value);
            let url = join(&base, &path, &[]).expect(value);
            assert_eq!(
                url.as_str(),
                format!("https://host.test/v1/things/{written}/parts")
            );
        }
    }

    #[test]
    fn a_path_parameter_that_would_change_the_path_is_refused() {
        for value in ["", ".", ".."] {
            assert!(
                fill("/things/{id}", &params(&[("id", value)])).is_err(),
                "{value:?}"
            );
        }
        assert!(fill("/things/{id}", &[]).is_err());
    }

    #[test]
    fn queries_are_joined_in_order() {
        let base = Url::parse("https://host.test/v1?version=2").expect("a URL");
        let url = join(&base, "things?x=y", &[("a[]", "b c&d"), ("e", "f,g")]).expect("a URL");
        assert_eq!(
            url.as_str(),
            "https://host.test/v1/things?version=2&x=y&a%5B%5D=b%20c%26d&e=f,g"
        );
    }
}
