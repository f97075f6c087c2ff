//! Connections that are cut after a number of bytes, wherever that is in an event or a frame.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::SinkExt;
use oasmith_runtime::runtime::{BoxError, Reconnect, Target};
use tokio::io::{AsyncReadExt, DuplexStream, copy, split};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Peer, Server, Socket, event, number};

/// How many events are sent.
const EVENTS: u64 = 8;

/// A pipe to the server of which so many bytes go through; `0` for a whole one.
async fn cut(server: Server, after: u64) -> Result<DuplexStream, BoxError> {
    let theirs = server.accept().await?;
    if after == 0 {
        return Ok(theirs);
    }
    let (ours, relay) = tokio::io::duplex(64 * 1024);
    tokio::spawn(async move {
        let (from_client, mut to_client) = split(relay);
        let (mut from_server, mut to_server) = split(theirs);
        let mut allowed = from_client.take(after);
        tokio::select! {
            _ = copy(&mut allowed, &mut to_server) => {}
            _ = copy(&mut from_server, &mut to_client) => {}
        }
    });
    Ok(ours)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_threads_keep_talking_over_connections_that_are_cut_again_and_again() {
    const SENT: u64 = 5_000;
    let (heard, mut received) = mpsc::unbounded_channel();
    let mut server = Server::new();
    for _ in 0..2_000 {
        let heard = heard.clone();
        server = server.then(move |mut socket: Socket| async move {
            while let Some(event) = socket.hear().await {
                heard.send(number(&event)).unwrap();
                // The client may be gone by now.
                let _ = socket.send(Message::text(event.to_string())).await;
            }
        });
    }
    let (accepting, tries) = (server.clone(), Arc::new(AtomicU64::new(0)));
    let millisecond = Duration::from_millis(1);
    let rule = Reconnect::new().tries(100).delays(millisecond, millisecond);
    let connect = server
        .connect()
        .queue_limit(2_000)
        .reconnect(rule)
        .connector(move |_: Target| {
            let number = tries.fetch_add(1, Ordering::Relaxed);
            cut(accepting.clone(), 4_000 + number * 131 % 4_000)
        });
    let (mut sender, mut receiver) = connect.await.unwrap().split();
    let reading = tokio::spawn(async move { while receiver.next().await.is_some() {} });
    let sending = async {
        for number in 0..SENT {
            // Without a connection no more than the queue holds is accepted.
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
    waited.expect("no wake and no event is lost");
    assert!(server.requests().len() > 10, "it was cut");
    reading.abort();
}

#[tokio::test(start_paused = true)]
async fn no_event_that_was_sent_is_lost_wherever_a_connection_is_cut() {
    let mut cuts = 0;
    for after in (150..900).step_by(3) {
        let (heard, mut received) = mpsc::unbounded_channel();
        let listen = move |mut socket: Socket| {
            let heard = heard.clone();
            async move {
                while let Some(event) = socket.hear().await {
                    heard.send(number(&event)).unwrap();
                    if number(&event) == EVENTS {
                        return socket.leave(1000, "").await;
                    }
                }
            }
        };
        let server = Server::new()
            .then(listen.clone())
            .then(listen.clone())
            .then(listen);
        let (accepting, tries) = (server.clone(), Arc::new(AtomicU64::new(0)));
        let connect = server.connect().connector(move |_: Target| {
            // Twice, the second time a little later; then it holds.
            let after = match tries.fetch_add(1, Ordering::Relaxed) {
                0 => after,
                1 => after + 40,
                _ => 0,
            };
            cut(accepting.clone(), after)
        });
        let Ok(mut connection) = connect.reconnect(Reconnect::new()).await else {
            continue; // cut while it was being made
        };
        let mut sent = BTreeSet::new();
        for number in 1..=EVENTS {
            connection.send(event(number)).await.unwrap();
            sent.insert(number);
        }
        assert!(connection.next().await.is_none(), "cut after {after}");
        cuts += usize::from(server.requests().len() > 1);
        let mut arrived = BTreeSet::new();
        while let Ok(number) = received.try_recv() {
            arrived.insert(number);
        }
        assert_eq!(arrived, sent, "cut after {after}");
    }
    assert!(cuts > 50, "only {cuts} connections were cut in the middle");
}
