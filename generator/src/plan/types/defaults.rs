//! Values that constructors set instead of taking an argument.

use super::fields::FieldTables;
use crate::ir::{self, Api, Fact, Scalar, Shape, TypeRef};
use crate::plan::FieldDefault;

/// Returns the value of a required field that is an enum with a default, because few callers choose a different value,
/// or that has only one possible value.
pub fn of(
    api: &Api,
    tables: &FieldTables<'_>,
    field: &ir::Field,
    ty: &TypeRef,
) -> Option<FieldDefault> {
    let stated = || {
        field.docs.facts.iter().find_map(|fact| match fact {
            Fact::Default(json) => Some(json.trim_matches('"')),
            _ => None,
        })
    };
    match (api.defs.resolved(ty), api.defs.shape(ty)) {
        (TypeRef::Def(id), Some(Shape::StringEnum { .. } | Shape::IntegerEnum { .. })) => {
            let def = api.def(*id);
            let values = tables.enums.get(id)?;
            let is_integer = matches!(def.shape, Shape::IntegerEnum { .. });
            let value = match values.as_slice() {
                [only] if is_integer => only,
                _ => {
                    let default = stated()?;
                    values.iter().find(|value| value.wire == default)?
                }
            };
            Some(match is_integer || tables.types.is_closed(def) {
                true => {
                    FieldDefault::Variant(tables.types.of(&TypeRef::Def(*id)), value.ident.clone())
                }
                false => FieldDefault::String(value.wire.clone()),
            })
        }
        (TypeRef::Scalar(Scalar::Number | Scalar::Boolean), _) => only_value(field),
        _ => None,
    }
}

/// Returns the only value of a number or boolean.
fn only_value(field: &ir::Field) -> Option<FieldDefault> {
    field.docs.facts.iter().find_map(|fact| match fact {
        Fact::Values(values) => match values.as_str() {
            "true" => Some(FieldDefault::Boolean(true)),
            "false" => Some(FieldDefault::Boolean(false)),
            number => number.parse().ok().map(FieldDefault::Number),
        },
        _ => None,
    })
}
