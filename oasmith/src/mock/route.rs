//! Finds the operation of a request.
//!
//! Input: all operations, and a request. Output: the operation.

use oasmith_core::sample::Sample;

use super::segment;
use super::wire::Request;

/// Returns the operation with the most literal path among those that match method and path. The path may start with a
/// version, as in the base URL of a client.
pub fn find<'s>(samples: &'s [Sample], request: &Request) -> Option<&'s Sample> {
    let found = find_path(samples, request, &request.path);
    found.or_else(|| find_path(samples, request, without_version(&request.path)?))
}

/// Returns the path after a first segment such as `v1`.
pub fn without_version(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/v")?;
    let end = rest.find('/')?;
    let (version, rest) = rest.split_at(end);
    let is_number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(rest)
}

fn find_path<'s>(samples: &'s [Sample], request: &Request, path: &str) -> Option<&'s Sample> {
    let matching = samples.iter().filter_map(|sample| {
        let same_method = sample.method == request.method;
        let score = same_method.then(|| literal_count(&sample.path, path, &request.query))??;
        Some((score, sample))
    });
    matching
        .max_by_key(|(score, _)| *score)
        .map(|(_, sample)| sample)
}

/// Counts the literal segments and query pairs of the template, then the literal characters of its other segments;
/// `None` if the request does not match.
fn literal_count(template: &str, path: &str, query: &str) -> Option<(usize, usize)> {
    let (expected, expected_query) = template.split_once('?').unwrap_or((template, ""));
    let (expected, actual) = (expected.split('/'), path.split('/'));
    let (mut literals, mut characters) = (0, 0);
    if expected.clone().count() != actual.clone().count() {
        return None;
    }
    for (expected, actual) in expected.zip(actual) {
        let placeholders = segment::values(expected, actual)?;
        if placeholders.is_empty() {
            literals += 1;
        } else {
            let names = placeholders.iter().map(|(name, _)| name.len() + 2);
            characters += expected.len() - names.sum::<usize>();
        }
    }
    for pair in expected_query.split('&').filter(|pair| !pair.is_empty()) {
        if !query.split('&').any(|actual| actual == pair) {
            return None;
        }
        literals += 1;
    }
    Some((literals, characters))
}

#[cfg(test)]
mod tests {
    use oasmith_core::sample::Sample;

    use super::{Request, find};

    #[test]
    fn the_most_literal_path_wins_including_its_query() {
        let sample = |method: &str, path: &str| Sample {
            operation_id: format!("{method} {path}"),
            method: method.to_owned(),
            path: path.to_owned(),
            ..Sample::default()
        };
        let samples = [
            sample("GET", "/pets/{id}"),
            sample("GET", "/pets/all"),
            sample("POST", "/pets"),
            sample("POST", "/pets?beta=true"),
            sample("POST", "/pets/{id}:{action}"),
            sample("POST", "/pets/{id}:feed"),
        ];
        let cases = [
            ("GET", "/pets/7?x=1", Some("GET /pets/{id}")),
            ("GET", "/pets/all", Some("GET /pets/all")),
            ("POST", "/pets", Some("POST /pets")),
            ("POST", "/pets?a=b&beta=true", Some("POST /pets?beta=true")),
            ("POST", "/pets/7:feed", Some("POST /pets/{id}:feed")),
            ("POST", "/pets/7:wash", Some("POST /pets/{id}:{action}")),
            ("POST", "/pets/7", None),
            ("GET", "/pets/", None),
            ("GET", "/pets/7/tail", None),
            ("DELETE", "/pets/7", None),
            ("GET", "/v1/pets/7", Some("GET /pets/{id}")),
            ("POST", "/v1/pets?beta=true", Some("POST /pets?beta=true")),
            ("GET", "/vx/pets/7", None),
            ("GET", "/v1/v1/pets/7", None),
        ];
        for (method, target, expected) in cases {
            let request = Request::test(method, target, &[], "");
            let found = find(&samples, &request).map(|sample| sample.operation_id.as_str());
            assert_eq!(found, expected, "{method} {target}");
        }
    }
}
