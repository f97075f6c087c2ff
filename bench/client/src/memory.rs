//! What a client and an open stream hold on the heap, beside what bare `reqwest` holds for the same.
//!
//! The server is this program once more, so that what it holds does not count.

mod server;

use std::error::Error;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use oasmith_bench::{Target, row};
use openai_typed::Client;
use openai_typed::types::CreateResponse;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// So many of each are held at once.
const COUNT: usize = 50;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What tells this program to be the server.
const SERVE: &str = "serve";
const EVENT: &str = "data: {\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"output_index\":0,\
    \"content_index\":0,\"delta\":\"x\",\"sequence_number\":1,\"logprobs\":[]}\n\n";

fn main() -> Outcome<()> {
    if std::env::args().any(|argument| argument == SERVE) {
        return serve();
    }
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
    // What is not read stays with the system.
    let server = Server::start()?;
    let url = &server.url;
    let client = Client::builder().api_key("key").base_url(url).build()?;
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
    drop(client);
    // Connections are tasks, which end when they are next looked at.
    for _ in 0..10_000 {
        tokio::task::yield_now().await;
    }
    let client = reqwest::Client::new();
    let before = heap();
    let mut open = Vec::new();
    for _ in 0..COUNT {
        let body = r#"{"model":"m","input":"x","stream":true}"#;
        let mut answer = client
            .post(format!("{url}/responses"))
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

/// The server in a process of its own, until it is dropped.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start() -> Outcome<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let command = command
            .arg(SERVE)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let mut url = String::new();
        let output = process.stdout.take().ok_or("no pipe")?;
        BufReader::new(output).read_line(&mut url)?;
        let url = url.trim().to_owned();
        Ok(Self { process, url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Serves until standard input is closed.
fn serve() -> Outcome<()> {
    println!("{}", server::streaming(EVENT, 10_000_000)?);
    std::io::stdin().read_to_end(&mut Vec::new())?;
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
