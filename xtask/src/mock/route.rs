//! Which operation a request is for.

use oasmith::sample::Sample;

use super::wire::Request;

/// The operation: of those whose method and path fit, the one that says most of them literally.
pub fn find<'s>(samples: &'s [Sample], request: &Request) -> Option<&'s Sample> {
    let fitting = samples.iter().filter_map(|sample| {
        let fits = sample.method == request.method;
        let literal = fits.then(|| literal(&sample.path, request)).flatten()?;
        Some((literal, sample))
    });
    fitting
        .max_by_key(|(literal, _)| *literal)
        .map(|(_, sample)| sample)
}

/// How many segments and pairs of the template stand in the request as they are; none if it does not fit.
fn literal(template: &str, request: &Request) -> Option<usize> {
    let (path, query) = template.split_once('?').unwrap_or((template, ""));
    let (wanted, given) = (path.split('/'), request.path.split('/'));
    let mut count = 0;
    if wanted.clone().count() != given.clone().count() {
        return None;
    }
    for (wanted, given) in wanted.zip(given) {
        if wanted == given {
            count += 1;
        } else if !wanted.contains('{') || given.is_empty() {
            return None;
        }
    }
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        if !request.query.split('&').any(|given| given == pair) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use oasmith::sample::Sample;

    use super::{Request, find};

    #[test]
    fn the_most_literal_path_wins_and_a_query_in_the_path_counts() {
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
        ];
        let cases = [
            ("GET", "/pets/7?x=1", Some("GET /pets/{id}")),
            ("GET", "/pets/all", Some("GET /pets/all")),
            ("POST", "/pets", Some("POST /pets")),
            ("POST", "/pets?a=b&beta=true", Some("POST /pets?beta=true")),
            ("GET", "/pets/", None),
            ("GET", "/pets/7/tail", None),
            ("DELETE", "/pets/7", None),
        ];
        for (method, target, expected) in cases {
            let request = Request::test(method, target, &[], "");
            let found = find(&samples, &request).map(|sample| sample.operation_id.as_str());
            assert_eq!(found, expected, "{method} {target}");
        }
    }
}
