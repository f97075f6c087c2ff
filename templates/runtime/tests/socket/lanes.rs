//! Lanes of a connection.

use oasmith_runtime::ErrorKind;
use serde_json::{Value, json};

use crate::support::{Server, Socket, TestSocket};

fn lane_event(lane: &str, number: u64) -> Value {
    json!({"lane": lane, "number": number})
}

#[tokio::test(start_paused = true)]
async fn each_lane_receives_its_own_events_in_order() {
    let server = Server::new().then(|mut socket: Socket| async move {
        for _ in 0..3 {
            socket.receive_event().await.unwrap();
        }
        for number in 0..10 {
            for lane in ["c", "a", "b", "unopened"] {
                socket.send_event(lane_event(lane, number)).await;
            }
        }
        socket.close_with(1000, "").await;
    });
    let lanes = server.connect().await.unwrap().lanes();
    let mut readers = Vec::new();
    for name in ["a", "b", "c"] {
        let mut lane = lanes.open(name).unwrap();
        lane.send(lane_event(name, 0)).await.unwrap();
        readers.push(tokio::spawn(async move {
            let mut events = Vec::new();
            while let Some(event) = lane.next().await {
                events.push(event.unwrap());
            }
            events
        }));
    }
    for (reader, name) in readers.into_iter().zip(["a", "b", "c"]) {
        let expected: Vec<Value> = (0..10).map(|number| lane_event(name, number)).collect();
        assert_eq!(reader.await.unwrap(), expected);
    }
    assert_eq!(lanes.close_reason().unwrap().code, 1000);
}

#[tokio::test(start_paused = true)]
async fn one_task_can_read_lanes_one_after_the_other() {
    let server = Server::new().then(|mut socket: Socket| async move {
        for number in 0..5 {
            socket.send_event(lane_event("b", number)).await;
            socket.send_event(lane_event("a", number)).await;
        }
    });
    let lanes = server.connect().await.unwrap().lanes();
    let (mut a, mut b) = (lanes.open("a").unwrap(), lanes.open("b").unwrap());
    for number in 0..5 {
        assert_eq!(a.next().await.unwrap().unwrap(), lane_event("a", number));
    }
    for number in 0..5 {
        assert_eq!(b.next().await.unwrap().unwrap(), lane_event("b", number));
    }
    for lane in [&mut a, &mut b] {
        assert!(
            lane.next().await.unwrap().is_err(),
            "the connection was lost, for both lanes"
        );
        assert!(lane.next().await.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn an_event_without_a_lane_is_delivered_to_all() {
    let server = Server::new().then(|mut socket: Socket| async move {
        socket.send_event(json!({"number": 1})).await;
        socket.close_with(1000, "").await;
    });
    let lanes = server.connect().await.unwrap().lanes();
    let (mut a, mut b) = (lanes.open("a").unwrap(), lanes.open("b").unwrap());
    assert_eq!(a.next().await.unwrap().unwrap()["number"], 1);
    assert_eq!(b.next().await.unwrap().unwrap()["number"], 1);
    assert!(a.next().await.is_none() && b.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_lane_that_is_not_read_fails_and_the_others_continue() {
    let server = Server::new().then(|mut socket: Socket| async move {
        for _ in 0..20 {
            socket
                .send_event(json!({"lane": "slow", "data": "x".repeat(1 << 20)}))
                .await;
        }
        socket.send_event(lane_event("fast", 1)).await;
        socket.close_with(1000, "").await;
    });
    let lanes = server.connect().await.unwrap().lanes();
    let (mut slow, mut fast) = (lanes.open("slow").unwrap(), lanes.open("fast").unwrap());
    assert_eq!(fast.next().await.unwrap().unwrap(), lane_event("fast", 1));
    let mut received = 0;
    let error = loop {
        match slow.next().await.unwrap() {
            Ok(_) => received += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(received, 15, "16 MiB less the JSON around the data");
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert!(slow.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn the_id_of_an_open_lane_cannot_be_reused() {
    let server = Server::new().then(|mut socket: Socket| async move {
        socket.receive_event().await;
    });
    let lanes = server.connect().await.unwrap().lanes();
    let first = lanes.open("a").unwrap();
    assert!(lanes.open("a").is_err());
    drop(first);
    lanes.open("a").unwrap();
    assert_ne!(
        lanes.open_new().unwrap().id(),
        lanes.open_new().unwrap().id()
    );
}
