//! Reconnecting: which events are sent again, and when it stops.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oasmith_runtime::ErrorKind;
use oasmith_runtime::websocket::{Reconnect, Target};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::support::{Server, Socket, TestSocket, event, number};

/// Reads nothing and disconnects after a second.
async fn unresponsive(socket: Socket) {
    let _socket = socket;
    tokio::time::sleep(Duration::from_secs(1)).await;
}

/// A server that reads a number of events on each connection and then drops it. On the last connection it reads until
/// event 6.
fn dropping(counts: &'static [usize]) -> (Server, mpsc::UnboundedReceiver<(usize, u64)>) {
    let (sender, received) = mpsc::unbounded_channel();
    let mut server = Server::new();
    for (index, count) in counts.iter().enumerate() {
        let sender = sender.clone();
        let last = index + 1 == counts.len();
        server = server.then(move |mut socket: Socket| async move {
            let mut read = 0;
            while last || read < *count {
                let Some(event) = socket.receive_event().await else {
                    return;
                };
                sender.send((index, number(&event))).unwrap();
                read += 1;
                if last && number(&event) == 6 {
                    return socket.close_with(1000, "").await;
                }
            }
        });
    }
    (server, received)
}

#[tokio::test(start_paused = true)]
async fn sent_events_arrive_whenever_the_connection_is_dropped() {
    // After every number of events, and more than once.
    for counts in [
        &[0, 6][..],
        &[1, 5],
        &[2, 4],
        &[3, 3],
        &[5, 1],
        &[1, 2, 3],
        &[0, 0, 1, 5],
    ] {
        let (server, mut received) = dropping(counts);
        let mut connection = server.connect().reconnect(Reconnect::new()).await.unwrap();
        for number in 1..=6 {
            connection.send(event(number)).await.unwrap();
        }
        assert!(connection.next().await.is_none(), "{counts:?}");
        let mut arrived = Vec::new();
        while let Ok((_, number)) = received.try_recv() {
            arrived.push(number);
        }
        // None is missing. Those that were read on a dropped connection may arrive twice.
        for number in 1..=6 {
            assert!(
                arrived.contains(&number),
                "{counts:?}: {number} is missing in {arrived:?}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn events_confirmed_by_a_pong_are_not_sent_again() {
    let (sender, mut received) = mpsc::unbounded_channel();
    let second = sender.clone();
    let server = Server::new()
        .then(move |mut socket: Socket| async move {
            for _ in 0..2 {
                sender
                    .send(number(&socket.receive_event().await.unwrap()))
                    .unwrap();
            }
            // Reading on sends the pong. Then the connection is dropped.
            let _ = tokio::time::timeout(Duration::from_secs(5), socket.receive_event()).await;
        })
        .then(move |mut socket| async move {
            second
                .send(100 + number(&socket.receive_event().await.unwrap()))
                .unwrap();
            socket.close_with(1000, "").await;
        });
    let mut connection = server.connect().reconnect(Reconnect::new()).await.unwrap();
    connection.send(event(1)).await.unwrap();
    connection.send(event(2)).await.unwrap();
    let waiting = tokio::time::timeout(Duration::from_secs(4), connection.next());
    assert!(
        waiting.await.is_err(),
        "no event arrives, but the pong is read"
    );
    tokio::time::sleep(Duration::from_secs(2)).await;
    // Sent over the dropped connection, and again over the next one.
    connection.send(event(3)).await.unwrap();
    assert!(connection.next().await.is_none());
    let mut arrived = Vec::new();
    while let Ok(number) = received.try_recv() {
        arrived.push(number);
    }
    assert_eq!(arrived, [1, 2, 103]);
}

#[tokio::test(start_paused = true)]
async fn reconnecting_depends_on_the_close_code() {
    for (code, reconnects) in [
        (1001, true),
        (1005, true),
        (1011, true),
        (1012, true),
        (1013, true),
        (1000, false),
        (1008, false),
        (1009, false),
        (4000, false),
    ] {
        let close = move |mut socket: Socket| async move {
            if code == 1005 {
                socket.close(None).await.unwrap();
            } else {
                socket.close_with(code, "").await;
            }
        };
        let end = |mut socket: Socket| async move {
            socket.send_event(event(1)).await;
            socket.close_with(1000, "").await;
        };
        let server = Server::new().then(close).then(end);
        let mut connection = server.connect().reconnect(Reconnect::new()).await.unwrap();
        let mut events = 0;
        while let Some(item) = connection.next().await {
            events += usize::from(item.is_ok());
        }
        assert_eq!(events == 1, reconnects, "{code}");
        assert_eq!(
            server.requests().len(),
            1 + usize::from(reconnects),
            "{code}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_can_be_modified() {
    let server = Server::new()
        .then(unresponsive)
        .then(|mut socket: Socket| async move {
            let mut numbers = Vec::new();
            for _ in 0..3 {
                numbers.push(number(&socket.receive_event().await.unwrap()));
            }
            assert_eq!(numbers, [50, 51, 1]);
            socket.send_event(event(9)).await;
            socket.close_with(1000, "").await;
        });
    let reconnect = Reconnect::new().before_attempt(|attempt| {
        assert_eq!((attempt.number(), attempt.last_close().code), (1, 1006));
        attempt.query("resume", "yes");
        attempt.header("x-attempt", attempt.number().to_string());
        attempt.send_first(&event(50));
        attempt.send_first(&event(51));
    });
    let mut connection = server
        .connect()
        .query("model", "m")
        .reconnect(reconnect)
        .await
        .unwrap();
    connection.send(event(1)).await.unwrap();
    assert_eq!(number(&connection.next().await.unwrap().unwrap()), 9);
    let again = server.requests().remove(1);
    assert!(
        again.starts_with("/v1/channel?model=m&resume=yes\n"),
        "{again}"
    );
    assert!(again.contains("x-attempt: 1"), "{again}");
    assert!(again.contains("authorization: Bearer secret"), "{again}");
}

#[tokio::test(start_paused = true)]
async fn an_attempt_can_be_cancelled() {
    let server = Server::new().then(unresponsive);
    let reconnect = Reconnect::new().before_attempt(|attempt| attempt.stop());
    let mut connection = server.connect().reconnect(reconnect).await.unwrap();
    connection.send(event(1)).await.unwrap();
    assert!(connection.next().await.unwrap().is_err());
    assert!(connection.next().await.is_none());
    assert_eq!(server.requests().len(), 1);
    assert_eq!(connection.take_unsent(), [event(1)]);
}

#[tokio::test(start_paused = true)]
async fn unconfirmed_events_can_be_removed_from_an_attempt() {
    let server = Server::new()
        .then(unresponsive)
        .then(|mut socket: Socket| async move {
            assert_eq!(number(&socket.receive_event().await.unwrap()), 2);
            socket.close_with(1000, "").await;
        });
    let taken = Arc::new(Mutex::new(Vec::new()));
    let shared = taken.clone();
    let reconnect = Reconnect::new()
        .before_attempt(move |attempt| shared.lock().unwrap().extend(attempt.take_unconfirmed()));
    let mut connection = server.connect().reconnect(reconnect).await.unwrap();
    connection.send(event(1)).await.unwrap();
    // Detects the end of the first connection and opens the second one.
    let waiting = tokio::time::timeout(Duration::from_secs(2), connection.next());
    assert!(waiting.await.is_err());
    connection.send(event(2)).await.unwrap();
    assert!(connection.next().await.is_none());
    let taken: Vec<Value> = taken
        .lock()
        .unwrap()
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    assert_eq!(taken, [event(1)]);
}

#[tokio::test(start_paused = true)]
async fn after_five_attempts_reconnecting_stops_and_events_are_returned() {
    let server = Server::new().then(|mut socket: Socket| async move {
        socket.receive_event().await;
    });
    let mut connection = server.connect().reconnect(Reconnect::new()).await.unwrap();
    let started = Instant::now();
    connection.send(event(1)).await.unwrap();
    let error = connection.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.retries(), 5);
    let waited = started.elapsed().as_secs_f64();
    // 0.5 + 1 + 2 + 4 + 8 seconds, reduced by up to a quarter.
    assert!((11.6..=15.6).contains(&waited), "{waited}");
    assert!(connection.next().await.is_none());
    assert_eq!(connection.take_unsent(), [event(1)]);
    assert_eq!(connection.close_reason().unwrap().code, 1006);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_rejects_an_attempt_can_request_a_longer_delay() {
    let server = Server::new()
        .then(unresponsive)
        .then(|mut socket: Socket| async move { socket.close_with(1000, "").await });
    let accepting = server.clone();
    let attempts = Arc::new(Mutex::new(Vec::new()));
    let shared = attempts.clone();
    let connect = server.connect().connector(move |_: Target| {
        let mut attempts = shared.lock().unwrap();
        attempts.push(Instant::now());
        let (number, server) = (attempts.len(), accepting.clone());
        async move {
            if number != 2 {
                return server.accept().await;
            }
            let (client_end, mut server_end) = tokio::io::duplex(4096);
            tokio::spawn(async move {
                let busy = b"HTTP/1.1 429 Too Many Requests\r\nretry-after-ms: 30000\r\n\r\n";
                server_end.write_all(busy).await.unwrap();
                // Until the client disconnects.
                let _ = server_end.read_to_end(&mut Vec::new()).await;
            });
            Ok(client_end)
        }
    });
    let mut connection = connect.reconnect(Reconnect::new()).await.unwrap();
    assert_eq!(connection.request_id().as_deref(), Some("req_1"));
    assert!(connection.next().await.is_none());
    assert_eq!(connection.request_id().as_deref(), Some("req_2"));
    assert!(connection.headers().contains_key("upgrade"));
    let attempts = attempts.lock().unwrap();
    let waited = attempts[2] - attempts[1];
    assert!((30.0..31.0).contains(&waited.as_secs_f64()), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn the_queue_is_limited_while_reconnecting() {
    let server = Server::new().then(unresponsive);
    let mut connection = server
        .connect()
        .queue_limit(100)
        .reconnect(Reconnect::new())
        .await
        .unwrap();
    // Detects that the connection was lost.
    let waiting = tokio::time::timeout(Duration::from_millis(1200), connection.next());
    assert!(waiting.await.is_err());
    let mut accepted = 0;
    let error = loop {
        match connection.feed(event(accepted)).await {
            Ok(()) => accepted += 1,
            Err(error) => break error,
        }
    };
    assert!(error.is_retryable());
    assert_eq!(accepted, 3, "of 27 bytes each");
    while connection.next().await.is_some() {}
    let unsent = connection.take_unsent();
    assert_eq!(unsent.iter().map(number).collect::<Vec<_>>(), [0, 1, 2]);
}

#[tokio::test(start_paused = true)]
async fn more_than_the_queue_limit_can_be_sent_over_a_connection() {
    let server = Server::new().then(|mut socket: Socket| async move {
        for expected in 0..200 {
            assert_eq!(number(&socket.receive_event().await.unwrap()), expected);
            socket.send_event(event(expected)).await;
        }
        socket.close_with(1000, "").await;
    });
    let mut connection = server
        .connect()
        .queue_limit(20_000)
        .reconnect(Reconnect::new())
        .await
        .unwrap();
    for number in 0..200 {
        let event = serde_json::json!({"number": number, "data": "x".repeat(1000)});
        connection.send(event).await.unwrap();
    }
    let mut next = 0;
    while let Some(event) = connection.next().await {
        assert_eq!(number(&event.unwrap()), next);
        next += 1;
    }
    assert_eq!(next, 200);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_closes_after_each_response_gets_an_event_twice_at_most() {
    let received = Arc::new(Mutex::new(Vec::new()));
    let mut server = Server::new();
    for _ in 0..8 {
        let received = received.clone();
        server = server.then(move |mut socket: Socket| async move {
            // Stops reading, so that pings get no pong.
            let waiting = tokio::time::timeout(Duration::from_secs(5), socket.receive_event());
            if let Ok(Some(event)) = waiting.await {
                received.lock().unwrap().push(number(&event));
                socket.send_event(event).await;
            }
        });
    }
    let mut connection = server.connect().reconnect(Reconnect::new()).await.unwrap();
    connection.send(event(1)).await.unwrap();
    let mut responses = 0;
    while let Some(item) = connection.next().await {
        responses += usize::from(item.is_ok());
    }
    assert_eq!(*received.lock().unwrap(), [1, 1]);
    assert_eq!(responses, 2);
    assert!(connection.take_unsent().is_empty());
}
