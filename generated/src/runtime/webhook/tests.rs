//! Accepted and rejected deliveries.

use serde_json::{Value, json};

use super::*;

const SECRET: &str = "whsec_c2VjcmV0IGtleSBvZiB0aGUgdGVzdHM=";
const SENT: u64 = 1_760_000_000;
const BODY: &[u8] = br#"{"type":"thing.done"}"#;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// Signs a body as the sender does.
fn sign(key: &[u8], body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
    mac.update(format!("msg_1.{SENT}.").as_bytes());
    mac.update(body);
    BASE64.encode(mac.finalize().into_bytes())
}

fn headers(signature: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", "1760000000"),
        ("webhook-signature", signature),
    ] {
        headers.insert(name, value.parse().expect("a header value"));
    }
    headers
}

fn check(secret: &str, signature: &str) -> Result<(), WebhookError> {
    let webhook = Webhook::new(secret).expect("a secret");
    webhook.verify_at(&headers(signature), BODY, at(SENT))
}

#[test]
fn a_signature_computed_by_openssl_is_accepted() {
    // Computed by this command:
    // printf 'msg_1.1760000000.{"type":"thing.done"}' | openssl dgst -sha256 -hmac 'secret key of the tests'
    let signature = "v1,+XQ4W5HgRk2Ms7ypoZG8v6eqwNmkrj2GmV7HeLUbtuk=";
    check(SECRET, signature).expect("accepted");
}

#[test]
fn any_of_several_signatures_is_accepted() {
    let valid = sign(b"secret key of the tests", BODY);
    check(SECRET, &format!("v1,AAAA v1,{valid}")).expect("the second");
    check(SECRET, &format!("v1,{valid} v2,whatever")).expect("the first");
    check(SECRET, &valid).expect("without a version");
    check(SECRET, valid.trim_end_matches('=')).expect("without padding");
    for invalid in [format!("v2,{valid}"), "v1,".to_owned(), "v1,%%".to_owned()] {
        let error = check(SECRET, &invalid).expect_err("no match");
        assert!(
            matches!(error, WebhookError::SignatureMismatch),
            "{invalid}: {error}"
        );
    }
}

#[test]
fn a_secret_without_the_prefix_is_the_key() {
    check("plain secret", &sign(b"plain secret", BODY)).expect("accepted");
    let error = check("another", &sign(b"plain secret", BODY)).expect_err("another key");
    assert!(matches!(error, WebhookError::SignatureMismatch));
    for invalid in ["", "whsec_", "whsec_*"] {
        let error = Webhook::new(invalid).expect_err("an invalid secret");
        assert!(matches!(error, WebhookError::InvalidSecret(_)), "{invalid}");
    }
}

#[test]
fn a_modified_body_is_rejected() {
    let webhook = Webhook::new(SECRET).expect("a secret");
    let headers = headers(&sign(b"secret key of the tests", BODY));
    let error = webhook
        .verify_at(&headers, b"{}", at(SENT))
        .expect_err("a modified body");
    assert_eq!(
        error.to_string(),
        "no signature matches the secret and the body"
    );
}

#[test]
fn the_tolerance_is_300_seconds_in_both_directions() {
    let webhook = Webhook::new(SECRET).expect("a secret");
    let headers = headers(&sign(b"secret key of the tests", BODY));
    let verify = |webhook: &Webhook, now| webhook.verify_at(&headers, BODY, at(now));
    verify(&webhook, SENT + 300).expect("just in time");
    verify(&webhook, SENT - 300).expect("just in time");
    assert!(matches!(
        verify(&webhook, SENT + 301),
        Err(WebhookError::TooOld)
    ));
    assert!(matches!(
        verify(&webhook, SENT - 301),
        Err(WebhookError::TooNew)
    ));
    let tolerant = webhook.tolerance(Duration::from_secs(600));
    verify(&tolerant, SENT + 600).expect("just in time");
}

#[test]
fn missing_and_invalid_headers_are_reported() {
    let webhook = Webhook::new(SECRET).expect("a secret");
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut headers = headers("v1,AAAA");
        headers.remove(name);
        let error = webhook
            .verify_at(&headers, BODY, at(SENT))
            .expect_err("missing");
        assert!(error.to_string().contains(name), "{error}");
    }
    let mut headers = headers("v1,AAAA");
    for invalid in ["soon", "-1", "1.5", "99999999999999999999"] {
        headers.insert(
            "webhook-timestamp",
            invalid.parse().expect("a header value"),
        );
        let error = webhook
            .verify_at(&headers, BODY, at(SENT))
            .expect_err("an invalid timestamp");
        assert!(matches!(error, WebhookError::InvalidTimestamp), "{invalid}");
    }
}

#[test]
fn a_verified_delivery_is_decoded() {
    let webhook = Webhook::new(SECRET)
        .expect("a secret")
        .tolerance(Duration::MAX);
    let headers = headers(&sign(b"secret key of the tests", BODY));
    let event: Value = webhook.verify_and_decode(&headers, BODY).expect("an event");
    assert_eq!(event, json!({ "type": "thing.done" }));
    let body = b"not JSON";
    let headers = self::headers(&sign(b"secret key of the tests", body));
    let error = webhook
        .verify_and_decode::<Value>(&headers, body)
        .expect_err("not JSON");
    assert!(matches!(error, WebhookError::InvalidPayload(_)));
}

#[test]
fn debug_does_not_print_the_secret() {
    let printed = format!("{:?}", Webhook::new("top secret").expect("a secret"));
    assert_eq!(printed, "Webhook { tolerance: 300s, .. }");
}
