//! A server for other commands, which responds until it is dropped.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use anyhow::{Context as _, Result};
use oasmith_core::sample::Sample;

use super::{Server, serve};

/// A server in a thread of this process, which rejects every request that differs from its sample.
pub struct Background {
    address: SocketAddr,
    is_stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Background {
    /// Starts a server on a free port.
    pub fn start(samples: Vec<Sample>) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
        let address = listener.local_addr()?;
        let is_stopped = Arc::new(AtomicBool::new(false));
        let server = Arc::new(Server {
            samples,
            pages: 1,
            exact: true,
            quiet: true,
        });
        let stop = is_stopped.clone();
        let accept = move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::Acquire) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let server = server.clone();
                thread::spawn(move || serve(&stream, &server));
            }
        };
        Ok(Self {
            address,
            is_stopped,
            thread: Some(thread::spawn(accept)),
        })
    }

    /// Returns the base URL of the server.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::Release);
        // The thread waits for a connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
