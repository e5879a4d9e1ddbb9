// Written by the generator; change the document or generator.yaml instead.

//! The operations of `client.connect()`.

pub mod sessions;

use crate::runtime::Client;

/// `client.connect()`, with the group `sessions`.
#[derive(Clone, Copy, Debug)]
pub struct Connect<'a>(pub(crate) &'a Client);

impl<'a> Connect<'a> {
    /// Gives the operation `reauthenticate`.
    pub fn sessions(self) -> sessions::Sessions<'a> {
        sessions::Sessions(self.0)
    }
}
