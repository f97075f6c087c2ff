//! Credentials of a client: keys, providers of keys, and signatures of requests.

#[cfg(feature = "oauth2")]
pub use crate::runtime::auth::OAuth2;
#[cfg(feature = "sigv4")]
pub use crate::runtime::auth::{AwsCredentials, AwsCredentialsProvider, SigV4};
pub use crate::runtime::auth::{Credential, CredentialProvider};
#[cfg(feature = "token-exchange")]
pub use crate::runtime::auth::{PlatformToken, TokenExchange};
#[cfg(feature = "signers")]
pub use crate::runtime::auth::{Signer, UnsignedRequest};
pub use crate::runtime::spec::CredentialLocation;
#[doc(no_inline)]
pub use secrecy::SecretString;
