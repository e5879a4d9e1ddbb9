//! Tokens that expire: where to get the next one.

use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use super::{BoxError, BoxFuture, Portable, Secret};

/// Gives bearer tokens: from an OAuth2 token endpoint, a file, another process.
///
/// The client keeps the token and asks for another one when the service answers 401; the
/// request is then repeated once. Calls that need a token at the same time ask once.
pub trait TokenProvider: Portable + 'static {
    /// A token. `rejected` is the one that the service no longer takes; `None` the first
    /// time.
    fn token(&self, rejected: Option<Secret>)
    -> BoxFuture<'_, Result<Secret, BoxError>>;
}

/// A provider and the token that it gave last; shared by the copies of a client.
#[derive(Clone)]
pub struct Tokens(Arc<Shared>);

struct Shared {
    provider: Box<dyn TokenProvider>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<Secret>,
    asking: bool,
    waiting: Vec<Waker>,
}

impl Tokens {
    /// Tokens of this provider, none so far.
    #[must_use]
    pub fn new(provider: impl TokenProvider) -> Self {
        let state = Mutex::new(State::default());
        Self(Arc::new(Shared { provider: Box::new(provider), state }))
    }

    /// A token other than the rejected one.
    pub async fn get(&self, rejected: Option<&Secret>) -> Result<Secret, BoxError> {
        self.turn().await;
        // From here on only this call asks, until the guard is dropped, which also happens
        // when the call is.
        let _turn = Turn(self);
        let known = self.state().token.clone();
        if let Some(token) = known.filter(|token| Some(token) != rejected) {
            return Ok(token);
        }
        let token = self.0.provider.token(rejected.cloned()).await?;
        self.state().token = Some(token.clone());
        Ok(token)
    }

    /// Waits until nobody else asks.
    async fn turn(&self) {
        poll_fn(|context| {
            let mut state = self.state();
            if mem::replace(&mut state.asking, true) {
                state.waiting.push(context.waker().clone());
                return Poll::Pending;
            }
            Poll::Ready(())
        })
        .await;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Turn<'a>(&'a Tokens);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.asking = false;
        let waiting = mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens([redacted])")
    }
}
