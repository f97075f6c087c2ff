//! `inspect`: shows how the generator interprets a document.
//!
//! Input: arguments. Output: the inspection of the generator, as JSON or as counts.

use std::collections::BTreeMap;

use anyhow::Result;
use oasmith_core::inspect::{Inspection, UndocumentedView};

use crate::cli::InspectArgs;
use crate::input::Input;
use crate::pipeline;
use crate::stopwatch::Stopwatch;
use crate::terminal::{self, Outcome, grouped};

/// Runs the command.
pub fn run(args: &InspectArgs, input: Input) -> Result<Outcome> {
    let mut watch = Stopwatch::new();
    let Some(inspection) = pipeline::inspect(input.sources, &input.options, &mut watch) else {
        return Ok(Outcome::Failed);
    };
    if args.undocumented && args.json {
        terminal::print_json(&inspection.undocumented)?;
    } else if args.undocumented {
        for UndocumentedView {
            item, owner, name, ..
        } in &inspection.undocumented
        {
            terminal::print_line(format!("{item} {owner} {name}").trim_end())?;
        }
    } else if args.json {
        terminal::print_json(&inspection)?;
    } else {
        for line in summary(&inspection) {
            terminal::print_line(&line)?;
        }
    }
    Ok(Outcome::Done)
}

/// Counts the parts of a document, grouped by feature, kind, tagging or reason.
fn summary(inspection: &Inspection) -> Vec<String> {
    let Inspection {
        operations,
        schemas,
        unions,
        webhooks,
        channels,
        undocumented,
    } = inspection;
    let untyped = schemas.iter().flat_map(|schema| &schema.untyped);
    let mut lines = Vec::new();
    let mut section = |title: &str, groups: BTreeMap<&str, usize>| {
        lines.push(row(title, groups.values().sum()));
        for (group, count) in groups {
            lines.push(row(&format!("  {group}"), count));
        }
    };
    section(
        "operations, by feature",
        tally(operations.iter().map(|it| it.feature.as_str())),
    );
    section("schemas, by kind", tally(schemas.iter().map(|it| it.kind)));
    section(
        "unions, by tagging",
        tally(unions.iter().filter_map(|it| it.tagging.split(':').next())),
    );
    section(
        "untyped locations, by reason",
        tally(untyped.map(|it| it.reason)),
    );
    section(
        "items without a sentence, by kind",
        tally(undocumented.iter().map(|it| it.item)),
    );
    lines.push(row("webhooks", webhooks.len()));
    lines.push(row("channels", channels.len()));
    lines
}

fn row(title: &str, count: usize) -> String {
    format!("{title:<40} {:>7}", grouped(count as u64))
}

fn tally<'t>(groups: impl Iterator<Item = &'t str>) -> BTreeMap<&'t str, usize> {
    let mut counts = BTreeMap::new();
    for group in groups {
        *counts.entry(group).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use oasmith_core::inspect::{Inspection, SchemaView, UntypedView};

    use super::summary;

    #[test]
    fn parts_are_counted_by_group() {
        let location = UntypedView {
            pointer: "/components/schemas/A".to_owned(),
            reason: "empty",
        };
        let schema = |kind, untyped| SchemaView {
            name: "A".to_owned(),
            rust: "A".to_owned(),
            kind,
            untyped,
        };
        let inspection = Inspection {
            schemas: vec![
                schema("record", vec![location.clone(), location]),
                schema("alias", Vec::new()),
                schema("record", Vec::new()),
            ],
            ..Inspection::default()
        };
        let words = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            summary(&inspection).iter().map(words).collect::<Vec<_>>(),
            [
                "operations, by feature 0",
                "schemas, by kind 3",
                "alias 1",
                "record 2",
                "unions, by tagging 0",
                "untyped locations, by reason 2",
                "empty 2",
                "items without a sentence, by kind 0",
                "webhooks 0",
                "channels 0",
            ]
        );
    }
}
