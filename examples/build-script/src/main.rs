//! Calls a client that the build script generated.

/// The client.
#[allow(missing_docs, unused_imports)]
mod ferries {
    include!(concat!(env!("OUT_DIR"), "/ferries/mod.rs"));
}

use ferries::testing::MockResponse;
use ferries::{Client, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    // A real program calls `Client::builder().build()`.
    let sailing = r#"{"id": "7", "port": "North quay", "cars": 12}"#;
    let response = MockResponse::bytes("application/json", sailing);
    let (client, _) = Client::mocked([response]);
    let sailing = client.sailings().retrieve("7").await?;
    println!("{}: {:?} cars", sailing.port, sailing.cars);
    assert_eq!(sailing.cars, Some(12));
    Ok(())
}
