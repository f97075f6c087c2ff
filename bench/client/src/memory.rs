//! Heap memory of a client and of an open stream, compared with bare `reqwest`.
//!
//! The server is another process of this program, so that its memory is not counted.

mod server;

use std::error::Error;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use oasmith_bench::{Target, row};
use openai_typed::Client;
use openai_typed::types::CreateResponse;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// Number of clients or streams that are open at once.
const COUNT: usize = 50;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The argument that makes this program the server.
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
    let ours = heap_of_each(|| Ok(Client::builder().api_key("key").build()?))?;
    let theirs = heap_of_each(|| Ok(reqwest::Client::builder().build()?))?;
    print_row(
        "heap of an idle client: relative to bare reqwest",
        ours,
        theirs,
    );
    Ok(())
}

async fn streams() -> Outcome<()> {
    // The system buffers data that is not read.
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
    // The tasks of closed connections end when they are next polled.
    for _ in 0..10_000 {
        tokio::task::yield_now().await;
    }
    let client = reqwest::Client::new();
    let before = heap();
    let mut open = Vec::new();
    for _ in 0..COUNT {
        let body = r#"{"model":"m","input":"x","stream":true}"#;
        let mut response = client
            .post(format!("{url}/responses"))
            .body(body)
            .send()
            .await?;
        response.chunk().await?.ok_or("no bytes")?;
        open.push(response);
    }
    let theirs = (heap() - before) / COUNT;
    print_row(
        "heap of an open stream and its connection: relative to bare reqwest",
        ours,
        theirs,
    );
    Ok(())
}

/// A server process, killed when this value is dropped.
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
    println!("{}", server::with_events(EVENT, 10_000_000)?);
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

/// Returns the heap memory of one value, in bytes, averaged over several.
fn heap_of_each<T>(make: impl Fn() -> Outcome<T>) -> Outcome<usize> {
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

fn print_row(what: &str, ours: usize, theirs: usize) {
    let figure = ours as f64 / theirs as f64;
    let details = format!("{} kB vs {} kB", ours / 1000, theirs / 1000);
    row("client", what, figure, Target::None, &details);
}
