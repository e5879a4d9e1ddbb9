//! Answers in pages.

use std::fmt;

use http::StatusCode;

use super::answer::{decode, fail};
use super::engine::run;
use super::outgoing::plan_patched;
use super::paging::{Paging, Progress};
use super::{
    Answered, Call, DecodeError, Error, Meta, Operation, Problem, Response, Slot,
    Status, dig::read_json_at,
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
        Pages { call: self, progress: Progress::new(const { &O::PAGING }) }
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
    /// A service that gives the same page or the same cursor again has no more pages. The
    /// URL of a next page is followed only on the same origin.
    pub async fn next(
        &mut self,
    ) -> Option<Result<Response<O::Output>, Error<O::Failure>>> {
        let answered = self.turn().await?;
        Some(answered.and_then(|answered| {
            let page = decode::<O>(Ok(answered));
            if page.is_err() {
                self.progress.end();
            }
            page
        }))
    }

    async fn turn(&mut self) -> Option<Result<Answered, Error<O::Failure>>> {
        let Call { client, operation, options } = &self.call;
        let meta = const { &O::META };
        let plan = match self.progress.patch()? {
            Ok(patch) => plan_patched(client, meta, operation, options, &patch),
            Err(error) => Err(error),
        };
        let from = plan.as_ref().map(|plan| plan.uri.clone()).unwrap_or_default();
        let answered = match run(client, plan).await {
            Ok(answered) if answered.head.status.is_success() => answered,
            result => {
                self.progress.end();
                let fail = |answered: Answered| fail(meta, answered.head, answered.body);
                return Some(Err(result.map_or_else(Into::into, fail)));
            }
        };
        self.progress.advance(&answered, &from, operation).then_some(Ok(answered))
    }
}

impl<O: Paged> PageItems<'_, O> {
    /// The next item; `None` after the last one and after a failure.
    pub async fn next(&mut self) -> Option<Result<O::Element, Error<O::Failure>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            let answered = match self.pages.turn().await? {
                Ok(answered) => answered,
                Err(error) => return Some(Err(error)),
            };
            let mut items = Vec::<O::Element>::new();
            let path = O::PAGING.items;
            let problem = match read_json_at(&answered.body, path, items.edit()) {
                Ok(false) if is_another(&O::META, answered.head.status) => {
                    Problem::NoPage
                }
                Ok(_) => {
                    self.items = items.into_iter();
                    continue;
                }
                Err(error) => Problem::Json(error),
            };
            self.pages.progress.end();
            let error = DecodeError::new(answered.head, problem, answered.body);
            return Some(Err(Error::Decode(Box::new(error))));
        }
    }
}

/// Whether a status is documented for another answer than the first success, which is the page.
fn is_another(meta: &Meta, status: StatusCode) -> bool {
    let is_success = |status: Status| match status {
        Status::Exact(code) => (200..300).contains(&code),
        Status::Range(first) => first == 2,
        Status::Default => true,
    };
    let page = meta.answers.iter().find(|answer| is_success(answer.status));
    let this = meta.answer(status.as_u16());
    this.is_some_and(|this| page.is_some_and(|page| page.status != this.status))
}

impl<O> fmt::Debug for Pages<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("call", &self.call).finish_non_exhaustive()
    }
}

impl<O: Paged> fmt::Debug for PageItems<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageItems").field("pages", &self.pages).finish_non_exhaustive()
    }
}
