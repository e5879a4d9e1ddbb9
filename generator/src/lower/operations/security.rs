//! Security schemes and what operations ask for.

use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::document::{
    self, SchemeType, SecurityScheme, StatusKey, nearest, shown, undefined_scheme,
};
use crate::lower::settings::unused;
use crate::lower::{Lowerer, docs};
use crate::model::{OAuthFlow, Requirement, Scheme, SchemeKind, SpecStr, Tokens};
use std::collections::BTreeMap;

/// The schemes whose credentials are made from a challenge of the server (RFC 7616, RFC 7486,
/// RFC 8120, RFC 7804): nothing that is sent at first is accepted.
const CHALLENGES: &[&str] =
    &["digest", "hoba", "mutual", "scram-sha-1", "scram-sha-256"];

/// The header that credentials are sent in, but for keys with one of their own.
pub(super) const AUTHORIZATION: &str = "authorization";

/// So many schemes are tried where the document does not say which one is needed.
const MOST_UNASKED: usize = 6;

/// Where each scheme is, by its name; of several files' the first one.
pub(in crate::lower) fn places<'s>(
    document: &document::Document<'s>,
) -> BTreeMap<&'s str, usize> {
    let schemes = document.security_schemes.iter().enumerate();
    schemes.rev().map(|(at, scheme)| (scheme.name, at)).collect()
}

