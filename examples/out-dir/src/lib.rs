//! The client, as the build script has made it from `openapi.yaml`.
//!
//! It has to be the root of its crate, since its modules name each other by `crate::`.

include!(concat!(env!("OUT_DIR"), "/client/lib.rs"));
