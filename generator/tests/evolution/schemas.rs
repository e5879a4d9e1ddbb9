//! What happens to schemas: fields, values, variants.

use super::{ADDITIVE, BREAKING, INVISIBLE, NONE, Step, step};

/// Changes of schemas.
pub(super) const STEPS: &[Step] = &[
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
        "field deprecated",
        &[("nick: { type: string }", "nick: { type: string, deprecated: true }")],
        ADDITIVE,
        INVISIBLE,
    ),
    step(
        "schema deprecated",
        &[("Unused: { type: object,", "Unused: { type: object, deprecated: true,")],
        ADDITIVE,
        INVISIBLE,
    ),
    step(
        "enum deprecated",
        &[("Kind: { type: string,", "Kind: { type: string, deprecated: true,")],
        ADDITIVE,
        INVISIBLE,
    ),
    step(
        "other keys allowed",
        &[(
            "Herd: { type: object,",
            "Herd: { type: object, additionalProperties: { type: string },",
        )],
        ADDITIVE,
        NONE,
    ),
    step(
        "default added to an optional field",
        &[("nick: { type: string }", "nick: { type: string, default: none }")],
        ADDITIVE,
        NONE,
    ),
    step(
        "format given to a field",
        &[("nick: { type: string }", "nick: { type: string, format: uuid }")],
        NONE,
        NONE,
    ),
    step(
        "bounds given to a field",
        &[(
            "size: { type: integer }",
            "size: { type: integer, minimum: 1, maximum: 9 }",
        )],
        NONE,
        NONE,
    ),
    step(
        "field renamed",
        &[("        nick: { type: string }", "        nickname: { type: string }")],
        BREAKING,
        BREAKING,
    ),
    step(
        "field made to refer to its own type",
        &[(
            "        nick: { type: string }",
            "        nick: { type: string }\n        mother: { $ref: '#/components/schemas/Pet' }",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "inline schema made a component",
        &[
            ("what: { type: string }", "what: { $ref: '#/components/schemas/What' }"),
            ("    Kind: {", "    What: { type: string }\n    Kind: {"),
        ],
        ADDITIVE,
        INVISIBLE,
    ),
    step(
        "schema renamed",
        &[("schemas/Missing'", "schemas/Absent'"), ("    Missing: {", "    Absent: {")],
        BREAKING,
        BREAKING,
    ),
    step(
        "schema added that nothing uses",
        &[("    Kind: {", "    More: { type: object }\n    Kind: {")],
        ADDITIVE,
        INVISIBLE,
    ),
    step(
        "discriminator added",
        &[(
            "      oneOf: [ { $ref: '#/components/schemas/Pet' }",
            "      discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Pet', herd: '#/components/schemas/Herd' } }\n      oneOf: [ { $ref: '#/components/schemas/Pet' }",
        )],
        NONE,
        NONE,
    ),
    step(
        "variants reordered",
        &[(
            "oneOf: [ { $ref: '#/components/schemas/Pet' }, { $ref: '#/components/schemas/Herd' } ]",
            "oneOf: [ { $ref: '#/components/schemas/Herd' }, { $ref: '#/components/schemas/Pet' } ]",
        )],
        NONE,
        NONE,
    ),
];
