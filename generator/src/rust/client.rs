//! The package and the client as a whole.

use super::Planner;
use super::plan::{Client, Package, Scheme};
use super::scope::{Case, Ident, Scope};
use super::words::snake;
use crate::config::{Config, SchemeConfig};
use crate::model::{self, Api, SchemeKind};
use std::collections::BTreeSet;

/// Names of the methods that every client has.
pub(super) const CLIENT_METHODS: &[&str] = &[
    "builder",
    "from_env",
    "request",
    "clone",
    "new",
    "with_credential",
    "with_scheme",
];

/// Methods that every builder has.
pub(super) const BUILDER: &[&str] = &[
    "new",
    "anonymous",
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
    "server",
    "server_variable",
    "trusted_origin",
    "environment",
    "environment_from",
    "refuse",
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
        None => package_name(title),
    };
    let library =
        Scope::new(Case::Snake, &["std", "core", "alloc", "test", "proc_macro"])
            .claim(&snake(&name), &name);
    let plain: String = title.chars().filter(|c| !c.is_control()).take(100).collect();
    let description = match &config.package.description {
        Some(description) => description.clone(),
        None if api.operations.is_empty() => format!("The types of {}", plain.trim()),
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

/// The title as a name that says what the package is, once.
fn package_name(title: &str) -> String {
    let words = snake(title).replace('_', "-");
    let words = words.trim_matches('-');
    if words == "client" || words.ends_with("-client") {
        return words.to_owned();
    }
    format!("{words}-client")
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
        // Without anything to call there is no client that takes credentials.
        let schemes: &[_] =
            if self.api.operations.is_empty() { &[] } else { &self.api.schemes };
        let schemes = schemes.iter();
        let mut schemes: Vec<Scheme> =
            schemes.map(|scheme| self.scheme(scheme, &prefix, &mut scopes)).collect();
        tell_variables_apart(&mut schemes, &prefix);
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
            idempotency_header: configured
                .idempotency_header
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
        let wire = scheme.name.untrusted();
        let configured = self.scheme_config(scheme);
        let names = credential_names(&scheme.kind, &configured);
        let mut arguments = Scope::new(Case::Snake, &["self"]);
        let credentials: Vec<Ident> =
            names.iter().map(|name| arguments.claim(&snake(name), name)).collect();
        let method = scopes.builder.claim(&self.method_name(scheme, &configured), wire);
        let copy = format!("with_{}", method.as_str().trim_end_matches('_'));
        Scheme {
            origin: scheme.origin,
            wire: scheme.name.clone(),
            kind: scheme.kind.clone(),
            constant: scopes.constants.claim(&snake(wire).to_uppercase(), wire),
            copy: scopes.client.claim(&copy, wire),
            method,
            credentials,
            variables: self.variables(scheme, &configured, prefix, &names),
            docs: scheme.docs.clone(),
            tokens: scheme.tokens.clone(),
            more_docs: configured.docs.clone(),
        }
    }

    /// What the configuration says of a scheme.
    fn scheme_config(&self, scheme: &model::Scheme) -> SchemeConfig {
        self.config.schemes.get(scheme.name.untrusted()).cloned().unwrap_or_default()
    }

    /// Whether other schemes are of the same kind.
    fn is_one_of_several(&self, scheme: &model::Scheme) -> bool {
        let kind = std::mem::discriminant(&scheme.kind);
        let alike = self.api.schemes.iter();
        alike.filter(|it| std::mem::discriminant(&it.kind) == kind).count() > 1
    }

    /// The builder's method: of the configuration, of the scheme's kind, or of its name where
    /// the kind does not tell it from others.
    fn method_name(&self, scheme: &model::Scheme, configured: &SchemeConfig) -> String {
        match &configured.method {
            Some(method) => snake(method),
            None if self.is_one_of_several(scheme) => snake(scheme.name.untrusted()),
            None => usual_names(&scheme.kind).0.to_owned(),
        }
    }

    /// Whether another scheme has a credential of the same name: what is meant for one must not be
    /// sent as the other.
    fn shares_a_name(&self, scheme: &model::Scheme, names: &[String]) -> bool {
        let mut others = self.api.schemes.iter().filter(|it| it.name != scheme.name);
        others.any(|other| {
            let theirs = credential_names(&other.kind, &self.scheme_config(other));
            theirs.iter().any(|name| names.contains(name))
        })
    }

    /// The environment variables of the credentials.
    fn variables(
        &self,
        scheme: &model::Scheme,
        configured: &SchemeConfig,
        prefix: &str,
        names: &[String],
    ) -> Vec<String> {
        let upper = |text: &str| snake(text).trim_end_matches('_').to_uppercase();
        let usual = usual_names(&scheme.kind).1;
        let is_named = *names == *configured.credentials && *names != *usual;
        let is_alike = self.is_one_of_several(scheme) && !is_named;
        let own = upper(scheme.name.untrusted());
        let is_key = matches!(scheme.kind, SchemeKind::ApiKey { .. }) && !is_named;
        let prefix = if is_alike || self.shares_a_name(scheme, names) {
            if names.len() == 1 && !is_named && says_what_it_is(&own) {
                return vec![format!("{prefix}_{own}")];
            }
            format!("{prefix}_{own}")
        } else if is_key && !prefix.ends_with("API") {
            format!("{prefix}_API")
        } else {
            prefix.to_owned()
        };
        names.iter().map(|name| format!("{prefix}_{}", upper(name))).collect()
    }
}

