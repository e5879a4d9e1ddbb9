//! Tests of the engine.

#[cfg(feature = "mock")]
mod answers;
#[cfg(feature = "mock")]
mod auth;
#[cfg(all(feature = "mock", feature = "reqwest", feature = "blocking"))]
mod blocking;
#[cfg(feature = "mock")]
mod bodies;
#[cfg(feature = "mock")]
mod broken_pages;
#[cfg(feature = "mock")]
mod cancel;
#[cfg(all(feature = "mock", feature = "reqwest"))]
mod contract;
#[cfg(all(feature = "mock", feature = "reqwest"))]
mod cut_failures;
#[cfg(feature = "mock")]
mod environment;
#[cfg(feature = "mock")]
mod events;
#[cfg(feature = "mock")]
mod failures;
#[cfg(feature = "mock")]
mod failures_in_streams;
#[cfg(all(feature = "mock", feature = "reqwest", feature = "gzip"))]
mod haproxy;
#[cfg(feature = "mock")]
mod headers;
#[cfg(feature = "mock")]
mod idempotency_keys;
#[cfg(feature = "mock")]
mod lenient;
mod links;
#[cfg(feature = "mock")]
mod media;
#[cfg(feature = "mock")]
mod messages;
#[cfg(feature = "mock")]
mod mock;
#[cfg(feature = "mock")]
mod oauth;
#[cfg(feature = "mock")]
mod other_types;
#[cfg(feature = "mock")]
mod pages;
#[cfg(feature = "mock")]
mod pages_in_bodies;
#[cfg(feature = "mock")]
mod pages_in_parameters;
#[cfg(feature = "mock")]
mod parameters;
#[cfg(all(feature = "mock", feature = "reqwest", feature = "gzip"))]
mod proxy;
#[cfg(all(feature = "mock", feature = "url"))]
mod query_strings;
#[cfg(feature = "mock")]
mod record;
#[cfg(feature = "mock")]
mod redaction;
#[cfg(feature = "mock")]
mod redirects;
#[cfg(feature = "mock")]
mod repeats;
#[cfg(feature = "mock")]
mod requests;
#[cfg(feature = "mock")]
mod retry;
#[cfg(feature = "reqwest")]
#[allow(unreachable_pub, dead_code, missing_docs, reason = "other tests use it as well")]
mod server;
#[cfg(feature = "mock")]
mod service;
#[cfg(all(feature = "mock", feature = "reqwest", target_os = "linux"))]
mod soak;
#[cfg(feature = "mock")]
mod stream_flags;
#[cfg(feature = "mock")]
mod streams;
mod styles;
#[cfg(feature = "mock")]
mod time;
#[cfg(feature = "mock")]
mod tokens;
#[cfg(feature = "mock")]
mod tokens_at_once;
#[cfg(all(feature = "mock", feature = "tower"))]
mod tower;
#[cfg(feature = "mock")]
mod uploads;
#[cfg(feature = "mock")]
mod urls;
#[cfg(all(feature = "mock", feature = "reqwest"))]
mod wire;
#[cfg(all(feature = "mock", feature = "reqwest"))]
mod wire_faults;
#[cfg(all(feature = "mock", feature = "reqwest"))]
mod wire_odd;
#[cfg(all(feature = "mock", feature = "reqwest"))]
mod wire_streams;
