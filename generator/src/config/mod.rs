//! `generator.yaml`: the choices that a document cannot make. Overrides are data.
//!
//! What stands here is what the stages use; `read` turns text into it and says where a
//! mistake is, `rules` knows what a name, a header or a version may look like.

mod places;
mod read;
mod rules;

pub use places::Places;
pub(crate) use rules::CONNECTION_HEADERS;

use crate::diagnostics::{Code, Weights};
use crate::model::Format;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Whether cargo accepts a package's name; the error says what it expects.
pub fn check_package_name(name: &str) -> Result<(), String> {
    use rules::Rule as _;
    if rules::PackageName::allows(name) {
        Ok(())
    } else {
        Err(format!("expected {}", rules::PackageName::instead_of(name)))
    }
}

/// Everything that can be configured; `Config::default()` is what a missing file means.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a mapping")]
pub struct Config {
    /// The manifest of the generated crate.
    pub package: Package,
    /// The client as a whole.
    pub client: ClientConfig,
    /// Security schemes, by their name in the document.
    #[serde(deserialize_with = "read::map::<_, rules::Text, _>")]
    pub schemes: BTreeMap<String, SchemeConfig>,
    /// Operations, by `operationId` or by `METHOD /path`.
    #[serde(deserialize_with = "read::map::<_, rules::Text, _>")]
    pub operations: BTreeMap<String, OperationConfig>,
    /// What the provider sends.
    pub webhooks: WebhooksConfig,
    /// How one gets from page to page, for all operations that it fits.
    pub pages: Vec<PagesConfig>,
    /// Names of types and fields, by JSON pointer of their schema (`#/components/schemas/Pet`).
    #[serde(deserialize_with = "read::pairs::<_, rules::Pointer, rules::Identifier>")]
    pub names: BTreeMap<String, String>,
    /// Types for formats; a format that is not listed stays a `String`.
    #[serde(deserialize_with = "read::formats")]
    pub formats: BTreeMap<FormatName, FormatType>,
    /// Names of properties that `Debug` never shows, in any type.
    #[serde(deserialize_with = "read::list::<_, rules::Text>")]
    pub sensitive: Vec<String>,
    /// Required properties of types that only come back become options, and values of another
    /// kind than documented are taken in answers where they say the same.
    pub lenient_responses: bool,
    /// Whether types can be asked if their values keep to the limits of the document.
    pub validate: bool,
    /// The part of the document that is wanted, by tag, path or operation; empty is all of it.
    #[serde(deserialize_with = "read::list::<_, rules::Text>")]
    pub only: Vec<String>,
    /// Overlay files, applied in this order; relative to the configuration's folder.
    #[serde(deserialize_with = "read::list::<_, rules::Text>")]
    pub overlays: Vec<String>,
    /// What findings weigh.
    pub diagnostics: DiagnosticsConfig,
    /// Where all of this stands.
    #[serde(skip)]
    pub places: Places,
}

/// What findings weigh.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a mapping")]
pub struct DiagnosticsConfig {
    /// Codes that are not mentioned.
    #[serde(deserialize_with = "read::list::<_, rules::FindingCode>")]
    allow: Vec<String>,
    /// Codes that are errors.
    #[serde(deserialize_with = "read::list::<_, rules::FindingCode>")]
    deny: Vec<String>,
}

impl DiagnosticsConfig {
    /// The codes as weights.
    pub fn weights(&self) -> Weights {
        let codes = |list: &[String]| -> BTreeSet<Code> {
            list.iter().filter_map(|text| Code::parse(text)).collect()
        };
        Weights { strict: false, allow: codes(&self.allow), deny: codes(&self.deny) }
    }
}

/// The manifest of the generated crate.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a mapping")]
pub struct Package {
    /// The name; by default made from `info.title`.
    #[serde(deserialize_with = "read::option::<_, rules::PackageName>")]
    pub name: Option<String>,
    /// The version; by default `0.1.0`, since `info.version` need not be one.
    #[serde(deserialize_with = "read::option::<_, rules::Version>")]
    pub version: Option<String>,
    /// The description; by default from `info`.
    pub description: Option<String>,
    /// An SPDX expression.
    #[serde(deserialize_with = "read::option::<_, rules::License>")]
    pub license: Option<String>,
    /// The URL of the sources.
    #[serde(deserialize_with = "read::option::<_, rules::Url>")]
    pub repository: Option<String>,
    /// Whether groups of operations are cargo features.
    pub features: FeatureGroups,
}

/// Whether groups of operations are cargo features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeatureGroups {
    /// Groups are features if there are more than 300 operations.
    #[default]
    Auto,
    /// Groups are features.
    Groups,
    /// No group is a feature: everything is always there.
    None,
}

/// The client as a whole.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a mapping")]
pub struct ClientConfig {
    /// `FINCH` makes `Client::from_env` read `FINCH_BASE_URL` and the credentials; by default
    /// made from the package's name.
    #[serde(deserialize_with = "read::option::<_, rules::EnvPrefix>")]
    pub env_prefix: Option<String>,
    /// Headers of every call.
    #[serde(
        deserialize_with = "read::pairs::<_, rules::SentHeader, rules::HeaderValue>"
    )]
    pub headers: BTreeMap<String, String>,
    /// The base URL, if the document's first server is not it.
    #[serde(deserialize_with = "read::option::<_, rules::Url>")]
    pub base_url: Option<String>,
    /// The response header that identifies a call for support.
    #[serde(deserialize_with = "read::option::<_, rules::HeaderName>")]
    pub request_id_header: Option<String>,
    /// The request header that makes the service recognise a repeated call.
    #[serde(deserialize_with = "read::option::<_, rules::KeyHeader>")]
    pub idempotency_header: Option<String>,
    /// Paragraphs added to the crate's documentation.
    pub docs: Option<String>,
}

