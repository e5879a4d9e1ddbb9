//! Where operations are sent and who may send them: servers and security schemes.

use std::collections::BTreeMap;

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
    /// How tokens are had.
    pub tokens: Tokens,
}

/// How the tokens of `oauth2` and `openIdConnect` are had: for people, since clients do not know
/// which of these ways is theirs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tokens {
    /// `openIdConnectUrl`.
    pub open_id: Option<SpecStr>,
    /// `flows`.
    pub flows: Vec<OAuthFlow>,
}

/// One way to have a token.
#[derive(Clone, Debug, PartialEq)]
pub struct OAuthFlow {
    /// `clientCredentials` and its like.
    pub kind: SpecStr,
    /// Where people agree.
    pub authorization_url: Option<SpecStr>,
    /// Where tokens are asked for.
    pub token_url: Option<SpecStr>,
    /// Where they are refreshed, if elsewhere.
    pub refresh_url: Option<SpecStr>,
    /// The scopes and what they are for.
    pub scopes: Vec<(SpecStr, Docs)>,
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
    /// A type that there is not, or a scheme that does not say enough: the caller's business.
    Unknown,
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
    /// The URL with the defaults of its variables, put in as the client does: each once, so that
    /// what a default contains is no variable, and a slash is one slash.
    #[must_use]
    pub fn url_with_defaults(&self) -> String {
        let defaults: BTreeMap<&str, &str> = self
            .variables
            .iter()
            .map(|variable| (variable.name.untrusted(), variable.default.untrusted()))
            .collect();
        let mut out = String::new();
        let mut rest = self.url.untrusted();
        while let Some((head, tail)) = rest.split_once('}') {
            let template = head.rsplit_once('{');
            match template.and_then(|(before, name)| Some((before, defaults.get(name)?)))
            {
                Some((before, value)) => {
                    out.push_str(before);
                    let is_double = out.ends_with('/') && value.starts_with('/');
                    out.push_str(&value[usize::from(is_double)..]);
                }
                None => out.extend([head, "}"]),
            }
            rest = tail;
        }
        out.push_str(rest);
        out
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
