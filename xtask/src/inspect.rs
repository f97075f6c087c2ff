//! `inspect`: what the generator understood.
//!
//! In: arguments. Out: the generator's own account, as JSON or in figures.

use std::collections::BTreeMap;

use anyhow::Result;
use oasmith::inspect::Inspection;

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
        for line in summary(&inspection) {
            terminal::result(&line)?;
        }
    }
    Ok(Outcome::Done)
}

/// Figures: how many of each thing there are, by what distinguishes them.
fn summary(inspection: &Inspection) -> Vec<String> {
    let Inspection {
        operations,
        schemas,
        unions,
        webhooks,
        channels,
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
        "untyped places, by reason",
        tally(untyped.map(|it| it.reason)),
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
    use oasmith::inspect::{Inspection, SchemaView, UntypedView};

    use super::summary;

    #[test]
    fn the_summary_counts_by_group() {
        let place = UntypedView {
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
                schema("record", vec![place.clone(), place]),
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
                "untyped places, by reason 2",
                "empty 2",
                "webhooks 0",
                "channels 0",
            ]
        );
    }
}
