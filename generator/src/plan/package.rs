//! Pass: the package and its service.

use std::collections::{BTreeMap, BTreeSet};

use super::config::{self, Host};
use super::reserved_names::CLIENT;
use super::{ClientMethod, Group, Package, Service, Settings};
use super::{builder, docs, names, security, servers};
use crate::ir::Api;

/// The edition of the generated code.
const EDITION: &str = "2024";

/// The oldest Rust version that compiles the generated code.
const RUST_VERSION: &str = "1.88";

/// Plans the package.
pub fn package(api: &Api, settings: &Settings, groups: &[Group]) -> Package {
    let config = &settings.config.package;
    let version = config.version.clone();
    let description = config.description.clone();
    let description = description.unwrap_or_else(|| docs::description(&api.title));
    let description = description.trim_end_matches('.').to_owned();
    Package {
        name: settings.crate_name.to_owned(),
        version: version.unwrap_or_else(|| "0.1.0".to_owned()),
        doc: docs::package_doc(&description, &config.doc),
        description,
        standalone: settings.standalone(),
        metadata: metadata(config),
        files: settings.package_files.clone(),
        service: service(api, settings, groups),
    }
}

/// The `[package]` section, with the default edition and Rust version.
fn metadata(config: &config::Package) -> config::Package {
    let edition = config.edition.clone();
    let rust_version = config.rust_version.clone();
    config::Package {
        edition: Some(edition.unwrap_or_else(|| EDITION.to_owned())),
        rust_version: Some(rust_version.unwrap_or_else(|| RUST_VERSION.to_owned())),
        ..config.clone()
    }
}

fn service(api: &Api, settings: &Settings, groups: &[Group]) -> Service {
    let config = &settings.config.service;
    let names = builder::names(api, config);
    let setting_methods = names.settings.iter().zip(config.headers.keys());
    let setting_methods = setting_methods.map(|(ident, name)| ClientMethod {
        ident: ident.clone(),
        doc: docs::setting_doc(name),
    });
    let has_choice = servers::has_choice(api);
    let chosen = api.servers.iter().filter(|_| has_choice);
    let name = config.name.clone();
    let mut service = Service {
        name: name.unwrap_or_else(|| match api.title.trim() {
            "" => settings.crate_name.to_owned(),
            title => title.to_owned(),
        }),
        base_url: servers::base_url(api),
        servers: servers::servers(chosen),
        operation_servers: servers::servers(servers::of_operations(api).into_iter()),
        query_brackets: api.query_brackets,
        schemes: security::schemes(api, settings, &names),
        security: security::of_untyped_calls(api),
        requires_credential: security::requires_credential(api),
        setting_methods: setting_methods.collect(),
        variable_methods: variable_methods(api, &names),
        host_methods: host_methods(&config.hosts, groups),
        operation_paths: operation_paths(groups),
        path_roots: path_roots(groups),
        retry_after_ms: retry_after_ms(config),
        item_errors: item_errors(config),
        settings: config::Service {
            base_url_env: match config.base_url_env.is_empty() {
                true => vec![security::variable(settings.crate_name, "BASE_URL")],
                false => config.base_url_env.clone(),
            },
            ..config.clone()
        },
        environment_doc: Vec::new(),
    };
    service.environment_doc = docs::environment_doc(&service);
    service
}

fn operation_paths(groups: &[Group]) -> BTreeSet<String> {
    let operations = groups.iter().flat_map(|group| &group.operations);
    let pasted = operations.filter(|operation| operation.http == "POST");
    let paths = pasted.filter_map(|operation| operation.path.split('?').next());
    let paths = paths.chain(channel_paths(groups));
    let fixed = paths.filter(|path| path.len() > 1 && !path.contains('{'));
    fixed.map(str::to_owned).collect()
}

fn path_roots(groups: &[Group]) -> BTreeSet<String> {
    let operations = groups.iter().flat_map(|group| &group.operations);
    let paths = operations.map(|operation| operation.path.as_str());
    let paths = paths.chain(channel_paths(groups));
    let roots = paths.filter_map(|path| path.trim_start_matches('/').split(['/', '?']).next());
    let fixed = roots.filter(|root| !root.is_empty() && !root.contains('{'));
    fixed.map(str::to_owned).collect()
}

fn channel_paths(groups: &[Group]) -> impl Iterator<Item = &str> {
    let channels = groups.iter().filter_map(|group| group.channel.as_ref());
    channels.map(|channel| channel.path.as_str())
}

fn retry_after_ms(config: &config::Service) -> Vec<String> {
    let names = config.wire.get("retry-after-ms").into_iter();
    let names = names.flat_map(|names| names.split(',')).map(str::trim);
    let names = names.filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

fn item_errors(config: &config::Service) -> Vec<(String, String)> {
    let places = config.item_errors.iter();
    let places = places.map(|place| place.split_once('=').unwrap_or((place, "")));
    places
        .map(|(path, value)| (path.to_owned(), value.to_owned()))
        .collect()
}

fn variable_methods(api: &Api, names: &builder::Names) -> Vec<(String, ClientMethod)> {
    let variables = builder::server_variables(api).into_iter();
    let methods = variables.zip(&names.variables).map(|(variable, ident)| {
        let method = ClientMethod {
            ident: ident.clone(),
            doc: docs::server_variable_doc(variable),
        };
        (variable.name.clone(), method)
    });
    methods.collect()
}

/// The constructors of the client for other hosts. They have the names of the hosts, unless the client has another
/// method with that name.
fn host_methods(hosts: &BTreeMap<String, Host>, groups: &[Group]) -> Vec<ClientMethod> {
    let groups = groups.iter().filter(|group| group.path.len() == 1);
    let accessors: Vec<&str> = groups.map(|group| group.accessor.as_str()).collect();
    let mut methods: Vec<String> = Vec::new();
    for host in hosts.keys() {
        let mut method = names::method_name(host);
        if CLIENT.contains(&method.as_str()) || accessors.contains(&method.as_str()) {
            method = format!("{}_host", names::plain_name(host));
        }
        while accessors.contains(&method.as_str()) || methods.contains(&method) {
            method.push('_');
        }
        methods.push(method);
    }
    let methods = hosts.iter().zip(methods);
    let methods = methods.map(|((name, host), ident)| ClientMethod {
        ident,
        doc: docs::host_doc(name, host.signing.is_some()),
    });
    methods.collect()
}
