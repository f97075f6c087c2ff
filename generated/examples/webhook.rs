//! Verifies a webhook delivery, and decodes its event. It needs no network.
//! A server passes the headers and the unmodified body of each request to `Webhook::event`.
//!
//! Run it: `cargo run --example webhook --features webhooks`.

use std::time::Duration;

use openai_typed::HeaderMap;
use openai_typed::types::WebhookEvent;
use openai_typed::webhooks::Webhook;

const BODY: &[u8] = br#"{"object":"event","id":"evt_1","type":"batch.completed","created_at":1760000000,"data":{"id":"batch_1"}}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A real verifier is `Webhook::from_env()?`, and rejects deliveries that are older than five minutes.
    let webhook = Webhook::new("key of the tests")?.tolerance(Duration::MAX);
    let mut headers = HeaderMap::new();
    headers.insert("webhook-id", "msg_1".parse()?);
    headers.insert("webhook-timestamp", "1760000000".parse()?);
    headers.insert(
        "webhook-signature",
        "v1,p4/+maY20/9HMTpkfV9uyyU4hVeyG1zSSGAecp2JMpI=".parse()?,
    );
    match webhook.event(&headers, BODY)? {
        WebhookEvent::BatchCompleted(event) => println!("{} is done", event.data.id),
        other => println!("ignored: {other:?}"),
    }
    headers.insert("webhook-id", "msg_2".parse()?);
    println!("{}", webhook.event(&headers, BODY).is_err());
    Ok(())
}
