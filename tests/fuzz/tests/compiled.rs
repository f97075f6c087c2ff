//! Crates generated from changed documents compile without warnings. `FUZZ_COMPILED` sets their number.

use fastrand::Rng;
use oasmith_fuzz::cases::setting;
use oasmith_fuzz::targets::generated;
use oasmith_tests::compiled;

/// The number of crates that CI compiles.
const COMPILED: u64 = 2;

#[test]
fn crates_of_changed_documents_compile() {
    let wanted = setting("FUZZ_COMPILED").unwrap_or(COMPILED);
    let mut number = setting("FUZZ_SEED").unwrap_or(0);
    let mut compiled = 0;
    while compiled < wanted {
        let mut random = Rng::with_seed(number);
        let case: Vec<u8> = (0..64).map(|_| random.u8(..)).collect();
        let name = format!("changed-{}", compiled % 8);
        if let Some(output) = generated(&case, &name) {
            let checked = compiled::check_library(&name, &output.files);
            checked.unwrap_or_else(|error| panic!("FUZZ_SEED={number}: {error}"));
            compiled += 1;
        }
        number += 1;
    }
}
