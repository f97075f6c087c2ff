//! Connections that are cut after a number of bytes, wherever that is in an event or a frame.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use oasmith_runtime::runtime::{BoxError, Reconnect, Target};
use tokio::io::{AsyncReadExt, DuplexStream, copy, split};
use tokio::sync::mpsc;

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
