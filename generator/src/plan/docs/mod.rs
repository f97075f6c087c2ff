//! Documentation, from the prose of the document or, where it has none, from facts.

mod api;
mod facts;
mod group;
mod link;
mod member;
mod operation;
mod package;
mod prose;
mod reference;
mod summary;
mod types;
mod uses;

pub use api::{channel_doc, group_about, group_call, group_doc};
pub use group::{GroupDocs, group_docs};
pub use member::{member_doc, value_doc, variant_doc};
pub use operation::{
    add_errors, alias, error_doc, operation_doc, operation_type_doc, option_doc, outcome_doc,
    status_doc,
};
pub use package::{
    credential_doc, description, environment_doc, grant_doc, host_doc, package_doc,
    server_variable_doc, setting_doc,
};
pub use reference::{References, references};
pub use types::{TypeDocs, constants_doc, constructor_doc, type_docs};
pub use uses::uses;
