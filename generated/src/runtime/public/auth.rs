//! Credentials of a client: keys, providers of keys, and signatures of requests.

#[cfg(feature = "sigv4")]
pub use crate::runtime::auth::{AwsCredentials, AwsCredentialsProvider, SigV4};
pub use crate::runtime::auth::{Credential, CredentialProvider};
pub use crate::runtime::auth::{PlatformToken, TokenExchange};
pub use crate::runtime::auth::{Signer, UnsignedRequest};
pub use crate::runtime::spec::CredentialLocation;
#[doc(no_inline)]
pub use secrecy::SecretString;
