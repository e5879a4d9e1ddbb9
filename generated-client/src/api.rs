// Written by the generator; change the document or generator.yaml instead.

//! The operations of the API, by group.

pub mod connect;

use crate::runtime::Client;

impl Client {
    /// The group `connect`, with the group `sessions`.
    pub fn connect(&self) -> connect::Connect<'_> {
        connect::Connect(self)
    }
}
