//! `security` and `components/securitySchemes`.

use super::reader::{Reader, shown, suggested};
use super::reference;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, NodeId, Place};

/// The Security Scheme Object; absent parts are empty.
#[derive(Clone, Debug)]
pub struct SecurityScheme<'s> {
    /// The object.
    pub node: NodeId,
    /// Its key under `securitySchemes`.
    pub name: &'s str,
    /// `type`.
    pub kind: &'s str,
    /// `scheme`, of `http`.
    pub scheme: &'s str,
    /// `in`, of `apiKey`.
    pub location: &'s str,
    /// `name`, of `apiKey`.
    pub parameter: &'s str,
    /// `description`.
    pub description: Option<&'s str>,
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
        let kind = reader
            .string_at(node, "type")
            .or_else(|| reader.missing(node, "type", "Security Scheme Object"))
            .unwrap_or_default();
        schemes.push(SecurityScheme {
            node,
            name,
            kind,
            scheme: reader.string_at(node, "scheme").unwrap_or_default(),
            location: reader.string_at(node, "in").unwrap_or_default(),
            parameter: reader.string_at(node, "name").unwrap_or_default(),
            description: reader.string_at(node, "description"),
        });
    }
    schemes
}

/// `security` of the document or an operation; `None` where there is none.
pub(super) fn read_requirements<'s>(
    reader: &mut Reader<'s, '_>,
    owner: NodeId,
) -> Option<Vec<SecurityRequirement<'s>>> {
    let list = reader.seq_at(owner, "security")?;
    let mut requirements = Vec::new();
    for node in reader.sources.items(list).collect::<Vec<_>>() {
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

/// The finding for a scheme that nobody defined.
pub(crate) fn undefined(
    diagnostics: &mut Diagnostics,
    node: NodeId,
    name: &str,
    known: &[SecurityScheme<'_>],
) -> Diagnostic {
    let known = known.iter().map(|scheme| scheme.name);
    let remedy = match suggested(diagnostics, name, known) {
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
