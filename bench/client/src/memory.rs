//! What a client and an open stream hold on the heap, beside what bare `reqwest` holds for the same.

mod server;

use std::error::Error;

use oasmith_bench::{Target, row};
use openai_typed::Client;
use openai_typed::types::CreateResponse;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// So many of each are held at once.
const COUNT: usize = 50;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let _profiler = dhat::Profiler::builder().testing().build();
    drop(rustls::crypto::ring::default_provider().install_default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        clients()?;
        streams().await
    })
}

fn clients() -> Outcome<()> {
    let ours = held(|| Ok(Client::builder().api_key("key").build()?))?;
    let theirs = held(|| Ok(reqwest::Client::builder().build()?))?;
    shown("heap of an idle client: of bare reqwest's", ours, theirs);
    Ok(())
}

async fn streams() -> Outcome<()> {
    let event = "data: {\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"output_index\":0,\
        \"content_index\":0,\"delta\":\"x\",\"sequence_number\":1,\"logprobs\":[]}\n\n";
    // What is not read stays with the system.
    let server = server::streaming(event, 10_000_000)?;
    let client = Client::builder().api_key("key").base_url(&server).build()?;
    let before = heap();
    let mut open = Vec::new();
    for _ in 0..COUNT {
        let request = CreateResponse::new().with_model("m").with_input("x");
        let mut stream = client.responses().create(request).stream().await?;
        stream.next().await.ok_or("no event")??;
        open.push(stream);
    }
    let ours = (heap() - before) / COUNT;
    drop(open);
    let client = reqwest::Client::new();
    let before = heap();
    let mut open = Vec::new();
    for _ in 0..COUNT {
        let body = r#"{"model":"m","input":"x","stream":true}"#;
        let mut answer = client
            .post(format!("{server}/responses"))
            .body(body)
            .send()
            .await?;
        answer.chunk().await?.ok_or("no bytes")?;
        open.push(answer);
    }
    let theirs = (heap() - before) / COUNT;
    shown(
        "heap of an open stream and its connection: of bare reqwest's",
        ours,
        theirs,
    );
    Ok(())
}

/// Bytes that each of several holds.
fn held<T>(make: impl Fn() -> Outcome<T>) -> Outcome<usize> {
    drop(make()?);
    let before = heap();
    let all = (0..COUNT).map(|_| make()).collect::<Outcome<Vec<T>>>()?;
    let bytes = heap() - before;
    drop(all);
    Ok(bytes / COUNT)
}

fn heap() -> usize {
    dhat::HeapStats::get().curr_bytes
}

fn shown(what: &str, ours: usize, theirs: usize) {
    let figure = ours as f64 / theirs as f64;
    let details = format!("{} kB to {} kB", ours / 1000, theirs / 1000);
    row("client", what, figure, Target::None, &details);
}
