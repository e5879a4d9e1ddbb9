//! Tokens that expire: where to get the next one.

use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::header::HeaderValue;

use crate::runtime::calls::attempt::within;
use crate::runtime::{
    BoxError, BoxFuture, Failed, Portable, RequestError, Secret, Transport,
    TransportError, TransportKind,
};

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

/// Gives bearer tokens: from an `OAuth2` token endpoint, a file, another process.
///
/// The client keeps the token and asks for another one before it expires, and when the service
/// answers 401; the request is then repeated once, if there is another one. Calls that need a
/// token at the same time ask once, and share what comes of it, a failure too. A call that goes
/// away while it asks leaves the question to another one.
pub trait TokenProvider: Portable + 'static {
    /// A token. `rejected` is the one that the service no longer takes, or that is about to
    /// expire; `None` the first time.
    fn token(&self, rejected: Option<Secret>) -> BoxFuture<'_, Result<Token, BoxError>>;
}

/// A token that was given, as it is sent.
#[derive(Clone)]
pub struct Given {
    /// The header.
    pub header: HeaderValue,
    secret: Secret,
    /// The question that brought it, from 1.
    question: u64,
    /// The first question that was still open when the call came.
    came: u64,
}

impl Given {
    /// Refuses what cannot be sent, so that it is not kept.
    fn new(secret: Secret, question: u64, came: u64) -> Result<Self, Failure> {
        let refused = |why: &str| Failure::Refused(RequestError::new(why));
        // RFC 6750, section 2.1, wants one character at least.
        if secret.expose().trim().is_empty() {
            return Err(refused("the token is empty"));
        }
        let mut header = HeaderValue::try_from(format!("Bearer {}", secret.expose()))
            .map_err(|_| refused("the token cannot be sent in a header"))?;
        header.set_sensitive(true);
        Ok(Self { header, secret, question, came })
    }

    /// Whether it is the same token, given once more.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.secret == other.secret
    }
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
    /// How many questions there have been.
    questions: u64,
    asking: bool,
    waiting: Vec<Waker>,
    token: Option<Given>,
    /// When another one is needed, by the clock of the call that asked for it: each transport
    /// has its own.
    until: Option<(Arc<dyn Transport>, Duration)>,
    /// The last question that has brought no token since.
    failure: Option<(u64, Failure)>,
    /// The last question that brought the same token as there was before; 0 if it is another.
    again: u64,
    /// The last question whose token the service does not take.
    rejected: u64,
}

/// Why a question has brought no token.
#[derive(Clone)]
enum Failure {
    Refused(RequestError),
    /// Nothing came within this time.
    Late(Duration),
}

impl Failure {
    /// Whether it is one for who would wait so long: not for who would wait much longer.
    fn holds_for(&self, limit: Option<Duration>) -> bool {
        match self {
            Self::Refused(_) => true,
            Self::Late(waited) => {
                limit.is_some_and(|limit| limit <= waited.saturating_mul(2))
            }
        }
    }
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) => Self::Request(error),
            Failure::Late(_) => {
                let reason = "no token came within the time that the client waits";
                Self::Transport(TransportError::new(TransportKind::Timeout, reason))
            }
        }
    }
}

/// A call that needs a token.
struct Caller<'a> {
    tokens: &'a Tokens,
    limit: Option<Duration>,
    /// The token that is of no use to it.
    rejected: Option<&'a Given>,
    /// The first question that was still open when it came; 0 before it has looked.
    came: u64,
    /// The question whose end it waits for.
    joined: Option<u64>,
}

/// What a call finds when nobody asks any more.
enum Turn<'a> {
    Known(Given),
    Failed(Failure),
    Ask(Question<'a>),
}

impl Tokens {
    /// Tokens of this provider, none so far.
    #[must_use]
    pub fn new(provider: impl TokenProvider) -> Self {
        let state = Mutex::new(State::default());
        Self(Arc::new(Shared { provider: Box::new(provider), state }))
    }

    /// A token that can be used now, of a later question than the rejected one. It is waited
    /// for no longer than the limit: others may be asking, and who is asked may never answer.
    pub async fn get(
        &self,
        rejected: Option<&Given>,
        transport: &Arc<dyn Transport>,
        limit: Option<Duration>,
    ) -> Result<Given, Failed> {
        let came = rejected.map_or(0, |given| given.came);
        let mut caller = Caller { tokens: self, limit, rejected, came, joined: None };
        let started = transport.now();
        let turn = pin!(async { Ok(poll_fn(|context| caller.turn(context)).await) });
        let turn = within(&**transport, limit, turn).await;
        match turn.map_err(Failed::Transport)? {
            Turn::Known(given) => Ok(given),
            Turn::Failed(failure) => Err(failure.into()),
            Turn::Ask(question) => {
                let waited = transport.now().saturating_sub(started);
                let limit = limit.map(|limit| limit.saturating_sub(waited));
                Ok(question.ask(transport, limit).await?)
            }
        }
    }

