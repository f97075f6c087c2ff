//! Runs that are killed at random points, followed by a complete run.
//!
//! `KILLS=N` sets how often; by default 8 times.

use std::time::Instant;

use crate::repository::{DOCUMENT, Repository};

#[test]
fn a_run_after_a_killed_one_writes_what_an_undisturbed_run_writes() {
    let newer = DOCUMENT.replace("name: {type: string}", "name: {type: integer}");
    let undisturbed = Repository::new();
    let started = Instant::now();
    assert!(undisturbed.update(&newer, &[]).ok);
    let duration = started.elapsed();
    let expected = undisturbed.relative_snapshot();

    let kills = std::env::var("KILLS").ok();
    let kills: u32 = kills.and_then(|it| it.parse().ok()).unwrap_or(8);
    for kill in 0..kills {
        let repository = Repository::new();
        let mut run = repository.start_update(&newer);
        std::thread::sleep(duration.mul_f64(0.2 + 0.8 * f64::from(kill) / f64::from(kills)));
        _ = run.kill();
        run.wait().expect("the process ended");
        let output = repository.update(&newer, &[]);
        assert!(output.ok, "{}", output.text);
        let found = repository.relative_snapshot();
        let paths: Vec<_> = found.keys().chain(expected.keys()).collect();
        let different = paths
            .into_iter()
            .filter(|path| found.get(*path) != expected.get(*path));
        assert_eq!(different.collect::<Vec<_>>(), [""; 0], "kill {kill}");
    }
}
