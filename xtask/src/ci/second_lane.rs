//! The second lane of `ci`: another process of this program, with a separate target directory.
//!
//! Input: steps. Output: their results. The output of the steps is shown when all of them have ended, so that it does not
//! mix with that of the first lane.

use std::env;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};

use super::StepResult;
use super::steps::Step;
use crate::repository::Repository;
use crate::terminal;

/// The target directory, below that of the repository.
const TARGET: &str = "target/lane";

/// The running lane. It is stopped when it is dropped.
pub struct SecondLane {
    process: Child,
    output: PathBuf,
    results: PathBuf,
}

impl SecondLane {
    /// Starts the steps in a separate process.
    pub fn start(repository: &Repository, steps: &[&Step]) -> Result<Self> {
        let folder = repository.path(TARGET);
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        // The first lane may rebuild this program and replace it.
        let program = folder.join("xtask");
        let this = env::current_exe().context("cannot find this program")?;
        fs::copy(this, &program).context("cannot copy this program")?;
        let (output, results) = (folder.join("output.txt"), folder.join("results.json"));
        let create = |path: &PathBuf| {
            File::create(path).with_context(|| format!("cannot create {}", path.display()))
        };
        let names: Vec<&str> = steps.iter().map(|step| step.name).collect();
        terminal::note(&format!("\n==> in the second lane: {}", names.join(", ")));
        let process = Command::new(program)
            .args(["ci", "--json"])
            .args(&names)
            .current_dir(repository.root())
            .env("CARGO_TARGET_DIR", folder)
            .stdin(Stdio::null())
            .stdout(create(&results)?)
            .stderr(create(&output)?)
            .spawn()
            .context("cannot start the second lane")?;
        Ok(Self {
            process,
            output,
            results,
        })
    }

    /// Returns whether a step has failed so far.
    pub fn has_failed(&mut self) -> bool {
        let status = self.process.try_wait();
        status.is_ok_and(|status| status.is_some_and(|status| !status.success()))
    }

    /// Waits for the steps, shows their output and returns their results.
    pub fn finish(mut self) -> Result<Vec<StepResult>> {
        self.process
            .wait()
            .context("cannot wait for the second lane")?;
        let output = fs::read(&self.output).context("cannot read the output of a lane")?;
        terminal::note(&String::from_utf8_lossy(&output));
        let results = fs::read(&self.results).context("cannot read the results of a lane")?;
        serde_json::from_slice(&results).context("the second lane ended without results")
    }
}

impl Drop for SecondLane {
    fn drop(&mut self) {
        // Has no effect on a process that has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
