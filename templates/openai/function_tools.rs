//! Tools with strict schemas derived from Rust types, for
//! [function calling](https://platform.openai.com/docs/guides/function-calling).

use std::future::Future;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::strict_schema::{SchemaError, strict_schema};
use crate::BoxError;
use crate::tools::{ToolDefinition, Toolbox};

impl ToolDefinition {
    /// Creates the definition of a tool whose arguments have this type. The service enforces the strict schema of the
    /// type.
    ///
    /// # Errors
    /// Returns an error if the type has no strict schema, for example if it contains a map. Use [`ToolDefinition::new`]
    /// for a schema that is not enforced.
    #[inline]
    pub fn from_type<T: JsonSchema>(
        name: impl Into<String>,
        description: impl Into<String>,
    ) -> Result<Self, SchemaError> {
        Ok(Self::new(name, description, strict_schema::<T>()?).into_strict())
    }
}

impl Toolbox {
    /// Adds a function, replacing a tool with the same name. The service enforces the strict schema of the argument
    /// type.
    ///
    /// The handler is an async function or closure that takes the arguments. Its output is sent to the model as JSON,
    /// or unchanged if it is a string.
    ///
    /// # Errors
    /// Returns an error if the argument type has no strict schema.
    #[inline]
    pub fn function<T, F, R, E>(
        self,
        name: impl Into<String>,
        description: impl Into<String>,
        handler: impl Fn(T) -> F + Send + Sync + 'static,
    ) -> Result<Self, SchemaError>
    where
        T: JsonSchema + DeserializeOwned,
        F: Future<Output = Result<R, E>> + Send + 'static,
        R: Serialize,
        E: Into<BoxError>,
    {
        let definition = ToolDefinition::from_type::<T>(name, description)?;
        Ok(self.tool(definition, handler))
    }
}
