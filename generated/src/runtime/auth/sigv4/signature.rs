//! The signature of a canonical request.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::canonical::CanonicalRequest;
use super::credentials::AwsCredentials;
use crate::runtime::error::BoxError;

/// The header of the session token.
pub(super) const TOKEN_HEADER: &str = "x-amz-security-token";
const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const TERMINATOR: &str = "aws4_request";
const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
/// The last second of the year 9999.
const MAX_TIME: Duration = Duration::from_secs(253_402_300_799);

/// The credential scope of a signature.
pub(super) struct Scope<'a> {
    /// The time, in the form `20150830T123600Z`.
    pub(super) time: String,
    region: &'a str,
    service: &'a str,
}

impl<'a> Scope<'a> {
    pub(super) fn new(time: SystemTime, region: &'a str, service: &'a str) -> Self {
        Self {
            time: basic_format(time),
            region,
            service,
        }
    }

    fn day(&self) -> &str {
        self.time.split('T').next().unwrap_or_default()
    }

    fn to_text(&self) -> String {
        [self.day(), self.region, self.service, TERMINATOR].join("/")
    }
}

/// Formats a time in the basic format of ISO 8601, via the HTTP format `Sun, 30 Aug 2015 12:36:00 GMT`.
fn basic_format(time: SystemTime) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let text = httpdate::fmt_http_date(UNIX_EPOCH + since.min(MAX_TIME));
    let mut words = text.split(' ').skip(1);
    let mut word = || words.next().unwrap_or_default();
    let (day, month, year, clock) = (word(), word(), word(), word());
    let month = MONTHS.find(month).map_or(0, |at| at / 3 + 1);
    format!("{year}{month:02}{day}T{}Z", clock.replace(':', ""))
}

/// Returns the value of the `Authorization` header.
pub(super) fn authorization(
    credentials: &AwsCredentials,
    scope: &Scope<'_>,
    canonical: &CanonicalRequest,
) -> Result<String, BoxError> {
    let (time, credential_scope) = (&scope.time, scope.to_text());
    let hash = digest(canonical.text.as_bytes());
    let string_to_sign = format!("{ALGORITHM}\n{time}\n{credential_scope}\n{hash}");
    let mut key = format!("AWS4{}", credentials.secret()).into_bytes();
    for part in [
        scope.day(),
        scope.region,
        scope.service,
        TERMINATOR,
        &string_to_sign,
    ] {
        key = mac(&key, part)?;
    }
    Ok(format!(
        "{ALGORITHM} Credential={}/{credential_scope}, SignedHeaders={}, Signature={}",
        credentials.id(),
        canonical.header_names,
        hex(&key)
    ))
}

/// Returns the SHA-256 hash in hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn mac(key: &[u8], text: &str) -> Result<Vec<u8>, BoxError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key)?;
    mac.update(text.as_bytes());
    Ok(mac.finalize().into_bytes().to_vec())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
