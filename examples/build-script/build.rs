//! Generates the client of `openapi.yaml`.

use std::env;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let client = oasmith::Generator::new()
        .spec("openapi.yaml")
        .config("oasmith.toml")
        .crate_name("ferries")
        .generate()?;
    client.write_module(env::var("OUT_DIR")?, "crate::ferries")?;
    for input in client.inputs() {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    Ok(())
}
