//! Pass: enums of strings and of integers.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::ir::{self, Api, Def, DefId, IntegerValue, Shape};
use crate::plan::names::{self, NameRequest};
use crate::plan::{EnumValue, Settings, docs, pins};

/// The values of the planned enums, by type.
pub type Enums = BTreeMap<DefId, Vec<EnumValue>>;

/// A value whose name has not been assigned yet.
struct Value<'a> {
    wire: String,
    number: Option<i64>,
    /// Its name, unless another value has the same name.
    name: String,
    /// Its name if another value has the same default name.
    spelled: String,
    prose: Option<&'a str>,
}

/// Plans all enums of strings and of integers.
pub fn enums(api: &Api, settings: &Settings, diagnostics: &mut Diagnostics) -> Enums {
    let mut enums = Enums::new();
    for (id, def) in api.defs.with_ids() {
        let values: Vec<Value<'_>> = match &def.shape {
            Shape::StringEnum { values, .. } => values.iter().map(string).collect(),
            Shape::IntegerEnum { values } => values.iter().map(integer).collect(),
            _ => continue,
        };
        enums.insert(id, assign_names(def, &values, settings, diagnostics));
    }
    enums
}

fn string(value: &ir::EnumValue) -> Value<'_> {
    Value {
        wire: value.wire.clone(),
        number: None,
        name: names::variant_name(&value.wire),
        spelled: names::spelled_variant_name(&value.wire),
        prose: value.prose.as_deref(),
    }
}

fn integer(value: &IntegerValue) -> Value<'_> {
    let number = value.number;
    let sign = if number < 0 { "Minus" } else { "" };
    let spelled = format!("Value{sign}{}", number.unsigned_abs());
    let name = value.name.as_deref().map(names::variant_name);
    Value {
        wire: number.to_string(),
        number: Some(number),
        name: name.unwrap_or_else(|| spelled.clone()),
        spelled,
        prose: value.prose.as_deref(),
    }
}

fn assign_names(
    def: &Def,
    values: &[Value<'_>],
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Vec<EnumValue> {
    let requests = values.iter().map(|value| NameRequest {
        what: &value.wire,
        default: value.name.clone(),
        pinned: pins::of_member(settings.config, def, &value.wire),
        origin: def.origin,
    });
    let requests: Vec<NameRequest<'_>> = requests.collect();
    let spell = |index: usize| values[index].spelled.clone();
    let idents = names::assign(&requests, &spell, settings.severity(), diagnostics);
    let values = values.iter().zip(idents).map(|(value, ident)| EnumValue {
        doc: docs::value_doc(&value.wire, value.prose, &ident),
        wire: value.wire.clone(),
        number: value.number,
        ident,
    });
    values.collect()
}
