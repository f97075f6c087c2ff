//! The generator's account of a document, in the form that `inspect --json` publishes.
//!
//! In: that form. Out: the parts that reports count and compare. Knows none of the generator's own types but the one
//! it is made from.

use anyhow::{Context as _, Result};
use oasmith::Inspection;
use serde::{Deserialize, Serialize};

/// What was understood.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Account {
    /// Every operation.
    pub operations: Vec<Operation>,
    /// Every schema.
    pub schemas: Vec<Schema>,
    /// Every webhook.
    pub webhooks: Vec<serde_json::Value>,
    /// Every WebSocket channel.
    pub channels: Vec<serde_json::Value>,
    /// Every union.
    pub unions: Vec<Union>,
}

/// An operation.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// Its name in the document.
    pub operation_id: String,
    /// HTTP method.
    pub method: String,
    /// Path in the document.
    pub path: String,
    /// How it is called.
    pub rust: String,
    /// What it sends.
    pub request: serde_json::Value,
    /// What it answers.
    pub reply: serde_json::Value,
    /// The cargo feature that has it.
    pub feature: String,
}

/// A schema.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Schema {
    /// Its name in the document.
    pub name: String,
    /// Its Rust type.
    pub rust: String,
    /// What kind of type that is.
    pub kind: String,
    /// Places in it that are any JSON.
    pub untyped: Vec<Untyped>,
}

/// A place that is any JSON.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Untyped {
    /// Where it is in the document.
    pub pointer: String,
    /// Why no type was given to it.
    pub reason: String,
}

/// A union.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Union {
    /// Where it is in the document.
    pub pointer: String,
    /// Its Rust type.
    pub rust: String,
    /// How its cases are told apart.
    pub tagging: serde_json::Value,
}

impl Account {
    /// Reads the published form of an inspection.
    pub fn of(inspection: &Inspection) -> Result<Self> {
        let published =
            serde_json::to_value(inspection).context("the account of the generator is no JSON")?;
        serde_json::from_value(published)
            .context("the account of the generator lacks what `inspect --json` promises")
    }
}
