//! A rate limiter that tasks and clients share, against a simulated service under a paused clock.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use oasmith_runtime::ClientBuilder;
use oasmith_runtime::transport::{Body, Exchange, RateLimiter, Transport};
use tokio::time::{Instant, sleep};

use crate::support::*;

const MINUTE: Duration = Duration::from_secs(60);

/// A service that enforces limits over any minute, and reports them.
#[derive(Clone)]
struct Service(Arc<Mutex<State>>);

struct State {
    requests_per_minute: u64,
    tokens_per_minute: u64,
    /// The accepted requests of the last minute, with their tokens.
    accepted: VecDeque<(Instant, u64)>,
    tokens: u64,
    total: u64,
    rejected: u64,
    random: u64,
    last: Instant,
}

impl Service {
    fn new(requests_per_minute: u64, tokens_per_minute: u64) -> Self {
        Self(Arc::new(Mutex::new(State {
            requests_per_minute,
            tokens_per_minute,
            accepted: VecDeque::new(),
            tokens: 0,
            total: 0,
            rejected: 0,
            random: 7,
            last: Instant::now(),
        })))
    }

    fn client(&self, limiter: &RateLimiter) -> oasmith_runtime::Client {
        ClientBuilder::new(&SERVICE)
            .api_key(KEY)
            .max_retries(0)
            .transport(self.clone())
            .rate_limiter(limiter)
            .build()
            .unwrap()
    }
}

impl State {
    /// Returns a number below `bound`. The sequence of numbers is the same in each run.
    fn random(&mut self, bound: u64) -> u64 {
        self.random = self
            .random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.random >> 33) % bound
    }

    fn accept(&mut self, tokens: u64) -> http::Response<Body> {
        let now = Instant::now();
        while let Some((at, tokens)) = self.accepted.front().copied() {
            if at + MINUTE > now {
                break;
            }
            self.accepted.pop_front();
            self.tokens -= tokens;
        }
        let requests = self.accepted.len() as u64;
        let fits =
            requests < self.requests_per_minute && self.tokens + tokens <= self.tokens_per_minute;
        match fits {
            true => {
                self.accepted.push_back((now, tokens));
                self.tokens += tokens;
                self.total += tokens;
                self.last = now;
            }
            false => self.rejected += 1,
        }
        let remaining = self.requests_per_minute - self.accepted.len() as u64;
        http::Response::builder()
            .status(if fits { 200 } else { 429 })
            .header("x-ratelimit-limit-requests", self.requests_per_minute)
            .header("x-ratelimit-remaining-requests", remaining)
            .header("x-ratelimit-reset-requests", "60s")
            .header("x-ratelimit-limit-tokens", self.tokens_per_minute)
            .header(
                "x-ratelimit-remaining-tokens",
                self.tokens_per_minute - self.tokens,
            )
            .header("x-ratelimit-reset-tokens", "60s")
            .header("content-type", "application/json")
            .body(Body::from("{}"))
            .unwrap()
    }
}

/// The tokens of a request, which this service takes from a header.
fn tokens(request: &http::Request<Body>) -> u64 {
    request.headers()["tokens"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap()
}

impl Transport for Service {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let service = self.clone();
        Box::pin(async move {
            let (there, back) = {
                let mut state = service.0.lock().unwrap();
                (state.random(200), state.random(700))
            };
            sleep(Duration::from_millis(20 + there)).await;
            let response = service.0.lock().unwrap().accept(tokens(&request));
            sleep(Duration::from_millis(100 + back)).await;
            Ok(response)
        })
    }
}

