//! Tokens that expire: where to get the next one.

use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use super::{BoxError, BoxFuture, Portable, Secret};

/// A token is not used any more so long before it expires, since a call takes its time; of one
/// that does not live long, half its life.
const MARGIN: Duration = Duration::from_secs(30);

/// A bearer token, and how long it can be used, if that is known.
#[derive(Clone, Debug)]
pub struct Token {
    secret: Secret,
    lifetime: Option<Duration>,
}

impl Token {
    /// A token that is used until the service rejects it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), lifetime: None }
    }

    /// The client asks for another one shortly before this time has passed.
    #[must_use]
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl<T: Into<Secret>> From<T> for Token {
    fn from(secret: T) -> Self {
        Self::new(secret)
    }
}

/// Gives bearer tokens: from an OAuth2 token endpoint, a file, another process.
///
/// The client keeps the token and asks for another one before it expires, and when the service
/// answers 401; the request is then repeated once. Calls that need a token at the same time
/// ask once.
pub trait TokenProvider: Portable + 'static {
    /// A token. `rejected` is the one that the service no longer takes, or that is about to
    /// expire; `None` the first time.
    fn token(&self, rejected: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>>;
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
    /// When another one is needed, by the transport's clock.
    until: Option<Duration>,
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

    /// A token other than the rejected one, which can be used now.
    pub async fn get(
        &self,
        rejected: Option<&Secret>,
        now: Duration,
    ) -> Result<Secret, BoxError> {
        self.turn().await;
        // From here on only this call asks, until the guard is dropped, which also happens
        // when the call is.
        let _turn = Turn(self);
        let (known, until) = {
            let state = self.state();
            (state.token.clone(), state.until)
        };
        let lives = until.is_none_or(|until| now < until);
        if let Some(token) = &known
            && Some(token) != rejected
            && lives
        {
            return Ok(token.clone());
        }
        let old = rejected.cloned().or(known);
        let Token { secret, lifetime } = self.0.provider.token(old).await?;
        let mut state = self.state();
        state.until = lifetime
            .map(|time| now.saturating_add(time.saturating_sub(MARGIN.min(time / 2))));
        state.token = Some(secret.clone());
        Ok(secret)
    }

    /// Waits until nobody else asks.
    async fn turn(&self) {
        poll_fn(|context| {
            let mut state = self.state();
            if mem::replace(&mut state.asking, true) {
                // Those who poll again and again wait once.
                let own = context.waker();
                if !state.waiting.iter().any(|waiting| waiting.will_wake(own)) {
                    state.waiting.push(own.clone());
                }
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
