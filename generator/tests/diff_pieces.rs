//! What `diff` says of what comes or goes in pieces (streams, pages, parts of bodies), and of security
//! schemes.

#[path = "support/text.rs"]
mod text;

use generator::diff::{self, Change, Class, Side};
use text::planned;

const FEED: &str = "
openapi: 3.1.0
info: { title: Feed, version: '1' }
paths:
  /events:
    get:
      operationId: watch
      responses:
        '200': { description: Events, content: { text/event-stream: { schema: { $ref: '#/components/schemas/Post' } } } }
  /posts:
    get:
      operationId: listPosts
      parameters: [ { name: after, in: query, schema: { type: string } } ]
      x-speakeasy-pagination:
        type: cursor
        inputs: [ { name: after, in: parameters, type: cursor } ]
        outputs: { results: $.posts, nextCursor: $.next }
      responses:
        '200':
          description: A page
          content:
            application/json:
              schema:
                type: object
                properties:
                  posts: { type: array, items: { $ref: '#/components/schemas/Post' } }
                  next: { type: string }
                  more: { type: string }
    post:
      operationId: addPost
      requestBody:
        content:
          multipart/form-data:
            schema: { type: object, properties: { image: { type: string, format: binary }, text: { type: string } } }
            encoding: { image: { contentType: image/png } }
      responses: { '204': { description: Added } }
components:
  securitySchemes: { odd: { type: hawk } }
  schemas:
    Post: { type: object, properties: { text: { type: string } } }
";

/// What is said on one side where `from` becomes `to`.
fn said(side: Side, from: &str, to: &str) -> Vec<(Class, String)> {
    let changed = FEED.replace(from, to);
    assert_ne!(changed, FEED);
    let found =
        diff::diff(&planned("feed.yaml", FEED).1, &planned("feed.yaml", &changed).1);
    let changes = found.changes.iter().filter(|change| change.side == side);
    changes
        .map(|it: &Change| (it.class, format!("{} {}", it.subject, it.what)))
        .collect()
}

#[test]
fn a_stream_that_is_framed_otherwise_is_another_type() {
    let changes = said(Side::Rust, "text/event-stream", "application/jsonl");
    let expected = "client.watch.stream is `ItemStream<Post, Lines>`, was \
                    `ItemStream<Post, Events>`";
    assert_eq!(changes, [(Class::Breaking, expected.to_owned())]);
}

#[test]
fn pages_that_are_turned_otherwise_break_clients() {
    let changes = said(Side::Wire, "nextCursor: $.next", "nextCursor: $.more");
    let expected = "GET /posts, pages, the next one is asked for in `after` with what is at \
                    `more`, was asked for in `after` with what is at `next`";
    assert_eq!(changes, [(Class::Breaking, expected.to_owned())]);
}

#[test]
fn parts_that_are_written_otherwise_break_clients() {
    let part = |to: &str| said(Side::Wire, "image/png", to);
    let expected = |class, now: &str| {
        let what = format!(
            "POST /posts, body, multipart/form-data, part image is {now}, was image/png"
        );
        [(class, what)]
    };
    assert_eq!(part("image/jpeg"), expected(Class::Breaking, "image/jpeg"));
    let both = expected(Class::Additive, "image/png or image/jpeg");
    assert_eq!(part("'image/png, image/jpeg'"), both);
    let changes = said(
        Side::Wire,
        "            encoding: { image: { contentType: image/png } }\n",
        "",
    );
    let gone =
        "POST /posts, body, multipart/form-data, part image is no longer image/png";
    assert_eq!(changes, [(Class::Breaking, gone.to_owned())]);
}

#[test]
fn a_type_of_scheme_that_is_not_known_is_no_other() {
    let changes = said(Side::Wire, "type: hawk", "type: mutualTLS");
    let expected = "security scheme odd is a certificate of the client, was of a type that is not \
                    known";
    assert_eq!(changes, [(Class::Breaking, expected.to_owned())]);
}
