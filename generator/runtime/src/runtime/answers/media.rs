//! Answers that come in one of several media types: which one it is, decides what they are.

use std::future::Future;

use http::header::CONTENT_TYPE;

use super::answer::{fail, read_as, unmarked};
use super::media_type::essence;
use super::text_answer::put;
use crate::runtime::calls::engine::run;
use crate::runtime::calls::operation::{Meta, Status, succeeds};
use crate::runtime::requests::outgoing::plan_patched;
use crate::runtime::requests::patch::Patch;
use crate::runtime::{
    Answered, Call, DecodeError, Edit, Error, Head, Kind, Operation, Problem, Response,
};

/// An operation whose answer comes in one of several media types.
pub trait Negotiated: Operation {
    /// The answer in each of them.
    type Any: ByMedia;
    /// The `Accept` header that takes them all.
    const ACCEPT: &'static str;
}

/// An enum with a variant for each content that an answer may have.
pub trait ByMedia: Sized {
    /// The value to fill for this status and this media type, spelled as in the document;
    /// the media type of an answer without a body is empty.
    fn vacant_for(status: u16, media: &str) -> Option<Self>;

    /// Where the body goes.
    fn edit(&mut self) -> Edit<'_>;
}

impl<'a, O: Negotiated> Call<'a, O> {
    /// Sends the call, takes any of the documented media types, and gives the answer as what
    /// its `Content-Type` says. Failed attempts are repeated where that is safe.
    ///
    /// To ask for one of them, name it as `Accept` in the [options](Call::options).
    pub fn send_any(
        self,
    ) -> impl Future<Output = Result<Response<O::Any>, Error<O::Failure>>> + use<'a, O>
    {
        let Self { client, operation, options } = self;
        let patch = Patch { accept: Some(O::ACCEPT), ..Patch::default() };
        let meta = const { &O::META };
        let plan = plan_patched(client, meta, &operation, &options, &patch);
        let answered = run(client, plan);
        async move {
            let answered = answered.await?;
            if !succeeds(meta.answers, answered.head.status) {
                return Err(fail(&O::META, answered.head, answered.body));
            }
            decode(&O::META, answered).map_err(Error::Decode)
        }
    }
}

fn decode<T: ByMedia>(
    meta: &Meta,
    answered: Answered,
) -> Result<Response<T>, Box<DecodeError>> {
    let whole = answered.check_whole(meta);
    let Answered { head, body, .. } = answered;
    let filled = whole.and_then(|()| which(meta, &head)).and_then(|(status, media)| {
        let mut value = T::vacant_for(status, media).ok_or(Problem::NoValue)?;
        match read_as(meta, Kind::of(media), &head, &body, value.edit()) {
            Ok(_) => Ok(value),
            Err(problem @ Problem::Json(_)) => {
                text_in_json(meta, status, &body).ok_or(problem)
            }
            Err(problem) => Err(problem),
        }
    });
    match filled {
        Ok(value) => Ok(Response::new(value, head)),
        Err(problem) => Err(Box::new(DecodeError::new(head, problem, body))),
    }
}

/// A text that came as a JSON string, where the document describes other JSON beside texts:
/// frameworks write what they are given as JSON.
fn text_in_json<T: ByMedia>(meta: &Meta, status: u16, body: &[u8]) -> Option<T> {
    let text: String = serde_json::from_slice(unmarked(body)).ok()?;
    let is_text = |media: &&&str| Kind::of(media) == Some(Kind::Text);
    let media = meta.answer(status)?.media.iter().find(is_text)?;
    let mut value = T::vacant_for(status, media)?;
    let edit = value.edit();
    if !matches!(edit, Edit::Str(_) | Edit::Text(_)) {
        return None;
    }
    put(text, edit).ok()?;
    Some(value)
}

