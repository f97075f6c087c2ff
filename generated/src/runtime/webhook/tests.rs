//! Deliveries that are to be trusted, and all kinds that are not.

use serde_json::{Value, json};

use super::*;

const SECRET: &str = "whsec_c2VjcmV0IGtleSBvZiB0aGUgdGVzdHM=";
const SENT: u64 = 1_760_000_000;
const BODY: &[u8] = br#"{"type":"thing.done"}"#;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// A signature made here, in the other direction.
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
fn a_signature_computed_elsewhere_fits() {
    // By `printf 'msg_1.1760000000.{"type":"thing.done"}' | openssl dgst -sha256 -hmac 'secret key of the tests'`.
    let signature = "v1,+XQ4W5HgRk2Ms7ypoZG8v6eqwNmkrj2GmV7HeLUbtuk=";
    check(SECRET, signature).expect("to be trusted");
}

#[test]
fn any_of_several_signatures_will_do() {
    let right = sign(b"secret key of the tests", BODY);
    check(SECRET, &format!("v1,AAAA v1,{right}")).expect("the second");
    check(SECRET, &format!("v1,{right} v2,whatever")).expect("the first");
    check(SECRET, &right).expect("without a version");
    check(SECRET, right.trim_end_matches('=')).expect("without padding");
    for wrong in [format!("v2,{right}"), "v1,".to_owned(), "v1,%%".to_owned()] {
        let error = check(SECRET, &wrong).expect_err("no match");
        assert!(matches!(error, WebhookError::NoMatch), "{wrong}: {error}");
    }
}

#[test]
fn a_secret_without_the_prefix_is_the_key_itself() {
    check("plain text", &sign(b"plain text", BODY)).expect("to be trusted");
    let error = check("another", &sign(b"plain text", BODY)).expect_err("another key");
    assert!(matches!(error, WebhookError::NoMatch));
    for unusable in ["", "whsec_", "whsec_*"] {
        let error = Webhook::new(unusable).expect_err("no secret");
        assert!(matches!(error, WebhookError::Secret(_)), "{unusable}");
    }
}

#[test]
fn a_changed_body_does_not_fit() {
    let webhook = Webhook::new(SECRET).expect("a secret");
    let headers = headers(&sign(b"secret key of the tests", BODY));
    let error = webhook
        .verify_at(&headers, b"{}", at(SENT))
        .expect_err("changed");
    assert_eq!(
        error.to_string(),
        "no signature fits the secret and the body"
    );
}

#[test]
fn the_time_of_sending_is_tolerated_300_seconds_both_ways() {
    let webhook = Webhook::new(SECRET).expect("a secret");
    let headers = headers(&sign(b"secret key of the tests", BODY));
    let of = |webhook: &Webhook, now| webhook.verify_at(&headers, BODY, at(now));
    of(&webhook, SENT + 300).expect("just in time");
    of(&webhook, SENT - 300).expect("just in time");
    assert!(matches!(
        of(&webhook, SENT + 301),
        Err(WebhookError::TooOld)
    ));
    assert!(matches!(
        of(&webhook, SENT - 301),
        Err(WebhookError::TooNew)
    ));
    let patient = webhook.tolerance(Duration::from_secs(600));
    of(&patient, SENT + 600).expect("still in time");
}

#[test]
fn what_is_missing_is_named() {
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
    for no_time in ["soon", "-1", "1.5", "99999999999999999999"] {
        headers.insert(
            "webhook-timestamp",
            no_time.parse().expect("a header value"),
        );
        let error = webhook
            .verify_at(&headers, BODY, at(SENT))
            .expect_err("no time");
        assert!(matches!(error, WebhookError::InvalidTimestamp), "{no_time}");
    }
}

#[test]
fn a_trusted_delivery_is_decoded() {
    let webhook = Webhook::new(SECRET)
        .expect("a secret")
        .tolerance(Duration::MAX);
    let headers = headers(&sign(b"secret key of the tests", BODY));
    let event: Value = webhook.unwrap(&headers, BODY).expect("an event");
    assert_eq!(event, json!({ "type": "thing.done" }));
    let body = b"not JSON";
    let headers = self::headers(&sign(b"secret key of the tests", body));
    let error = webhook
        .unwrap::<Value>(&headers, body)
        .expect_err("no JSON");
    assert!(matches!(error, WebhookError::Payload(_)));
}

#[test]
fn the_secret_is_never_shown() {
    let shown = format!("{:?}", Webhook::new("top secret").expect("a secret"));
    assert_eq!(shown, "Webhook { tolerance: 300s, .. }");
}
