//! Each target on its seeds and on a bounded number of random cases. `FUZZ_CASES` sets their number.

use oasmith_fuzz::{TARGETS, cases, target};

/// Defines a test for each target, and one that checks that none is missing.
macro_rules! targets {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                cases::run(target(stringify!($name)));
            }
        )*

        #[test]
        fn every_target_has_a_test() {
            let tested = [$(stringify!($name)),*];
            let all: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(tested.as_slice(), all);
        }
    };
}

targets! {
    yaml json overlays generator event_streams accumulators unions bodies forms headers retry_after webhooks frames recordings
}
