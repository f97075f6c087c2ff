//! Sending events, and the two ends of a connection.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use oasmith_runtime::ErrorKind;
use oasmith_runtime::websocket::Connection;
use serde_json::json;

use crate::support::{Server, Socket, TestChannel, TestSocket, echo, event, number};

#[tokio::test(start_paused = true)]
async fn events_keep_their_order() {
    let mut connection = Server::new().then(echo).connect().await.unwrap();
    for number in 0..10 {
        connection.feed(event(number)).await.unwrap();
    }
    connection.send(event(10)).await.unwrap();
    for expected in 0..=10 {
        assert_eq!(number(&connection.next().await.unwrap().unwrap()), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_is_a_stream_and_a_sink() {
    let connection = Server::new().then(echo).connect().await.unwrap();
    let (mut sink, stream) = StreamExt::split(connection);
    let all = futures_util::stream::iter((0..5).map(|number| Ok(event(number))));
    let sending = async move {
        let mut all = all;
        sink.send_all(&mut all).await.unwrap();
        sink
    };
    let receiving = stream
        .take(5)
        .map(|event| number(&event.unwrap()))
        .collect::<Vec<_>>();
    let (_sink, received) = tokio::join!(sending, receiving);
    assert_eq!(received, [0, 1, 2, 3, 4]);
}

#[tokio::test(start_paused = true)]
async fn two_tasks_use_the_two_ends() {
    let connection = Server::new().then(echo).connect().await.unwrap();
    let (mut sender, mut receiver) = connection.split();
    let sending = tokio::spawn(async move {
        for number in 0..50 {
            sender.send(event(number)).await.unwrap();
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        sender.close(1000, "").await.unwrap();
        sender
    });
    let receiving = tokio::spawn(async move {
        let mut numbers = Vec::new();
        while let Some(event) = receiver.next().await {
            numbers.push(number(&event.unwrap()));
        }
        (receiver, numbers)
    });
    let (receiver, numbers) = receiving.await.unwrap();
    assert_eq!(numbers, (0..50).collect::<Vec<_>>());
    let sender = sending.await.unwrap();
    let connection: Connection<TestChannel> = Connection::reunite(sender, receiver).unwrap();
    assert_eq!(connection.close_reason().unwrap().code, 1000);
}

#[tokio::test(start_paused = true)]
async fn the_receiver_is_woken_when_the_sender_detects_the_end() {
    let server = Server::new().then(|_| async {});
    let (mut sender, mut receiver) = server.connect().await.unwrap().split();
    let receiving = tokio::spawn(async move { receiver.next().await.map(|item| item.is_err()) });
    while sender.send(event(1)).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert_eq!(receiving.await.unwrap(), Some(true));
}

#[tokio::test(start_paused = true)]
async fn sending_without_reading_does_not_block_a_server_that_replies() {
    let mut connection = Server::new().then(echo).connect().await.unwrap();
    // More than the pipes and buffers hold in both directions, but less than the receive queue.
    for number in 0..40 {
        let event = json!({"number": number, "data": "x".repeat(10_000)});
        connection.send(event).await.unwrap();
    }
    for expected in 0..40 {
        assert_eq!(number(&connection.next().await.unwrap().unwrap()), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn sending_without_ever_reading_is_an_error() {
    let connect = Server::new().then(echo).connect().queue_limit(10_000);
    let mut connection = connect.await.unwrap();
    let event = |number| json!({"number": number, "data": "x".repeat(1000)});
    let mut sent = 0;
    let error = loop {
        match connection.send(event(sent)).await {
            Ok(()) => sent += 1,
            Err(error) => break error,
        }
        assert!(sent < 1000, "pipes and queues hold less");
    };
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert!(
        error
            .to_string()
            .contains("the queue of received events is full"),
        "{error}"
    );
    // Accepted events are not lost.
    for expected in 0..sent {
        assert_eq!(number(&connection.next().await.unwrap().unwrap()), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn sending_waits_for_a_slow_receiver() {
    let connect = Server::new().then(echo).connect().queue_limit(10_000);
    let (mut sender, mut receiver) = connect.await.unwrap().split();
    let reading = tokio::spawn(async move {
        let mut next = 0;
        while next < 300 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            assert_eq!(number(&receiver.next().await.unwrap().unwrap()), next);
            next += 1;
        }
    });
    for number in 0..300 {
        let event = json!({"number": number, "data": "x".repeat(1000)});
        sender.send(event).await.unwrap();
    }
    reading.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn cancelling_a_read_loses_no_event() {
    let server = Server::new().then(|mut socket: Socket| async move {
        for number in 0..10 {
            tokio::time::sleep(Duration::from_millis(7)).await;
            socket.send_event(event(number)).await;
        }
        socket.close_with(1000, "").await;
    });
    let mut connection = server.connect().await.unwrap();
    let mut numbers = Vec::new();
    loop {
        match tokio::time::timeout(Duration::from_millis(5), connection.next()).await {
            Ok(Some(event)) => numbers.push(number(&event.unwrap())),
            Ok(None) => break,
            Err(_) => {}
        }
    }
    assert_eq!(numbers, (0..10).collect::<Vec<_>>());
}
