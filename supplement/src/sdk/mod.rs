//! An SDK package as a small model: modules, types, operations, events, regions.
//!
//! Input: the folder of an unpacked package. Output: [`Package`] and the data read from it. The module is independent
//! of OpenAPI.

mod call;
mod class;
mod names;
mod operations;
mod package;
mod regions;
mod types;

pub use class::{Record, RecordField, record};
pub use names::{snake_case, words};
pub use operations::{Body, Operation, Response, operations};
pub use package::{Definition, Package};
pub use regions::regions;
pub use types::{Id, Problems, Type, Types};