/// What the provider sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a mapping")]
pub struct WebhooksConfig {
    /// The headers with id, time stamp and signature; by default those of the Standard
    /// Webhooks scheme, if the document has webhooks.
    pub headers: Option<WebhookHeaders>,
}

/// The headers by which a request of the provider is checked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a mapping")]
pub struct WebhookHeaders {
    /// The id of the event.
    #[serde(deserialize_with = "read::option::<_, rules::HeaderName>")]
    pub id: Option<String>,
    /// The time stamp.
    #[serde(deserialize_with = "read::option::<_, rules::HeaderName>")]
    pub timestamp: Option<String>,
    /// The signatures.
    #[serde(deserialize_with = "read::option::<_, rules::HeaderName>")]
    pub signature: Option<String>,
}

/// A security scheme.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a mapping")]
pub struct SchemeConfig {
    /// The builder's method.
    #[serde(deserialize_with = "read::option::<_, rules::Method>")]
    pub method: Option<String>,
    /// What its credentials are called: one name, or two for Basic. They name the arguments
    /// and, in capitals behind the prefix, the environment variables.
    #[serde(deserialize_with = "read::credentials")]
    pub credentials: Vec<String>,
    /// A paragraph added to the method's documentation.
    pub docs: Option<String>,
}

/// An operation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a mapping")]
pub struct OperationConfig {
    /// The method's name.
    #[serde(deserialize_with = "read::option::<_, rules::Method>")]
    pub name: Option<String>,
    /// Where the method is found: `[connect, sessions]`; `[]` is the client itself.
    #[serde(deserialize_with = "read::option_list::<_, rules::Method>")]
    pub group: Option<Vec<String>>,
    /// Whether it may be repeated, whatever its method promises.
    pub idempotent: Option<bool>,
    /// How one gets from page to page.
    pub pages: Option<PagesConfig>,
    /// The boolean property of the body that asks for a stream.
    #[serde(deserialize_with = "read::option::<_, rules::Text>")]
    pub stream_flag: Option<String>,
    /// Paragraphs added to the method's documentation.
    pub docs: Option<String>,
}

/// How one gets from page to page. Paths are property names joined by dots.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a mapping")]
pub struct PagesConfig {
    /// What moves on.
    pub by: PagesBy,
    /// The parameter that takes the next value; `body.NAME` is a property of the body.
    #[serde(deserialize_with = "read::option::<_, rules::Text>")]
    pub param: Option<String>,
    /// The path in the answer to the next value or URL; with `header` the header's name.
    #[serde(deserialize_with = "read::option::<_, rules::Text>")]
    pub from: Option<String>,
    /// The path in the answer to the array of items; by default its only array.
    #[serde(deserialize_with = "read::option::<_, rules::Text>")]
    pub items: Option<String>,
    /// The path in the answer to a boolean that is `false` on the last page.
    #[serde(deserialize_with = "read::option::<_, rules::Text>")]
    pub more: Option<String>,
    /// The path in the answer to the number of all items or pages.
    #[serde(deserialize_with = "read::option::<_, rules::Text>")]
    pub total: Option<String>,
    /// The number of the first page: 1 unless set.
    pub first: Option<i64>,
}

/// What moves from page to page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PagesBy {
    #[default]
    Cursor,
    Offset,
    Number,
    Header,
    Url,
    Link,
}

/// Formats that can be given a type, as documents spell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(field_identifier, rename_all = "kebab-case")]
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
    Byte,
}

/// What a format can be given to: libraries, and what the client has itself.
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
    Base64,
}

impl FormatType {
    /// As the configuration spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Jiff => "jiff",
            Self::Chrono => "chrono",
            Self::Time => "time",
            Self::Uuid => "uuid",
            Self::Url => "url",
            Self::RustDecimal => "rust_decimal",
            Self::Std => "std",
            Self::Base64 => "base64",
        }
    }
}

impl FormatName {
    /// The types that it can be given.
    pub fn types(self) -> &'static [FormatType] {
        match self {
            Self::DateTime | Self::Date | Self::Time => &[
                FormatType::String,
                FormatType::Jiff,
                FormatType::Chrono,
                FormatType::Time,
            ],
            Self::Duration => &[FormatType::String, FormatType::Jiff],
            Self::Uuid => &[FormatType::String, FormatType::Uuid],
            Self::Uri => &[FormatType::String, FormatType::Url],
            Self::Decimal => &[FormatType::String, FormatType::RustDecimal],
            Self::Ipv4 | Self::Ipv6 => &[FormatType::String, FormatType::Std],
            Self::Byte => &[FormatType::Base64, FormatType::String],
        }
    }

    /// The format of the model that it names; of Base64 it is no text.
    pub fn format(self) -> Option<Format> {
        Some(match self {
            Self::DateTime => Format::DateTime,
            Self::Date => Format::Date,
            Self::Time => Format::Time,
            Self::Duration => Format::Duration,
            Self::Uuid => Format::Uuid,
            Self::Uri => Format::Uri,
            Self::Decimal => Format::Decimal,
            Self::Ipv4 => Format::Ipv4,
            Self::Ipv6 => Format::Ipv6,
            Self::Byte => return None,
        })
    }
}
