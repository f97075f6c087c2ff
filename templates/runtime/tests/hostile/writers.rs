//! Requests that the server does not read, and clocks that jump.

use std::time::Duration;

use oasmith_runtime::ErrorKind;
use oasmith_runtime::testing::MockResponse;
use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::server::{Hostile, until_closed};
use crate::support::{PostThing, mocked};
use crate::{assert_clear, client};

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_read_the_request_is_a_timeout() {
    let server = Hostile::start(|stream| async move {
        // Longer than the timeout of the call. Nothing is read.
        tokio::time::sleep(Duration::from_secs(1)).await;
        drop(stream);
    })
    .await;
    let body = json!({ "text": "x".repeat(32 << 20) });
    let error = client(&server.url()).call::<PostThing>().json(&body).await;
    let error = error.unwrap_err();
    assert_clear("no reader", &error);
    assert_eq!(error.kind(), ErrorKind::Timeout);
    server.assert_idle("no reader").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_response_before_the_request_is_read_is_a_response() {
    let server = Hostile::start(|mut stream| async move {
        let response =
            b"HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
        let _ = stream.write_all(response).await;
        until_closed(stream).await;
    })
    .await;
    let body = json!({ "text": "x".repeat(1 << 20) });
    let error = client(&server.url()).call::<PostThing>().json(&body).await;
    let error = error.unwrap_err();
    assert_clear("an early response", &error);
    let is_known = error.status().is_some_and(|status| status == 413);
    assert!(is_known || error.kind() == ErrorKind::Connection, "{error}");
    server.assert_idle("an early response").await;
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_jumps_is_one_timeout() {
    let response = MockResponse::json(&json!({})).delay(Duration::from_secs(400 * 86_400));
    let (client, mock) = mocked([response]);
    let call = client.call::<PostThing>().max_retries(0);
    let calling = tokio::spawn(std::future::IntoFuture::into_future(call));
    tokio::task::yield_now().await;
    tokio::time::advance(Duration::from_secs(365 * 86_400)).await;
    let error = calling.await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), mock.requests().len()),
        (ErrorKind::Timeout, 1)
    );
}
