//! The URL of the next page.

use http::{HeaderMap, header};

/// Returns whether a cursor is a URL.
pub(super) fn is_url(cursor: &str) -> bool {
    ["https://", "http://", "/", "?"]
        .iter()
        .any(|start| cursor.starts_with(start))
        && cursor.contains('?')
}

/// Returns the query of a URL.
pub(super) fn query(url: &str) -> &str {
    let (_, query) = url.split_once('?').unwrap_or_default();
    query.split('#').next().unwrap_or_default()
}

/// Returns the URL that the `Link` headers have for the relation `next` (RFC 8288).
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(header::LINK).iter();
    let mut links = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(links);
    let (url, _) = links.find(|(_, parameters)| {
        parameters.split(';').any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or_default();
            let mut relations = value.trim().trim_matches('"').split_whitespace();
            name.trim().eq_ignore_ascii_case("rel")
                && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
        })
    })?;
    Some(url.to_owned())
}

/// Returns the links of a header, each a URL with its parameters. A URL may contain commas.
fn links(header: &str) -> Vec<(&str, &str)> {
    let mut links = Vec::new();
    let mut rest = header;
    while let Some((_, link)) = rest.split_once('<') {
        let Some((url, after)) = link.split_once('>') else {
            break;
        };
        let parameters = after.split('<').next().unwrap_or_default();
        links.push((url, parameters.trim_end_matches([',', ' '])));
        rest = &after[parameters.len()..];
    }
    links
}
