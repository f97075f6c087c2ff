//! Shell completions and manual pages, generated from the definition of the command line.
//!
//! Input: the commands and flags. Output: completion scripts, and pages for `man`.

use std::fs;

use anyhow::{Context as _, Result};
use clap::Command;

use crate::cli::{CompletionsArgs, ManArgs};
use crate::terminal::{self, Outcome};

/// Prints the completion script for a shell.
///
/// # Errors
/// Fails if standard output cannot be written.
pub fn completions(args: &CompletionsArgs, mut command: Command) -> Result<Outcome> {
    let name = command.get_name().to_owned();
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut text);
    terminal::print(&String::from_utf8(text)?)?;
    Ok(Outcome::Done)
}

/// Prints the manual page, or writes one page for the program and one for each of its commands.
///
/// # Errors
/// Fails if standard output or a file cannot be written.
pub fn man(args: &ManArgs, command: Command) -> Result<Outcome> {
    let Some(folder) = &args.out else {
        let mut text = Vec::new();
        clap_mangen::Man::new(command).render(&mut text)?;
        terminal::print(&String::from_utf8(text)?)?;
        return Ok(Outcome::Done);
    };
    let failed = || format!("cannot write manual pages to {}", folder.display());
    fs::create_dir_all(folder).with_context(failed)?;
    clap_mangen::generate_to(command, folder).with_context(failed)?;
    terminal::note(&format!("wrote manual pages to {}", folder.display()));
    Ok(Outcome::Done)
}
