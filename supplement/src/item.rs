//! Items that a document lacks, as listed in reports.

use serde::Serialize;

use crate::difference::Difference;
use crate::pairing::{Gap, Missing, Pairing};
use crate::sdk::Type;

/// The kind of a missing item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An operation.
    Operation,
    /// A webhook event.
    Webhook,
    /// A WebSocket channel.
    Channel,
    /// An event of a stream or channel.
    Event,
    /// A region.
    Region,
    /// A parameter.
    Parameter,
    /// A property.
    Property,
    /// A value of an enumeration.
    Value,
    /// A branch of a union.
    Variant,
}

/// A missing item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Item {
    /// Its kind.
    pub kind: Kind,
    /// Where it is missing: a JSON Pointer, or an empty string.
    pub location: String,
    /// Its name.
    pub name: String,
    /// The module of the SDK that has it.
    pub module: String,
}

impl Kind {
    /// The word for this kind in reports and in `lag.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Operation => "operation",
            Kind::Webhook => "webhook",
            Kind::Channel => "channel",
            Kind::Event => "event",
            Kind::Region => "region",
            Kind::Parameter => "parameter",
            Kind::Property => "property",
            Kind::Value => "value",
            Kind::Variant => "variant",
        }
    }
}

impl Item {
    /// An item.
    pub fn new(kind: Kind, location: &str, name: &str, module: &str) -> Self {
        Self {
            kind,
            location: location.to_owned(),
            name: name.to_owned(),
            module: module.to_owned(),
        }
    }

    /// The kind, the location and the name, as written in `lag.toml` and in reports.
    pub fn text(&self) -> String {
        let parts = [self.kind.word(), &self.location, &self.name];
        let parts = parts.into_iter().filter(|it| !it.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    }
}

/// All items of a difference.
pub fn items(difference: &Difference<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for (operation, _) in &difference.operations {
        let name = crate::document::key(&operation.method, &operation.path);
        items.push(Item::new(Kind::Operation, "", &name, &operation.module));
    }
    for (event, ty) in &difference.webhooks {
        let module = match ty {
            Type::Named(id) => id.module.as_str(),
            _ => "",
        };
        items.push(Item::new(Kind::Webhook, "", event, module));
    }
    for (group, channel) in &difference.channels {
        items.push(Item::new(Kind::Channel, "", group, &channel.module));
    }
    for (region, _) in &difference.regions {
        items.push(Item::new(Kind::Region, "", region, ""));
    }
    for gap in &difference.pairing.gaps {
        items.extend(gap_items(gap, &difference.pairing));
    }
    items.sort();
    items.dedup();
    items
}

/// The items of a gap: one for each value of an enumeration.
pub fn gap_items(gap: &Gap, pairing: &Pairing<'_>) -> Vec<Item> {
    let item = |kind, name: &str| Item::new(kind, &gap.pointer, name, &gap.module);
    match &gap.missing {
        Missing::Property(field) => vec![item(Kind::Property, &field.wire)],
        Missing::Parameter(place, field) => {
            vec![item(Kind::Parameter, &format!("{place} {}", field.wire))]
        }
        Missing::Constants(values, _) => values
            .iter()
            .map(|value| item(Kind::Value, &value.to_string()))
            .collect(),
        Missing::Variant(ty, _) => {
            let event = gap.pointer.trim_end_matches("Resource").ends_with("Event");
            match pairing.event_type(ty) {
                Some((name, _)) if event => vec![item(Kind::Event, &name)],
                Some((name, _)) => vec![item(Kind::Variant, &name)],
                None => vec![item(Kind::Variant, &shown(ty))],
            }
        }
    }
}

fn shown(ty: &Type) -> String {
    match ty {
        Type::Named(id) => id.name.clone(),
        Type::List(item) => format!("list of {}", shown(item)),
        Type::Map(item) => format!("map of {}", shown(item)),
        Type::Union(..) => "union".to_owned(),
        Type::Literal(_) => "constants".to_owned(),
        other => format!("{other:?}").to_lowercase(),
    }
}
