//! `--watch`: waits until one of the files that were read is another one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(300);

/// What the disk says of files: time of change and length; nothing for one that is not there.
#[derive(PartialEq, Eq)]
pub(super) struct Snapshot(BTreeMap<PathBuf, Option<(SystemTime, u64)>>);

impl Snapshot {
    /// The files as they are now.
    pub(super) fn of(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let state = |path: &Path| {
            let metadata = path.metadata().ok()?;
            Some((metadata.modified().ok()?, metadata.len()))
        };
        let paths = paths.into_iter();
        Self(paths.map(|path| (path.clone(), state(&path))).collect())
    }

    /// Adds files that turned out to be read. One that changed since `start` counts as changed:
    /// nobody knows which text of it was read.
    pub(super) fn add(
        &mut self,
        paths: impl IntoIterator<Item = PathBuf>,
        start: SystemTime,
    ) {
        for (path, state) in Self::of(paths).0 {
            let fresh = state.is_some_and(|(modified, _)| modified >= start);
            self.0.entry(path).or_insert(state.filter(|_| !fresh));
        }
    }

    /// Waits for a change, and until nothing changes any more: an editor may write in steps.
    pub(super) fn wait(self) {
        let now = |seen: &Self| Self::of(seen.0.keys().cloned());
        let mut seen = self;
        let mut changed = false;
        loop {
            thread::sleep(PAUSE);
            let next = now(&seen);
            if next != seen {
                changed = true;
            } else if changed {
                return;
            }
            seen = next;
        }
    }
}
