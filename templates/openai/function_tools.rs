//! Tools whose arguments are types of the program.
//!
//! In: types, names, descriptions, handlers. Out: definitions and toolboxes with strict schemas.
//! Must not know: which operation the tools are for. See the guide to
//! [function calling](https://platform.openai.com/docs/guides/function-calling).

use std::future::Future;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::strict_schema::{SchemaError, strict_schema};
use crate::runtime::BoxError;
use crate::runtime::tools::{ToolDefinition, Toolbox};

impl ToolDefinition {
    /// A tool that takes this type; the model is held to its strict schema.
    ///
    /// # Errors
    /// The type has no strict schema. What has none, as maps, can be taken by a tool that is not strict:
    /// [`ToolDefinition::new`] with any schema.
    #[inline]
    pub fn of<T: JsonSchema>(
        name: impl Into<String>,
        description: impl Into<String>,
    ) -> Result<Self, SchemaError> {
        Ok(Self::new(name, description, strict_schema::<T>()?).strict())
    }
}

impl Toolbox {
    /// Adds a tool that takes the type of its handler's argument, held to its strict schema. The handler is an async
    /// function or closure; what it gives goes to the model as JSON, a text as it is.
    ///
    /// # Errors
    /// The type has no strict schema.
    #[inline]
    pub fn with<T, F, R, E>(
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
        let definition = ToolDefinition::of::<T>(name, description)?;
        Ok(self.with_tool(definition, handler))
    }
}
