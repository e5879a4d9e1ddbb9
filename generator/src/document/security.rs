//! `security` and `components/securitySchemes`.

mod scheme_type;

pub use scheme_type::SchemeType;

use super::Document;
use super::reader::{Reader, shown};
use super::reference;
use crate::diagnostics::{Code, Diagnostic, NodeId, Place};
use crate::source::Kind;

/// The Security Scheme Object.
#[derive(Clone, Debug)]
pub struct SecurityScheme<'s> {
    /// The object.
    pub node: NodeId,
    /// Its key under `securitySchemes`.
    pub name: &'s str,
    /// `type`, with what belongs to it.
    pub kind: SchemeType<'s>,
    /// `description`.
    pub description: Option<&'s str>,
    /// `openIdConnectUrl`.
    pub open_id: Option<&'s str>,
    /// `flows`, of `oauth2`.
    pub flows: Vec<OAuthFlow<'s>>,
}

/// The OAuth Flow Object.
#[derive(Clone, Debug)]
pub struct OAuthFlow<'s> {
    /// Its key under `flows`.
    pub kind: &'s str,
    /// `authorizationUrl`, or `deviceAuthorizationUrl`.
    pub authorization_url: Option<&'s str>,
    /// `tokenUrl`.
    pub token_url: Option<&'s str>,
    /// `refreshUrl`.
    pub refresh_url: Option<&'s str>,
    /// `scopes`: names and descriptions.
    pub scopes: Vec<(&'s str, &'s str)>,
}

/// The Security Requirement Object: all of these schemes together; none is anonymous.
#[derive(Clone, Debug)]
pub struct SecurityRequirement<'s> {
    /// The object.
    pub node: NodeId,
    /// Each scheme with the scopes asked for.
    pub schemes: Vec<(&'s str, Vec<&'s str>)>,
}

const SCHEME_KEYS: &[&str] = &[
    "type",
    "description",
    "name",
    "in",
    "scheme",
    "bearerFormat",
    "flows",
    "openIdConnectUrl",
    "oauth2MetadataUrl",
    "deprecated",
];

const FLOW_KEYS: &[&str] =
    &["authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl", "scopes"];

pub(super) fn read_schemes<'s>(
    reader: &mut Reader<'s, '_>,
    components: NodeId,
) -> Vec<SecurityScheme<'s>> {
    let mut schemes = Vec::new();
    for (name, node) in reader.entries_at(components, "securitySchemes") {
        let Some(node) = reader.follow(node, reference::SECURITY_SCHEME) else {
            continue;
        };
        let Some(node) = reader.expect_map(node, "security scheme") else { continue };
        reader.check_keys(node, "Security Scheme Object", SCHEME_KEYS);
        schemes.push(SecurityScheme {
            node,
            name,
            kind: scheme_type::read(reader, node),
            description: reader.string_at(node, "description"),
            open_id: reader.string_at(node, "openIdConnectUrl"),
            flows: read_flows(reader, node),
        });
    }
    schemes
}

fn read_flows<'s>(reader: &mut Reader<'s, '_>, scheme: NodeId) -> Vec<OAuthFlow<'s>> {
    let mut flows = Vec::new();
    for (kind, node) in reader.entries_at(scheme, "flows") {
        let Some(node) =
            reader.expect_map(node, "OAuth flow").filter(|_| !kind.starts_with("x-"))
        else {
            continue;
        };
        reader.check_keys(node, "OAuth Flow Object", FLOW_KEYS);
        let mut scopes = Vec::new();
        for (scope, text) in reader.entries_at(node, "scopes") {
            let text = match reader.sources.kind(text) {
                Kind::String(text) => text,
                _ => "",
            };
            scopes.push((scope, text));
        }
        flows.push(OAuthFlow {
            kind,
            authorization_url: reader
                .string_at(node, "authorizationUrl")
                .or_else(|| reader.string_at(node, "deviceAuthorizationUrl")),
            token_url: reader.string_at(node, "tokenUrl"),
            refresh_url: reader.string_at(node, "refreshUrl"),
            scopes,
        });
    }
    flows
}

/// `security` of the document or an operation; `None` where there is none.
pub(super) fn read_requirements<'s>(
    reader: &mut Reader<'s, '_>,
    owner: NodeId,
) -> Option<Vec<SecurityRequirement<'s>>> {
    let list = reader.seq_at(owner, "security")?;
    let mut requirements = Vec::new();
    for node in reader.sources.items(list).collect::<Vec<_>>() {
        if let Kind::String(name) = reader.sources.kind(node) {
            reader.report(name_alone(node, name));
            requirements
                .push(SecurityRequirement { node, schemes: vec![(name, Vec::new())] });
            continue;
        }
        let Some(node) = reader.expect_map(node, "security requirement") else {
            continue;
        };
        let mut schemes = Vec::new();
        for (name, _) in reader.sources.entries(node) {
            schemes.push((name, reader.strings_at(node, name)));
        }
        requirements.push(SecurityRequirement { node, schemes });
    }
    Some(requirements)
}

/// The finding for a requirement that is the name of its scheme: it can mean nothing else.
fn name_alone(node: NodeId, name: &str) -> Diagnostic {
    let name = shown(name);
    Diagnostic::new(
        Code::WrongKind,
        Place::Node(node),
        "`security requirement` is a string where an object belongs",
    )
    .consequence(format!("it is read as `{name}: []`"))
    .remedy(format!("write the name as a key, with a list of scopes: `{name}: []`"))
}

/// The finding for a scheme that nobody defined.
pub(crate) fn undefined(
    document: &Document<'_>,
    node: NodeId,
    name: &str,
) -> Diagnostic {
    let known = document.security_schemes.iter().map(|scheme| scheme.name);
    let remedy = match document.suggestions.nearest(name, known) {
        Some(near) => format!("did you mean `{}`?", shown(near)),
        None => "define it under `components/securitySchemes`".to_owned(),
    };
    Diagnostic::new(
        Code::UndefinedSecurityScheme,
        Place::Node(node),
        format!("the security scheme `{}` is not defined", shown(name)),
    )
    .consequence("this way to authenticate is left out")
    .remedy(remedy)
}
