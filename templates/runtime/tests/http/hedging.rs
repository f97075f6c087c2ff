//! Requests that are sent a second time if there is no response after a delay. Time is paused.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use oasmith_runtime::request::RetryBudget;
use oasmith_runtime::transport::{Body, Exchange, Transport};
use oasmith_runtime::{Client, ClientBuilder, Error, ErrorKind, Upload};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::support::{KEY, PostThing, SERVICE};

/// A transport that responds to the n-th request after the n-th delay in seconds, with the n-th status.
#[derive(Clone, Default)]
struct Slow {
    responses: Arc<Vec<(u64, u16)>>,
    sent: Arc<AtomicUsize>,
    finished: Arc<AtomicUsize>,
}

impl Slow {
    fn new(responses: &[(u64, u16)]) -> Self {
        Self {
            responses: Arc::new(responses.to_vec()),
            ..Self::default()
        }
    }

    fn client(&self) -> Client {
        let builder = ClientBuilder::new(&SERVICE).api_key(KEY).max_retries(0);
        builder.transport(self.clone()).build().unwrap()
    }

    fn counts(&self) -> (usize, usize) {
        let count = |counter: &AtomicUsize| counter.load(Ordering::SeqCst);
        (count(&self.sent), count(&self.finished))
    }
}

impl Transport for Slow {
    fn send(&self, _: http::Request<Body>) -> Exchange {
        let index = self.sent.fetch_add(1, Ordering::SeqCst);
        let (seconds, status) = self.responses[index];
        let finished = self.finished.clone();
        Box::pin(async move {
            sleep(Duration::from_secs(seconds)).await;
            finished.fetch_add(1, Ordering::SeqCst);
            let body = json!({ "request": index, "error": null }).to_string();
            let response = http::Response::builder().status(status);
            Ok(response.body(Body::from(body)).unwrap())
        })
    }
}

/// Sends a call that is hedged after two seconds. Returns its result, and the seconds that it took.
async fn hedged(transport: &Slow) -> (Result<Value, Error>, u64) {
    let start = Instant::now();
    let call = transport.client().call::<PostThing>();
    let result = call.hedge_after(Duration::from_secs(2)).await;
    (result, start.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn a_slow_request_is_sent_again_and_the_first_response_counts() {
    for (responses, winner, seconds, counts) in [
        ([(1, 200), (1, 200)], 0, 1, (1, 1)),
        ([(9, 200), (1, 200)], 1, 3, (2, 1)),
        ([(4, 200), (9, 200)], 0, 4, (2, 1)),
    ] {
        let transport = Slow::new(&responses);
        let (result, elapsed) = hedged(&transport).await;
        assert_eq!(result.unwrap()["request"], winner, "{responses:?}");
        assert_eq!(
            (elapsed, transport.counts()),
            (seconds, counts),
            "{responses:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_other_request_decides_if_one_fails() {
    for responses in [[(3, 500), (4, 200)], [(6, 200), (1, 500)]] {
        let transport = Slow::new(&responses);
        let (result, elapsed) = hedged(&transport).await;
        assert!(result.is_ok(), "{responses:?}");
        assert_eq!((elapsed, transport.counts()), (6, (2, 2)), "{responses:?}");
    }
    let transport = Slow::new(&[(3, 400), (4, 500)]);
    let (result, elapsed) = hedged(&transport).await;
    assert_eq!(
        (result.unwrap_err().kind(), elapsed),
        (ErrorKind::BadRequest, 6)
    );
    // An error before the delay has passed is the result.
    let transport = Slow::new(&[(1, 400)]);
    let (result, elapsed) = hedged(&transport).await;
    assert_eq!(
        (result.unwrap_err().kind(), elapsed),
        (ErrorKind::BadRequest, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn no_second_request_is_sent_without_budget_or_for_a_reader() {
    let transport = Slow::new(&[(5, 200)]);
    let builder = ClientBuilder::new(&SERVICE).api_key(KEY).max_retries(0);
    let builder = builder.transport(transport.clone());
    let client = builder.retry_budget(RetryBudget::new(0)).build().unwrap();
    let call = client
        .call::<PostThing>()
        .hedge_after(Duration::from_secs(1));
    assert_eq!(call.await.unwrap()["request"], 0);
    assert_eq!(transport.counts(), (1, 1));

    let transport = Slow::new(&[(5, 200)]);
    let file = Upload::from_reader("a.txt", &b"text"[..]);
    let form = oasmith_runtime::request::Form::new().file("file", file);
    let call = transport.client().call::<PostThing>().form(form);
    assert_eq!(
        call.hedge_after(Duration::from_secs(1)).await.unwrap()["request"],
        0
    );
    assert_eq!(transport.counts(), (1, 1));
}
