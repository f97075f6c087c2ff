//! Closing of connections.

use futures_util::{SinkExt, StreamExt};
use oasmith_runtime::ErrorKind;
use oasmith_runtime::websocket::{ClosedBy, Reconnect};
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Server, TestSocket, event, number};

#[tokio::test(start_paused = true)]
async fn code_and_reason_are_sent_to_the_server() {
    let (sender, received) = tokio::sync::oneshot::channel();
    let server = Server::new().then(|mut socket| async move {
        assert_eq!(number(&socket.receive_event().await.unwrap()), 1);
        let Some(Ok(Message::Close(Some(frame)))) = socket.next().await else {
            panic!("no close frame");
        };
        sender
            .send((u16::from(frame.code), frame.reason.to_string()))
            .unwrap();
        while socket.next().await.is_some() {}
    });
    let mut connection = server.connect().await.unwrap();
    connection.feed(event(1)).await.unwrap();
    let close = connection.close(4001, "enough").await.unwrap().unwrap();
    assert_eq!(received.await.unwrap(), (4001, "enough".to_owned()));
    assert_eq!((close.code, close.by), (4001, ClosedBy::Client));
    assert!(connection.next().await.is_none());
    assert_eq!(
        connection.send(event(2)).await.unwrap_err().kind(),
        ErrorKind::Stream
    );
}

#[tokio::test(start_paused = true)]
async fn a_normal_close_is_the_end_of_the_stream() {
    let server = Server::new().then(|mut socket| async move {
        socket.send_event(event(1)).await;
        socket.close_with(1000, "done").await;
    });
    let mut connection = server.connect().await.unwrap();
    assert!(connection.next().await.unwrap().is_ok());
    assert!(connection.close_reason().is_none());
    assert!(connection.next().await.is_none());
    let close = connection.close_reason().unwrap();
    assert_eq!(
        (close.code, close.reason.as_str(), close.by),
        (1000, "done", ClosedBy::Server)
    );
}

#[tokio::test(start_paused = true)]
async fn any_other_close_is_one_error() {
    for (code, by) in [
        (1008, ClosedBy::Server),
        (1011, ClosedBy::Server),
        (1006, ClosedBy::Neither),
    ] {
        let server = Server::new().then(move |mut socket| async move {
            if code != 1006 {
                socket.close_with(code, "why").await;
            }
        });
        let mut connection = server.connect().await.unwrap();
        let error = connection.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Stream);
        assert!(error.to_string().contains(&code.to_string()), "{error}");
        assert!(connection.next().await.is_none());
        let close = connection.close_reason().unwrap();
        assert_eq!((close.code, close.by), (code, by));
    }
}

#[tokio::test(start_paused = true)]
async fn a_missing_close_reply_ends_the_connection() {
    let server = Server::new().then(|socket| async move {
        let _socket = socket;
        std::future::pending::<()>().await;
    });
    let mut connection = server.connect().without_keep_alive().await.unwrap();
    let close = connection.close(1000, "").await.unwrap().unwrap();
    assert_eq!((close.code, close.by), (1000, ClosedBy::Client));
}

#[tokio::test(start_paused = true)]
async fn closing_does_not_reconnect() {
    // The server reads nothing, so not even the close frame can be written.
    let server = Server::new().then(|socket| async move {
        let _socket = socket;
        std::future::pending::<()>().await;
    });
    let connect = server.connect().without_keep_alive();
    let mut connection = connect.reconnect(Reconnect::new()).await.unwrap();
    let large = serde_json::json!({"data": "x".repeat(1 << 20)});
    connection.feed(large.clone()).await.unwrap();
    let error = connection.close(1000, "").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert_eq!(connection.take_unsent(), [large]);
    assert!(connection.next().await.is_none());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_invalid_close_frame_is_rejected() {
    let server = Server::new().then(|mut socket| async move {
        assert_eq!(number(&socket.receive_event().await.unwrap()), 1);
        while socket.next().await.is_some() {}
    });
    let mut connection = server.connect().await.unwrap();
    let long = "x".repeat(124);
    for (code, reason) in [(999, ""), (1005, ""), (1006, ""), (5000, ""), (1000, &long)] {
        let error = connection.close(code, reason).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{code}");
    }
    connection.send(event(1)).await.unwrap();
    let close = connection.close(3000, &long[1..]).await.unwrap().unwrap();
    assert_eq!(close.code, 3000);
}

#[tokio::test(start_paused = true)]
async fn events_received_before_the_end_are_returned() {
    let server = Server::new().then(|mut socket| async move {
        for number in 1..=3 {
            socket.send_event(event(number)).await;
        }
    });
    let mut connection = server.connect().await.unwrap();
    // The server has disconnected by now, but its events are still in the pipe.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let _ = connection.send(event(0)).await;
    let mut numbers = Vec::new();
    while let Some(Ok(event)) = connection.next().await {
        numbers.push(number(&event));
    }
    assert_eq!(numbers, [1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn unsent_events_are_returned_at_the_end() {
    let server = Server::new().then(|mut socket| async move {
        socket.receive_event().await;
        socket.send(Message::Close(None)).await.unwrap();
    });
    let mut connection = server.connect().await.unwrap();
    connection.send(event(1)).await.unwrap();
    assert!(connection.take_unsent().is_empty());
    while connection.next().await.is_some() {}
    assert!(connection.feed(event(2)).await.is_err());
    assert!(
        connection.take_unsent().is_empty(),
        "an event that was not accepted is not unsent"
    );
}
