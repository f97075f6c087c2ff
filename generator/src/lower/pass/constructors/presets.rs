//! Values that constructors assign to fields.

use serde_json::{Map, Value};

use crate::ir::{DefId, Defs, FieldKind, FlatBranch, PresetValue, TypeRef};

/// Returns the preset for a JSON value: a string, or the record whose constants are exactly the object.
pub fn preset_value(defs: &Defs, ty: &TypeRef, value: &Value) -> Option<PresetValue> {
    match value {
        Value::String(string) => Some(PresetValue::String(string.clone())),
        Value::Object(object) => {
            let branches = defs.flat_branches(ty).into_iter();
            let mut records = branches.filter_map(|branch| match branch {
                FlatBranch::Type(TypeRef::Def(id)) => Some(*id),
                _ => None,
            });
            records
                .find(|id| constants(defs, *id).as_ref() == Some(object))
                .map(PresetValue::Record)
        }
        _ => None,
    }
}

fn constants(defs: &Defs, record: DefId) -> Option<Map<String, Value>> {
    let fields = defs.fields(&TypeRef::Def(record))?.iter();
    let constants = fields.filter_map(|field| match &field.kind {
        FieldKind::Constant(value) => Some((field.wire.clone(), Value::from(value.as_str()))),
        FieldKind::Value(_) => None,
    });
    Some(constants.collect())
}
