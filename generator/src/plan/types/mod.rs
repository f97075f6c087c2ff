//! Passes that plan the types of the crate.

mod aliases;
mod argument_types;
mod arguments;
mod constructors;
mod conversions;
mod defaults;
mod enums;
mod fields;
mod modules;
mod records;
mod responses;
mod rust_types;
mod setters;
mod unions;
mod variants;

pub use argument_types::{accepted, argument_type, plain_value};
pub use constructors::constructors;
pub use conversions::conversions;
pub use enums::enums;
pub use modules::{Kinds, kinds, modules, schemas};
pub use records::{Records, records};
pub use responses::response_types;
pub use rust_types::{RustTypes, rust_types};
pub use unions::unions;
pub use variants::{variant_names, variants};
