//! Kinds and sizes of received messages.

use futures_util::{SinkExt, StreamExt};
use oasmith_runtime::ErrorKind;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use crate::support::{Server, TestSocket, event, number};

#[tokio::test(start_paused = true)]
async fn text_binary_and_fragmented_messages_are_events() {
    let server = Server::new().then(|mut socket| async move {
        socket.send_event(event(1)).await;
        let binary = event(2).to_string().into_bytes();
        socket.send(Message::binary(binary)).await.unwrap();
        let text = event(3).to_string().into_bytes();
        let (start, end) = text.split_at(7);
        let first = Frame::message(start.to_vec(), OpCode::Data(Data::Text), false);
        let last = Frame::message(end.to_vec(), OpCode::Data(Data::Continue), true);
        socket.send(Message::Frame(first)).await.unwrap();
        socket.send(Message::Ping("between".into())).await.unwrap();
        socket.send(Message::Frame(last)).await.unwrap();
        socket.close_with(1000, "").await;
    });
    let mut connection = server.connect().await.unwrap();
    let mut numbers = Vec::new();
    while let Some(event) = connection.next().await {
        numbers.push(number(&event.unwrap()));
    }
    assert_eq!(numbers, [1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn pings_are_replied_to_while_waiting_for_events() {
    let server = Server::new().then(|mut socket| async move {
        socket.send(Message::Ping("ping".into())).await.unwrap();
        let reply = socket.next().await.unwrap().unwrap();
        assert_eq!(reply, Message::Pong("ping".into()));
        socket.send_event(event(1)).await;
    });
    let mut connection = server.connect().await.unwrap();
    assert_eq!(number(&connection.next().await.unwrap().unwrap()), 1);
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_not_json_is_an_error_and_the_connection_stays_open() {
    let server = Server::new().then(|mut socket| async move {
        socket.send(Message::text("{garbage")).await.unwrap();
        socket
            .send(Message::binary(vec![0xff, 0xfe]))
            .await
            .unwrap();
        socket.send_event(event(1)).await;
        socket.close_with(1000, "").await;
    });
    let mut connection = server.connect().await.unwrap();
    for excerpt in ["{garbage", "UTF-8"] {
        let error = connection.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(
            error
                .to_string()
                .to_lowercase()
                .contains(&excerpt.to_lowercase()),
            "{error}"
        );
    }
    assert_eq!(number(&connection.next().await.unwrap().unwrap()), 1);
    assert!(connection.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_message_may_be_large() {
    let server = Server::new().then(|mut socket| async move {
        socket
            .send_event(json!({"number": 7, "data": "x".repeat(20 << 20)}))
            .await;
        let received = socket.receive_event().await.unwrap();
        socket
            .send_event(event(received["data"].as_str().unwrap().len() as u64))
            .await;
    });
    let mut connection = server.connect().await.unwrap();
    assert_eq!(number(&connection.next().await.unwrap().unwrap()), 7);
    connection
        .send(json!({"data": "y".repeat(20 << 20)}))
        .await
        .unwrap();
    assert_eq!(number(&connection.next().await.unwrap().unwrap()), 20 << 20);
}

#[tokio::test(start_paused = true)]
async fn a_message_above_the_size_limit_ends_the_connection() {
    let server = Server::new().then(|mut socket| async move {
        socket.send_event(event(1)).await;
        socket.send_event(json!({"data": "x".repeat(2000)})).await;
        let Some(Ok(Message::Close(Some(frame)))) = socket.next().await else {
            panic!("no close frame");
        };
        assert_eq!(u16::from(frame.code), 1009);
    });
    let mut connection = server.connect().max_message_size(1000).await.unwrap();
    assert_eq!(number(&connection.next().await.unwrap().unwrap()), 1);
    let error = connection.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(connection.next().await.is_none());
    assert_eq!(connection.close_reason().unwrap().code, 1009);
    assert!(connection.send(event(2)).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn pings_of_a_server_that_reads_nothing_end_the_session() {
    let server = Server::new().then(|mut socket| async move {
        let payload = vec![0; 125];
        while socket
            .send(Message::Ping(payload.clone().into()))
            .await
            .is_ok()
        {}
    });
    let connect = server.connect().max_write_buffer_size(100_000);
    let mut connection = connect.await.unwrap();
    let error = connection.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    assert!(
        error.message().contains("`max_write_buffer_size`"),
        "{error}"
    );
    assert!(connection.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_too_large_names_the_limit() {
    let server = Server::new().then(|mut socket| async move {
        let _ = socket.send(Message::text("a".repeat(2000))).await;
        while socket.next().await.is_some_and(|it| it.is_ok()) {}
    });
    let connect = server.connect().max_message_size(1000);
    let error = connect.await.unwrap().next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    assert!(error.message().contains("`max_message_size`"), "{error}");
}
