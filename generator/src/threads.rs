//! Threads whose stacks suffice: schemas nest as deep as the budget allows, and so do the calls
//! that follow them.

use crate::diagnostics::{Code, Diagnostic, Place};
use std::thread;

/// Enough for schemas that nest as deep as the budget allows, and calls that do the same.
const STACK: usize = 256 << 20;

/// Threads of our own for parallel work: with a stack that suffices, and never those of a
/// caller who runs several generators at once, all of which could be waiting for us.
pub(crate) fn workers() -> Result<rayon::ThreadPool, Box<Diagnostic>> {
    let workers = rayon::ThreadPoolBuilder::new().stack_size(STACK).build();
    workers.map_err(|_| no_thread())
}

/// Runs on a stack that suffices; the finding says that the system has no thread for it.
pub(crate) fn with_stack<T: Send>(
    work: impl FnOnce() -> T + Send,
) -> Result<T, Box<Diagnostic>> {
    thread::scope(|scope| {
        let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        match started.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(no_thread()),
        }
    })
}

fn no_thread() -> Box<Diagnostic> {
    let what = "the system gives no threads to work in";
    let found = Diagnostic::new(Code::OverBudget, Place::Nowhere, what);
    let found = found.consequence("nothing is generated");
    Box::new(found.remedy("allow the process more memory or more threads"))
}
