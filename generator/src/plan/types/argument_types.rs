//! Which types the arguments of constructors, setters and methods accept.

use crate::plan::{Accepted, ArgumentType, PlainValue, RustType};

/// The argument that sets a value of the type `ty`. `unaliased` is that type with aliases resolved.
pub fn argument_type(ty: &RustType, unaliased: &RustType) -> ArgumentType {
    match (ty, unaliased) {
        (RustType::Vec(item), RustType::Vec(target)) => ArgumentType::List(accepted(item, target)),
        (_, RustType::Vec(item)) => ArgumentType::List(accepted(item, item)),
        (_, RustType::Map(value)) if **value == RustType::Value => ArgumentType::Json,
        (RustType::Map(value), RustType::Map(target)) => ArgumentType::Map(accepted(value, target)),
        (_, RustType::Map(value)) => ArgumentType::Map(accepted(value, value)),
        _ => ArgumentType::Value(accepted(ty, unaliased)),
    }
}

/// The accepted type of one value. Lists and maps are not passed as iterators.
pub fn accepted(ty: &RustType, unaliased: &RustType) -> Accepted {
    let converts = matches!(
        unaliased,
        RustType::String
            | RustType::Value
            | RustType::Upload
            | RustType::Formatted(_)
            | RustType::Named { converts: true, .. }
    );
    Accepted {
        ty: ty.clone(),
        converts: converts || matches!(ty, RustType::Box(_)),
    }
}

/// How a plain value of this type is passed in a path, a header or a cookie.
pub fn plain_value(ty: &RustType) -> PlainValue {
    match ty {
        RustType::Option(inner) | RustType::Box(inner) => plain_value(inner),
        RustType::I64 | RustType::F64 | RustType::Bool | RustType::Number => {
            PlainValue::Display(ty.clone())
        }
        RustType::Formatted(_) => PlainValue::Formatted(ty.clone()),
        _ => PlainValue::String,
    }
}
