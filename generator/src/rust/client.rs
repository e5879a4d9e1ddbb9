//! The package and the client as a whole.

use super::Planner;
use super::plan::{Client, Package, Scheme};
use super::scope::{Case, Ident, Scope};
use super::words::snake;
use crate::config::{Config, SchemeConfig};
use crate::model::{self, Api, SchemeKind};

/// Methods that every builder has.
pub(super) const BUILDER: &[&str] = &[
    "new",
    "build",
    "base_url",
    "header",
    "timeout",
    "connect_timeout",
    "total_timeout",
    "max_retries",
    "max_response_bytes",
    "transport",
    "credential",
    "from_env",
    "clone",
    "retry_budget",
    "user_agent",
    "server",
    "server_variable",
    "trusted_origin",
    "environment",
    "environment_from",
    "variable",
    "refuse",
    "fmt",
];

/// Where the names of schemes live.
struct Scopes {
    builder: Scope,
    client: Scope,
    constants: Scope,
}

/// The manifest: names and versions of a document are neither, so they are made into ones.
pub(super) fn package(api: &Api, config: &Config) -> Package {
    let title = api.title.untrusted();
    let name = match &config.package.name {
        Some(name) => name.clone(),
        None => format!("{}-client", snake(title).replace('_', "-").trim_matches('-')),
    };
    let library =
        Scope::new(Case::Snake, &["std", "core", "alloc", "test", "proc_macro"])
            .claim(&snake(&name), &name);
    let plain: String = title.chars().filter(|c| !c.is_control()).take(100).collect();
    let description = match &config.package.description {
        Some(description) => description.clone(),
        None => format!("A client for {}", plain.trim()),
    };
    Package {
        name,
        library,
        version: config.package.version.clone().unwrap_or_else(|| "0.1.0".to_owned()),
        description,
        license: config.package.license.clone(),
        repository: config.package.repository.clone(),
    }
}

impl Planner<'_> {
    pub(super) fn client(&self) -> Client {
        let configured = &self.config.client;
        let prefix = self.env_prefix();
        let mut scopes = Scopes {
            builder: Scope::new(Case::Snake, BUILDER),
            client: Scope::new(Case::Snake, &self.names.methods_of_client()),
            constants: Scope::new(Case::Constant, &["SERVICE"]),
        };
        let schemes = self.api.schemes.iter();
        let schemes =
            schemes.map(|scheme| self.scheme(scheme, &prefix, &mut scopes)).collect();
        Client {
            title: self.api.title.clone(),
            version: self.api.version.clone(),
            docs: self.api.docs.clone(),
            more_docs: configured.docs.clone(),
            servers: self.api.servers.clone(),
            base_url: configured.base_url.clone(),
            schemes,
            headers: configured
                .headers
                .iter()
                .map(|(name, value)| (name.to_lowercase(), value.clone()))
                .collect(),
            base_url_variable: format!("{prefix}_BASE_URL"),
            request_id_header: configured
                .request_id_header
                .as_ref()
                .map(|h| h.to_lowercase()),
        }
    }

    fn env_prefix(&self) -> String {
        match &self.config.client.env_prefix {
            Some(prefix) => prefix.clone(),
            None => {
                let name = package(self.api, self.config).name;
                snake(name.trim_end_matches("-client"))
                    .trim_end_matches('_')
                    .to_uppercase()
            }
        }
    }

    fn scheme(
        &self,
        scheme: &model::Scheme,
        prefix: &str,
        scopes: &mut Scopes,
    ) -> Scheme {
        let configured = self
            .config
            .schemes
            .get(scheme.name.untrusted())
            .cloned()
            .unwrap_or_else(SchemeConfig::default);
        let several = self.api.schemes.len() > 1;
        let (usual, credentials): (&str, &[&str]) = match &scheme.kind {
            SchemeKind::Basic => ("basic_auth", &["username", "password"]),
            SchemeKind::Bearer { .. } => ("bearer_auth", &["token"]),
            SchemeKind::Http(_) => ("http_auth", &["credentials"]),
            SchemeKind::ApiKey { .. } => ("api_key", &["key"]),
            SchemeKind::MutualTls => ("mutual_tls", &[]),
        };
        let twice = self
            .api
            .schemes
            .iter()
            .filter(|other| {
                std::mem::discriminant(&other.kind)
                    == std::mem::discriminant(&scheme.kind)
            })
            .count()
            > 1;
        let method = match &configured.method {
            Some(method) => snake(method),
            None if twice && several => snake(scheme.name.untrusted()),
            None => usual.to_owned(),
        };
        let named = configured.credentials.len() == credentials.len();
        let names: Vec<String> = if named {
            configured.credentials.clone()
        } else {
            credentials.iter().map(|word| (*word).to_owned()).collect()
        };
        let mut arguments = Scope::new(Case::Snake, &["self"]);
        let credentials: Vec<Ident> =
            names.iter().map(|name| arguments.claim(&snake(name), name)).collect();
        let variables = names
            .iter()
            .map(|name| {
                let name = snake(name).trim_end_matches('_').to_uppercase();
                if twice && !named {
                    let scheme = snake(scheme.name.untrusted());
                    format!(
                        "{prefix}_{}_{name}",
                        scheme.trim_end_matches('_').to_uppercase()
                    )
                } else {
                    format!("{prefix}_{name}")
                }
            })
            .collect();
        let method = scopes.builder.claim(&method, scheme.name.untrusted());
        let copy = format!("with_{}", method.as_str().trim_end_matches('_'));
        Scheme {
            origin: scheme.origin,
            wire: scheme.name.clone(),
            kind: scheme.kind.clone(),
            constant: scopes.constants.claim(
                &snake(scheme.name.untrusted()).to_uppercase(),
                scheme.name.untrusted(),
            ),
            copy: scopes.client.claim(&copy, scheme.name.untrusted()),
            method,
            credentials,
            variables,
            docs: scheme.docs.clone(),
            more_docs: configured.docs.clone(),
        }
    }
}
