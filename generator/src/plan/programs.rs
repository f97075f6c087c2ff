//! Pass: the example programs of the crate, which the commands of the generator run.

use super::{CallTable, CredentialLocation, Parts, Program, SecurityScheme, Settings, has_part};

/// A name, and the parts of the runtime that it needs.
type Needs = (&'static str, &'static [&'static str]);

/// Plans the programs, sorted by name. Programs that use parts that the crate lacks are left out.
pub fn programs(settings: &Settings, parts: &Parts) -> Vec<Program> {
    let has = |name: &str| has_part(parts, name);
    let calling = match settings.standalone() {
        true => "full",
        // `full` would compile all operations for each program of the workspace.
        false => "blocking",
    };
    let all = [
        ("conformance", calling, true),
        ("decode", "types", has("unmodeled")),
        (
            "replay",
            calling,
            [
                "accumulators",
                "blocking",
                "downloads",
                "event-streams",
                "pagination",
            ]
            .into_iter()
            .all(has),
        ),
    ];
    let available = all.into_iter().filter(|(_, _, is_available)| *is_available);
    available
        .map(|(name, feature, _)| Program { name, feature })
        .collect()
}

/// Plans the table of calls.
pub fn call_table(schemes: &[SecurityScheme], parts: &Parts) -> CallTable {
    let items: [Needs; 11] = [
        ("Call", &[]),
        ("Client", &[]),
        ("Error", &[]),
        ("ErrorKind", &[]),
        ("Upload", &["multipart"]),
        // For the program `replay`.
        ("blocking", &["accumulators"]),
        ("reply", &[]),
        ("request", &[]),
        ("response", &["downloads"]),
        ("stream", &["event-streams"]),
        ("unknown", &["unmodeled"]),
    ];
    let functions: [Needs; 7] = [
        ("by_status", &[]),
        ("download", &["downloads"]),
        ("download_or_events", &["downloads", "event-streams"]),
        ("events", &["event-streams"]),
        ("pages", &["pagination"]),
        ("value", &[]),
        ("value_or_events", &["event-streams"]),
    ];
    let schemes = schemes
        .iter()
        .filter(|scheme| scheme.location != CredentialLocation::Signer);
    CallTable {
        items: available(&items, parts),
        functions: available(&functions, parts),
        schemes: schemes.map(|scheme| scheme.name.clone()).collect(),
    }
}

/// The names whose parts the crate has.
fn available(names: &[Needs], parts: &Parts) -> Vec<&'static str> {
    let available = names
        .iter()
        .filter(|(_, needed)| needed.iter().all(|part| has_part(parts, part)));
    available.map(|(name, _)| *name).collect()
}
