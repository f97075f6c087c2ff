//! Names of setters: of fields, of options of a call, and of the builders of clients and connections.

use super::case::snake;
use super::fields::field_name;
use super::identifier::{escape_keyword, without_raw};
use crate::plan::reserved_names::{CLIENT_BUILDER, CONNECT};

/// The setter of a field.
pub fn field_setter(ident: &str) -> String {
    format!("with_{}", after_with(ident))
}

/// The setter of a field that sends an explicit `null`.
pub fn null_setter(ident: &str) -> String {
    format!("with_{}_null", after_with(ident).trim_end_matches('_'))
}

/// The setter of an option of a call.
pub fn option_setter(ident: &str) -> String {
    format!("with_{}", after_with(ident))
}

/// The setter of a query parameter of a channel.
pub fn connect_setter(wire: &str) -> String {
    let name = format!("with_{}", after_with(&field_name(wire)));
    match CONNECT.contains(&name.as_str()) {
        true => format!("{name}_parameter"),
        false => name,
    }
}

/// The method of the client's builder that sets `name`, which is a `kind` (a credential, a setting).
pub fn builder_setter(name: &str, kind: &str) -> String {
    // `OAuth` is one word, not `auth` with a prefix.
    let method = format!("_{}", snake(name)).replace("_o_auth", "_oauth");
    let method = method.trim_start_matches('_');
    let method = method.strip_suffix("_auth").unwrap_or(method).to_owned();
    match CLIENT_BUILDER.contains(&method.as_str()) {
        true => format!("{method}_{kind}"),
        false => escape_keyword(method),
    }
}

/// An identifier as it is written after `with_`: there it may be a keyword or begin with a digit.
fn after_with(ident: &str) -> &str {
    without_raw(ident).trim_start_matches('_')
}
