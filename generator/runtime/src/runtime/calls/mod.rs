//! The client and its calls: what one is, how it is sent, and when it is sent again.

pub mod attempt;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
pub mod call;
pub mod client;
pub mod client_builder;
pub mod engine;
pub mod operation;
pub mod parameter;
pub mod raw_request;
pub mod request_options;
pub mod retry;
pub mod service;
pub mod trace;
