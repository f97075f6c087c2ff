//! Typed webhook events. The tests of the runtime cover verification.

use std::time::Duration;

use openai_typed::HeaderMap;
use openai_typed::types::WebhookEvent;
use openai_typed::webhooks::{Webhook, WebhookError};

/// The signatures were created by `openssl dgst -sha256 -hmac 'key of the tests'` over `msg_1.1760000000.` and the
/// body.
const SECRET: &str = "key of the tests";

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

fn webhook() -> Webhook {
    let webhook = Webhook::new(SECRET).expect("a secret");
    webhook.tolerance(Duration::MAX)
}

#[test]
fn a_delivery_is_decoded_as_its_event() {
    let body = br#"{"object":"event","id":"evt_1","type":"batch.completed","created_at":1760000000,"data":{"id":"batch_1"}}"#;
    let event = webhook().event(
        &headers("v1,p4/+maY20/9HMTpkfV9uyyU4hVeyG1zSSGAecp2JMpI="),
        body,
    );
    let WebhookEvent::BatchCompleted(event) = event.expect("an event") else {
        panic!("another event");
    };
    assert_eq!(event.data.id, "batch_1");
}

#[test]
fn an_event_of_an_unknown_type_is_kept() {
    let body = br#"{"id":"evt_1","type":"sparkle.done","data":{}}"#;
    let event = webhook().event(
        &headers("v1,kQQDdbzivDMh1/GzNTysohG9Sww7JMEf2tPy4UHwbO0="),
        body,
    );
    let WebhookEvent::Unknown(event) = event.expect("an event") else {
        panic!("a known event");
    };
    assert_eq!(event.get("type"), Some(&"sparkle.done".into()));
    let error = webhook()
        .event(
            &headers("v1,kQQDdbzivDMh1/GzNTysohG9Sww7JMEf2tPy4UHwbO0="),
            b"{}",
        )
        .expect_err("another body");
    assert!(matches!(error, WebhookError::SignatureMismatch));
}
