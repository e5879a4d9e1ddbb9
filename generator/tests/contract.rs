//! The test that `--contract-test` adds to a crate.

#[path = "support/session.rs"]
mod session;

use session::succeeds;
use std::fs;
use std::path::Path;

const DOCUMENT: &str = "openapi: 3.1.0
info: { title: Pets, version: '1' }
security: [{ key: [] }]
paths:
  /pets/{id}:
    put:
      operationId: putPet
      tags: [pets]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, pattern: '^p-[0-9]+$' } }
        - { name: dry, in: query, schema: { type: boolean } }
        - { name: unsatisfiable, in: query, schema: { type: string, minLength: 9, maxLength: 1 } }
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: '#/components/schemas/Pet' } }
          text/plain: { schema: { type: string } }
      responses: { '200': { description: d } }
  /events:
    get:
      operationId: events
      security: []
      responses:
        '200': { description: d, content: { text/event-stream: { schema: { type: string } } } }
  /icon:
    put:
      operationId: putIcon
      requestBody: { required: true, content: { image/png: { } } }
      responses: { '204': { description: d } }
  /parts:
    post:
      operationId: postParts
      requestBody:
        required: true
        content: { multipart/form-data: { schema: { type: array, items: { type: string } } } }
      responses: { '204': { description: d } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Pet:
      type: object
      required: [name]
      properties: { name: { type: string, example: Rex }, born: { type: string, format: date } }
";

fn generate(folder: &Path, more: &[&str]) -> String {
    let args = ["generate", "pets.yaml", "--out", "out", "--name", "pets"];
    succeeds(folder, &[&args[..], more].concat())
}

#[test]
fn every_operation_has_a_row_and_the_test_goes_when_it_is_not_asked_for() {
    let temp = tempfile::tempdir().expect("a folder");
    fs::write(temp.path().join("pets.yaml"), DOCUMENT).expect("written");
    generate(temp.path(), &["--contract-test"]);
    let test = temp.path().join("out/tests/contract.rs");
    let text = fs::read_to_string(&test).expect("it is there");
    insta::assert_snapshot!("contract", text);
    assert!(temp.path().join("out/tests/contract/support.rs").exists());
    generate(temp.path(), &[]);
    assert!(!test.exists());
    assert!(!temp.path().join("out/tests/contract/support.rs").exists());
}
