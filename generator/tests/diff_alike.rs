//! What `diff` says of the API where what is sent and answered stays the same, or nearly so.

#[path = "support/text.rs"]
mod text;

use generator::diff::{self, Class, Side};
use text::planned;

const SHOP: &str = "
openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
    post:
      operationId: addOrder
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: { type: object, properties: { file: { type: string, format: binary }, note: { type: string } } }
      responses:
        '201': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
components:
  schemas:
    Order:
      type: object
      required: [id, part]
      properties:
        id: { type: string }
        part: { $ref: '#/components/schemas/Part' }
        ship: { type: object, description: How, properties: { by: { type: string } } }
        when: { oneOf: [ { type: string, format: date }, { type: integer } ] }
        pay:
          oneOf:
            - { type: object, required: [card, bank], properties: { card: { type: string }, bank: { type: string } } }
            - { type: object, required: [cash, tip], properties: { cash: { type: object, properties: { coins: { type: integer } } }, tip: { type: integer } } }
    Part: { type: object, properties: { name: { type: string }, maker: { $ref: '#/components/schemas/Maker' } } }
    Maker: { type: object, properties: { name: { type: string }, city: { type: string } } }
";

/// What is said of the API where these texts become others.
fn said(edits: &[(&str, &str)]) -> Vec<(Class, String)> {
    let changed = edits.iter().fold(SHOP.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    let found =
        diff::diff(&planned("shop.yaml", SHOP).1, &planned("shop.yaml", &changed).1);
    let changes = found.changes.iter().filter(|change| change.side == Side::Wire);
    changes.map(|it| (it.class, format!("{} {}", it.subject, it.what))).collect()
}

fn additive(what: &str) -> (Class, String) {
    (Class::Additive, what.to_owned())
}

fn invisible(what: &str) -> (Class, String) {
    (Class::Invisible, what.to_owned())
}

const CARD: &str = "            - { type: object, required: [card, bank], properties: { card: { type: string }, bank: { type: string } } }\n";

#[test]
fn the_order_of_variants_without_names_is_no_matter() {
    let moved = [
        (CARD, ""),
        (
            "tip: { type: integer } } }\n",
            &*format!("tip: {{ type: integer }} }} }}\n{CARD}"),
        ),
    ];
    assert_eq!(said(&moved), []);
    let more = [
        moved[0],
        moved[1],
        (
            "coins: { type: integer }",
            "coins: { type: integer }, notes: { type: integer }",
        ),
    ];
    let new =
        "schema Order, property pay, variant 1, property cash, property notes is new";
    assert_eq!(said(&more), [additive(new)]);
}

#[test]
fn what_parts_are_by_themselves_may_be_said() {
    let octets = ("format: binary", "contentMediaType: application/octet-stream");
    assert_eq!(said(&[octets]), []);
    let file = "format: binary }, note: { type: string } } }\n";
    let plain = format!(
        "{file}            encoding: {{ note: {{ contentType: text/plain }} }}\n"
    );
    assert_eq!(said(&[(file, &plain)]), []);
    let png = said(&[("format: binary", "contentMediaType: image/png")]);
    let image = "POST /orders, body, multipart/form-data, part file is image/png now";
    assert_eq!(png, [(Class::Breaking, image.to_owned())]);
}

#[test]
fn a_media_type_beside_an_inline_body_takes_nothing_from_it() {
    let form = "          multipart/form-data:\n";
    let json = "          application/json: { schema: { type: object, properties: { text: { type: string } } } }\n";
    let new = "POST /orders, body, application/json is new";
    assert_eq!(said(&[(form, &format!("{json}{form}"))]), [additive(new)]);
    // The same schema is compared with what it was.
    let same = "          application/json: { schema: { type: object, properties: { file: { type: string, format: binary }, note: { type: string }, more: { type: string } } } }\n";
    let both = [
        ("note: { type: string }", "note: { type: string }, more: { type: string }"),
        (form, &format!("{same}{form}")),
    ];
    let more = "POST /orders, body, multipart/form-data, property more is new";
    let changes = said(&both);
    assert!(changes.contains(&additive(more)), "{changes:?}");
    assert!(changes.iter().all(|(class, _)| *class < Class::Breaking), "{changes:?}");
}

#[test]
fn a_variant_may_be_among_another_one() {
    let date = "{ type: string, format: date }";
    let both = format!("{date}, {{ type: string, format: date-time }}");
    let changes = said(&[(date, &both)]);
    let among =
        "schema Order, property when, variant string (date) is among variant string now";
    assert!(changes.contains(&invisible(among)), "{changes:?}");
    assert!(changes.iter().all(|(class, _)| *class < Class::Breaking), "{changes:?}");
    let gone = said(&[(date, "{ type: boolean }")]);
    let lost = "schema Order, property when, variant string (date) is gone";
    assert!(gone.contains(&(Class::Breaking, lost.to_owned())), "{gone:?}");
}

#[test]
fn a_component_of_another_name_is_compared_with_what_it_was() {
    let renamed = [("schemas/Part", "schemas/Piece"), ("    Part:", "    Piece:")];
    let name = "schema Part, name is Piece, was Part";
    assert_eq!(said(&renamed), [invisible(name)]);
    let maker = [("schemas/Maker", "schemas/Firm"), ("    Maker:", "    Firm:")];
    let more =
        [("city: { type: string }", "city: { type: string }, fax: { type: string }")];
    let all = [&renamed[..], &maker, &more].concat();
    let expected = [
        additive("schema Maker, property fax is new"),
        invisible("schema Maker, name is Firm, was Maker"),
        invisible(name),
    ];
    assert_eq!(said(&all), expected);
}

#[test]
fn successes_of_another_status_are_read_as_before() {
    let moved = [("'201':", "'200':")];
    let status = "POST /orders, answer 201, status is 200, was 201";
    assert_eq!(said(&moved), [invisible(status)]);
    let lost = said(&[(
        "'201': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }",
        "'204': { description: d }",
    )]);
    let gone = "POST /orders, answer 201, application/json is gone";
    assert_eq!(lost[0], (Class::Breaking, gone.to_owned()));
}

#[test]
fn a_thing_that_becomes_deprecated_is_called_so() {
    let marked = said(&[(
        "operationId: listOrders",
        "operationId: listOrders\n      deprecated: true",
    )]);
    assert_eq!(marked, [invisible("GET /orders is deprecated now")]);
    let how = said(&[("description: How", "description: In which way")]);
    assert_eq!(how, [invisible("schema Order, property ship, description changed")]);
}

/// Each of these components is found by the one that has it.
#[test]
fn components_within_one_another_may_all_have_other_names() {
    const DEPTH: usize = 8;
    let chain = |name: &str, more: &str| -> String {
        let link = |at: usize| {
            let end = format!("a: {{ type: string }}{more}");
            let next =
                format!("next: {{ $ref: '#/components/schemas/{name}{}' }}", at + 1);
            let holds = if at + 1 == DEPTH { end } else { next };
            format!("    {name}{at}: {{ type: object, properties: {{ {holds} }} }}\n")
        };
        let first = format!("maker: {{ $ref: '#/components/schemas/{name}0' }}");
        let shop = SHOP.replace("maker: { $ref: '#/components/schemas/Maker' }", &first);
        shop + &(0..DEPTH).map(link).collect::<String>()
    };
    let [old, new] = [chain("Old", ""), chain("New", ", b: { type: string }")]
        .map(|text| planned("shop.yaml", &text).1);
    let found = diff::diff(&old, &new);
    let changes = found.changes.iter().filter(|change| change.side == Side::Wire);
    let classes: Vec<_> = changes.map(|change| change.class).collect();
    assert!(classes.contains(&Class::Additive), "{:#?}", found.changes);
    assert!(!classes.contains(&Class::Breaking), "{:#?}", found.changes);
}
