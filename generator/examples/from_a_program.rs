//! Generates a crate for a document that is made in Rust, without a file and without the
//! command line:
//!
//! ```text
//! cargo run -p generator --example from_a_program -- FOLDER
//! ```

use generator::config::Config;
use generator::diagnostics::Diagnostics;
use generator::output::{InputFile, disk};
use generator::source::{self, Budgets};
use generator::{Generated, report};
use openapiv3::{
    Info, MediaType, OpenAPI, Operation, PathItem, ReferenceOr, Response, Schema,
    SchemaData, SchemaKind, Server, StatusCode, StringType, Type,
};
use std::path::Path;

/// A service with one call, `GET /greeting`, which answers with a text.
pub fn document() -> OpenAPI {
    let text = Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(Type::String(StringType::default())),
    };
    let media =
        MediaType { schema: Some(ReferenceOr::Item(text)), ..MediaType::default() };
    let mut response =
        Response { description: "The greeting".to_owned(), ..Response::default() };
    response.content.insert("application/json".to_owned(), media);

    let mut get =
        Operation { operation_id: Some("greet".to_owned()), ..Operation::default() };
    get.responses.responses.insert(StatusCode::Code(200), ReferenceOr::Item(response));

    let path = PathItem { get: Some(get), ..PathItem::default() };
    let mut document = OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: Info {
            title: "Greetings".to_owned(),
            version: "1.0.0".to_owned(),
            ..Info::default()
        },
        servers: vec![Server {
            url: "https://example.com".to_owned(),
            ..Server::default()
        }],
        ..OpenAPI::default()
    };
    document.paths.paths.insert("/greeting".to_owned(), ReferenceOr::Item(path));
    document
}

/// The crate; or else the findings, drawn.
pub fn generate(document: &OpenAPI, config: &Config) -> Result<Generated, String> {
    let mut found = Diagnostics::new();
    let sources = source::from_openapiv3(document, &Budgets::default(), &mut found);
    let made =
        sources.as_ref().and_then(|it| generator::generate(it, config, &mut found));
    match made {
        Some(made) if !found.has_errors() => Ok(made),
        _ => Err(report::human(&found, sources.as_ref(), &report::Options::default())),
    }
}

/// Writes the crate into a folder.
pub fn write(made: &Generated, folder: &Path) -> Result<usize, String> {
    let inputs: [InputFile; 0] = [];
    let done = disk::write(folder, &inputs, &made.files, false);
    done.map(|done| done.written.len()).map_err(|found| found.message)
}

fn main() -> Result<(), String> {
    let folder = std::env::args().nth(1).ok_or("name the folder to write to")?;
    let mut config = Config::default();
    config.package.name = Some("greetings".to_owned());
    let made = generate(&document(), &config)?;
    println!("{} files written", write(&made, Path::new(&folder))?);
    Ok(())
}
