//! The constants of a server.

/// A server of the service or of an operation.
#[derive(Clone, Copy, Debug)]
pub struct ServerSpec {
    /// Its name in code.
    pub name: &'static str,
    /// Its base URL, with `{name}` for each variable. A path is resolved against the base URL of the client.
    pub url: &'static str,
    /// The variables of the URL.
    pub variables: &'static [ServerVariable],
}

/// A variable of the URL of a server.
#[derive(Clone, Copy, Debug)]
pub struct ServerVariable {
    /// Its name.
    pub name: &'static str,
    /// Its value, unless the client sets another one. `None` if the client must set one.
    pub default: Option<&'static str>,
    /// The values that it accepts. Empty if it accepts any.
    pub values: &'static [&'static str],
}
