//! Credentials: keys, providers of keys, and signatures.

mod credential;
#[cfg(feature = "oauth2")]
mod oauth2;
#[cfg(feature = "token-exchange")]
mod platform_token;
mod provider;
#[cfg(feature = "signers")]
mod signer;
#[cfg(feature = "sigv4")]
mod sigv4;
#[cfg(any(feature = "oauth2", feature = "token-exchange"))]
mod token_cache;
#[cfg(any(feature = "oauth2", feature = "token-exchange"))]
mod token_endpoint;
#[cfg(feature = "token-exchange")]
mod token_exchange;

pub use credential::Credential;
pub(crate) use credential::{Auth, place_key};
#[cfg(feature = "oauth2")]
pub use oauth2::OAuth2;
#[cfg(feature = "token-exchange")]
pub use platform_token::PlatformToken;
pub use provider::CredentialProvider;
#[cfg(feature = "signers")]
pub use signer::{Signer, UnsignedRequest};
#[cfg(feature = "sigv4")]
pub use sigv4::{AwsCredentials, AwsCredentialsProvider, SigV4};
#[cfg(feature = "token-exchange")]
pub use token_exchange::TokenExchange;
