//! The documentation of a schema.

use openapiv3::Schema;

use super::facts::facts;
use crate::ir::Docs;

/// Returns the documentation of a schema.
pub fn schema_docs(schema: &Schema) -> Docs {
    Docs {
        title: schema.schema_data.title.clone(),
        prose: schema.schema_data.description.clone(),
        deprecated: schema.schema_data.deprecated,
        facts: facts(schema),
    }
}
