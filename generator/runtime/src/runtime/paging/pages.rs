//! Answers in pages.

use std::fmt;

use http::Uri;

use super::next_page::Paging;
use super::progress::{Asked, Progress};
use crate::runtime::answers::answer::{decode, fail};
use crate::runtime::calls::engine::run;
use crate::runtime::calls::operation::succeeds;
use crate::runtime::requests::outgoing::plan_patched;
use crate::runtime::{
    Answered, Call, DecodeError, Edit, Error, Operation, Problem, Response, Slot,
};

/// An operation whose answers are pages.
pub trait Paged: Operation {
    /// What is on the pages.
    type Element: Slot;
    /// How to get from one page to the next.
    const PAGING: Paging;
}

/// The pages of a call, one after the other; each is asked for when it is wanted.
pub struct Pages<'a, O> {
    call: Call<'a, O>,
    progress: Progress,
    /// That of the first page.
    idempotency_key: Option<String>,
}

/// The items on all pages of a call; each page is asked for when it is needed.
pub struct PageItems<'a, O: Paged> {
    pages: Pages<'a, O>,
    items: std::vec::IntoIter<O::Element>,
}

impl<'a, O: Paged> Call<'a, O> {
    /// The answers of all pages, from the one that the arguments name on.
    #[must_use]
    pub fn pages(self) -> Pages<'a, O> {
        let idempotency_key = self.options.idempotency_key.clone();
        let progress = Progress::new(const { &O::PAGING });
        Pages { call: self, progress, idempotency_key }
    }

    /// The items of all pages, from the page that the arguments name on.
    #[must_use]
    pub fn items(self) -> PageItems<'a, O> {
        PageItems { pages: self.pages(), items: Vec::new().into_iter() }
    }
}

impl<O: Paged> Pages<'_, O> {
    /// The next page; `None` after the last one and after a failure.
    ///
    /// A cursor or URL that came before is asked for once more. Where it gives the same page as
    /// then, there are no more; where it gives another one, they go on. Otherwise it is a failure
    /// when the service gives the same page again. The URL of a next page is followed only on
    /// the same origin.
    pub async fn next(
        &mut self,
    ) -> Option<Result<Response<O::Output>, Error<O::Failure>>> {
        let (answered, from) = match self.ask().await? {
            Ok(asked) => asked,
            Err(error) => return Some(Err(error)),
        };
        let page = match self.advance(&answered, &from, None) {
            Ok(false) => return None,
            Ok(true) => decode::<O>(Ok(answered)),
            // What is wrong with the page itself says more.
            Err(problem) => {
                let error = undecoded(&answered, problem);
                decode::<O>(Ok(answered)).and(Err(error))
            }
        };
        if page.is_err() {
            self.progress.end();
        }
        Some(page)
    }

    /// Asks for the next page; with the URL of the request.
    async fn ask(&mut self) -> Option<Result<(Answered, Uri), Error<O::Failure>>> {
        let Call { client, operation, options } = &mut self.call;
        if let (Some(key), taken @ 1..) = (&self.idempotency_key, self.progress.taken())
        {
            options.idempotency_key = Some(format!("{key}-{}", taken + 1));
        }
        let meta = const { &O::META };
        let plan = match self.progress.patch()? {
            Ok(patch) => plan_patched(client, meta, operation, options, &patch),
            Err(error) => Err(error),
        };
        let from = plan.as_ref().map(|plan| plan.uri.clone()).unwrap_or_default();
        let error = match run(client, plan).await {
            Ok(answered) if succeeds(meta.answers, answered.head.status) => {
                match answered.check_whole(meta) {
                    Ok(()) => return Some(Ok((answered, from))),
                    Err(problem) => undecoded(&answered, problem),
                }
            }
            Ok(answered) => fail(meta, answered.head, answered.body),
            Err(failed) => failed.into(),
        };
        self.progress.end();
        Some(Err(error))
    }

    fn advance(
        &mut self,
        answered: &Answered,
        from: &Uri,
        items: Option<Edit<'_>>,
    ) -> Result<bool, Problem> {
        let Call { client, operation, .. } = &self.call;
        let meta = const { &O::META };
        let asked = Asked { service: client.settings.service, meta, operation, from };
        self.progress.advance(&asked, answered, items)
    }
}

impl<O: Paged> PageItems<'_, O> {
    /// The next item; `None` after the last one and after a failure. An answer that is not a page
    /// as described is a failure, as it is for [`Call::pages`].
    pub async fn next(&mut self) -> Option<Result<O::Element, Error<O::Failure>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            let (answered, from) = match self.pages.ask().await? {
                Ok(asked) => asked,
                Err(error) => return Some(Err(error)),
            };
            let mut items = Vec::<O::Element>::new();
            match self.pages.advance(&answered, &from, Some(items.edit())) {
                Ok(true) => self.items = items.into_iter(),
                Ok(false) => return None,
                Err(problem) => return Some(Err(undecoded(&answered, problem))),
            }
        }
    }
}

fn undecoded<E>(answered: &Answered, problem: Problem) -> Error<E> {
    let Answered { head, body, .. } = answered;
    Error::Decode(Box::new(DecodeError::new(head.clone(), problem, body.clone())))
}

impl<O: Paged> fmt::Debug for Pages<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("call", &self.call).finish_non_exhaustive()
    }
}

impl<O: Paged> fmt::Debug for PageItems<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageItems").field("pages", &self.pages).finish_non_exhaustive()
    }
}
