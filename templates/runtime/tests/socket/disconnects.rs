//! Connections that break after a given number of bytes, at any position in an event or a frame.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::SinkExt;
use oasmith_runtime::BoxError;
use oasmith_runtime::websocket::{Reconnect, Target};
use tokio::io::{AsyncReadExt, DuplexStream, copy, split};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Server, Socket, TestSocket, event, number};

/// The number of events sent.
const EVENTS: u64 = 8;

/// A pipe to the server that breaks after this many bytes from the client, or never if the number is 0.
async fn breaking(server: Server, after: u64) -> Result<DuplexStream, BoxError> {
    let server_end = server.accept().await?;
    if after == 0 {
        return Ok(server_end);
    }
    let (client_end, relay) = tokio::io::duplex(64 * 1024);
    tokio::spawn(async move {
        let (from_client, mut to_client) = split(relay);
        let (mut from_server, mut to_server) = split(server_end);
        let mut allowed = from_client.take(after);
        tokio::select! {
            _ = copy(&mut allowed, &mut to_server) => {}
            _ = copy(&mut from_server, &mut to_client) => {}
        }
    });
    Ok(client_end)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_threads_keep_communicating_over_breaking_connections() {
    const SENT: u64 = 5_000;
    let (sender_to_test, mut received) = mpsc::unbounded_channel();
    let mut server = Server::new();
    for _ in 0..2_000 {
        let sender_to_test = sender_to_test.clone();
        server = server.then(move |mut socket: Socket| async move {
            while let Some(event) = socket.receive_event().await {
                sender_to_test.send(number(&event)).unwrap();
                // The client may have disconnected by now.
                let _ = socket.send(Message::text(event.to_string())).await;
            }
        });
    }
    let (accepting, attempts) = (server.clone(), Arc::new(AtomicU64::new(0)));
    let millisecond = Duration::from_millis(1);
    let reconnect = Reconnect::new()
        .max_attempts(100)
        .delays(millisecond, millisecond);
    let connect = server
        .connect()
        .queue_limit(2_000)
        .reconnect(reconnect)
        .connector(move |_: Target| {
            let number = attempts.fetch_add(1, Ordering::Relaxed);
            breaking(accepting.clone(), 4_000 + number * 131 % 4_000)
        });
    let (mut sender, mut receiver) = connect.await.unwrap().split();
    let reading = tokio::spawn(async move { while receiver.next().await.is_some() {} });
    let sending = async {
        for number in 0..SENT {
            // While reconnecting, events are accepted only up to the limit of the queue.
            while let Err(error) = sender.send(event(number)).await {
                assert!(error.is_retryable(), "{error}");
                tokio::time::sleep(millisecond).await;
            }
        }
        let mut missing: BTreeSet<u64> = (0..SENT).collect();
        while !missing.is_empty() {
            missing.remove(&received.recv().await.unwrap());
        }
    };
    let waited = timeout(Duration::from_secs(60), sending).await;
    waited.expect("no wake-up and no event is lost");
    assert!(server.requests().len() > 10, "connections broke");
    reading.abort();
}

#[tokio::test(start_paused = true)]
async fn no_sent_event_is_lost_wherever_a_connection_breaks() {
    let mut breaks = 0;
    for after in (150..900).step_by(3) {
        let (sender_to_test, mut received) = mpsc::unbounded_channel();
        let serve = move |mut socket: Socket| {
            let sender_to_test = sender_to_test.clone();
            async move {
                while let Some(event) = socket.receive_event().await {
                    sender_to_test.send(number(&event)).unwrap();
                    if number(&event) == EVENTS {
                        return socket.close_with(1000, "").await;
                    }
                }
            }
        };
        let server = Server::new()
            .then(serve.clone())
            .then(serve.clone())
            .then(serve);
        let (accepting, attempts) = (server.clone(), Arc::new(AtomicU64::new(0)));
        let connect = server.connect().connector(move |_: Target| {
            // The first two connections break, the second one a little later.
            let after = match attempts.fetch_add(1, Ordering::Relaxed) {
                0 => after,
                1 => after + 40,
                _ => 0,
            };
            breaking(accepting.clone(), after)
        });
        let Ok(mut connection) = connect.reconnect(Reconnect::new()).await else {
            continue; // broke during the handshake
        };
        let mut sent = BTreeSet::new();
        for number in 1..=EVENTS {
            connection.send(event(number)).await.unwrap();
            sent.insert(number);
        }
        assert!(connection.next().await.is_none(), "broken after {after}");
        breaks += usize::from(server.requests().len() > 1);
        let mut arrived = BTreeSet::new();
        while let Ok(number) = received.try_recv() {
            arrived.insert(number);
        }
        assert_eq!(arrived, sent, "broken after {after}");
    }
    assert!(breaks > 50, "only {breaks} connections broke");
}
