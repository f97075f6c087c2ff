//! Middleware, `tower` layers and services.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::transport::{Body, CallInfo, TransportError, TransportErrorKind};
use oasmith_runtime::{BoxError, ClientBuilder, ErrorKind};
use serde_json::json;
use tower::ServiceBuilder;
use tower::timeout::TimeoutLayer;

use crate::support::*;

fn builder(mock: &MockTransport) -> ClientBuilder {
    ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .max_retries(1)
        .transport(mock.clone())
}

#[tokio::test]
async fn middleware_sees_each_attempt_and_its_call() {
    let mock = MockTransport::new([
        MockResponse::error(500, "c", "m").header("retry-after-ms", "1"),
        MockResponse::json(&json!({})),
    ]);
    let seen = Shared::<Vec<String>>::default();
    let log = seen.clone();
    let client = builder(&mock)
        .middleware(move |mut request, next| {
            let log = log.clone();
            async move {
                let call = *request.extensions().get::<CallInfo>().unwrap();
                request
                    .headers_mut()
                    .insert("x-trace", "t1".parse().unwrap());
                let response = next.run(request).await?;
                let line = format!(
                    "{} {} {}",
                    call.operation.id,
                    call.retries,
                    response.status().as_u16()
                );
                log.lock().unwrap().push(line);
                Ok(response)
            }
        })
        .build()
        .unwrap();
    client.call::<PostThing>().await.unwrap();
    assert_eq!(
        *seen.lock().unwrap(),
        ["postThing 0 500", "postThing 1 200"]
    );
    assert_eq!(mock.last_request().unwrap().header("x-trace"), Some("t1"));
}

#[tokio::test]
async fn the_last_middleware_is_the_outermost() {
    let mock = MockTransport::new([MockResponse::json(&json!({}))]);
    let order = Shared::<Vec<u32>>::default();
    let mut builder = builder(&mock);
    for number in [1, 2] {
        let order = order.clone();
        builder = builder.middleware(move |request, next| {
            order.lock().unwrap().push(number);
            next.run(request)
        });
    }
    builder.build().unwrap().call::<PostThing>().await.unwrap();
    assert_eq!(*order.lock().unwrap(), [2, 1]);
}

#[tokio::test]
async fn middleware_can_respond_or_fail_itself() {
    let mock = MockTransport::new([]);
    let cached = builder(&mock)
        .middleware(|_, _| async { Ok(http::Response::new(r#"{"cached":true}"#.into())) })
        .build()
        .unwrap();
    assert_eq!(cached.call::<PostThing>().await.unwrap()["cached"], true);
    let closed = builder(&mock)
        .middleware(|_, _| async {
            Err(TransportError::new(
                TransportErrorKind::Cancelled,
                "shutting down",
            ))
        })
        .build()
        .unwrap();
    let error = closed.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert!(mock.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_tower_layer_wraps_each_exchange() {
    let mock = MockTransport::new([
        MockResponse::json(&json!({})).delay(Duration::from_secs(60)),
        MockResponse::json(&json!({"late": false})),
    ]);
    let client = builder(&mock)
        .layer(TimeoutLayer::new(Duration::from_secs(5)))
        .build()
        .unwrap();
    let response = client.call::<PostThing>().await.unwrap();
    assert_eq!(response, json!({"late": false}));
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn transport_errors_keep_their_kind_through_layers() {
    let mock = MockTransport::new([MockResponse::transport_error(
        TransportErrorKind::Cancelled,
        "x",
    )]);
    let client = builder(&mock)
        .layer(TimeoutLayer::new(Duration::from_secs(5)))
        .build()
        .unwrap();
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
}

#[tokio::test]
async fn a_tower_service_can_be_the_transport() {
    let calls = Arc::new(AtomicU32::new(0));
    let counter = calls.clone();
    let service = tower::service_fn(move |request: http::Request<Body>| {
        counter.fetch_add(1, Ordering::Relaxed);
        let body = json!({"path": request.uri().path()}).to_string();
        async move { Ok::<_, BoxError>(http::Response::new(Body::from(body))) }
    });
    let service = ServiceBuilder::new()
        .map_request(|request: http::Request<Body>| request)
        .service(service);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .service(service)
        .build()
        .unwrap();
    let response = client.call::<PostThing>().await.unwrap();
    assert_eq!(response["path"], "/v1/things");
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}