/// Whether the name of a scheme, in capitals, is what somebody would call its only credential.
fn says_what_it_is(name: &str) -> bool {
    let last = name.rsplit('_').next().unwrap_or(name);
    matches!(last, "KEY" | "TOKEN" | "SECRET" | "CREDENTIALS")
}

/// Gives schemes whose names are one in capitals variables of their own, by their constants.
fn tell_variables_apart(schemes: &mut [Scheme], prefix: &str) {
    let mut known = BTreeSet::new();
    for scheme in schemes {
        if scheme.variables.iter().all(|name| !known.contains(name)) {
            known.extend(scheme.variables.iter().cloned());
            continue;
        }
        let constant = scheme.constant.as_str();
        let named = scheme.credentials.iter().map(|credential| {
            let credential = credential.as_str().trim_end_matches('_').to_uppercase();
            let mut name = format!("{prefix}_{constant}_{credential}");
            while known.contains(&name) {
                name = format!("{name}_{credential}");
            }
            name
        });
        scheme.variables = named.collect();
        known.extend(scheme.variables.iter().cloned());
    }
}

/// What a builder's method and its arguments are called, unless something says otherwise.
fn usual_names(kind: &SchemeKind) -> (&'static str, &'static [&'static str]) {
    match kind {
        SchemeKind::Basic => ("basic_auth", &["username", "password"]),
        SchemeKind::Bearer { .. } => ("bearer_auth", &["token"]),
        SchemeKind::Http(_) => ("http_auth", &["credentials"]),
        SchemeKind::ApiKey { .. } => ("api_key", &["key"]),
        SchemeKind::MutualTls => ("mutual_tls", &[]),
        SchemeKind::Challenge => ("challenge", &[]),
        SchemeKind::Unknown => ("unknown", &[]),
    }
}

/// What the credentials are called: as configured, if it is as many names as there have to be.
fn credential_names(kind: &SchemeKind, configured: &SchemeConfig) -> Vec<String> {
    let (_, usual) = usual_names(kind);
    if configured.credentials.len() == usual.len() {
        return configured.credentials.clone();
    }
    usual.iter().map(|word| (*word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::package_name;

    #[test]
    fn packages_are_clients_once() {
        for (title, expected) in [
            ("Pet Store", "pet-store-client"),
            ("PetStoreClient", "pet-store-client"),
            ("Pets client", "pets-client"),
            ("Client", "client"),
            ("Clients", "clients-client"),
        ] {
            assert_eq!(package_name(title), expected);
        }
    }
}