/// Sends 10,000 calls of many tasks through two clients, and returns the time until the service accepted the last.
async fn send_all(service: &Service, limiter: &RateLimiter, max_tokens: u64) -> Duration {
    let start = Instant::now();
    let clients = [service.client(limiter), service.client(limiter)];
    let mut tasks = Vec::new();
    for task in 0..500 {
        let client = clients[task % 2].clone();
        let service = service.clone();
        tasks.push(tokio::spawn(async move {
            for _ in 0..20 {
                let tokens = 1 + service.0.lock().unwrap().random(max_tokens);
                let call = client
                    .call::<PostThing>()
                    .header("tokens", tokens.to_string());
                call.await.unwrap();
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let last = service.0.lock().unwrap().last;
    last - start
}

fn assert_throughput(service: &Service, time: Duration) {
    let state = service.0.lock().unwrap();
    assert_eq!(state.rejected, 0, "requests were rejected");
    let minutes = time.as_secs_f64() / 60.0;
    let share_of_requests = 10_000.0 / minutes / state.requests_per_minute as f64;
    let share_of_tokens = state.total as f64 / minutes / state.tokens_per_minute as f64;
    let share = share_of_requests.max(share_of_tokens);
    assert!(share >= 0.95, "only {share:.3} of the allowed throughput");
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_calls_use_the_allowed_requests_and_none_is_rejected() {
    let service = Service::new(500, 1_000_000);
    let limiter = RateLimiter::per_minute(500, 1_000_000).with_estimate(tokens);
    let time = send_all(&service, &limiter, 1_000).await;
    assert_throughput(&service, time);
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_calls_use_the_allowed_tokens_and_none_is_rejected() {
    let service = Service::new(5_000, 450_000);
    let limiter = RateLimiter::per_minute(5_000, 450_000).with_estimate(tokens);
    let time = send_all(&service, &limiter, 900).await;
    assert_throughput(&service, time);
}

#[tokio::test(start_paused = true)]
async fn limits_are_learned_from_responses() {
    let service = Service::new(60, 1_000_000);
    let limiter = RateLimiter::new().with_estimate(tokens);
    let client = service.client(&limiter);
    let call = || client.call::<PostThing>().header("tokens", "10");
    call().await.unwrap();
    let start = Instant::now();
    for _ in 0..60 {
        call().await.unwrap();
    }
    assert!(
        start.elapsed() > Duration::from_secs(57),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(service.0.lock().unwrap().rejected, 0);
}

#[tokio::test(start_paused = true)]
async fn use_by_other_programs_counts_too() {
    let service = Service::new(100, 1_000_000);
    let (other, limiter) = (RateLimiter::new(), RateLimiter::per_minute(100, None));
    let other = service.client(&other.with_estimate(|_| 0));
    let call = |client: &oasmith_runtime::Client| client.call::<PostThing>().header("tokens", "1");
    let calls: Vec<_> = (0..99)
        .map(|_| tokio::spawn(call(&other).into_future()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let client = service.client(&limiter);
    call(&client).await.unwrap();
    let start = Instant::now();
    call(&client).await.unwrap();
    assert!(
        start.elapsed() > Duration::from_secs(50),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(service.0.lock().unwrap().rejected, 0);
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_wait_counts_for_nothing_and_others_keep_their_order() {
    let limiter = RateLimiter::per_minute(1, None);
    limiter.acquire(0).await;
    let start = Instant::now();
    let order = Arc::new(Mutex::new(Vec::new()));
    let task = |name: &'static str| {
        let (limiter, order) = (limiter.clone(), order.clone());
        tokio::spawn(async move {
            limiter.acquire(0).await;
            order
                .lock()
                .unwrap()
                .push((name, start.elapsed().as_secs()));
        })
    };
    let cancelled = task("cancelled");
    tokio::task::yield_now().await;
    let (first, second) = (task("first"), task("second"));
    sleep(Duration::from_secs(10)).await;
    cancelled.abort();
    first.await.unwrap();
    second.await.unwrap();
    let order = order.lock().unwrap().clone();
    let names: Vec<_> = order.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["first", "second"]);
    assert!(
        order[0].1 < 63,
        "the cancelled request was counted: {order:?}"
    );
}
