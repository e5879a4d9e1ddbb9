//! `info`, `tags`, `externalDocs`, `servers`: what surrounds the API.

use super::reader::Reader;
use crate::diagnostics::NodeId;

/// The Info Object.
#[derive(Clone, Debug, Default)]
pub struct Info<'s> {
    /// `title`; empty where it is missing (reported).
    pub title: &'s str,
    /// `version`; empty where it is missing (reported).
    pub version: &'s str,
    /// `summary`.
    pub summary: Option<&'s str>,
    /// `description`.
    pub description: Option<&'s str>,
    /// `externalDocs` of the document.
    pub external: Option<ExternalDocs<'s>>,
}

/// The External Documentation Object.
#[derive(Clone, Debug)]
pub struct ExternalDocs<'s> {
    /// Where.
    pub url: &'s str,
    /// What is there.
    pub description: Option<&'s str>,
}

/// The Tag Object.
#[derive(Clone, Debug)]
pub struct Tag<'s> {
    /// Its name.
    pub name: &'s str,
    /// `summary` (3.2).
    pub summary: Option<&'s str>,
    /// `description`.
    pub description: Option<&'s str>,
    /// `externalDocs`.
    pub external: Option<ExternalDocs<'s>>,
}

/// The Server Object.
#[derive(Clone, Debug)]
pub struct Server<'s> {
    /// The object.
    pub node: NodeId,
    /// `url`.
    pub url: &'s str,
    /// `description`.
    pub description: Option<&'s str>,
    /// `variables`.
    pub variables: Vec<ServerVariable<'s>>,
}

/// The Server Variable Object.
#[derive(Clone, Debug)]
pub struct ServerVariable<'s> {
    /// The object; its `default` if it has one.
    pub node: NodeId,
    /// Its key.
    pub name: &'s str,
    /// `default`.
    pub default: &'s str,
    /// `enum`.
    pub values: Vec<&'s str>,
    /// `description`.
    pub description: Option<&'s str>,
}

const INFO_KEYS: &[&str] = &[
    "title",
    "summary",
    "description",
    "termsOfService",
    "contact",
    "license",
    "version",
];

pub(super) fn read_info<'s>(reader: &mut Reader<'s, '_>, root: NodeId) -> Info<'s> {
    let external = read_external(reader, root);
    let Some(node) = reader.map_at(root, "info") else {
        if reader.at(root, "info").is_none() {
            reader.missing::<()>(root, "info", "document");
        }
        return Info { external, ..Info::default() };
    };
    reader.check_keys(node, "Info Object", INFO_KEYS);
    Info {
        title: reader
            .string_at(node, "title")
            .or_else(|| reader.missing(node, "title", "Info Object"))
            .unwrap_or_default(),
        version: reader
            .string_at(node, "version")
            .or_else(|| reader.missing(node, "version", "Info Object"))
            .unwrap_or_default(),
        summary: reader.string_at(node, "summary"),
        description: reader.string_at(node, "description"),
        external,
    }
}

pub(super) fn read_external<'s>(
    reader: &mut Reader<'s, '_>,
    owner: NodeId,
) -> Option<ExternalDocs<'s>> {
    let node = reader.map_at(owner, "externalDocs")?;
    let url = reader.string_at(node, "url")?;
    Some(ExternalDocs { url, description: reader.string_at(node, "description") })
}

pub(super) fn read_tags<'s>(reader: &mut Reader<'s, '_>, root: NodeId) -> Vec<Tag<'s>> {
    let mut tags = Vec::new();
    for node in reader.items_at(root, "tags") {
        let Some(node) = reader.expect_map(node, "tag") else { continue };
        let Some(name) = reader.string_at(node, "name") else { continue };
        tags.push(Tag {
            name,
            summary: reader.string_at(node, "summary"),
            description: reader.string_at(node, "description"),
            external: read_external(reader, node),
        });
    }
    tags
}

pub(super) fn read_servers<'s>(
    reader: &mut Reader<'s, '_>,
    owner: NodeId,
) -> Vec<Server<'s>> {
    let mut servers = Vec::new();
    for node in reader.items_at(owner, "servers") {
        let Some(node) = reader.expect_map(node, "server") else { continue };
        reader.check_keys(
            node,
            "Server Object",
            &["url", "name", "description", "variables"],
        );
        let Some(url) = reader
            .string_at(node, "url")
            .or_else(|| reader.missing(node, "url", "Server Object"))
        else {
            continue;
        };
        servers.push(Server {
            node,
            url,
            description: reader
                .string_at(node, "description")
                .or_else(|| reader.string_at(node, "name")),
            variables: read_variables(reader, node),
        });
    }
    servers
}

fn read_variables<'s>(
    reader: &mut Reader<'s, '_>,
    server: NodeId,
) -> Vec<ServerVariable<'s>> {
    let mut variables = Vec::new();
    for (name, node) in reader.entries_at(server, "variables") {
        let Some(node) = reader.expect_map(node, "server variable") else { continue };
        let values = reader.strings_at(node, "enum");
        variables.push(ServerVariable {
            node: reader.at(node, "default").unwrap_or(node),
            name,
            default: reader
                .string_at(node, "default")
                .or_else(|| values.first().copied())
                .unwrap_or_default(),
            values,
            description: reader.string_at(node, "description"),
        });
    }
    variables
}