/// Which documented media type an answer has, and the status under which it is documented.
/// An answer that does not say what it is, is the first one: JSON, if that is among them.
fn which(meta: &Meta, head: &Head) -> Result<(u16, &'static str), Problem> {
    let status = head.status.as_u16();
    let (status, documented) = match meta.answer(status) {
        Some(answer) => (status, answer.media),
        None => main(meta).ok_or(Problem::NoValue)?,
    };
    let Some(first) = documented.first() else { return Ok((status, "")) };
    let found = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let Some((found, kind)) = found.and_then(|name| Some((name, Kind::of(name)?)))
    else {
        let json = documented.iter().find(|media| Kind::of(media) == Some(Kind::Json));
        return Ok((status, json.unwrap_or(first)));
    };
    let fits: [&dyn Fn(&str) -> bool; 4] = [
        &|media| media.eq_ignore_ascii_case(found),
        &|media| essence(media).eq_ignore_ascii_case(essence(found)),
        &|media| takes(essence(media), essence(found)),
        &|media| Kind::of(media) == Some(kind),
    ];
    let known = fits
        .iter()
        .find_map(|fits| documented.iter().find(|media| fits(media)))
        .ok_or(Problem::ContentType {
            found: kind.name(),
            expected: "one of the documented media types",
        })?;
    Ok((status, known))
}

/// The success that an undocumented one is read as.
fn main(meta: &Meta) -> Option<(u16, &'static [&'static str])> {
    meta.answers.iter().find_map(|answer| {
        let status = match answer.status {
            Status::Exact(status @ 200..=299) => status,
            Status::Range(2) => 200,
            _ => return None,
        };
        (!answer.media.is_empty()).then_some((status, answer.media))
    })
}

/// Whether a range such as `text/*` takes a media type.
fn takes(range: &str, media: &str) -> bool {
    match range.strip_suffix("/*") {
        Some("*") => true,
        Some(range) => media
            .split_once('/')
            .is_some_and(|(main, _)| main.eq_ignore_ascii_case(range)),
        None => false,
    }
}

/// Implements [`ByMedia`] for an enum with a variant for each content. `Name()` is a unit
/// variant: there is no body, and the media type is empty.
///
/// ```text
/// by_media! {
///     ReportAny {
///         Json: 200 => "application/json",
///         Csv: 200 => "text/csv" | 201 => "text/csv",
///         NoContent(): 204 => "",
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a document may have no answers by media type")]
macro_rules! by_media {
    (@vacant $variant:ident) => {
        Self::$variant($crate::runtime::Slot::vacant())
    };
    (@vacant $variant:ident ()) => {
        Self::$variant
    };
    (@edit $this:ident [$($arms:tt)*]) => {
        match $this { $($arms)* }
    };
    (@edit $this:ident [$($arms:tt)*] $variant:ident (), $($rest:tt)*) => {
        $crate::runtime::by_media!(@edit $this [
            $($arms)*
            Self::$variant => $crate::runtime::Edit::Ignore,
        ] $($rest)*)
    };
    (@edit $this:ident [$($arms:tt)*] $variant:ident, $($rest:tt)*) => {
        $crate::runtime::by_media!(@edit $this [
            $($arms)*
            Self::$variant(slot) => $crate::runtime::Slot::edit(slot),
        ] $($rest)*)
    };
    ($name:ident {
        $($variant:ident $(($($unit:tt)*))?: $($status:pat_param => $media:literal)|+,)+
    }) => {
        impl $crate::runtime::ByMedia for $name {
            #[allow(unreachable_patterns)]
            fn vacant_for(status: u16, media: &str) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match (status, media) {
                    $($(($status, $media))|+ => $crate::runtime::by_media!(
                        @vacant $variant $(($($unit)*))?
                    ),)+
                    _ => return ::core::option::Option::None,
                })
            }

            fn edit(&mut self) -> $crate::runtime::Edit<'_> {
                $crate::runtime::by_media!(@edit self [] $($variant $(($($unit)*))?,)+)
            }
        }
    };
}

#[allow(unused_imports, reason = "a document may have no answers by media type")]
pub(crate) use by_media;
