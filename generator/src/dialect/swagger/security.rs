//! Security schemes of Swagger 2.0.

use crate::dialect::tree;
use crate::document::{Map, Node, Value};

/// Converts all security schemes. Keys are the same in OpenAPI 3.0.
pub(super) fn convert(schemes: &mut Node) {
    let all = tree::object_mut(schemes)
        .into_iter()
        .flat_map(Map::values_mut);
    for scheme in all.filter_map(tree::object_mut) {
        match tree::text(scheme, "type") {
            Some("basic") => basic(scheme),
            Some("oauth2") => oauth2(scheme),
            _ => {}
        }
    }
}

fn basic(scheme: &mut Map) {
    if let Some(node) = scheme.get_mut("type") {
        node.value = Value::String("http".to_owned());
        let origin = node.origin;
        tree::put(scheme, "scheme", Value::String("basic".to_owned()), origin);
    }
}

/// The fields of the only flow are in the scheme itself.
fn oauth2(scheme: &mut Map) {
    let Some(flow) = tree::take(scheme, "flow") else {
        return;
    };
    let name = match flow.as_str() {
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        Some(same) => same,
        None => return,
    };
    let mut fields = Map::default();
    for field in ["authorizationUrl", "tokenUrl", "scopes"] {
        if let Some(node) = tree::take(scheme, field) {
            fields.insert(tree::key(field, node.origin), node);
        }
    }
    let fields = tree::node(Value::Object(fields), flow.origin);
    let flows = tree::single(name, fields, flow.origin);
    scheme.insert(tree::key("flows", flow.origin), flows);
}
