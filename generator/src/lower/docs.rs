//! Documentation: what the document says to people.

use crate::document::{ExternalDocs, Info, Parameter, Schema, Tag};
use crate::json_types::JsonTypes;
use crate::model::{self, Docs, SpecStr, SpecValue};
use crate::source::{Kind, Sources};

pub(super) fn text(text: Option<&str>) -> Option<SpecStr> {
    text.filter(|text| !text.trim().is_empty()).map(SpecStr::new)
}

pub(super) fn of_info(info: &Info<'_>) -> Docs {
    Docs {
        summary: text(info.summary),
        description: text(info.description),
        external: external(info.external.as_ref()),
        ..Docs::default()
    }
}

pub(super) fn of_tags(tags: &[Tag<'_>]) -> Vec<(SpecStr, Docs)> {
    tags.iter()
        .map(|tag| {
            let docs = Docs {
                summary: text(tag.summary),
                description: text(tag.description),
                external: external(tag.external.as_ref()),
                ..Docs::default()
            };
            (SpecStr::new(tag.name), docs)
        })
        .collect()
}

/// What a schema says about itself.
pub(super) fn of_schema(sources: &Sources, schema: &Schema<'_>) -> Docs {
    let mut facts = Vec::new();
    if let Some(format) = schema.format {
        facts.push(("format", SpecValue::new(format.into())));
    }
    for (keyword, node) in &schema.facts {
        if let Some(value) = sources.to_json(*node) {
            facts.push((keyword, SpecValue::new(value)));
        }
    }
    facts.extend(listed_numbers(sources, schema).map(|list| ("enum", list)));
    if let Some(value) = schema.default.and_then(|node| sources.to_json(node)) {
        facts.push(("default", SpecValue::new(value)));
    }
    Docs {
        summary: text(schema.title),
        description: text(schema.description),
        external: external(schema.external.as_ref()),
        facts,
        deprecated: schema.deprecated,
    }
}

/// The values of a list of numbers that are not all whole: it becomes no enum, and nothing else
/// tells what they are.
fn listed_numbers(sources: &Sources, schema: &Schema<'_>) -> Option<SpecValue> {
    let values = schema.values.as_ref()?;
    let kinds = values.iter().map(|node| sources.kind(*node));
    let mut some = kinds.filter(|kind| *kind != Kind::Null).peekable();
    some.peek()?;
    let (mut numbers, mut whole) = (true, true);
    for kind in some {
        match kind {
            Kind::Number(text) => whole &= text.parse::<i64>().is_ok(),
            _ => numbers = false,
        }
    }
    if !numbers || whole || schema.types.has(JsonTypes::STRING) {
        return None;
    }
    let values: Option<Vec<_>> =
        values.iter().map(|node| sources.to_json(*node)).collect();
    Some(SpecValue::new(values?.into()))
}

/// What one schema says, and what another one adds that it says nothing about.
pub(super) fn over(own: Docs, other: Docs) -> Docs {
    let mut facts = own.facts;
    for (keyword, value) in other.facts {
        if facts.iter().all(|(known, _)| *known != keyword) {
            facts.push((keyword, value));
        }
    }
    Docs {
        summary: own.summary.or(other.summary),
        description: own.description.or(other.description),
        external: own.external.or(other.external),
        facts,
        deprecated: own.deprecated || other.deprecated,
    }
}

/// What two things say alike. Descriptions are kept only if they are the same.
pub(super) fn in_common(own: Docs, other: &Docs) -> Docs {
    let mut facts = own.facts;
    facts.retain(|fact| other.facts.contains(fact));
    Docs {
        summary: own.summary.filter(|it| other.summary.as_ref() == Some(it)),
        description: own.description.filter(|it| other.description.as_ref() == Some(it)),
        external: own.external.filter(|it| other.external.as_ref() == Some(it)),
        facts,
        deprecated: own.deprecated && other.deprecated,
    }
}

/// A parameter's own words come before its schema's.
pub(super) fn of_parameter(parameter: &Parameter<'_>, schema: Option<Docs>) -> Docs {
    let mut docs = schema.unwrap_or_default();
    docs.summary = None;
    docs.description = text(parameter.description).or(docs.description);
    docs.deprecated |= parameter.deprecated;
    docs
}

/// States a default that was found elsewhere, where none is stated.
pub(super) fn state_default(docs: &mut Docs, default: Option<SpecValue>) {
    let stated = docs.facts.iter().any(|(keyword, _)| *keyword == "default");
    docs.facts.extend(default.filter(|_| !stated).map(|value| ("default", value)));
}

pub(super) fn of_text(description: Option<&str>) -> Docs {
    Docs { description: text(description), ..Docs::default() }
}

pub(super) fn external(docs: Option<&ExternalDocs<'_>>) -> Option<model::ExternalDocs> {
    docs.map(|docs| model::ExternalDocs {
        url: SpecStr::new(docs.url),
        description: text(docs.description),
    })
}
