// Written by the generator; change the document or generator.yaml instead.

//! The operations of `client.connect()`.

pub mod sessions;

use crate::runtime::Client;

/// `client.connect()`, with the group `sessions`.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Connect<'a>(pub(crate) &'a Client);

impl<'a> Connect<'a> {
    /// The group `sessions`, with the operation `reauthenticate`.
    pub fn sessions(self) -> sessions::Sessions<'a> {
        sessions::Sessions(self.0)
    }
}