    /// Remembers that the service does not take this token: the next call asks for another.
    pub fn reject(&self, given: &Given) {
        let mut state = self.state();
        state.rejected = state.rejected.max(given.question);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> Caller<'a> {
    /// Waits while somebody else asks.
    fn turn(&mut self, context: &Context<'_>) -> Poll<Turn<'a>> {
        let mut state = self.tokens.state();
        if self.came == 0 {
            self.came = state.questions + u64::from(!state.asking);
        }
        if !state.asking
            && let Some(given) = state.usable(self)
        {
            return Poll::Ready(Turn::Known(Given { came: self.came, ..given.clone() }));
        }
        if let Some((question, failure)) = &state.failure
            && self.waited_for(*question)
            && failure.holds_for(self.limit)
        {
            return Poll::Ready(Turn::Failed(failure.clone()));
        }
        if !mem::replace(&mut state.asking, true) {
            state.questions += 1;
            let (number, came) = (state.questions, self.came);
            let question = Question { tokens: self.tokens, number, came };
            return Poll::Ready(Turn::Ask(question));
        }
        self.joined = Some(state.questions);
        // Those who poll again and again wait once.
        let own = context.waker();
        if !state.waiting.iter().any(|waiting| waiting.will_wake(own)) {
            state.waiting.push(own.clone());
        }
        Poll::Pending
    }

    /// Whether the question was still open when this call came.
    fn waited_for(&self, question: u64) -> bool {
        self.joined.is_some_and(|joined| joined <= question)
    }
}

impl State {
    /// The token, if it is one for this call. What the call has waited for is, however short it
    /// lives; and so is the rejected one, if it was given again since the call came: asking once
    /// more would bring nothing else.
    fn usable(&self, caller: &Caller<'_>) -> Option<&Given> {
        let given = self.token.as_ref()?;
        let rejected = caller.rejected.map_or(0, |rejected| rejected.question);
        let is_another = given.question > self.rejected.max(rejected);
        let was_given_again = caller.rejected.is_some() && self.again >= caller.came;
        let lives = || {
            let until = self.until.as_ref();
            until.is_none_or(|(clock, until)| clock.now() < *until)
        };
        let is_usable = (is_another || was_given_again)
            && (caller.waited_for(given.question) || lives());
        is_usable.then_some(given)
    }
}

/// The right to ask, which one call has at a time: until this is dropped, which also happens when
/// the call is.
struct Question<'a> {
    tokens: &'a Tokens,
    number: u64,
    /// [`Given::came`] of the call.
    came: u64,
}

impl Question<'_> {
    async fn ask(
        self,
        transport: &Arc<dyn Transport>,
        limit: Option<Duration>,
    ) -> Result<Given, Failure> {
        let old = self.tokens.state().token.as_ref().map(|given| given.secret.clone());
        let now = transport.now();
        let asked = pin!(async { Ok(self.tokens.0.provider.token(old).await) });
        let result = match within(&**transport, limit, asked).await {
            Ok(Ok(token)) => Given::new(token.secret, self.number, self.came)
                .map(|given| (given, token.lifetime)),
            Ok(Err(error)) => Err(Failure::Refused(RequestError::with_source(
                "there is no token",
                error,
            ))),
            Err(_) => Err(Failure::Late(limit.unwrap_or_default())),
        };
        let mut state = self.tokens.state();
        let (given, lifetime) = result
            .inspect_err(|why| state.failure = Some((self.number, why.clone())))?;
        state.failure = None;
        let is_same = state.token.as_ref().is_some_and(|old| old.is_same(&given));
        state.again = if is_same { self.number } else { 0 };
        state.until = lifetime.map(|time| {
            let lives = time.saturating_sub(MARGIN.min(time / 2));
            (Arc::clone(transport), now.saturating_add(lives))
        });
        state.token = Some(given.clone());
        Ok(given)
    }
}

impl Drop for Question<'_> {
    fn drop(&mut self) {
        let mut state = self.tokens.state();
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
