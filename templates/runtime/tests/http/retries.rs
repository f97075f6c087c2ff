//! When a call is tried again, how long it waits, and when it is given up.

use std::time::{Duration, SystemTime};

use oasmith_runtime::runtime::testing::{Answer, Mock};
use oasmith_runtime::runtime::{
    Body, Client, ClientBuilder, Error, ErrorKind, Exchange, Form, Transport, TransportErrorKind,
    Upload,
};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::*;

fn ok() -> Answer {
    Answer::json(&json!({"ok": true}))
}

fn failing(status: u16) -> Answer {
    Answer::json_with(status, &json!({"error": {"message": "no", "code": "c"}}))
}

/// The outcome of a call that is given these answers, how often it was sent, and how long it waited. Time is paused:
/// waiting takes none.
async fn outcome(
    answers: impl IntoIterator<Item = Answer>,
) -> (Result<Value, Error>, usize, Duration) {
    let (client, mock) = mocked(answers);
    let start = Instant::now();
    let result = client.call::<PostThing>().json(&json!({"a": 1})).await;
    (result, mock.requests().len(), start.elapsed())
}

#[tokio::test(start_paused = true)]
async fn statuses_that_may_pass_are_retried_twice_and_others_never() {
    for status in [408, 409, 429, 500, 502, 503, 504, 529] {
        let (result, sent, _) = outcome((0..3).map(|_| failing(status))).await;
        assert_eq!((result.unwrap_err().retries(), sent), (2, 3), "{status}");
    }
    for status in [400, 401, 403, 404, 422, 418] {
        let (result, sent, waited) = outcome([failing(status)]).await;
        assert_eq!(
            (result.unwrap_err().retries(), sent, waited),
            (0, 1, Duration::ZERO),
            "{status}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_succeeds_is_a_success() {
    let (result, sent, _) = outcome([failing(500), failing(429), ok()]).await;
    assert_eq!((result.unwrap(), sent), (json!({"ok": true}), 3));
}

#[tokio::test(start_paused = true)]
async fn connection_errors_and_timeouts_are_retried_and_others_not() {
    for kind in [TransportErrorKind::Connection, TransportErrorKind::Timeout] {
        let (result, sent, _) = outcome([Answer::failure(kind, "x"), ok()]).await;
        assert!(result.is_ok() && sent == 2, "{kind:?}");
    }
    for kind in [TransportErrorKind::Cancelled, TransportErrorKind::Request] {
        let (result, sent, _) = outcome([Answer::failure(kind, "x"), ok()]).await;
        assert!(result.is_err() && sent == 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_used_up_quota_is_final() {
    let body = json!({"error": {"message": "pay", "code": "no_quota"}});
    let answer = Answer::json_with(429, &body).header("x-should-retry", "true");
    let (result, sent, _) = outcome([answer, ok()]).await;
    assert_eq!((result.unwrap_err().kind(), sent), (ErrorKind::Quota, 1));
}

#[tokio::test(start_paused = true)]
async fn backoff_is_half_a_second_doubled_less_a_quarter_at_most() {
    let (_, _, waited) = outcome((0..3).map(|_| failing(500))).await;
    let seconds = waited.as_secs_f64();
    assert!((1.125..=1.51).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn the_delay_that_the_service_asks_for_is_kept() {
    let cases = [
        ("retry-after-ms", "1234.5", 1.2345),
        ("retry-after", "7", 7.0),
        ("retry-after", "0.5", 0.5),
        ("retry-after", "120", 120.0),
    ];
    for (name, value, expected) in cases {
        let (result, _, waited) = outcome([failing(429).header(name, value), ok()]).await;
        let waited = waited.as_secs_f64();
        assert!(
            result.is_ok() && (waited - expected).abs() < 0.01,
            "{name}: {value}: {waited}"
        );
    }
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(60));
    let (_, _, waited) = outcome([failing(429).header("retry-after", &date), ok()]).await;
    assert!(
        waited > Duration::from_secs(30) && waited <= Duration::from_secs(61),
        "{waited:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_delay_of_more_than_two_minutes_means_no_retry() {
    for (name, value) in [("retry-after", "121"), ("retry-after-ms", "120001")] {
        let answer = failing(429)
            .header(name, value)
            .header("x-should-retry", "true");
        let (result, sent, waited) = outcome([answer, ok()]).await;
        let error = result.unwrap_err();
        assert_eq!((sent, waited), (1, Duration::ZERO), "{name}");
        assert!(error.retry_after().unwrap() > Duration::from_secs(120));
    }
}

#[tokio::test(start_paused = true)]
async fn a_delay_that_is_none_falls_back_to_our_own() {
    for value in ["0", "-1", "soon", "Sun, 06 Nov 1994 08:49:37 GMT"] {
        let (_, sent, waited) = outcome([failing(429).header("retry-after", value), ok()]).await;
        assert_eq!(sent, 2, "{value}");
        assert!(
            waited >= Duration::from_millis(375) && waited <= Duration::from_millis(510),
            "{value}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn x_should_retry_beats_the_status() {
    let (result, sent, _) = outcome([failing(400).header("x-should-retry", "true"), ok()]).await;
    assert!(result.is_ok() && sent == 2);
    let (result, sent, _) = outcome([failing(500).header("x-should-retry", "false"), ok()]).await;
    assert!(!result.unwrap_err().is_retryable() && sent == 1);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_says_how_many_retries_there_were() {
    let (client, mock) = mocked([failing(500), failing(500), ok()]);
    client.call::<PostThing>().await.unwrap();
    let counts: Vec<_> = mock
        .requests()
        .iter()
        .map(|sent| sent.header("testing-retry-count").unwrap().to_owned())
        .collect();
    assert_eq!(counts, ["0", "1", "2"]);
}

#[tokio::test(start_paused = true)]
async fn the_number_of_retries_can_be_set_for_client_and_call() {
    let (client, mock) = mocked((0..9).map(|_| failing(500)));
    let client = client
        .with_options(|options| options.max_retries(1))
        .unwrap();
    assert_eq!(client.call::<PostThing>().await.unwrap_err().retries(), 1);
    assert_eq!(
        client
            .call::<PostThing>()
            .max_retries(4)
            .await
            .unwrap_err()
            .retries(),
        4
    );
    assert_eq!(mock.requests().len(), 7);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_cannot_be_replayed_is_not_retried() {
    let (client, mock) = mocked([failing(500), ok()]);
    let reader = Upload::from_reader("a.txt", &b"once"[..]);
    let call = client
        .call::<PostThing>()
        .form(Form::new().file("file", reader));
    assert_eq!(call.await.unwrap_err().retries(), 0);
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_form_of_bytes_is_replayed_byte_for_byte() {
    let (client, mock) = mocked([failing(500), ok()]);
    let form = Form::new()
        .text("a", "b")
        .file("file", Upload::from_bytes("a.txt", "again"));
    client.call::<PostThing>().form(form).await.unwrap();
    let sent = mock.requests();
    assert_eq!(sent[0].body, sent[1].body);
    assert_eq!(
        sent[0].header("content-type"),
        sent[1].header("content-type")
    );
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_retried() {
    let cut = vec![
        server::Step::Write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"ok\"".to_vec()),
        server::Step::Close,
    ];
    let server = Server::start([cut, server::json(200, r#"{"ok":true}"#)]).await;
    let client = builder(&server).max_retries(1).build().unwrap();
    assert_eq!(
        client.call::<PostThing>().await.unwrap(),
        json!({"ok": true})
    );
    assert_eq!(server.arrived().len(), 2);
}

/// Never answers.
struct Silent;

impl Transport for Silent {
    fn send(&self, _: http::Request<Body>) -> Exchange {
        Box::pin(std::future::pending())
    }
}

fn silent() -> Client {
    ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .transport(Silent)
        .build()
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn each_attempt_has_600_seconds() {
    let start = Instant::now();
    let error = silent()
        .call::<PostThing>()
        .max_retries(0)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.is_retryable()),
        (ErrorKind::Timeout, true)
    );
    assert_eq!(start.elapsed().as_secs(), 600);
}

#[tokio::test(start_paused = true)]
async fn a_timeout_is_retried_and_can_be_set() {
    let start = Instant::now();
    let call = silent()
        .call::<PostThing>()
        .timeout(Duration::from_secs(10));
    let error = call.await.unwrap_err();
    assert_eq!((error.kind(), error.retries()), (ErrorKind::Timeout, 2));
    assert!(
        (31..=32).contains(&start.elapsed().as_secs()),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_in_time_is_a_timeout() {
    let body = futures_util::stream::pending();
    let mock = Mock::new([Answer::stream("application/json", body)]);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .transport(mock)
        .timeout(Duration::from_secs(3))
        .max_retries(0)
        .build()
        .unwrap();
    assert_eq!(
        client.call::<PostThing>().await.unwrap_err().kind(),
        ErrorKind::Timeout
    );
}

/// Finds no address, ever.
struct Unresolved;

impl reqwest::dns::Resolve for Unresolved {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn connecting_has_a_timeout_of_its_own_and_is_retried() {
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .base_url("http://somewhere.invalid/v1")
        .connect_timeout(Duration::from_millis(20))
        .http(|http| {
            http.no_proxy()
                .dns_resolver(std::sync::Arc::new(Unresolved))
        })
        .max_retries(0)
        .build()
        .unwrap();
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.is_retryable()),
        (ErrorKind::Timeout, true)
    );
    assert!(error.message().contains("timed out"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn the_longest_timeout_is_no_timeout_and_no_panic() {
    let call = silent()
        .call::<PostThing>()
        .timeout(Duration::MAX)
        .max_retries(0);
    let waited = tokio::time::timeout(Duration::from_secs(3600), call).await;
    assert!(waited.is_err(), "still waiting");
}
