//! Several conversations over one connection.

use oasmith_runtime::runtime::ErrorKind;
use serde_json::{Value, json};

use crate::support::{Peer, Server, Socket};

fn said(lane: &str, number: u64) -> Value {
    json!({"lane": lane, "number": number})
}

#[tokio::test(start_paused = true)]
async fn each_lane_gets_its_own_events_in_order() {
    let server = Server::new().then(|mut socket: Socket| async move {
        for _ in 0..3 {
            socket.hear().await.unwrap();
        }
        for number in 0..10 {
            for lane in ["c", "a", "b", "nobody"] {
                socket.say(said(lane, number)).await;
            }
        }
        socket.leave(1000, "").await;
    });
    let lanes = server.connect().await.unwrap().lanes();
    let mut readers = Vec::new();
    for name in ["a", "b", "c"] {
        let mut lane = lanes.open(name).unwrap();
        lane.send(said(name, 0)).await.unwrap();
        readers.push(tokio::spawn(async move {
            let mut events = Vec::new();
            while let Some(event) = lane.next().await {
                events.push(event.unwrap());
            }
            events
        }));
    }
    for (reader, name) in readers.into_iter().zip(["a", "b", "c"]) {
        let expected: Vec<Value> = (0..10).map(|number| said(name, number)).collect();
        assert_eq!(reader.await.unwrap(), expected);
    }
    assert_eq!(lanes.close_reason().unwrap().code, 1000);
}

#[tokio::test(start_paused = true)]
async fn one_task_may_read_the_lanes_one_after_the_other() {
    let server = Server::new().then(|mut socket: Socket| async move {
        for number in 0..5 {
            socket.say(said("b", number)).await;
            socket.say(said("a", number)).await;
        }
    });
    let lanes = server.connect().await.unwrap().lanes();
    let (mut a, mut b) = (lanes.open("a").unwrap(), lanes.open("b").unwrap());
    for number in 0..5 {
        assert_eq!(a.next().await.unwrap().unwrap(), said("a", number));
    }
    for number in 0..5 {
        assert_eq!(b.next().await.unwrap().unwrap(), said("b", number));
    }
    for lane in [&mut a, &mut b] {
        assert!(
            lane.next().await.unwrap().is_err(),
            "the connection broke, for both"
        );
        assert!(lane.next().await.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn an_event_without_a_lane_concerns_all() {
    let server = Server::new().then(|mut socket: Socket| async move {
        socket.say(json!({"number": 1})).await;
        socket.leave(1000, "").await;
    });
    let lanes = server.connect().await.unwrap().lanes();
    let (mut a, mut b) = (lanes.open("a").unwrap(), lanes.open("b").unwrap());
    assert_eq!(a.next().await.unwrap().unwrap()["number"], 1);
    assert_eq!(b.next().await.unwrap().unwrap()["number"], 1);
    assert!(a.next().await.is_none() && b.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_lane_that_nobody_reads_ends_and_the_others_go_on() {
    let server = Server::new().then(|mut socket: Socket| async move {
        for _ in 0..20 {
            socket
                .say(json!({"lane": "slow", "data": "x".repeat(1 << 20)}))
                .await;
        }
        socket.say(said("fast", 1)).await;
        socket.leave(1000, "").await;
    });
    let lanes = server.connect().await.unwrap().lanes();
    let (mut slow, mut fast) = (lanes.open("slow").unwrap(), lanes.open("fast").unwrap());
    assert_eq!(fast.next().await.unwrap().unwrap(), said("fast", 1));
    let mut kept = 0;
    let error = loop {
        match slow.next().await.unwrap() {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(kept, 15, "16 MiB less what is around the data");
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert!(slow.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn names_of_lanes_are_taken_once_at_a_time() {
    let server = Server::new().then(|mut socket: Socket| async move {
        socket.hear().await;
    });
    let lanes = server.connect().await.unwrap().lanes();
    let first = lanes.open("a").unwrap();
    assert!(lanes.open("a").is_err());
    drop(first);
    lanes.open("a").unwrap();
    assert_ne!(
        lanes.open_next().unwrap().id(),
        lanes.open_next().unwrap().id()
    );
}
