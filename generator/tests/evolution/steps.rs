//! Steps in the life of a document, with the verdict on each.

#![allow(dead_code, unreachable_pub, reason = "each test uses its part")]

use generator::diff::Class;

/// The document that every step begins with.
pub const PETS: &str = include_str!("pets.yaml");

/// One change.
pub struct Step {
    /// What it is called.
    pub name: &'static str,
    /// What is replaced by what.
    pub edits: &'static [(&'static str, &'static str)],
    /// The verdict for those who compile against the crate.
    pub rust: Option<Class>,
    /// The verdict for those who send and answer.
    pub wire: Option<Class>,
}

const fn step(
    name: &'static str,
    edits: &'static [(&'static str, &'static str)],
    rust: Option<Class>,
    wire: Option<Class>,
) -> Step {
    Step { name, edits, rust, wire }
}

const NONE: Option<Class> = None;
const INVISIBLE: Option<Class> = Some(Class::Invisible);
const ADDITIVE: Option<Class> = Some(Class::Additive);
pub const BREAKING: Option<Class> = Some(Class::Breaking);

/// All of them.
pub const STEPS: &[Step] = &[
    step("nothing", &[], NONE, NONE),
    step(
        "optional field added",
        &[("        nick: {", "        age: { type: integer }\n        nick: {")],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "optional number added, which has no Eq",
        &[("        nick: {", "        weight: { type: number }\n        nick: {")],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "required field added",
        &[
            ("required: [name, kind]", "required: [name, kind, age]"),
            ("        nick: {", "        age: { type: integer }\n        nick: {"),
        ],
        BREAKING,
        BREAKING,
    ),
    step(
        "field made optional",
        &[("required: [name, kind]", "required: [name]")],
        BREAKING,
        BREAKING,
    ),
    step(
        "optional field made nullable, in a request",
        &[("nick: { type: string }", "nick: { type: [string, 'null'] }")],
        BREAKING,
        BREAKING,
    ),
    step(
        "optional field made nullable, in answers only",
        &[("message: { type: string }", "message: { type: [string, 'null'] }")],
        NONE,
        BREAKING,
    ),
    step(
        "required field made nullable",
        &[("name: { type: string }", "name: { type: [string, 'null'] }")],
        BREAKING,
        BREAKING,
    ),
    step(
        "field removed",
        &[("        nick: { type: string }\n", "")],
        BREAKING,
        BREAKING,
    ),
    step("enum value added", &[("[cat, dog]", "[cat, dog, hen]")], ADDITIVE, ADDITIVE),
    step("enum value removed", &[("[cat, dog]", "[cat]")], BREAKING, BREAKING),
    step("enum values reordered", &[("[cat, dog]", "[dog, cat]")], NONE, NONE),
    step(
        "variant added",
        &[(
            "'#/components/schemas/Herd' } ]",
            "'#/components/schemas/Herd' }, { $ref: '#/components/schemas/Swarm' } ]",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "variant added that nothing has used, and which loses its setters",
        &[(
            "'#/components/schemas/Herd' } ]",
            "'#/components/schemas/Herd' }, { $ref: '#/components/schemas/Unused' } ]",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "optional parameter added",
        &[(
            "        - { name: limit",
            "        - { name: page, in: query, schema: { type: string } }\n        - { name: limit",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "required parameter added",
        &[(
            "        - { name: limit",
            "        - { name: page, in: query, required: true, schema: { type: string } }\n        - { name: limit",
        )],
        BREAKING,
        BREAKING,
    ),
    step(
        "parameter made optional",
        &[("in: query, required: true", "in: query")],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "parameter made required",
        &[("{ name: limit, in: query,", "{ name: limit, in: query, required: true,")],
        BREAKING,
        BREAKING,
    ),
    step(
        "body made optional",
        &[("      requestBody:\n        required: true\n", "      requestBody:\n")],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "failure added to several",
        &[(
            "        '404':",
            "        '409':\n          description: Conflict\n          content: { application/json: { schema: { $ref: '#/components/schemas/Swarm' } } }\n        '404':",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "first failure added",
        &[(
            "        '201':",
            "        '409':\n          description: Conflict\n          content: { application/json: { schema: { $ref: '#/components/schemas/Swarm' } } }\n        '201':",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "failure without a body added",
        &[(
            "        '201':",
            "        '409': { description: Conflict }\n        '201':",
        )],
        NONE,
        ADDITIVE,
    ),
    step(
        "answer made several",
        &[(
            "        '201':",
            "        '202':\n          description: Later\n          content: { application/json: { schema: { $ref: '#/components/schemas/Swarm' } } }\n        '201':",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "operation added",
        &[(
            "    post:\n",
            "    delete: { operationId: dropPets, tags: [pets], responses: { '204': { description: Gone } } }\n    post:\n",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "operation removed",
        &[(
            "    post:\n      operationId: addPet\n",
            "    x-post:\n      operationId: addPet\n",
        )],
        BREAKING,
        BREAKING,
    ),
    step(
        "operation renamed",
        &[("operationId: addPet", "operationId: makePet")],
        BREAKING,
        INVISIBLE,
    ),
    step("tag renamed", &[("tags: [pets]", "tags: [animals]")], BREAKING, NONE),
    step("path changed", &[("  /pets:", "  /animals:")], NONE, BREAKING),
    step("description changed", &[("Lists pets", "Lists some pets")], NONE, INVISIBLE),
    step(
        "schemas reordered",
        &[
            ("    Kind: { type: string, enum: [cat, dog] }\n", ""),
            ("    Pets: {", "    Kind: { type: string, enum: [cat, dog] }\n    Pets: {"),
        ],
        NONE,
        NONE,
    ),
    step(
        "optional property moved",
        &[
            ("        nick: { type: string }\n", ""),
            (
                "        name: { type: string }\n",
                "        nick: { type: string }\n        name: { type: string }\n",
            ),
        ],
        NONE,
        NONE,
    ),
    step(
        "required properties swapped, which are arguments",
        &[
            ("        name: { type: string }\n", ""),
            (
                "        nick: { type: string }\n",
                "        name: { type: string }\n        nick: { type: string }\n",
            ),
        ],
        BREAKING,
        NONE,
    ),
    step(
        "type changed",
        &[("size: { type: integer }", "size: { type: string }")],
        BREAKING,
        BREAKING,
    ),
    step(
        "security added",
        &[(
            "components:\n",
            "security: [ { key: [] } ]\ncomponents:\n  securitySchemes: { key: { type: http, scheme: bearer } }\n",
        )],
        ADDITIVE,
        BREAKING,
    ),
];

/// The document behind a step.
pub fn after(step: &Step) -> String {
    step.edits.iter().fold(PETS.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{}: {old:?} is not there", step.name);
        text.replace(old, new)
    })
}
