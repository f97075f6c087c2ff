//! The steps of `ci`, the fastest to fail first.
//!
//! Input: names. Output: steps. No step sets `RUSTFLAGS` or anything else that changes how dependencies are compiled, so
//! that the steps of a lane share one target directory.

use anyhow::{Result, bail};

use super::work::Work;

/// A step.
pub struct Step {
    /// The name on the command line.
    pub name: &'static str,
    /// The lane of the step.
    pub lane: Lane,
    /// Whether it ends within seconds. Steps of the second lane start only after these have passed.
    pub is_fast: bool,
    /// The check.
    pub work: Work,
}

/// Steps that share a target directory, and therefore run one after the other. The lanes run at the same time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lane {
    /// The checks of all packages.
    Workspace,
    /// The checks of the generated crate with other features or for other targets, and of a package outside of the
    /// workspace.
    Crates,
}

const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        lane: Lane::Workspace,
        is_fast: true,
        work: Work::Cargo {
            args: &["fmt", "--all", "--check"],
            env: &[],
        },
    },
    Step {
        name: "generate",
        lane: Lane::Workspace,
        is_fast: true,
        work: Work::Generate,
    },
    Step {
        name: "clippy",
        lane: Lane::Workspace,
        is_fast: false,
        work: Work::Cargo {
            args: &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--features",
                "openai-typed/full,xtask/fetch",
                "--",
                "-D",
                "warnings",
            ],
            env: &[],
        },
    },
    // Dependencies have the features that `clippy` has checked them with: cargo includes those of development dependencies if
    // an example is documented. The library of `oasmith-browser` is empty here.
    Step {
        name: "doc",
        lane: Lane::Workspace,
        is_fast: false,
        work: Work::Cargo {
            args: &[
                "doc",
                "--workspace",
                "--exclude",
                "oasmith-browser",
                "--no-deps",
                "--features",
                "openai-typed/full,xtask/fetch",
                "--lib",
                "--bin",
                "mcp-server",
                "--bin",
                "xtask",
                "--bin",
                "xtask-fetch",
                "--bin",
                "xtask-rustc",
                "--example",
                "webhook",
            ],
            env: &[("RUSTDOCFLAGS", "-D warnings")],
        },
    },
    // Packages the crates without compiling them. The release compiles `oasmith` by `cargo xtask package --verify`.
    Step {
        name: "package",
        lane: Lane::Workspace,
        is_fast: false,
        work: Work::Package,
    },
    // Only types, the most common features, and everything.
    Step {
        name: "wasm",
        lane: Lane::Crates,
        is_fast: false,
        work: Work::Wasm(&["types", "chat,responses", "full"]),
    },
    Step {
        name: "browser",
        lane: Lane::Crates,
        is_fast: false,
        work: Work::Browser,
    },
    Step {
        name: "features",
        lane: Lane::Crates,
        is_fast: false,
        work: Work::Features,
    },
    Step {
        name: "parts",
        lane: Lane::Crates,
        is_fast: false,
        work: Work::Parts,
    },
    // A build script that generates a client.
    Step {
        name: "example",
        lane: Lane::Crates,
        is_fast: false,
        work: Work::Cargo {
            args: &[
                "run",
                "--quiet",
                "--manifest-path",
                "examples/build-script/Cargo.toml",
            ],
            env: &[],
        },
    },
    Step {
        name: "sweep",
        lane: Lane::Workspace,
        is_fast: false,
        work: Work::Sweep,
    },
    // A snapshot that differs fails the test and leaves no new file. The example programs are run by the test `examples`,
    // which links them all into one program; `clippy` checks each of them.
    Step {
        name: "test",
        lane: Lane::Workspace,
        is_fast: false,
        work: Work::Cargo {
            args: &["test", "--workspace", "--tests"],
            env: &[("INSTA_UPDATE", "no")],
        },
    },
    Step {
        name: "doctest",
        lane: Lane::Workspace,
        is_fast: false,
        work: Work::Cargo {
            // With the same packages as the step `test`, dependencies have the same features. Examples in the runtime name
            // the generated crate, where they are tested. `--doc` includes libraries with `doctest = false`.
            args: &[
                "test",
                "--workspace",
                "--doc",
                "--",
                "--skip",
                "templates/runtime",
            ],
            env: &[],
        },
    },
];

/// Returns the steps with these names, or all of them, in the order of [`STEPS`].
pub fn select(names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != name.as_str()))
    {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!(
            "unknown step `{unknown}`, expected one of {}",
            known.join(", ")
        );
    }
    Ok(STEPS
        .iter()
        .filter(|step| names.is_empty() || names.iter().any(|name| name == step.name))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::{STEPS, select};

    #[test]
    fn selected_steps_keep_their_order() {
        let names = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            select(&names).map(|steps| steps.iter().map(|step| step.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&["doc", "fmt"]).expect("known"), ["fmt", "doc"]);
        assert_eq!(names(&[]).expect("all").len(), STEPS.len());
        assert!(
            names(&["nothing"])
                .expect_err("unknown")
                .to_string()
                .contains("`nothing`")
        );
    }
}
