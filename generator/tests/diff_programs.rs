//! What `diff` says of programs that compile as before and mean something else.

#[path = "support/text.rs"]
mod text;

use generator::diff::{self, Class, Side};
use text::planned;

const PETS: &str = "
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /login:
    post:
      operationId: login
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Login' } }
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
components:
  schemas:
    Login: { type: object, required: [name], properties: { name: { type: string } } }
    Pet:
      oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }, { type: integer } ]
    Cat: { type: object, required: [name], properties: { name: { type: string }, age: { type: integer } } }
    Dog: { type: object, required: [name], properties: { age: { type: integer }, name: { type: string } } }
    Cow: { type: object, required: [name], properties: { name: { type: string } } }
";

/// A document in which these texts become others.
fn edited(document: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(document.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

/// What is said for programs where these texts become others.
fn said(edits: &[(&str, &str)]) -> Vec<(Class, String)> {
    said_of(PETS, &edited(PETS, edits))
}

/// What is said for programs where one document becomes another.
fn said_of(old: &str, new: &str) -> Vec<(Class, String)> {
    let found = diff::diff(&planned("pets.yaml", old).1, &planned("pets.yaml", new).1);
    let changes = found.changes.iter().filter(|change| change.side == Side::Rust);
    changes.map(|it| (it.class, format!("{} {}", it.subject, it.what))).collect()
}

const CAT_AND_DOG: &str =
    "{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }";

fn tries(earlier: &str, later: &str) -> (Class, String) {
    let what = format!(
        "types::Pet tries `{earlier}` before `{later}` now, and what fits both becomes the former"
    );
    (Class::Breaking, what)
}

#[test]
fn variants_that_nothing_tells_apart_are_tried_in_another_order() {
    let dog_and_cat =
        "{ $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cat' }";
    assert_eq!(said(&[(CAT_AND_DOG, dog_and_cat)]), [tries("Dog", "Cat")]);
    let cow = "{ $ref: '#/components/schemas/Cow' }";
    let first = said(&[(CAT_AND_DOG, &format!("{cow}, {CAT_AND_DOG}"))]);
    assert_eq!(first[0], tries("Cow", "Cat"));
    // What is tried last takes nothing from those before it.
    let last = said(&[(CAT_AND_DOG, &format!("{CAT_AND_DOG}, {cow}"))]);
    assert_eq!(last, [(Class::Additive, "types::Pet::Cow is new".to_owned())]);
}

#[test]
fn the_order_is_no_matter_where_something_else_decides() {
    let integer = "[ { $ref: '#/components/schemas/Cat' }";
    assert_eq!(
        said(&[
            (integer, &integer.replace("[ ", "[ { type: integer }, ")),
            (", { type: integer } ]", " ]")
        ]),
        []
    );
    let told = (
        "Dog: { type: object, required: [name]",
        "Dog: { type: object, required: [name, age]",
    );
    let both = "Dog' }, { $ref: '#/components/schemas/Cat' }";
    let turned = ("Cat' }, { $ref: '#/components/schemas/Dog' }", both);
    let changes = said(&[told, turned]);
    assert!(changes.iter().all(|(_, what)| !what.contains(" before ")), "{changes:?}");
}

#[test]
fn the_order_is_no_matter_where_a_union_is_only_sent() {
    let body = "{ $ref: '#/components/schemas/Login' }";
    let answer = "content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }";
    let sent = [
        (answer, "headers: {}"),
        ("x-www-form-urlencoded", "json"),
        (body, "{ $ref: '#/components/schemas/Pet' }"),
    ];
    let only_sent = edited(PETS, &sent);
    let turned =
        "{ $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cat' }";
    assert_eq!(said_of(&only_sent, &edited(&only_sent, &[(CAT_AND_DOG, turned)])), []);
}

#[test]
fn a_reference_that_was_a_form_is_json() {
    let form = "          application/x-www-form-urlencoded:";
    let json = "          application/json: { schema: { $ref: '#/components/schemas/Login' } }\n";
    let changes = said(&[(form, &format!("{json}{form}"))]);
    let expected = "client.login sends a value alone as `application/json` now, and sent it as \
                    `application/x-www-form-urlencoded`";
    assert_eq!(changes[0], (Class::Breaking, expected.to_owned()));
    // Where the form is no longer taken, that is said of the API.
    let changes = said(&[(form, "          application/json:")]);
    assert_eq!(changes, []);
}

/// What a type looks like depends on its direction: its readers notice when it is sent.
#[test]
fn what_else_sends_a_type_is_named() {
    let put = "  /pets:\n    put:\n      operationId: keepPet\n      requestBody: { required: true, content: \
               { application/json: { schema: { $ref: '#/components/schemas/Cat' } } } }\n      \
               responses: { '204': { description: d } }\ncomponents:";
    let cat =
        "Cat: { type: object, required: [name], properties: { name: { type: string";
    let read_only = format!("{cat}, readOnly: true");
    let old = PETS.replace(cat, &read_only);
    let new = old.replace("components:", put);
    let found = diff::diff(&planned("a.yaml", &old).1, &planned("a.yaml", &new).1);
    let said: Vec<String> =
        found.changes.iter().map(|it| format!("{} {}", it.subject, it.what)).collect();
    let name = "types::Cat.name is `name: Option<String>`, was `name: String`; `PUT /pets` sends \
                `types::Cat` now";
    assert!(said.contains(&name.to_owned()), "{said:#?}");
    let number = cat.replace("name: { type: string", "name: { type: integer");
    let changed = said_of(PETS, &edited(PETS, &[(cat, &number), ("components:", put)]));
    let name = "types::Cat.name is `name: i64`, was `name: String`";
    assert!(changed.contains(&(Class::Breaking, name.to_owned())), "{changed:#?}");
}
