//! The signature over a request's canonical form.
//!
//! In: credentials, the time, region and service, and the form. Out: the header that carries the signature.
//! Must not know: requests.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::super::error::BoxError;
use super::canonical::Canonical;
use super::credentials::AwsCredentials;

/// The header with the token of a session.
pub(super) const TOKEN: &str = "x-amz-security-token";
const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const END: &str = "aws4_request";
const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
/// The last second that a date has digits for.
const LAST: Duration = Duration::from_secs(253_402_300_799);

/// What a signature is good for.
pub(super) struct Scope<'a> {
    /// The time, as `20150830T123600Z`.
    pub(super) time: String,
    region: &'a str,
    service: &'a str,
}

impl<'a> Scope<'a> {
    pub(super) fn new(time: SystemTime, region: &'a str, service: &'a str) -> Self {
        Self {
            time: basic(time),
            region,
            service,
        }
    }

    fn day(&self) -> &str {
        self.time.split('T').next().unwrap_or_default()
    }

    fn text(&self) -> String {
        [self.day(), self.region, self.service, END].join("/")
    }
}

/// A time in the basic format of ISO 8601, made of that of HTTP: `Sun, 30 Aug 2015 12:36:00 GMT`.
fn basic(time: SystemTime) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let text = httpdate::fmt_http_date(UNIX_EPOCH + since.min(LAST));
    let mut words = text.split(' ').skip(1);
    let mut word = || words.next().unwrap_or_default();
    let (day, month, year, clock) = (word(), word(), word(), word());
    let month = MONTHS.find(month).map_or(0, |at| at / 3 + 1);
    format!("{year}{month:02}{day}T{}Z", clock.replace(':', ""))
}

/// The value of `Authorization` that signs this form.
pub(super) fn authorization(
    credentials: &AwsCredentials,
    scope: &Scope<'_>,
    canonical: &Canonical,
) -> Result<String, BoxError> {
    let (time, named) = (&scope.time, scope.text());
    let hash = digest(canonical.text.as_bytes());
    let text = format!("{ALGORITHM}\n{time}\n{named}\n{hash}");
    let mut key = format!("AWS4{}", credentials.secret()).into_bytes();
    for part in [scope.day(), scope.region, scope.service, END, &text] {
        key = mac(&key, part)?;
    }
    Ok(format!(
        "{ALGORITHM} Credential={}/{named}, SignedHeaders={}, Signature={}",
        credentials.id(),
        canonical.names,
        hex(&key)
    ))
}

/// The hash of bytes as text.
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
