//! Many tasks on several threads using one connection: no wake-up is lost.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use crate::support::{Server, echo, number};

const EVENTS: u64 = 3_000;
/// Much longer than a test takes. A lost wake-up would block forever.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// An event whose size depends on its number. Some events are larger than the pipes.
fn event(lane: &str, number: u64) -> Value {
    let size = match number % 97 {
        0 => 90_000,
        rest => rest as usize * 7,
    };
    json!({"lane": lane, "number": number, "data": "x".repeat(size)})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_threads_use_the_two_ends() {
    let connection = Server::new().then(echo).connect().await.unwrap();
    let (mut sender, mut receiver) = connection.split();
    let sending = tokio::spawn(async move {
        for number in 0..EVENTS {
            match number % 3 {
                0 => sender.feed(event("a", number)).await.unwrap(),
                _ => sender.send(event("a", number)).await.unwrap(),
            }
        }
        sender.close(1000, "").await.unwrap();
    });
    let receiving = tokio::spawn(async move {
        let mut next = 0;
        while let Some(event) = receiver.next().await {
            assert_eq!(number(&event.unwrap()), next);
            next += 1;
        }
        next
    });
    let all = async {
        sending.await.unwrap();
        receiving.await.unwrap()
    };
    assert_eq!(
        timeout(TIME_LIMIT, all).await.expect("no wake-up is lost"),
        EVENTS
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_tasks_use_lanes() {
    const LANES: usize = 16;
    const EACH: u64 = 200;
    let lanes = Server::new().then(echo).connect().await.unwrap().lanes();
    let tasks = (0..LANES).map(|index| {
        let mut lane = lanes.open(format!("lane {index}")).unwrap();
        tokio::spawn(async move {
            // A few events are in flight at any time.
            for number in 0..4 {
                lane.send(event(lane.id(), number)).await.unwrap();
            }
            for expected in 0..EACH {
                let received = lane.next().await.unwrap().unwrap();
                assert_eq!(received["lane"], lane.id());
                assert_eq!(number(&received), expected);
                lane.send(event(lane.id(), expected + 4)).await.unwrap();
            }
        })
    });
    let all = async {
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
    };
    timeout(TIME_LIMIT, all).await.expect("no wake-up is lost");
}
