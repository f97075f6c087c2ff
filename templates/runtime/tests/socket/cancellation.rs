//! Dropping each operation of a channel at each of its await points.

use std::time::Duration;

use futures_util::StreamExt;
use oasmith_runtime::websocket::Connection;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::dropped::DroppedAt;
use crate::support::{Server, Socket, TestChannel, TestSocket, event, number};

/// The capacity of the pipes: a few bytes, so that each operation has many await points.
const CAPACITY: usize = 24;
/// More polls than any operation needs.
const MAX_POLLS: usize = 2000;

/// A server that reports each event and then sends back its number, until the connection ends.
fn server() -> (Server, UnboundedReceiver<Option<Value>>) {
    let (reports, received) = unbounded_channel();
    let server = Server::new().with_capacity(CAPACITY);
    (server.then(move |socket| report(socket, reports)), received)
}

async fn report(mut socket: Socket, reports: UnboundedSender<Option<Value>>) {
    while let Some(received) = socket.receive_event().await {
        let reply = json!({"number": received["number"]});
        let _ = reports.send(Some(received));
        socket.send_event(reply).await;
    }
    let _ = reports.send(None);
}

/// Waits until the connection has ended, and returns the numbers of the events that the server received.
async fn all(mut received: UnboundedReceiver<Option<Value>>) -> Vec<u64> {
    let mut numbers = Vec::new();
    while let Some(Some(event)) = received.recv().await {
        numbers.push(number(&event));
    }
    numbers
}

/// Runs an operation that is dropped after 0, 1, 2, … polls, until it completes.
async fn at_each_poll(mut run: impl AsyncFnMut(usize) -> bool) {
    let mut polls = 0;
    while !run(polls).await {
        polls += 1;
        assert!(polls < MAX_POLLS, "an operation without an end");
    }
    assert!(polls > 1, "{polls} awaits");
}

#[tokio::test(start_paused = true)]
async fn connecting_can_be_dropped_at_any_poll() {
    at_each_poll(async |polls| {
        let (server, received) = server();
        let connected = DroppedAt::new(server.connect().into_future(), polls).await;
        let is_complete = connected.is_some();
        drop(connected);
        drop(server);
        let numbers = all(received).await;
        assert!(numbers.is_empty(), "dropped at poll {polls}: {numbers:?}");
        is_complete
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn sending_can_be_dropped_at_any_poll() {
    at_each_poll(async |polls| {
        let (server, received) = server();
        let mut connection = server.connect().await.unwrap();
        let sent = DroppedAt::new(connection.send(event(1)), polls).await;
        connection.send(event(2)).await.unwrap();
        assert_last(&mut connection, 2).await;
        connection.close(1000, "").await.unwrap();
        let numbers = all(received).await;
        // The event is sent once, or not at all.
        let is_sent = numbers == [1, 2];
        assert!(
            is_sent || (sent.is_none() && numbers == [2]),
            "dropped at poll {polls}: {numbers:?}"
        );
        sent.is_some()
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn reading_can_be_dropped_at_any_poll() {
    at_each_poll(async |polls| {
        let (server, received) = server();
        let mut connection = server.connect().await.unwrap();
        connection.send(event(1)).await.unwrap();
        let read = DroppedAt::new(connection.next(), polls).await;
        if let Some(read) = &read {
            assert_eq!(number(read.as_ref().unwrap().as_ref().unwrap()), 1);
        } else {
            assert_last(&mut connection, 1).await;
        }
        connection.close(1000, "").await.unwrap();
        assert_eq!(all(received).await, [1], "dropped at poll {polls}");
        read.is_some()
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn closing_can_be_dropped_at_any_poll() {
    at_each_poll(async |polls| {
        let (server, received) = server();
        let mut connection = server.connect().await.unwrap();
        connection.send(event(1)).await.unwrap();
        let closed = DroppedAt::new(connection.close(1000, "end"), polls).await;
        let is_complete = closed.is_some();
        drop(connection);
        // The server sees the end of the connection, and has received the event.
        assert_eq!(all(received).await, [1], "dropped at poll {polls}");
        is_complete
    })
    .await;
}

/// Reads until the event with this number arrives.
async fn assert_last(connection: &mut Connection<TestChannel>, last: u64) {
    let reading = async {
        loop {
            let event = StreamExt::next(connection).await.unwrap().unwrap();
            if number(&event) == last {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(60), reading)
        .await
        .unwrap();
}
