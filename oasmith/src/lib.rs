//! `oasmith` generates a typed Rust client from an OpenAPI document.
//!
//! This crate is the command `oasmith`, and a library for build scripts and other programs:
//!
//! ```
//! # let folder = tempfile::tempdir()?;
//! # let spec = folder.path().join("openapi.yaml");
//! # std::fs::write(&spec, "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n")?;
//! let client = oasmith::Generator::new()
//!     .spec(spec)
//!     .crate_name("pets-client")
//!     .generate()?;
//! assert!(client.files().contains_key("src/lib.rs"));
//! client.write_crate(folder.path().join("pets-client"))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The interface of the library consists only of [`Generator`], [`Generated`] and [`Error`]. Everything else belongs to
//! the command line and may change in any version. A build script does not need the default features.

mod builder;

pub use builder::{Error, Generated, Generator};

#[doc(hidden)]
pub mod input;
mod numbers;
#[doc(hidden)]
pub mod output;
#[doc(hidden)]
pub mod project;
mod referenced;
#[doc(hidden)]
pub mod templates;

#[cfg(feature = "fetch")]
mod fetch;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod compare;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod conformance;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod generate;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod init;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod inspect;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod manual;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod mock;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod peak_memory;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod pipeline;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod stopwatch;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod sweep;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod terminal;
