//! `generator.yaml`: the choices that a document cannot make. Overrides are data.

use crate::model::Format;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Everything that can be configured; `Config::default()` is what a missing file means.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The manifest of the generated crate.
    pub package: Package,
    /// The client as a whole.
    pub client: ClientConfig,
    /// Security schemes, by their name in the document.
    pub schemes: BTreeMap<String, SchemeConfig>,
    /// Operations, by `operationId` or by `METHOD /path`.
    pub operations: BTreeMap<String, OperationConfig>,
    /// Names of types and fields, by JSON pointer of their schema (`#/components/schemas/Pet`).
    pub names: BTreeMap<String, String>,
    /// Types for formats; a format that is not listed stays a `String`.
    pub formats: BTreeMap<FormatName, FormatType>,
    /// Property and header names that `Debug` never shows, in any type.
    pub sensitive: Vec<String>,
    /// Required properties of types that only come back become options.
    pub lenient_responses: bool,
}

/// The manifest of the generated crate.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Package {
    /// The name; by default made from `info.title`.
    pub name: Option<String>,
    /// The version; by default `0.1.0`, since `info.version` need not be one.
    pub version: Option<String>,
    /// The description; by default from `info`.
    pub description: Option<String>,
    /// An SPDX expression.
    pub license: Option<String>,
    /// The URL of the sources.
    pub repository: Option<String>,
}

/// The client as a whole.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClientConfig {
    /// `FINCH` makes `Client::from_env` read `FINCH_BASE_URL` and the credentials; by default
    /// made from the package's name.
    pub env_prefix: Option<String>,
    /// Headers of every call.
    pub headers: BTreeMap<String, String>,
    /// The base URL, if the document's first server is not it.
    pub base_url: Option<String>,
    /// The response header that identifies a call for support.
    pub request_id_header: Option<String>,
    /// Paragraphs added to the crate's documentation.
    pub docs: Option<String>,
}

/// A security scheme.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SchemeConfig {
    /// The builder's method.
    pub method: Option<String>,
    /// What its credentials are called: one name, or two for Basic. They name the arguments
    /// and, in capitals behind the prefix, the environment variables.
    pub credentials: Vec<String>,
    /// A paragraph added to the method's documentation.
    pub docs: Option<String>,
}

/// An operation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OperationConfig {
    /// The method's name.
    pub name: Option<String>,
    /// Where the method is found: `[connect, sessions]`; `[]` is the client itself.
    pub group: Option<Vec<String>>,
    /// Whether it may be repeated although its method does not promise that.
    pub idempotent: Option<bool>,
    /// Paragraphs added to the method's documentation.
    pub docs: Option<String>,
}

/// Formats that can be given a type, as documents spell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of the format registry")]
pub enum FormatName {
    DateTime,
    Date,
    Time,
    Duration,
    Uuid,
    Uri,
    Decimal,
    Ipv4,
    Ipv6,
}

/// The libraries that a format can be given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the crates")]
pub enum FormatType {
    String,
    Jiff,
    Chrono,
    Time,
    Uuid,
    Url,
    RustDecimal,
    Std,
}

impl FormatName {
    /// The format of the model that it names.
    pub fn format(self) -> Format {
        match self {
            Self::DateTime => Format::DateTime,
            Self::Date => Format::Date,
            Self::Time => Format::Time,
            Self::Duration => Format::Duration,
            Self::Uuid => Format::Uuid,
            Self::Uri => Format::Uri,
            Self::Decimal => Format::Decimal,
            Self::Ipv4 => Format::Ipv4,
            Self::Ipv6 => Format::Ipv6,
        }
    }
}
