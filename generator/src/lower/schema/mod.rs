//! Reads schemas.
//!
//! Input: schemas of the typed document. Output: types, and definitions for component schemas and for inline records,
//! enums and unions.

mod all_of;
mod docs;
mod facts;
mod field;
mod integers;
mod keywords;
mod object;
mod reader;
mod references;
mod schema_ref;
mod strings;
mod union;

pub use docs::schema_docs;
pub use reader::{CONSTRUCTORS_EXTENSION, DeclaredConstructors, SchemaReader};
pub use schema_ref::SchemaRef;
