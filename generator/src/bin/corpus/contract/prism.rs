//! Prism as a process.

use std::fs::File;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long Prism may take to read a document.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server for a document; it ends when this is dropped.
pub(super) struct Prism {
    process: Child,
    port: u16,
}

impl Prism {
    /// Starts it and waits until it says that it listens: a port that answers may be somebody
    /// else's. The error is what it says instead.
    pub(super) fn start(
        program: &Path,
        document: &Path,
        log: &Path,
    ) -> Result<Self, String> {
        let say = |error: std::io::Error| error.to_string();
        let port = free_port().map_err(say)?;
        let output = File::create(log).map_err(say)?;
        let process = Command::new(program)
            .args(["mock", "--host", "127.0.0.1", "--port", &port.to_string()])
            .arg(document)
            .stdin(Stdio::null())
            .stdout(output.try_clone().map_err(say)?)
            .stderr(output)
            .spawn()
            .map_err(say)?;
        let mut prism = Self { process, port };
        let start = Instant::now();
        while !listens(log) {
            let ended = prism.process.try_wait().map_err(say)?.is_some();
            if ended || start.elapsed() > PATIENCE {
                return Err(last_word(log));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(prism)
    }

    /// Where it is.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing else to do about it anyway.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn listens(log: &Path) -> bool {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    text.contains("Prism is listening")
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// The last line that says something.
fn last_word(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let says = |line: &&str| line.chars().any(char::is_alphabetic);
    let fatal =
        text.lines().find(|line| line.contains(" fatal ") || line.contains("Error:"));
    let line = fatal.or_else(|| text.lines().rev().find(says));
    line.unwrap_or("nothing").trim().to_owned()
}
