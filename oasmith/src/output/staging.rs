//! Writes new files into a staging folder, in parallel: a crate has thousands of them.
//!
//! Input: a folder, and files by their path below it. Output: the folder with its files. After an error, the folder may
//! contain only some of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::thread;

use anyhow::{Context as _, Result};

/// Maximum number of threads. With more, they only wait for each other in the file system.
const THREADS: usize = 4;

/// Writes the files.
pub fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let parents: BTreeSet<&str> = files.keys().map(|path| parent(path)).collect();
    for parent in parents {
        fs::create_dir_all(folder.join(parent))
            .with_context(|| format!("cannot create folder {parent}"))?;
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
