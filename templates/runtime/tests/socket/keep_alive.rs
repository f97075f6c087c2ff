//! Pings, and connections without messages for a long time.

use std::time::Duration;

use futures_util::StreamExt;
use oasmith_runtime::websocket::Reconnect;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Server, Socket, TestSocket, event, number};

#[tokio::test(start_paused = true)]
async fn a_server_that_sends_only_pongs_stays_connected() {
    let server = Server::new().then(|mut socket: Socket| async move {
        let (mut pings, end) = (0, Instant::now() + Duration::from_secs(7200));
        while let Ok(Some(message)) = tokio::time::timeout_at(end, socket.next()).await {
            pings += u64::from(matches!(message, Ok(Message::Ping(_))));
        }
        socket.send_event(event(pings)).await;
        socket.close_with(1000, "").await;
    });
    let mut connection = server.connect().await.unwrap();
    let pings = number(&connection.next().await.unwrap().unwrap());
    assert!(
        (355..=365).contains(&pings),
        "one every 20 seconds: {pings}"
    );
}

#[tokio::test(start_paused = true)]
async fn without_keep_alive_nothing_is_sent() {
    let server = Server::new().then(|mut socket: Socket| async move {
        let hour = Duration::from_secs(3600);
        assert!(tokio::time::timeout(hour, socket.next()).await.is_err());
        socket.send_event(event(1)).await;
    });
    let mut connection = server.connect().without_keep_alive().await.unwrap();
    assert_eq!(number(&connection.next().await.unwrap().unwrap()), 1);
}

#[tokio::test(start_paused = true)]
async fn a_connection_without_pongs_is_lost() {
    let dead = |socket: Socket| async move {
        let _socket = socket;
        std::future::pending::<()>().await;
    };
    let server = Server::new().then(dead);
    let connect = server
        .connect()
        .keep_alive(Duration::from_secs(10), Duration::from_secs(5));
    let mut connection = connect.await.unwrap();
    let started = Instant::now();
    assert!(connection.next().await.unwrap().is_err());
    assert_eq!(started.elapsed().as_secs(), 15);
    assert_eq!(connection.close_reason().unwrap().code, 1006);

    let alive = |mut socket: Socket| async move {
        assert_eq!(number(&socket.receive_event().await.unwrap()), 1);
        socket.close_with(1000, "").await;
    };
    let server = Server::new().then(dead).then(alive);
    let mut connection = server.connect().reconnect(Reconnect::new()).await.unwrap();
    connection.send(event(1)).await.unwrap();
    assert!(
        connection.next().await.is_none(),
        "sent again over the second connection"
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_that_did_not_read_does_not_time_out() {
    let server = Server::new()
        .then(|mut socket: Socket| async move { while socket.next().await.is_some() {} });
    let mut connection = server.connect().await.unwrap();
    for _ in 0..5 {
        // A ping is sent, and the pong arrives at once, but is not read for a long time.
        let waiting = tokio::time::timeout(Duration::from_secs(21), connection.next());
        assert!(waiting.await.is_err());
        tokio::time::sleep(Duration::from_secs(600)).await;
    }
    assert!(connection.close_reason().is_none());
}
