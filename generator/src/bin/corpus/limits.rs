//! Runs a process within a limit of time and memory.

use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

/// What a process may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Time on the clock.
    pub(crate) time: Duration,
    /// Resident memory, in MB; watched where the system tells (Linux).
    pub(crate) memory_mb: u64,
}

/// How a process ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With success.
    Success,
    /// By itself, and badly: how.
    Failure(String),
    /// Killed since it took too long.
    Timeout,
    /// Killed since it took too much memory.
    Memory,
}

/// Runs a command; gives how it ended, and the most memory that it was seen to have, in MB.
pub(crate) fn run(command: &mut Command, limits: Limits) -> (End, Option<f64>) {
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return (End::Failure(error.to_string()), None),
    };
    let start = Instant::now();
    let mut peak: Option<u64> = None;
    let mut pause = Duration::from_millis(1);
    let end = loop {
        match child.try_wait() {
            Ok(Some(status)) => break ended(status),
            Ok(None) => {}
            Err(error) => break stop(&mut child, End::Failure(error.to_string())),
        }
        peak = peak.max(peak_kb(child.id()));
        if peak.is_some_and(|kb| kb / 1024 > limits.memory_mb) {
            break stop(&mut child, End::Memory);
        }
        if start.elapsed() > limits.time {
            break stop(&mut child, End::Timeout);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    (end, peak.map(megabytes))
}

/// kB as MB, as precise as anybody wants to know.
pub(crate) fn megabytes(kb: u64) -> f64 {
    u32::try_from(kb).map_or(f64::INFINITY, f64::from) / 1024.0
}

fn stop(child: &mut Child, end: End) -> End {
    // It may have ended in between; there is nothing else to do about it anyway.
    let _ = child.kill();
    let _ = child.wait();
    end
}

fn ended(status: ExitStatus) -> End {
    if status.success() { End::Success } else { End::Failure(status.to_string()) }
}

/// The peak of a process's resident memory in kB, of this one's with its own number.
pub(crate) fn peak_kb(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(all(test, unix))]
mod tests {
    use super::{End, Limits, run};
    use std::process::Command;
    use std::time::{Duration, Instant};

    const LIMITS: Limits = Limits { time: Duration::from_secs(20), memory_mb: 100 };

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_process_that_ends() {
        assert_eq!(run(&mut shell("exit 0"), LIMITS).0, End::Success);
        let (end, _) = run(&mut shell("exit 3"), LIMITS);
        assert!(matches!(end, End::Failure(how) if how.contains('3')));
        let (end, _) = run(&mut shell("kill -SEGV $$"), LIMITS);
        assert!(matches!(end, End::Failure(_)));
        let (end, _) = run(&mut Command::new("/there/is/no/such/program"), LIMITS);
        assert!(matches!(end, End::Failure(_)));
    }

    #[test]
    fn a_process_that_hangs() {
        let start = Instant::now();
        let limits = Limits { time: Duration::from_millis(200), ..LIMITS };
        assert_eq!(run(&mut shell("exec sleep 600"), limits).0, End::Timeout);
        assert!(start.elapsed() < Duration::from_secs(60));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_that_eats_memory() {
        // `tail` keeps a line that does not end.
        let (end, peak) = run(&mut shell("exec tail -n 1 /dev/zero"), LIMITS);
        assert_eq!(end, End::Memory);
        assert!(peak.unwrap() > 100.0);
    }
}
