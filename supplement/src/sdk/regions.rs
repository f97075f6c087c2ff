//! Hosts that keep data in one region.

use super::package::{Definition, Package};
use crate::python::Expr;

/// Returns the regions and their base URLs, from a dictionary of a module: `module.NAME`.
pub fn regions(package: &Package, location: &str) -> Option<Vec<(String, String)>> {
    let (module, name) = location.rsplit_once('.')?;
    let Definition::Value(_, _, Expr::Dict(entries)) = package.resolve(module, name)? else {
        return None;
    };
    let text = |expr: &Expr| expr.as_str().map(str::to_owned);
    let pairs = entries
        .iter()
        .filter_map(|(key, value)| Some((text(key.as_ref()?)?, text(value)?)));
    Some(pairs.collect())
}
