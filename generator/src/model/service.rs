//! Where operations are sent and who may send them: servers and security schemes.

use super::{Docs, Location, NodeId, SpecStr};

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// The scheme object.
    pub origin: NodeId,
    /// Its key under `securitySchemes`.
    pub name: SpecStr,
    /// What it asks for.
    pub kind: SchemeKind,
    /// Its documentation.
    pub docs: Docs,
}

/// What a security scheme asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemeKind {
    /// `http`, `basic`.
    Basic,
    /// `http`, `bearer`; `oauth2`; `openIdConnect`.
    Bearer {
        /// Whether the document describes how tokens are had, so that a provider makes sense.
        oauth: bool,
    },
    /// Another `http` scheme: the credentials are sent behind its name.
    Http(SpecStr),
    /// `apiKey`.
    ApiKey {
        /// Header, query or cookie.
        location: Location,
        /// The name of it.
        wire: SpecStr,
    },
    /// `mutualTLS`: the transport's business.
    MutualTls,
    /// An `http` scheme that answers a challenge of the server, such as `digest`: the
    /// transport's business as well.
    Challenge,
}

/// One scheme of an alternative, with the scopes it asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// Index into [`super::Api::schemes`].
    pub scheme: usize,
    /// Scopes or roles.
    pub scopes: Vec<SpecStr>,
}

/// A server.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// The server object; nothing where the document has none.
    pub origin: Option<NodeId>,
    /// The URL with `{name}` templates; may be relative.
    pub url: SpecStr,
    /// `name` (3.2) or `description`.
    pub docs: Docs,
    /// The variables of the URL.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// The URL with the defaults of its variables.
    #[must_use]
    pub fn url_with_defaults(&self) -> String {
        self.variables.iter().fold(self.url.untrusted().to_owned(), |url, variable| {
            let name = format!("{{{}}}", variable.name.untrusted());
            let value = variable.default.untrusted();
            // As the client puts them together: a slash is one slash.
            let url = match value.strip_prefix('/') {
                Some(rest) => url.replace(&format!("/{name}"), &format!("/{rest}")),
                None => url,
            };
            url.replace(&name, value)
        })
    }
}

/// A variable of a server URL.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Its name.
    pub name: SpecStr,
    /// Its default.
    pub default: SpecStr,
    /// The permitted values; empty when any is.
    pub values: Vec<SpecStr>,
    /// Its documentation.
    pub docs: Docs,
}
