//! The report about everything that the SDK has and the crate lacks.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::item::{Item, Kind};
use crate::omissions::Omissions;
use crate::sdk::Package;

/// The report.
#[derive(Debug, Serialize)]
pub struct Lag {
    /// The package that the crate is compared with.
    pub package: String,
    /// Its version.
    pub version: String,
    /// The missing items.
    pub missing: Vec<Item>,
    /// The items that are left out, with reasons.
    pub omitted: Vec<Omitted>,
    /// Entries of `lag.toml` that match nothing.
    pub stale: Vec<String>,
    /// Problems that occurred while the package was read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// An item that is left out.
#[derive(Debug, Serialize)]
pub struct Omitted {
    /// The item.
    #[serde(flatten)]
    pub item: Item,
    /// The reason.
    pub reason: String,
}

impl Lag {
    /// Splits items into missing and omitted ones. `modules` are the modules of the package.
    pub fn of(
        package: &Package,
        items: Vec<Item>,
        omissions: &Omissions,
        modules: &[&str],
    ) -> Self {
        let (mut missing, mut omitted) = (Vec::new(), Vec::new());
        for item in items {
            match omissions.reason(&item).map(str::to_owned) {
                Some(reason) => omitted.push(Omitted { item, reason }),
                None => missing.push(item),
            }
        }
        Self {
            package: package.name.clone(),
            version: package.version.clone(),
            missing,
            omitted,
            stale: omissions
                .stale(modules)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            problems: Vec::new(),
        }
    }

    /// Returns the number of missing items of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.missing.iter().filter(|it| it.kind == kind).count()
    }
}

impl fmt::Display for Lag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Compared with {} {}.", self.package, self.version)?;
        let kinds = [
            (Kind::Operation, "operations"),
            (Kind::Webhook, "webhook events"),
            (Kind::Event, "stream events"),
            (Kind::Channel, "channels"),
            (Kind::Region, "regions"),
            (Kind::Parameter, "parameters"),
            (Kind::Property, "properties"),
            (Kind::Value, "enum values"),
            (Kind::Variant, "variants"),
        ];
        writeln!(f, "\nMissing: {}", self.missing.len())?;
        for (kind, name) in kinds {
            writeln!(f, "  {:4} {name}", self.count(kind))?;
            for item in self.missing.iter().filter(|it| it.kind == kind) {
                writeln!(f, "       {} ({})", item.text(), item.module)?;
            }
        }
        writeln!(f, "\nOmitted: {}", self.omitted.len())?;
        let mut reasons: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
        for omitted in &self.omitted {
            reasons
                .entry(&omitted.reason)
                .or_default()
                .push(&omitted.item);
        }
        for (reason, items) in reasons {
            writeln!(f, "  {reason}")?;
            for item in items {
                writeln!(f, "    {}", item.text())?;
            }
        }
        for entry in &self.stale {
            writeln!(f, "\nStale entry of lag.toml: {entry}")?;
        }
        Ok(())
    }
}
