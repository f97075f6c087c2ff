//! Servers.

/// A server of the API or of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its name, or its description.
    pub name: Option<String>,
    /// Its URL, with `{name}` for each variable. It has no scheme and host if it is relative.
    pub url: String,
    /// The variables of the URL, in document order.
    pub variables: Vec<ServerVariable>,
}

/// A variable of the URL of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its default value.
    pub default: Option<String>,
    /// The values that it accepts. Empty if it accepts any value.
    pub values: Vec<String>,
    /// Its description.
    pub description: Option<String>,
}

impl Server {
    /// Returns the URL with the default values of its variables. A variable without a default is kept as `{name}`.
    pub fn default_url(&self) -> String {
        let variables = self.variables.iter();
        variables.fold(self.url.clone(), |url, variable| match &variable.default {
            Some(default) => url.replace(&format!("{{{}}}", variable.name), default),
            None => url,
        })
    }
}
