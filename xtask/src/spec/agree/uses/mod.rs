//! A program that uses everything in a crate, one use per line.
//!
//! Input: a plan. Output: one [`Use`] for every type, field, constructor, setter, variant, conversion, method, option and
//! response, as users would write it.

mod operations;
mod signature;
mod types;

use std::collections::BTreeMap;

use oasmith_core::plan::Plan;

/// The beginning of the program, before the uses.
pub const HEADER: &str = "#![allow(warnings, clippy::all)]\n\
    use std::collections::BTreeMap;\n\
    use openai_typed::{Call, Client, Error, Upload, api, types};\n\
    use openai_typed::request::{Form, IntoForm};\n\
    use openai_typed::response::Download;\n\
    use openai_typed::stream::EventStream;\n\
    use serde_json::{Number, Value};\n\
    fn main() {}\n";

/// The last segment of the item of a constructor.
pub const NEW: &str = "::new";

/// One use.
#[derive(Clone, Debug)]
pub struct Use {
    /// The item, by its path in reports. `::new` represents all required fields of a type together.
    pub item: String,
    /// A function without `fn` and its name: `(x: T) -> U { … }`.
    pub code: String,
}

/// Returns a use of everything that users can name.
pub fn of(plan: &Plan) -> Vec<Use> {
    let mut uses = Vec::new();
    for item in plan.modules.iter().flat_map(|module| &module.types) {
        types::add(item, &mut uses);
    }
    let accessors: BTreeMap<&[String], &str> = plan
        .groups
        .iter()
        .map(|group| (group.path.as_slice(), group.accessor.as_str()))
        .collect();
    for group in &plan.groups {
        for operation in &group.operations {
            operations::add(group, operation, &accessors, &mut uses);
        }
    }
    uses
}
