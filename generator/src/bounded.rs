//! Files that are read within a limit of bytes; pipes and devices within one of patience, too.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Duration;

/// So long a pipe may be silent: the program at its other end may be at work, or not be there.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a file cannot be read, in words that are the same on every system.
pub(crate) fn reason(fault: &io::Error) -> String {
    match fault.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        ErrorKind::NotADirectory => "its folder is a file".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => fault.to_string(),
    }
}

/// Why a file is not read whose name is a URL, and what to do; nothing for other names.
pub(crate) fn url_refused(name: &str) -> Option<(&'static str, &'static str)> {
    let is_url = ["http://", "https://"].iter().any(|start| name.starts_with(start));
    is_url.then_some((
        "it is a URL, and nothing is read from the network",
        "download it first (`curl -O URL`), and name the file",
    ))
}

/// What a file holds; `None` if that is more than `limit` bytes. No more than that is read,
/// whatever the file says of its size: devices say nothing.
pub(crate) fn read_at_most(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    read_within(path, limit, PATIENCE)
}

fn read_within(
    path: &Path,
    limit: u64,
    patience: Duration,
) -> io::Result<Option<Vec<u8>>> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return read_pipe(path, limit, patience);
    }
    let size = metadata.len().min(limit);
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    let read =
        File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(fits(read, limit).then_some(bytes))
}

fn fits(length: usize, limit: u64) -> bool {
    u64::try_from(length).is_ok_and(|length| length <= limit)
}

/// Opening a pipe waits for somebody who writes, and reading for what is written, and neither
/// can be called off: another thread does it, and is left alone when it takes too long.
fn read_pipe(
    path: &Path,
    limit: u64,
    patience: Duration,
) -> io::Result<Option<Vec<u8>>> {
    let (sender, pieces) = mpsc::sync_channel(1);
    let path = path.to_owned();
    thread::spawn(move || {
        if let Err(error) = send_pieces(&path, &sender) {
            let _ = sender.send(Err(error));
        }
    });
    let mut bytes = Vec::new();
    loop {
        match pieces.recv_timeout(patience) {
            Ok(piece) => bytes.extend_from_slice(&piece?),
            Err(RecvTimeoutError::Disconnected) => return Ok(Some(bytes)),
            Err(RecvTimeoutError::Timeout) => {
                let seconds = patience.as_secs();
                let why =
                    format!("it is a pipe, and nothing came for {seconds} seconds");
                return Err(io::Error::new(ErrorKind::TimedOut, why));
            }
        }
        if !fits(bytes.len(), limit) {
            return Ok(None);
        }
    }
}

/// Ends with the file, or when nobody wants more.
fn send_pieces(path: &Path, to: &SyncSender<io::Result<Vec<u8>>>) -> io::Result<()> {
    let mut file = File::open(path)?;
    loop {
        let mut piece = vec![0; 1 << 16];
        let read = file.read(&mut piece)?;
        piece.truncate(read);
        if read == 0 || to.send(Ok(piece)).is_err() {
            return Ok(());
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn pipe(folder: &tempfile::TempDir) -> std::path::PathBuf {
        let path = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.expect("mkfifo runs").success());
        path
    }

    #[test]
    fn a_pipe_that_nobody_writes_to_is_not_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = read_within(&pipe(&folder), 10, Duration::from_millis(50));
        assert_eq!(error.expect_err("nothing comes").kind(), ErrorKind::TimedOut);
    }

    #[test]
    fn a_pipe_is_read_to_its_end_or_its_limit() {
        for (limit, expected) in [(10, Some(b"openapi".to_vec())), (3, None)] {
            // A new one each time: a program that another test starts holds on to the old
            // one for a moment, and what is written to that one then reaches nobody.
            let folder = tempfile::tempdir().expect("a folder");
            let path = pipe(&folder);
            let to = path.clone();
            let writer = thread::spawn(move || fs::write(to, "openapi"));
            assert_eq!(read_at_most(&path, limit).expect("it can be read"), expected);
            let _ = writer.join();
        }
    }

    #[test]
    fn devices_have_limits() {
        let read = read_at_most(Path::new("/dev/zero"), 1 << 20);
        assert_eq!(read.expect("it can be read"), None);
        let read = read_at_most(Path::new("/dev/null"), 1 << 20);
        assert_eq!(read.expect("it can be read"), Some(Vec::new()));
        assert!(read_at_most(Path::new("/"), 1).is_err());
    }
}
