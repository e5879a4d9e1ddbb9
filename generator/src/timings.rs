//! How long each stage took.

use std::time::{Duration, Instant};

/// The stages that ran, in order, with their times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timings {
    /// Name and time of each stage.
    pub stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs a stage and notes its time.
    pub fn measure<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.stages.push((stage, start.elapsed()));
        done
    }
}
