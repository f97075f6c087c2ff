//! Credentials: keys, providers of keys, and signatures.

mod credential;
mod platform_token;
mod provider;
mod signer;
#[cfg(feature = "sigv4")]
mod sigv4;
mod token_cache;
mod token_endpoint;
mod token_exchange;

pub use credential::Credential;
pub(crate) use credential::{Auth, place_key};
pub use platform_token::PlatformToken;
pub use provider::CredentialProvider;
pub use signer::{Signer, UnsignedRequest};
#[cfg(feature = "sigv4")]
pub use sigv4::{AwsCredentials, AwsCredentialsProvider, SigV4};
pub use token_exchange::TokenExchange;
