//! New files in a folder of their own, written side by side: a crate has some thousands of them.
//!
//! In: a folder, texts by their path below it. Out: the folder with its files, or an error and some of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::thread;

use anyhow::{Context as _, Result};

/// At most so many threads: beyond, they wait for one another in the file system.
const THREADS: usize = 4;

/// Writes the files.
pub fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let parents: BTreeSet<&str> = files.keys().map(|path| parent(path)).collect();
    for parent in parents {
        fs::create_dir_all(folder.join(parent))
            .with_context(|| format!("cannot make a folder for {parent}"))?;
    }
    let files: Vec<(&String, &Vec<u8>)> = files.iter().collect();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = files.len().div_ceil(threads.min(THREADS)).max(1);
    thread::scope(|scope| {
        let shares = files.chunks(share);
        let writers: Vec<_> = shares
            .map(|share| scope.spawn(move || write_share(folder, share)))
            .collect();
        let results = writers.into_iter().map(|writer| {
            let ended = writer.join();
            ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        results.collect()
    })
}

fn write_share(folder: &Path, files: &[(&String, &Vec<u8>)]) -> Result<()> {
    for (path, bytes) in files {
        fs::write(folder.join(path), bytes).with_context(|| format!("cannot write {path}"))?;
    }
    Ok(())
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}
