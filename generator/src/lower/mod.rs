//! Turns the typed document into [`Api`]. All knowledge of JSON Schema ends here.
//!
//! Input: [`Document`]. Output: [`Api`]. The stage is independent of Rust: types are identified by their
//! [`SchemaPath`](crate::ir::SchemaPath), and `plan` derives names from it.

mod http;
mod pass;
mod schema;

use self::schema::SchemaReader;
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, ExampleNotes};
use crate::openapi::Document;

/// Lowers a document. Strings with one of the formats are [`Scalar::Formatted`](crate::ir::Scalar).
pub fn lower(document: &Document, formats: &[String], diagnostics: &mut Diagnostics) -> Api {
    let mut schemas = SchemaReader::new(document, formats, diagnostics);
    schemas.read_components();
    pass::cut_alias_cycles(&mut schemas.defs);

    let mut operations = http::operations(&mut schemas);
    let mut webhooks = http::webhooks(&mut schemas);
    let webhook_event = http::webhook_event(&webhooks, &mut schemas);
    let channels = http::channels(&mut schemas);
    let servers = http::servers(&mut schemas);
    let security_schemes = http::security_schemes(&mut schemas);
    http::report_undeclared(&mut schemas);
    let alternatives = std::mem::take(&mut schemas.alternatives);
    let string_formats = std::mem::take(&mut schemas.string_formats);
    let (mut defs, declared_constructors) = schemas.finish();

    pass::keep_files_in_forms(&mut defs, &mut operations, &mut webhooks, &channels);
    pass::assign_tagging(&mut defs);
    pass::report_ambiguous_unions(&defs, diagnostics);
    let constructors = pass::constructors(
        &declared_constructors,
        &defs,
        &alternatives,
        &document.origins,
        diagnostics,
    );

    Api {
        title: document.api.info.title.clone(),
        version: document.api.info.version.clone(),
        servers,
        query_brackets: http::uses_brackets(document),
        security_schemes,
        security: http::security(document),
        defs,
        operations,
        webhooks,
        webhook_event,
        channels,
        constructors,
        alternatives,
        string_formats,
        groups: Vec::new(),
        references: Vec::new(),
        examples: ExampleNotes::default(),
    }
}