impl<'s> Lowerer<'_, 's> {
    pub(in crate::lower) fn schemes(&mut self) -> Vec<Scheme> {
        let document = self.document;
        let mut schemes = Vec::new();
        for source in &document.security_schemes {
            // A scheme of unknown kind keeps its place, so that indices hold. The client knows
            // nothing to send for it, and leaves it to what callers add.
            let kind = self.scheme_kind(source).unwrap_or(SchemeKind::Unknown);
            self.check_named_credentials(source.name, &kind);
            schemes.push(Scheme {
                origin: source.node,
                name: SpecStr::new(source.name),
                kind,
                docs: docs::of_text(source.description),
                tokens: tokens(source),
            });
        }
        self.report_unknown_schemes();
        schemes
    }

    /// What the configuration says of schemes that are not there has no effect.
    fn report_unknown_schemes(&mut self) {
        let known = &self.document.security_schemes;
        let names: Vec<&str> = known.iter().map(|scheme| scheme.name).collect();
        for name in self.config.schemes.keys().filter(|it| !names.contains(&it.as_str()))
        {
            let message = format!("`schemes` has `{name}`, which the document does not");
            self.diagnostics.report(unused(
                self.config.places.at(&["schemes", name]),
                message,
                nearest(name, &names),
                "name a key of `components.securitySchemes`",
            ));
        }
    }

    /// Reports names of credentials that are not as many as the scheme has credentials.
    fn check_named_credentials(&mut self, name: &str, kind: &SchemeKind) {
        let configured = self.config.schemes.get(name);
        let given = configured.map_or(0, |scheme| scheme.credentials.len());
        let count = match kind {
            SchemeKind::Basic => 2,
            SchemeKind::Bearer { .. }
            | SchemeKind::ApiKey { .. }
            | SchemeKind::Http(_) => 1,
            SchemeKind::Challenge | SchemeKind::MutualTls | SchemeKind::Unknown => 0,
        };
        if given == 0 || given == count {
            return;
        }
        let place = self.config.places.at(&["schemes", name, "credentials"]);
        let name = shown(name);
        let message = format!(
            "`{name}` has another number of credentials: {count}, and not {given}"
        );
        let found = Diagnostic::new(Code::UnusedSetting, place, message);
        self.report(found.consequence("the names are not used").remedy(
            "name each credential of the scheme once: two of Basic, one of others",
        ));
    }

    fn scheme_kind(&mut self, source: &SecurityScheme<'s>) -> Option<SchemeKind> {
        match source.kind {
            SchemeType::Http { scheme } => self.http_scheme(source, scheme),
            SchemeType::OAuth => Some(SchemeKind::Bearer { oauth: true }),
            SchemeType::MutualTls => Some(SchemeKind::MutualTls),
            SchemeType::ApiKey { location, name } => {
                self.api_key(source, location, name)
            }
            SchemeType::Unknown => None,
        }
    }

    fn http_scheme(
        &mut self,
        source: &SecurityScheme<'s>,
        scheme: &str,
    ) -> Option<SchemeKind> {
        match scheme.to_ascii_lowercase().as_str() {
            "basic" => Some(SchemeKind::Basic),
            "bearer" => Some(SchemeKind::Bearer { oauth: false }),
            // No operation asks for it.
            _ if is_anonymous(source) => {
                self.report(anonymous(source.node, scheme));
                None
            }
            word if CHALLENGES.contains(&word) => {
                self.report(unanswered(source, word));
                Some(SchemeKind::Challenge)
            }
            // A token of Kerberos can be sent at first (RFC 4559, section 4.2).
            word @ "negotiate" => {
                let found = unanswered(source, word).consequence(
                    "a token that the caller has made is sent, and no challenge is answered",
                );
                self.report(found);
                Some(SchemeKind::Http(SpecStr::new(scheme)))
            }
            _ => Some(SchemeKind::Http(SpecStr::new(scheme))),
        }
    }

    /// Notes whether the document has schemes and does not say who needs them: then calls are sent
    /// with the credentials that the caller gives, if any.
    pub(in crate::lower) fn note_missing_security(&mut self) {
        let document = self.document;
        let sources = document.sources;
        let Some(first) = document.security_schemes.first() else { return };
        if sources.get(sources.root(), "security").is_some() {
            return;
        }
        let operations = || document.paths.iter().flat_map(|item| &item.operations);
        let everywhere = operations().all(|it| it.security.is_none());
        let asking = operations().filter(|it| is_asking(it)).count();
        let rejecting = operations().filter(|it| is_rejecting(it)).count();
        // Where more forget it than say it, saying nothing does not mean that nothing is needed;
        // elsewhere, those that say nothing are logins.
        if !everywhere && rejecting <= asking {
            return;
        }
        self.unasked = Some(Unasked { everywhere, any: self.any_scheme() });
        if operations().next().is_none() {
            return;
        }
        let place = Place::Key(sources.parent(first.node).unwrap_or(first.node));
        let (what, which) = if everywhere {
            let what =
                "no operation says which of these it needs, and nor does the document";
            (what.to_owned(), "every call is")
        } else {
            let others = match asking {
                0 => "none says it".to_owned(),
                1 => "1 says it".to_owned(),
                many => format!("{many} say it"),
            };
            let what = format!(
                "{rejecting} operations answer 401 and do not say which of these they need; \
                 {others}"
            );
            (what, "calls of those that do not say it are")
        };
        let found = Diagnostic::new(Code::UnusedComponent, place, what);
        let found = found.consequence(format!(
            "{which} sent with a credential that the client has, if there is one"
        ));
        self.report(found.remedy("add `security`, to the document or in an overlay"));
    }

    /// None, or any one of the schemes for which a client can have credentials; or all of a few.
    fn any_scheme(&self) -> Vec<Vec<Requirement>> {
        let schemes = self.document.security_schemes.iter();
        let names =
            schemes.filter(|scheme| !is_anonymous(scheme)).map(|scheme| scheme.name);
        let known = names.filter_map(|name| self.schemes.get(name)).take(MOST_UNASKED);
        let alone: Vec<Vec<Requirement>> = known
            .map(|scheme| vec![Requirement { scheme: *scheme, scopes: Vec::new() }])
            .collect();
        let together = Some(alone.concat()).filter(|all| (2..=3).contains(&all.len()));
        std::iter::once(Vec::new()).chain(alone).chain(together).collect()
    }

    /// What an operation asks for: its own `security`, or else the document's.
    pub(super) fn security_of(
        &mut self,
        source: &document::Operation<'s>,
    ) -> Vec<Vec<Requirement>> {
        let document = self.document;
        if let Some(unasked) = &self.unasked
            && (unasked.everywhere || is_rejecting(source))
        {
            return unasked.any.clone();
        }
        let requirements = source.security.as_ref().unwrap_or(&document.security);
        if !self.charge_requirements(requirements) {
            return Vec::new();
        }
        let mut alternatives: Vec<Vec<Requirement>> = Vec::new();
        for requirement in requirements {
            self.report_one_place(requirement);
            let mut all = Vec::new();
            let mut complete = true;
            for (name, scopes) in &requirement.schemes {
                let known = self.schemes.get(name).copied();
                if let Some(scheme) = known {
                    if is_anonymous(&document.security_schemes[scheme]) {
                        continue;
                    }
                    let scopes =
                        scopes.iter().map(|scope| SpecStr::new(scope)).collect();
                    all.push(Requirement { scheme, scopes });
                } else {
                    complete = false;
                    self.report(undefined_scheme(document, requirement.node, name));
                }
            }
            if complete && !alternatives.contains(&all) {
                alternatives.push(all);
            }
        }
        alternatives
    }
}

