//! Dropping a call at each of its awaits.

use std::time::Duration;

use tokio::io::AsyncWriteExt;

use crate::dropped::DroppedAt;
use crate::server::{Hostile, complete, read_request, until_closed};
use crate::{KINDS, Kind, call, client};

#[tokio::test(flavor = "multi_thread")]
async fn a_call_can_be_dropped_at_any_poll() {
    let events = "data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\n";
    for kind in KINDS {
        let (media_type, body) = match kind {
            Kind::Json => ("application/json", r#"{"id":"thing"}"#),
            Kind::Stream => ("text/event-stream", events),
            Kind::Download => ("application/octet-stream", "0123456789"),
        };
        let bytes = complete(media_type, body);
        let server = Hostile::start(move |mut stream| {
            let bytes = bytes.clone();
            async move {
                read_request(&mut stream).await;
                // In pieces, so that there are many awaits.
                for piece in bytes.chunks(16) {
                    if stream.write_all(piece).await.is_err() {
                        return;
                    }
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                until_closed(stream).await;
            }
        })
        .await;
        let mut polls = 0;
        loop {
            let result = DroppedAt::new(call(client(&server.url()), kind), polls).await;
            let name = format!("{kind:?} dropped at poll {polls}");
            server.assert_idle(&name).await;
            if let Some(result) = result {
                result.unwrap_or_else(|error| panic!("{name}: {error}"));
                break;
            }
            polls += 1;
            assert!(polls < 1000, "{name}");
        }
        assert!(polls > 1, "{kind:?} has {polls} awaits");
    }
    let tasks = tokio::runtime::Handle::current()
        .metrics()
        .num_alive_tasks();
    assert!(tasks <= 3, "{tasks} tasks are left");
}
