//! `inspect`: what the generator understood.
//!
//! In: arguments. Out: the generator's account, as JSON or in figures.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use crate::account::Account;
use crate::cli::InspectArgs;
use crate::input;
use crate::pipeline::{self, Stopwatch};
use crate::repository::{GENERATED_PACKAGE, Repository};
use crate::terminal::{self, Outcome, grouped};

/// Runs the command.
pub fn run(args: &InspectArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let options = pipeline::options(GENERATED_PACKAGE, args.sources.spec.is_none());
    let mut watch = Stopwatch::new();
    watch.start("read");
    let sources = input::sources(&args.sources, &repository)?;
    let Some(inspection) = pipeline::inspect(sources, &options, &mut watch) else {
        return Ok(Outcome::Failed);
    };
    if args.json {
        terminal::json(&inspection)?;
    } else {
        for line in summary(&Account::of(&inspection)?) {
            terminal::result(&line)?;
        }
    }
    Ok(Outcome::Done)
}

/// Figures: how many of each thing there are, by what distinguishes them.
fn summary(account: &Account) -> Vec<String> {
    let untyped = account.schemas.iter().flat_map(|schema| &schema.untyped);
    let mut lines = Vec::new();
    let mut section = |title: &str, groups: BTreeMap<String, u64>| {
        lines.push(format!("{title:<28} {:>7}", grouped(groups.values().sum())));
        lines.extend(
            groups
                .into_iter()
                .map(|(group, count)| format!("  {group:<26} {:>7}", grouped(count))),
        );
    };
    section(
        "operations, by feature",
        tally(
            account
                .operations
                .iter()
                .map(|operation| operation.feature.clone()),
        ),
    );
    section(
        "schemas, by kind",
        tally(account.schemas.iter().map(|schema| schema.kind.clone())),
    );
    section(
        "unions, by tagging",
        tally(
            account
                .unions
                .iter()
                .map(|union| first_word(&union.tagging)),
        ),
    );
    section(
        "untyped places, by reason",
        tally(untyped.map(|place| place.reason.clone())),
    );
    lines.push(format!(
        "{:<28} {:>7}",
        "webhooks",
        grouped(account.webhooks.len() as u64)
    ));
    lines.push(format!(
        "{:<28} {:>7}",
        "channels",
        grouped(account.channels.len() as u64)
    ));
    lines
}

fn tally(groups: impl Iterator<Item = String>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for group in groups {
        *counts.entry(group).or_default() += 1;
    }
    counts
}

/// What kind of tagging it is: the text itself, or the name of the variant that carries details.
fn first_word(tagging: &Value) -> String {
    match tagging {
        Value::String(text) => text.clone(),
        Value::Object(map) => map.keys().next().cloned().unwrap_or_default(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::summary;
    use crate::account::Account;

    #[test]
    fn the_summary_counts_by_group() {
        let operation = json!({
            "operationId": "a", "method": "GET", "path": "/a", "rust": "a", "request": null, "reply": "A", "feature": "x",
        });
        let schema = json!({ "name": "A", "rust": "A", "kind": "record", "untyped": [{ "pointer": "/a", "reason": "empty" }] });
        let union = json!({ "pointer": "/u", "rust": "U", "tagging": "by json type" });
        let account: Account = serde_json::from_value(json!({
            "operations": [operation, operation], "schemas": [schema], "webhooks": [], "channels": [], "unions": [union],
        }))
        .expect("the published form");
        let words = |line: &String| {
            line.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            summary(&account).iter().map(words).collect::<Vec<_>>(),
            [
                "operations, by feature 2",
                "x 2",
                "schemas, by kind 1",
                "record 1",
                "unions, by tagging 1",
                "by json type 1",
                "untyped places, by reason 1",
                "empty 1",
                "webhooks 0",
                "channels 0",
            ]
        );
    }
}
