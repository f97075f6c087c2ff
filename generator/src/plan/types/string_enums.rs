//! Pass: string enums.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, DefId, Shape};
use crate::plan::names::{self, NameRequest};
use crate::plan::{EnumValue, Settings, docs, pins};

/// The values of the planned string enums, by type.
pub type StringEnums = BTreeMap<DefId, Vec<EnumValue>>;

/// Plans all string enums.
pub fn string_enums(api: &Api, settings: &Settings, diagnostics: &mut Diagnostics) -> StringEnums {
    let mut enums = StringEnums::new();
    for (id, def) in api.defs.with_ids() {
        let Shape::StringEnum { values, .. } = &def.shape else {
            continue;
        };
        let requests = values.iter().map(|value| NameRequest {
            what: &value.wire,
            default: names::variant_name(&value.wire),
            pinned: pins::of_member(settings.config, def, &value.wire),
            origin: def.origin,
        });
        let requests: Vec<NameRequest<'_>> = requests.collect();
        let spell = |index: usize| names::spelled_variant_name(&values[index].wire);
        let idents = names::assign(&requests, &spell, settings.severity(), diagnostics);
        let values = values.iter().zip(idents).map(|(value, ident)| EnumValue {
            doc: docs::value_doc(value, &ident),
            wire: value.wire.clone(),
            ident,
        });
        enums.insert(id, values.collect());
    }
    enums
}
