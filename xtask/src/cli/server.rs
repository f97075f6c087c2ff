//! The commands that call or run a server.
//!
//! Input: the arguments of the process. Output: one `struct` per command.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `conformance`.
#[derive(Args, Debug)]
pub struct ConformanceArgs {
    /// Base URL of the server; the path of each operation is appended to it
    #[arg(long, value_name = "URL")]
    pub base_url: String,
    /// API key for the operations that require one; prefer the environment variable [default: none]
    #[arg(
        long,
        value_name = "KEY",
        env = "CONFORMANCE_KEY",
        hide_env_values = true
    )]
    pub api_key: Option<String>,
    /// Call only the operation with this operationId; repeatable
    #[arg(long, value_name = "ID")]
    pub only: Vec<String>,
    /// Call only the operations of this crate feature; repeatable
    #[arg(long, value_name = "FEATURE")]
    pub feature: Vec<String>,
    /// Model to name in the requests of an area (`chat=NAME`), or of all areas (`NAME`); repeatable
    #[arg(long, value_name = "[AREA=]MODEL")]
    pub model: Vec<String>,
    /// Print one line of JSON per operation, then one for the summary
    #[arg(long)]
    pub json: bool,
}

/// How a connection ends after the bytes of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Cut {
    /// The server closes the connection before the response is complete
    Polite,
    /// The server resets the connection
    Reset,
}

/// Arguments of `replay`.
#[derive(Args, Debug)]
pub struct ReplayArgs {
    /// The operationId of the operation to call
    pub operation: String,
    /// File with the body of the response (`-` for standard input)
    pub file: PathBuf,
    /// Request an event stream, and accumulate the events
    #[arg(long)]
    pub stream: bool,
    /// Status of the response
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u16).range(200..=599))]
    pub status: u16,
    /// Media type of the response [default: the one that the document declares]
    #[arg(long, value_name = "TYPE")]
    pub content_type: Option<String>,
    /// Header of the response, as `Name: value`; repeatable
    #[arg(long, value_name = "HEADER", value_parser = header)]
    pub header: Vec<(String, String)>,
    /// How the connection ends after the bytes [default: after a complete response]
    #[arg(long, value_name = "HOW")]
    pub cut: Option<Cut>,
    /// Number of bytes in each write [default: all bytes at once]
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub pieces: Option<u32>,
    /// Print the result as one JSON object
    #[arg(long)]
    pub json: bool,
}

fn header(line: &str) -> Result<(String, String), String> {
    let (name, value) = line.split_once(':').ok_or("expected `Name: value`")?;
    let is_token = |character: char| character.is_ascii_graphic() && character != ':';
    if name.is_empty() || !name.chars().all(is_token) {
        return Err(format!("invalid header name `{name}`"));
    }
    if value.contains(['\r', '\n']) {
        return Err("a header value must not contain line breaks".to_owned());
    }
    Ok((name.to_owned(), value.trim().to_owned()))
}
