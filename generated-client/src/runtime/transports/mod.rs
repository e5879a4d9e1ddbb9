// Written by the generator; change the document or generator.yaml instead.

//! What carries requests: `reqwest`, a tower service, or a stand-in for tests.

#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "mock")]
pub mod mock_request;
#[cfg(feature = "mock")]
pub mod mock_script;
#[cfg(feature = "mock")]
pub mod record;
#[cfg(feature = "reqwest")]
pub mod reqwest_transport;
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
pub mod tower_transport;
pub mod transport;
