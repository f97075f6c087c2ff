//! `host`, `basePath` and `schemes` of Swagger 2.0 as `servers`.

use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::take_list;

/// Replaces the fields with `servers`, encrypted ones first. Without a host, the server is relative to the document.
pub(super) fn convert(map: &mut Map) {
    let host = tree::take(map, "host");
    let base_path = tree::take(map, "basePath");
    let schemes = take_list(map, "schemes");
    let Some(origin) = host.as_ref().or(base_path.as_ref()).map(|it| it.origin) else {
        return;
    };
    let text = |node: &Option<Node>| node.as_ref().and_then(Node::as_str).map(str::to_owned);
    let path = text(&base_path).unwrap_or_default();
    let path = path.trim_end_matches('/');
    let urls = match text(&host) {
        None => vec![path.to_owned()],
        Some(host) => {
            let has = |name: &str| schemes.iter().any(|scheme| scheme.as_str() == Some(name));
            let mut schemes = vec!["https", "http"];
            // Without `schemes`, the scheme is the one that the document was fetched with; `https` is a safer choice.
            schemes.retain(|scheme| has(scheme));
            if schemes.is_empty() {
                schemes.push("https");
            }
            let urls = schemes
                .iter()
                .map(|scheme| format!("{scheme}://{host}{path}"));
            urls.collect()
        }
    };
    let servers = urls.into_iter().filter(|url| !url.is_empty());
    let servers = servers.map(|url| tree::single("url", tree::string(url, origin), origin));
    let servers: Vec<Node> = servers.collect();
    if !servers.is_empty() {
        tree::put(map, "servers", Value::Array(servers), origin);
    }
}
