//! Types and parameter lists as users write them.
//!
//! Input: types of the plan. Output: Rust code.

use oasmith_core::plan::RustType;

/// Returns a type with its path.
pub fn type_code(ty: &RustType) -> String {
    match ty {
        RustType::Named { name, .. } => format!("types::{name}"),
        RustType::Vec(inner) => format!("Vec<{}>", type_code(inner)),
        RustType::Map(inner) => format!("BTreeMap<String, {}>", type_code(inner)),
        RustType::Option(inner) => format!("Option<{}>", type_code(inner)),
        RustType::Box(inner) => format!("Box<{}>", type_code(inner)),
        other => oasmith_core::diff::type_text(other),
    }
}

/// Returns the type of the value to pass to a parameter `impl Into<ty>`: the content of a box.
pub fn argument_type(ty: &RustType) -> String {
    match ty {
        RustType::Box(inner) => type_code(inner),
        other => type_code(other),
    }
}

/// Returns the parameters of a function: `a0: T, a1: U`.
pub fn parameters(types: &[String]) -> String {
    let parameters = types.iter().enumerate();
    let parameters: Vec<String> = parameters.map(|(at, ty)| format!("a{at}: {ty}")).collect();
    parameters.join(", ")
}

/// Returns the arguments that pass on these parameters: `a0, a1`.
pub fn arguments(count: usize) -> String {
    let names: Vec<String> = (0..count).map(|at| format!("a{at}")).collect();
    names.join(", ")
}
