//! Many tasks on several threads at one connection: nobody waits for what another one has done already.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use crate::support::{Peer, Server, Socket, number};

const EVENTS: u64 = 3_000;
/// Much longer than any of it takes: a wake that is lost would be waited for without end.
const BOUND: Duration = Duration::from_secs(60);

/// Says again what it hears, until the client leaves.
async fn echo(mut socket: Socket) {
    while let Some(event) = socket.hear().await {
        socket.say(event).await;
    }
}

/// An event of a size that changes from one to the next, some larger than the pipes.
fn event(lane: &str, number: u64) -> Value {
    let size = match number % 97 {
        0 => 90_000,
        rest => rest as usize * 7,
    };
    json!({"lane": lane, "number": number, "data": "x".repeat(size)})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_ends_on_two_threads() {
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
    assert_eq!(timeout(BOUND, all).await.expect("no wake is lost"), EVENTS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn lanes_on_many_tasks() {
    const LANES: usize = 16;
    const EACH: u64 = 200;
    let lanes = Server::new().then(echo).connect().await.unwrap().lanes();
    let talks = (0..LANES).map(|index| {
        let mut lane = lanes.open(format!("lane {index}")).unwrap();
        tokio::spawn(async move {
            // A few on the way at any time.
            for number in 0..4 {
                lane.send(event(lane.id(), number)).await.unwrap();
            }
            for expected in 0..EACH {
                let heard = lane.next().await.unwrap().unwrap();
                assert_eq!(heard["lane"], lane.id());
                assert_eq!(number(&heard), expected);
                lane.send(event(lane.id(), expected + 4)).await.unwrap();
            }
        })
    });
    let all = async {
        for talk in talks.collect::<Vec<_>>() {
            talk.await.unwrap();
        }
    };
    timeout(BOUND, all).await.expect("no wake is lost");
}
