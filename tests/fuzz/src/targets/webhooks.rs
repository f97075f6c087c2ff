//! Webhook deliveries: only the unchanged delivery is accepted.

use std::time::{Duration, UNIX_EPOCH};

use http::{HeaderMap, HeaderValue};
use openai_typed::webhooks::Webhook;

use crate::Choices;

/// A delivery that was signed by `openssl dgst -sha256 -hmac 'key of the tests'`.
const SECRET: &str = "key of the tests";
const HEADERS: [(&str, &str); 3] = [
    ("webhook-id", "msg_1"),
    ("webhook-timestamp", "1760000000"),
    (
        "webhook-signature",
        "v1,p4/+maY20/9HMTpkfV9uyyU4hVeyG1zSSGAecp2JMpI=",
    ),
];
const BODY: &[u8] = br#"{"object":"event","id":"evt_1","type":"batch.completed","created_at":1760000000,"data":{"id":"batch_1"}}"#;

const WORDS: &[&str] = &[
    "v1,",
    "v1a,",
    "v2,",
    ",",
    " ",
    "=",
    "-",
    "+",
    "1760000000",
    "99999999999999999999",
    "msg_1",
    "whsec_",
    "AAAA",
    ".",
    "p4/+maY20/9HMTpkfV9uyyU4hVeyG1zSSGAecp2JMpI=",
];

/// Changes a valid delivery, and verifies a delivery with any headers and body.
pub fn run(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    changed(&mut choices);
    let secret = choices.words(WORDS, 3);
    let Ok(webhook) = Webhook::new(&secret) else {
        return;
    };
    let mut headers = HeaderMap::new();
    for (name, _) in HEADERS {
        let value = match choices.one_in(3) {
            true => choices.bytes(40),
            false => choices.words(WORDS, 4).into_bytes(),
        };
        if let Ok(value) = HeaderValue::from_bytes(&value) {
            headers.append(name, value);
        }
    }
    let body = choices.rest();
    assert!(webhook.verify(&headers, body).is_err(), "{headers:?}");
    assert!(webhook.event(&headers, body).is_err(), "{headers:?}");
}

/// Changes parts of a valid delivery. Whitespace around a header value is ignored.
fn changed(choices: &mut Choices<'_>) {
    let webhook = Webhook::new(SECRET).expect("a secret");
    let mut values = HEADERS.map(|(_, value)| value.as_bytes().to_vec());
    let mut body = BODY.to_vec();
    for _ in 0..choices.below(4) {
        let place = choices.below(4);
        let part = values.get_mut(place).unwrap_or(&mut body);
        let at = choices.below(part.len() + 1);
        match choices.below(3) {
            0 if at < part.len() => part[at] = choices.byte(),
            1 if at < part.len() => drop(part.remove(at)),
            _ => part.insert(at, choices.byte()),
        }
    }
    let mut headers = HeaderMap::new();
    for ((name, _), value) in HEADERS.iter().zip(&values) {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.insert(*name, value);
        }
    }
    let received = UNIX_EPOCH + Duration::from_secs(1_760_000_000);
    let accepted = webhook.verify_at(&headers, &body, received).is_ok();
    let trimmed = |value: &[u8]| value.trim_ascii().to_vec();
    let [id, timestamp, signature] = &values;
    let is_signed = body == BODY && trimmed(id) == b"msg_1" && trimmed(timestamp) == b"1760000000";
    // Several signatures may be given, and the padding of base64 may be missing.
    let has_signature =
        String::from_utf8_lossy(signature).contains("p4/+maY20/9HMTpkfV9uyyU4hVeyG1zSSGAecp2JMp");
    assert!(!accepted || (is_signed && has_signature), "{headers:?}");
    let is_unchanged = body == BODY
        && HEADERS
            .iter()
            .zip(&values)
            .all(|((_, was), value)| was.as_bytes() == value);
    assert!(accepted || !is_unchanged, "{headers:?}");
}
