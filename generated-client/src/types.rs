// Written by the generator; change the document or generator.yaml instead.

//! The types of the API's components.

mod connect_products;
mod reauthenticate_request;
mod reauthenticate_response;

pub use connect_products::ConnectProducts;
pub use reauthenticate_request::ReauthenticateRequest;
pub use reauthenticate_response::ReauthenticateResponse;
