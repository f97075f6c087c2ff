//! The package, its Cargo features, and the service that its client calls.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::config;

/// The path of the documentation of the crate, in Markdown.
pub const FRONT_PAGE: &str = "src/front_page.md";

/// The path of the readme of the package.
pub const README: &str = "README.md";

/// The package.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// Package name.
    pub name: String,
    /// Package version.
    pub version: String,
    /// A sentence about it, without a full stop.
    pub description: String,
    /// Documentation of the crate, by line.
    pub doc: Vec<String>,
    /// The `[package]` section of the configuration.
    pub metadata: config::Package,
    /// Files that are written unchanged, by path in the package.
    pub files: BTreeMap<String, String>,
    /// Whether the package is outside every workspace.
    pub standalone: bool,
    /// The service that the client calls.
    pub service: Service,
}

impl Package {
    /// The name by which programs import the crate.
    pub fn library(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// A Cargo feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// Whether it is enabled by default.
    pub default: bool,
    /// Features of the runtime that it enables.
    pub enables: Vec<String>,
}

/// The service that the client calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// Its name in messages.
    pub name: String,
    /// The default base URL.
    pub base_url: String,
    /// Whether lists and objects in a query have brackets by default.
    pub query_brackets: bool,
    /// Servers, the default one first. Empty if there is nothing to choose.
    pub servers: Vec<Server>,
    /// The servers of operations that override the servers of the API.
    pub operation_servers: Vec<Server>,
    /// Methods of the client's builder for the variables of servers, with the names of the variables.
    pub variable_methods: Vec<(String, ClientMethod)>,
    /// Credentials.
    pub schemes: Vec<SecurityScheme>,
    /// The security requirements of untyped calls.
    pub security: Vec<Vec<String>>,
    /// Whether most operations fail without a credential.
    pub requires_credential: bool,
    /// Methods of the client's builder for the settings that are sent as headers, in the order of the settings.
    pub setting_methods: Vec<ClientMethod>,
    /// Constructors of the client for other hosts, in the order of the hosts.
    pub host_methods: Vec<ClientMethod>,
    /// The documentation of the client's constructor from environment variables.
    pub environment_doc: Vec<String>,
    /// The paths that users may paste together with the base URL: the fixed paths of operations with a body, and of
    /// channels.
    pub operation_paths: BTreeSet<String>,
    /// The first segments of the paths of all operations and channels.
    pub path_roots: BTreeSet<String>,
    /// Headers with the retry delay in milliseconds.
    pub retry_after_ms: Vec<String>,
    /// Where an item of a response reports that it failed: property names separated by dots, and the value of the
    /// last one. An empty value stands for any error.
    pub item_errors: Vec<(String, String)>,
    /// Settings from the configuration.
    pub settings: config::Service,
}

impl Service {
    /// The credentials that methods of the client's builder set, in addition to `api_key`, which sets the first one.
    pub fn scheme_methods(&self) -> impl Iterator<Item = &SecurityScheme> {
        let is_api_key = |scheme: &SecurityScheme| scheme.setter.ident == "api_key_credential";
        let skipped = usize::from(self.schemes.first().is_some_and(is_api_key));
        self.schemes.iter().skip(skipped)
    }
}

/// A method of the client or of its builder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientMethod {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub doc: Vec<String>,
}

/// A credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its name in the document.
    pub name: String,
    /// The method of the client's builder that sets it.
    pub setter: ClientMethod,
    /// Methods of the client's builder that get tokens for it.
    pub grants: Vec<GrantMethod>,
    /// Where it is sent.
    pub location: CredentialLocation,
    /// Environment variables that contain it.
    pub env: Vec<String>,
}

/// Where a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialLocation {
    /// `Authorization: Bearer`
    Bearer,
    /// `Authorization: Basic`
    Basic,
    /// A header.
    Header(String),
    /// A query parameter.
    Query(String),
    /// A cookie.
    Cookie(String),
    /// Headers from a signer.
    Signer,
}

/// A method of the client's builder that gets tokens with an OAuth 2.0 grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantMethod {
    /// The method.
    pub method: ClientMethod,
    /// The grant.
    pub grant: Grant,
    /// The token URL.
    pub url: String,
}

/// An OAuth 2.0 grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// The ID and secret of the client.
    ClientCredentials,
    /// A refresh token.
    RefreshToken,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its name in code.
    pub name: String,
    /// Its URL, with `{name}` for each variable.
    pub url: String,
    /// The variables of the URL.
    pub variables: Vec<ServerVariable>,
}

/// A variable of the URL of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its default value.
    pub default: Option<String>,
    /// The values that it accepts. Empty if it accepts any.
    pub values: Vec<String>,
}
