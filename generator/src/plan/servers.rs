//! Servers and their names.

use crate::ir::{self, Api};
use crate::plan::names;
use crate::plan::{Server, ServerVariable};

/// Words of a description that do not help to identify a server.
const NOISE: &[&str] = &[
    "a",
    "api",
    "endpoint",
    "environment",
    "for",
    "host",
    "of",
    "server",
    "the",
    "url",
];
/// The longest name of a server, in words.
const MAX_WORDS: usize = 3;

/// Returns the distinct servers of operations that override the servers of the API.
pub fn of_operations(api: &Api) -> Vec<&ir::Server> {
    let mut servers: Vec<&ir::Server> = Vec::new();
    for server in api.operations.iter().filter_map(|it| it.server.as_ref()) {
        if !servers.contains(&server) {
            servers.push(server);
        }
    }
    servers
}

/// Returns whether a client can choose between servers, or their variables.
pub fn has_choice(api: &Api) -> bool {
    let has_variables = api
        .servers
        .iter()
        .any(|server| !server.variables.is_empty());
    api.servers.len() > 1 || has_variables || !of_operations(api).is_empty()
}

/// Returns the default base URL. Empty if the document has no server.
pub fn base_url(api: &Api) -> String {
    let of_operations = of_operations(api);
    let all_have_one = api.operations.iter().all(|it| it.server.is_some());
    let only = of_operations.first().copied().filter(|_| all_have_one);
    let server = api.servers.first().or(only);
    server.map(ir::Server::default_url).unwrap_or_default()
}

/// Plans servers. Each has a unique name, from its description or from its position.
pub fn servers<'a>(servers: impl Iterator<Item = &'a ir::Server>) -> Vec<Server> {
    let mut planned: Vec<Server> = Vec::new();
    for (index, server) in servers.enumerate() {
        let name = server.name.as_deref().and_then(short_name);
        let name = name.filter(|name| planned.iter().all(|other| other.name != *name));
        planned.push(Server {
            name: name.unwrap_or_else(|| format!("server-{}", index + 1)),
            url: server.url.clone(),
            variables: server.variables.iter().map(variable).collect(),
        });
    }
    planned
}

fn variable(variable: &ir::ServerVariable) -> ServerVariable {
    ServerVariable {
        name: variable.name.clone(),
        default: variable.default.clone(),
        values: variable.values.clone(),
    }
}

fn short_name(description: &str) -> Option<String> {
    let words = names::words(description);
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !NOISE.contains(word))
        .collect();
    let is_short = !words.is_empty() && words.len() <= MAX_WORDS;
    is_short.then(|| words.join("-"))
}
