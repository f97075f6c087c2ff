//! Retries: which calls are retried, and when.

use std::future::IntoFuture as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use oasmith_runtime::request::{Form, Retry, RetryBudget};
use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::transport::{Body, Exchange, Transport, TransportErrorKind};
use oasmith_runtime::{Client, ClientBuilder, Error, ErrorKind, Upload};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::*;

fn ok() -> MockResponse {
    MockResponse::json(&json!({"ok": true}))
}

fn failing(status: u16) -> MockResponse {
    MockResponse::json_with_status(status, &json!({"error": {"message": "no", "code": "c"}}))
}

/// Returns the result of a call with these responses, how often it was sent, and how long it took. Time is paused.
async fn outcome(
    responses: impl IntoIterator<Item = MockResponse>,
) -> (Result<Value, Error>, usize, Duration) {
    let (client, mock) = mocked(responses);
    let start = Instant::now();
    let result = client.call::<PostThing>().json(&json!({"a": 1})).await;
    (result, mock.requests().len(), start.elapsed())
}

#[tokio::test(start_paused = true)]
async fn transient_statuses_are_retried_twice_and_others_never() {
    for status in [408, 409, 429, 500, 502, 503, 504, 529] {
        let (result, sent, _) = outcome((0..3).map(|_| failing(status))).await;
        assert_eq!((result.unwrap_err().retries(), sent), (2, 3), "{status}");
    }
    for status in [400, 401, 403, 404, 422, 418] {
        let (result, sent, elapsed) = outcome([failing(status)]).await;
        assert_eq!(
            (result.unwrap_err().retries(), sent, elapsed),
            (0, 1, Duration::ZERO),
            "{status}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_successful_retry_is_a_success() {
    let (result, sent, _) = outcome([failing(500), failing(429), ok()]).await;
    assert_eq!((result.unwrap(), sent), (json!({"ok": true}), 3));
}

#[tokio::test(start_paused = true)]
async fn connection_errors_and_timeouts_are_retried() {
    for kind in [TransportErrorKind::Connection, TransportErrorKind::Timeout] {
        let (result, sent, _) = outcome([MockResponse::transport_error(kind, "x"), ok()]).await;
        assert!(result.is_ok() && sent == 2, "{kind:?}");
    }
    for kind in [TransportErrorKind::Cancelled, TransportErrorKind::Request] {
        let (result, sent, _) = outcome([MockResponse::transport_error(kind, "x"), ok()]).await;
        assert!(result.is_err() && sent == 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_exhausted_quota_is_not_retried() {
    let body = json!({"error": {"message": "pay", "code": "no_quota"}});
    let response = MockResponse::json_with_status(429, &body).header("x-should-retry", "true");
    let (result, sent, _) = outcome([response, ok()]).await;
    assert_eq!((result.unwrap_err().kind(), sent), (ErrorKind::Quota, 1));
}

#[tokio::test(start_paused = true)]
async fn backoff_starts_at_half_a_second_and_doubles() {
    let (_, _, elapsed) = outcome((0..3).map(|_| failing(500))).await;
    let seconds = elapsed.as_secs_f64();
    assert!((1.125..=1.51).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn retry_after_sets_the_delay() {
    let cases = [
        ("retry-after-ms", "1234.5", 1.2345),
        ("retry-after", "7", 7.0),
        ("retry-after", "0.5", 0.5),
        ("retry-after", "120", 120.0),
    ];
    for (name, value, expected) in cases {
        let (result, _, elapsed) = outcome([failing(429).header(name, value), ok()]).await;
        let elapsed = elapsed.as_secs_f64();
        assert!(
            result.is_ok() && (elapsed - expected).abs() < 0.01,
            "{name}: {value}: {elapsed}"
        );
    }
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(60));
    let (_, _, elapsed) = outcome([failing(429).header("retry-after", &date), ok()]).await;
    assert!(
        elapsed > Duration::from_secs(30) && elapsed <= Duration::from_secs(61),
        "{elapsed:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn retry_after_of_more_than_two_minutes_prevents_retries() {
    for (name, value) in [("retry-after", "121"), ("retry-after-ms", "120001")] {
        let response = failing(429)
            .header(name, value)
            .header("x-should-retry", "true");
        let (result, sent, elapsed) = outcome([response, ok()]).await;
        let error = result.unwrap_err();
        assert_eq!((sent, elapsed), (1, Duration::ZERO), "{name}");
        assert!(error.retry_after().unwrap() > Duration::from_secs(120));
    }
}

#[tokio::test(start_paused = true)]
async fn an_invalid_retry_after_falls_back_to_backoff() {
    for value in ["0", "-1", "soon", "Sun, 06 Nov 1994 08:49:37 GMT"] {
        let (_, sent, elapsed) = outcome([failing(429).header("retry-after", value), ok()]).await;
        assert_eq!(sent, 2, "{value}");
        assert!(
            elapsed >= Duration::from_millis(375) && elapsed <= Duration::from_millis(510),
            "{value}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn x_should_retry_takes_precedence_over_the_status() {
    let (result, sent, _) = outcome([failing(400).header("x-should-retry", "true"), ok()]).await;
    assert!(result.is_ok() && sent == 2);
    let (result, sent, _) = outcome([failing(500).header("x-should-retry", "false"), ok()]).await;
    assert!(!result.unwrap_err().is_retryable() && sent == 1);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_sends_the_retry_count() {
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
async fn retries_can_be_set_for_client_and_call() {
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
async fn a_body_from_a_reader_is_not_retried() {
    let (client, mock) = mocked([failing(500), ok()]);
    let reader = Upload::from_reader("a.txt", &b"once"[..]);
    let call = client
        .call::<PostThing>()
        .form(Form::new().file("file", reader));
    assert_eq!(call.await.unwrap_err().retries(), 0);
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_retried_form_is_identical() {
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
async fn an_interrupted_response_is_retried() {
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
    assert_eq!(server.received().len(), 2);
}

/// A transport that never responds.
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
async fn a_slow_body_is_a_timeout() {
    let body = futures_util::stream::pending();
    let mock = MockTransport::new([MockResponse::stream("application/json", body)]);
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

/// A resolver that never responds.
struct Unresolved;

impl reqwest::dns::Resolve for Unresolved {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn connecting_has_its_own_timeout_and_is_retried() {
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
async fn the_longest_timeout_does_not_overflow() {
    let call = silent()
        .call::<PostThing>()
        .timeout(Duration::MAX)
        .max_retries(0);
    let elapsed = tokio::time::timeout(Duration::from_secs(3600), call).await;
    assert!(elapsed.is_err(), "the call is pending");
}

#[tokio::test(start_paused = true)]
async fn a_short_retry_after_has_a_floor() {
    let (_, sent, elapsed) = outcome([failing(429).header("retry-after-ms", "0.01"), ok()]).await;
    assert_eq!((sent, elapsed), (2, Duration::from_millis(50)));
}

#[tokio::test(start_paused = true)]
async fn a_policy_decides_whether_and_when() {
    let responses = [failing(400), failing(500), failing(500), failing(500)];
    let mock = MockTransport::new(responses);
    let builder = ClientBuilder::new(&SERVICE).api_key(KEY).max_retries(7);
    let policy = |retry: &Retry<'_>| {
        assert_eq!(
            (retry.operation().id, retry.max_retries()),
            ("postThing", 7)
        );
        let is_first = retry.retries() == 0;
        assert_eq!(retry.default_delay().is_none(), is_first);
        let status = retry.error().status()?.as_u16();
        (retry.retries() < 3).then(|| Duration::from_millis(u64::from(status)))
    };
    let client = builder.transport(mock.clone()).retry_policy(policy);
    let client = client.build().unwrap();
    let start = Instant::now();
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!((error.retries(), mock.requests().len()), (3, 4));
    assert_eq!(start.elapsed(), Duration::from_millis(400 + 500 + 500));
}

/// A service that rejects requests while it is overloaded, and counts them.
#[derive(Clone, Default)]
struct Overloaded {
    requests: Arc<AtomicUsize>,
    recovered: Arc<AtomicBool>,
}

impl Transport for Overloaded {
    fn send(&self, _: http::Request<Body>) -> Exchange {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let status = match self.recovered.load(Ordering::Relaxed) {
            true => 200,
            false => 429,
        };
        let response = http::Response::builder().status(status);
        let response = response.body(Body::from("{}")).unwrap();
        Box::pin(async move { Ok(response) })
    }
}

#[tokio::test(start_paused = true)]
async fn a_storm_of_rejections_does_not_multiply_requests_beyond_the_budget() {
    for (budget, sent) in [
        (Some(100), 1100),
        (Some(0), 1000),
        (Some(9999), 3000),
        (None, 2000),
    ] {
        let service = Overloaded::default();
        let builder = ClientBuilder::new(&SERVICE).api_key(KEY);
        let mut builder = builder.transport(service.clone());
        let budget = budget.map(RetryBudget::new);
        if let Some(budget) = &budget {
            builder = builder.retry_budget(budget.clone());
        }
        let client = builder.build().unwrap();
        // A derived client has the same budget.
        let other = client.with_options(|it| it.max_retries(2)).unwrap();
        let calls = (0..1000).map(|index| {
            let client = if index % 2 == 0 { &client } else { &other };
            tokio::spawn(client.call::<PostThing>().into_future())
        });
        for call in calls.collect::<Vec<_>>() {
            let error = call.await.unwrap().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::RateLimit);
        }
        assert_eq!(service.requests.load(Ordering::Relaxed), sent);
        if sent == 1100 {
            // Calls that succeed make retries available again.
            service.recovered.store(true, Ordering::Relaxed);
            for _ in 0..3 {
                client.call::<PostThing>().await.unwrap();
            }
            assert_eq!(budget.unwrap().remaining(), 3);
        }
    }
}
