//! Pass: the names of the methods that the client's builder has for credentials, settings and variables of servers.

use super::config;
use super::names;
use super::security;
use crate::ir::{Api, ServerVariable};

/// Names of methods.
pub struct Names {
    /// For each security scheme, in the order of [`security::ordered`].
    pub schemes: Vec<String>,
    /// For each setting.
    pub settings: Vec<String>,
    /// For each variable of [`server_variables`].
    pub variables: Vec<String>,
    /// For each scheme, the prefix of its additional methods.
    pub prefixes: Vec<String>,
}

/// Names the methods.
pub fn names(api: &Api, config: &config::Service) -> Names {
    let schemes = security::ordered(api);
    let variables = server_variables(api);
    let named = schemes
        .iter()
        .map(|scheme| (scheme.name.clone(), "credential"));
    let settings = config.headers.keys().map(|name| (name.clone(), "setting"));
    let servers = variables
        .iter()
        .map(|variable| (format!("server {}", variable.name), "value"));
    let named: Vec<(String, &str)> = named.chain(settings).chain(servers).collect();
    let mut methods = methods(&named);
    let variables = methods.split_off(schemes.len() + config.headers.len());
    let settings = methods.split_off(schemes.len());
    let plain = |method: &String| method.trim_start_matches("r#").to_owned();
    Names {
        prefixes: methods.iter().map(plain).collect(),
        schemes: methods,
        settings,
        variables,
    }
}

/// Returns the variables of all servers, each name once.
pub fn server_variables(api: &Api) -> Vec<&ServerVariable> {
    let of_operations = api.operations.iter().filter_map(|it| it.server.as_ref());
    let servers = api.servers.iter().chain(of_operations);
    let mut variables: Vec<&ServerVariable> = Vec::new();
    for variable in servers.flat_map(|server| &server.variables) {
        if !variables.iter().any(|other| other.name == variable.name) {
            variables.push(variable);
        }
    }
    variables
}

/// Names methods, each given as the name and kind of what it sets. If several have the same name, each method also names
/// the kind.
fn methods(named: &[(String, &str)]) -> Vec<String> {
    let plain: Vec<String> = named
        .iter()
        .map(|(name, kind)| names::builder_setter(name, kind))
        .collect();
    let mut methods: Vec<String> = Vec::new();
    for (index, (name, kind)) in named.iter().enumerate() {
        let is_shared = plain.iter().filter(|it| **it == plain[index]).count() > 1;
        let mut method = match is_shared {
            true => names::builder_setter(&format!("{name}_{kind}"), kind),
            false => plain[index].clone(),
        };
        if methods.contains(&method) {
            method = format!("{}_{index}", method.trim_start_matches("r#"));
        }
        while methods.contains(&method) {
            method.push('_');
        }
        methods.push(method);
    }
    methods
}
