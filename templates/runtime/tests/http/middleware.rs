//! What users can put around the exchange, or in its place.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use oasmith_runtime::runtime::testing::{Answer, Mock};
use oasmith_runtime::runtime::{
    Body, BoxError, CallInfo, ClientBuilder, ErrorKind, TransportError, TransportErrorKind,
};
use serde_json::json;
use tower::ServiceBuilder;
use tower::timeout::TimeoutLayer;

use crate::support::*;

fn builder(mock: &Mock) -> ClientBuilder {
    ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .max_retries(1)
        .transport(mock.clone())
}

#[tokio::test]
async fn a_middleware_is_an_async_function_that_sees_each_attempt_and_what_it_is_for() {
    let mock = Mock::new([
        Answer::error(500, "c", "m").header("retry-after-ms", "1"),
        Answer::json(&json!({})),
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
                let answer = next.run(request).await?;
                let line = format!(
                    "{} {} {}",
                    call.operation.id,
                    call.retries,
                    answer.status().as_u16()
                );
                log.lock().unwrap().push(line);
                Ok(answer)
            }
        })
        .build()
        .unwrap();
    client.call::<PostThing>().await.unwrap();
    assert_eq!(
        *seen.lock().unwrap(),
        ["postThing 0 500", "postThing 1 200"]
    );
    assert_eq!(mock.last().unwrap().header("x-trace"), Some("t1"));
}

#[tokio::test]
async fn the_last_middleware_added_is_the_outermost() {
    let mock = Mock::new([Answer::json(&json!({}))]);
    let order = Shared::<Vec<u32>>::default();
    let mut adding = builder(&mock);
    for number in [1, 2] {
        let order = order.clone();
        adding = adding.middleware(move |request, next| {
            order.lock().unwrap().push(number);
            next.run(request)
        });
    }
    adding.build().unwrap().call::<PostThing>().await.unwrap();
    assert_eq!(*order.lock().unwrap(), [2, 1]);
}

#[tokio::test]
async fn a_middleware_may_answer_or_fail_by_itself() {
    let mock = Mock::new([]);
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
async fn a_layer_of_tower_goes_around_each_exchange() {
    let mock = Mock::new([
        Answer::json(&json!({})).after(Duration::from_secs(60)),
        Answer::json(&json!({"late": false})),
    ]);
    let client = builder(&mock)
        .layer(TimeoutLayer::new(Duration::from_secs(5)))
        .build()
        .unwrap();
    let answer = client.call::<PostThing>().await.unwrap();
    assert_eq!(answer, json!({"late": false}));
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn errors_of_the_connection_keep_their_kind_through_layers() {
    let mock = Mock::new([Answer::failure(TransportErrorKind::Cancelled, "x")]);
    let client = builder(&mock)
        .layer(TimeoutLayer::new(Duration::from_secs(5)))
        .build()
        .unwrap();
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
}

#[tokio::test]
async fn a_service_of_tower_can_be_the_transport() {
    let calls = Arc::new(AtomicU32::new(0));
    let counter = calls.clone();
    let service = tower::service_fn(move |request: http::Request<Body>| {
        counter.fetch_add(1, Ordering::Relaxed);
        let said = json!({"path": request.uri().path()}).to_string();
        async move { Ok::<_, BoxError>(http::Response::new(Body::from(said))) }
    });
    let service = ServiceBuilder::new()
        .map_request(|request: http::Request<Body>| request)
        .service(service);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .service(service)
        .build()
        .unwrap();
    let answer = client.call::<PostThing>().await.unwrap();
    assert_eq!(answer["path"], "/v1/things");
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}
