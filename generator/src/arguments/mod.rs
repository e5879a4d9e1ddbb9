//! Arguments of each operation as JSON, made from the document's examples and schemas.
//!
//! An example counts if its schema accepts it; otherwise, and where there is none, a value is
//! made that the schema accepts. No regular expression of the document is ever run.

mod accept;
mod bases;
mod make;
mod object;
mod pattern;
mod text;
mod whole;

use crate::document::{Document, MediaType, Operation, Parameter, PathItem};
use crate::model::{Arguments, SpecValue};
use make::Maker;

/// Makes arguments for every operation of a document.
pub(crate) fn arguments(document: &Document<'_>) -> Arguments {
    let mut arguments = Arguments::default();
    let maker = Maker::new(document);
    for item in &document.paths {
        for operation in &item.operations {
            parameters(&maker, item, operation, &mut arguments);
            let content = operation.request_body.iter().flat_map(|body| &body.content);
            for media in content {
                let Some(value) = body(&maker, media) else { continue };
                arguments.add_body(operation.node, media.name, SpecValue::new(value));
            }
        }
    }
    arguments
}

fn parameters(
    maker: &Maker<'_, '_>,
    item: &PathItem<'_>,
    operation: &Operation<'_>,
    arguments: &mut Arguments,
) {
    for parameter in item.parameters.iter().chain(&operation.parameters) {
        let Some(value) = parameter_value(maker, parameter) else { continue };
        arguments.add_param(operation.node, parameter.node, SpecValue::new(value));
    }
}

fn parameter_value(
    maker: &Maker<'_, '_>,
    parameter: &Parameter<'_>,
) -> Option<serde_json::Value> {
    let content = parameter.content.first();
    let schema = parameter.schema.or(content.and_then(|media| media.schema));
    let examples = parameter.examples.iter().copied();
    let examples = examples
        .chain(content.into_iter().flat_map(|media| &media.examples).map(|e| e.value));
    maker.restart();
    maker.of_examples(schema, examples, parameter.name)
}

fn body(maker: &Maker<'_, '_>, media: &MediaType<'_>) -> Option<serde_json::Value> {
    let schema = media.schema.or(media.item_schema);
    maker.restart();
    maker.of_examples(schema, media.examples.iter().map(|e| e.value), "content")
}

#[cfg(test)]
mod tests;