impl Lowerer<'_, '_> {
    /// Reports credentials that are asked for together and have one place in a request.
    fn report_one_place(&mut self, requirement: &document::SecurityRequirement<'_>) {
        let mut taken = BTreeMap::new();
        for (name, _) in &requirement.schemes {
            let Some(at) = self.schemes.get(name) else { continue };
            let Some(place) = sent_in(&self.document.security_schemes[*at]) else {
                continue;
            };
            let Some(other) = taken.get(&place) else {
                taken.insert(place, *name);
                continue;
            };
            let (other, name, place) = (shown(other), shown(name), shown(&place.1));
            let message = format!("`{other}` and `{name}` are both sent as `{place}`");
            let found = Diagnostic::new(
                Code::OperationPartIgnored,
                Place::Node(requirement.node),
                message,
            );
            let found = found
                .consequence(
                    "a request has one of them and not the other, here and elsewhere",
                )
                .remedy("write them as two elements of `security`, if either is enough");
            // Who writes so does it for each operation.
            return self.diagnostics.report_once(found);
        }
    }
}

/// Where the credential of a scheme is sent: the place, and the name in it. Names of headers have no
/// case, and are in small letters here.
pub(super) fn sent_in(
    scheme: &SecurityScheme<'_>,
) -> Option<(document::Location, String)> {
    match scheme.kind {
        _ if is_anonymous(scheme) => None,
        SchemeType::Http { .. } | SchemeType::OAuth => {
            Some((document::Location::Header, AUTHORIZATION.to_owned()))
        }
        SchemeType::ApiKey { location: document::Location::Header, name } => {
            Some((document::Location::Header, name.to_ascii_lowercase()))
        }
        SchemeType::ApiKey { location, name } => Some((location, name.to_owned())),
        SchemeType::MutualTls | SchemeType::Unknown => None,
    }
}

/// What operations ask for that do not say it.
pub(in crate::lower) struct Unasked {
    /// Whether these are all operations; else those which answer that credentials were missing.
    everywhere: bool,
    /// None, or any one of the schemes.
    any: Vec<Vec<Requirement>>,
}

/// Whether an operation names a scheme that it needs.
fn is_asking(operation: &document::Operation<'_>) -> bool {
    let security = operation.security.iter().flatten();
    security.into_iter().any(|requirement| !requirement.schemes.is_empty())
}

/// Whether an operation says nothing of credentials, and answers that they were missing.
fn is_rejecting(operation: &document::Operation<'_>) -> bool {
    operation.security.is_none()
        && operation
            .responses
            .iter()
            .any(|response| response.status == StatusKey::Exact(401))
}

fn tokens(source: &SecurityScheme<'_>) -> Tokens {
    let text = |text: Option<&str>| text.map(SpecStr::new);
    let flows = source.flows.iter().map(|flow| OAuthFlow {
        kind: SpecStr::new(flow.kind),
        authorization_url: text(flow.authorization_url),
        token_url: text(flow.token_url),
        refresh_url: text(flow.refresh_url),
        scopes: flow
            .scopes
            .iter()
            .map(|(name, about)| (SpecStr::new(name), docs::of_text(Some(about))))
            .collect(),
    });
    Tokens { open_id: text(source.open_id), flows: flows.collect() }
}

/// Whether a scheme says that there is none, as `postman-to-openapi` does for Postman's "No Auth".
fn is_anonymous(scheme: &SecurityScheme<'_>) -> bool {
    matches!(scheme.kind, SchemeType::Http { scheme } if scheme.eq_ignore_ascii_case("noauth"))
}

fn anonymous(node: NodeId, scheme: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownValue,
        Place::Node(node),
        format!("there is no HTTP scheme `{}`", shown(scheme)),
    )
    .consequence("it is taken for no authentication: what asks for it is called without")
    .remedy("remove the scheme, and write `security: []` where nothing is asked for")
}

fn unanswered(source: &SecurityScheme<'_>, scheme: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnansweredChallenge,
        Place::Node(source.node),
        format!(
            "`{scheme}` answers a challenge of the server, which the client does not"
        ),
    )
    .consequence("the client has no method for its credentials, and sends none")
    .remedy("call through a transport or a tower layer of your own that answers it")
}
