//! Staying connected: what is kept, what is sent again, and when it is given up.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oasmith_runtime::runtime::{ErrorKind, Reconnect, Target};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::support::{Peer, Server, Socket, event, number};

/// Reads nothing, and is gone after a second.
async fn deaf(socket: Socket) {
    let _open = socket;
    tokio::time::sleep(Duration::from_secs(1)).await;
}

/// A server that reads so many events on each connection and then drops it; on the last one it reads until event 6.
fn dropping(counts: &'static [usize]) -> (Server, mpsc::UnboundedReceiver<(usize, u64)>) {
    let (heard, received) = mpsc::unbounded_channel();
    let mut server = Server::new();
    for (index, count) in counts.iter().enumerate() {
        let heard = heard.clone();
        let last = index + 1 == counts.len();
        server = server.then(move |mut socket: Socket| async move {
            let mut read = 0;
            while last || read < *count {
                let Some(event) = socket.hear().await else {
                    return;
                };
                heard.send((index, number(&event))).unwrap();
                read += 1;
                if last && number(&event) == 6 {
                    return socket.leave(1000, "").await;
                }
            }
        });
    }
    (server, received)
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_arrives_whenever_the_connection_drops() {
    // At every place among the events, and more than once.
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
        // Some may come twice (those that a dropped connection had read), none is missing, and each connection has
        // them in order.
        for number in 1..=6 {
            assert!(
                arrived.contains(&number),
                "{counts:?}: {number} in {arrived:?}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_pong_confirmed_is_not_sent_again() {
    let (heard, mut received) = mpsc::unbounded_channel();
    let again = heard.clone();
    let server = Server::new()
        .then(move |mut socket: Socket| async move {
            for _ in 0..2 {
                heard.send(number(&socket.hear().await.unwrap())).unwrap();
            }
            // Reading on answers the ping; then the line goes dead.
            let _ = tokio::time::timeout(Duration::from_secs(5), socket.hear()).await;
        })
        .then(move |mut socket| async move {
            again
                .send(100 + number(&socket.hear().await.unwrap()))
                .unwrap();
            socket.leave(1000, "").await;
        });
    let mut connection = server.connect().reconnect(Reconnect::new()).await.unwrap();
    connection.send(event(1)).await.unwrap();
    connection.send(event(2)).await.unwrap();
    let waiting = tokio::time::timeout(Duration::from_secs(4), connection.next());
    assert!(
        waiting.await.is_err(),
        "nothing comes, and the pong is read"
    );
    tokio::time::sleep(Duration::from_secs(2)).await;
    // Into the closed line: noticed, and carried over.
    connection.send(event(3)).await.unwrap();
    assert!(connection.next().await.is_none());
    let mut arrived = Vec::new();
    while let Ok(number) = received.try_recv() {
        arrived.push(number);
    }
    assert_eq!(arrived, [1, 2, 103]);
}

#[tokio::test(start_paused = true)]
async fn it_is_tried_after_certain_close_codes_only() {
    for (code, again) in [
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
        let leave = move |mut socket: Socket| async move {
            if code == 1005 {
                socket.close(None).await.unwrap();
            } else {
                socket.leave(code, "").await;
            }
        };
        let end = |mut socket: Socket| async move {
            socket.say(event(1)).await;
            socket.leave(1000, "").await;
        };
        let server = Server::new().then(leave).then(end);
        let mut connection = server.connect().reconnect(Reconnect::new()).await.unwrap();
        let mut events = 0;
        while let Some(item) = connection.next().await {
            events += usize::from(item.is_ok());
        }
        assert_eq!(events == 1, again, "{code}");
        assert_eq!(server.requests().len(), 1 + usize::from(again), "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_try_may_be_changed() {
    let server = Server::new()
        .then(deaf)
        .then(|mut socket: Socket| async move {
            let mut heard = Vec::new();
            for _ in 0..3 {
                heard.push(number(&socket.hear().await.unwrap()));
            }
            assert_eq!(heard, [50, 51, 1]);
            socket.say(event(9)).await;
            socket.leave(1000, "").await;
        });
    let rule = Reconnect::new().before(|attempt| {
        assert_eq!((attempt.number(), attempt.close().code), (1, 1006));
        attempt.query("resume", "yes");
        attempt.header("x-try", attempt.number().to_string());
        attempt.first(&event(50));
        attempt.first(&event(51));
    });
    let mut connection = server
        .connect()
        .query("model", "m")
        .reconnect(rule)
        .await
        .unwrap();
    connection.send(event(1)).await.unwrap();
    assert_eq!(number(&connection.next().await.unwrap().unwrap()), 9);
    let again = server.requests().remove(1);
    assert!(
        again.starts_with("/v1/talk?model=m&resume=yes\n"),
        "{again}"
    );
    assert!(again.contains("x-try: 1"), "{again}");
    assert!(again.contains("authorization: Bearer secret"), "{again}");
}

#[tokio::test(start_paused = true)]
async fn a_try_may_be_refused() {
    let server = Server::new().then(deaf);
    let rule = Reconnect::new().before(|attempt| attempt.stop());
    let mut connection = server.connect().reconnect(rule).await.unwrap();
    connection.send(event(1)).await.unwrap();
    assert!(connection.next().await.unwrap().is_err());
    assert!(connection.next().await.is_none());
    assert_eq!(server.requests().len(), 1);
    assert_eq!(connection.take_unsent(), [event(1)]);
}

#[tokio::test(start_paused = true)]
async fn unconfirmed_events_may_be_taken_out_of_a_try() {
    let server = Server::new()
        .then(deaf)
        .then(|mut socket: Socket| async move {
            assert_eq!(number(&socket.hear().await.unwrap()), 2);
            socket.leave(1000, "").await;
        });
    let taken = Arc::new(Mutex::new(Vec::new()));
    let kept = taken.clone();
    let rule = Reconnect::new()
        .before(move |attempt| kept.lock().unwrap().extend(attempt.take_unconfirmed()));
    let mut connection = server.connect().reconnect(rule).await.unwrap();
    connection.send(event(1)).await.unwrap();
    // Reads the end of the first connection and makes the second one.
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
async fn after_five_tries_it_is_given_up_and_events_are_given_back() {
    let server = Server::new().then(|mut socket: Socket| async move {
        socket.hear().await;
    });
    let mut connection = server.connect().reconnect(Reconnect::new()).await.unwrap();
    let started = Instant::now();
    connection.send(event(1)).await.unwrap();
    let error = connection.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.retries(), 5);
    let waited = started.elapsed().as_secs_f64();
    // 0.5 + 1 + 2 + 4 + 8 seconds, less up to a quarter.
    assert!((11.6..=15.6).contains(&waited), "{waited}");
    assert!(connection.next().await.is_none());
    assert_eq!(connection.take_unsent(), [event(1)]);
    assert_eq!(connection.close_reason().unwrap().code, 1006);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_refuses_a_try_may_ask_for_a_longer_delay() {
    let server = Server::new()
        .then(deaf)
        .then(|mut socket: Socket| async move { socket.leave(1000, "").await });
    let accepting = server.clone();
    let tries = Arc::new(Mutex::new(Vec::new()));
    let noted = tries.clone();
    let connect = server.connect().connector(move |_: Target| {
        let mut tries = noted.lock().unwrap();
        tries.push(Instant::now());
        let (number, server) = (tries.len(), accepting.clone());
        async move {
            if number != 2 {
                return server.accept().await;
            }
            let (ours, mut theirs) = tokio::io::duplex(4096);
            tokio::spawn(async move {
                let busy = b"HTTP/1.1 429 Too Many Requests\r\nretry-after-ms: 30000\r\n\r\n";
                theirs.write_all(busy).await.unwrap();
                // Until the client hangs up.
                let _ = theirs.read_to_end(&mut Vec::new()).await;
            });
            Ok(ours)
        }
    });
    let mut connection = connect.reconnect(Reconnect::new()).await.unwrap();
    assert_eq!(connection.request_id().as_deref(), Some("req_1"));
    assert!(connection.next().await.is_none());
    assert_eq!(connection.request_id().as_deref(), Some("req_2"));
    assert!(connection.headers().contains_key("upgrade"));
    let tries = tries.lock().unwrap();
    let waited = tries[2] - tries[1];
    assert!((30.0..31.0).contains(&waited.as_secs_f64()), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn the_queue_is_bounded_while_there_is_no_connection() {
    let server = Server::new().then(deaf);
    let mut connection = server
        .connect()
        .queue_limit(100)
        .reconnect(Reconnect::new())
        .await
        .unwrap();
    // Notices that the connection is gone.
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
async fn much_more_than_the_queue_holds_may_be_sent_over_a_connection() {
    let server = Server::new().then(|mut socket: Socket| async move {
        for expected in 0..200 {
            assert_eq!(number(&socket.hear().await.unwrap()), expected);
            socket.say(event(expected)).await;
        }
        socket.leave(1000, "").await;
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
