//! Pass: the example programs of the crate, which the commands of the generator run.

use super::{Part, Parts, Program, Settings};

/// Plans the programs, sorted by name. Programs that use parts that the crate lacks are left out.
pub fn programs(settings: &Settings, parts: &Parts) -> Vec<Program> {
    let has = |name: &str| parts.get(name).is_some_and(|part| *part != Part::LeftOut);
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
