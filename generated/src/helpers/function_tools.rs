//! Tools with strict schemas derived from Rust types, for
//! [function calling](https://platform.openai.com/docs/guides/function-calling).

use std::future::Future;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
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
    /// Returns an error if the type has no strict schema, for example if it contains a map. Use
    /// [`of_type`](Self::of_type) for a schema that is then not enforced.
    #[inline]
    pub fn from_type<T: JsonSchema>(
        name: impl Into<String>,
        description: impl Into<String>,
    ) -> Result<Self, SchemaError> {
        Ok(Self::new(name, description, strict_schema::<T>()?).into_strict())
    }

    /// Creates the definition of a tool whose arguments have this type. The service enforces the schema if the type has a
    /// strict one. Otherwise the model gets the schema of the type, and arguments that do not match it are reported to the
    /// model.
    #[inline]
    pub fn of_type<T: JsonSchema>(name: impl Into<String>, description: impl Into<String>) -> Self {
        match strict_schema::<T>() {
            Ok(schema) => Self::new(name, description, schema).into_strict(),
            Err(_) => {
                let settings = SchemaSettings::default().for_deserialize();
                let schema = settings.into_generator().into_root_schema_for::<T>();
                Self::new(name, description, schema)
            }
        }
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
        R: Serialize + 'static,
        E: Into<BoxError>,
    {
        let definition = ToolDefinition::from_type::<T>(name, description)?;
        Ok(self.tool(definition, handler))
    }

    /// Adds a function, replacing a tool with the same name. The service enforces the schema of the argument type if the
    /// type has a strict one: see [`ToolDefinition::of_type`].
    #[must_use]
    #[inline]
    pub fn function_of_type<T, F, R, E>(
        self,
        name: impl Into<String>,
        description: impl Into<String>,
        handler: impl Fn(T) -> F + Send + Sync + 'static,
    ) -> Self
    where
        T: JsonSchema + DeserializeOwned,
        F: Future<Output = Result<R, E>> + Send + 'static,
        R: Serialize + 'static,
        E: Into<BoxError>,
    {
        self.tool(ToolDefinition::of_type::<T>(name, description), handler)
    }
}
