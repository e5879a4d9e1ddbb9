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
        ADDITIVE,
    ),
    step(
        "optional field made nullable, in answers only",
        &[("message: { type: string }", "message: { type: [string, 'null'] }")],
        NONE,
        ADDITIVE,
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
        "variant by its key added",
        &[(
            "            - { type: object, required: [moved]",
            "            - { type: object, required: [lost], properties: { lost: { type: boolean } } }\n            - { type: object, required: [moved]",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "variant by its key that gets another property",
        &[(
            "{ ill: { type: string } }",
            "{ ill: { type: string }, fee: { type: integer } }",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "variant that is known by another key",
        &[("[ill], properties: { ill:", "[sick], properties: { sick:")],
        BREAKING,
        BREAKING,
    ),
    step(
        "value of a variant by its key that gets another property",
        &[(
            "{ to: { type: string } }",
            "{ to: { type: string }, at: { type: integer } }",
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
        ADDITIVE,
    ),
    step(
        "default added to an optional field",
        &[("nick: { type: string }", "nick: { type: string, default: none }")],
        ADDITIVE,
        INVISIBLE,
    ),
    step(
        "format given to a field",
        &[("nick: { type: string }", "nick: { type: string, format: uuid }")],
        NONE,
        INVISIBLE,
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
            (
                "properties: { what: { type: string } }",
                "properties: { what: { $ref: '#/components/schemas/What' } }",
            ),
            ("    Kind: {", "    What: { type: string }\n    Kind: {"),
        ],
        ADDITIVE,
        INVISIBLE,
    ),
    step(
        "schema renamed",
        &[("schemas/Missing'", "schemas/Absent'"), ("    Missing: {", "    Absent: {")],
        BREAKING,
        INVISIBLE,
    ),
    step(
        "schema added that nothing uses",
        &[("    Kind: {", "    More: { type: object }\n    Kind: {")],
        ADDITIVE,
        INVISIBLE,
    ),
    step(
        "discriminator added, of whose values a variant has more",
        &[(
            "      oneOf: [ { $ref: '#/components/schemas/Pet' }",
            "      discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Pet', herd: '#/components/schemas/Herd' } }\n      oneOf: [ { $ref: '#/components/schemas/Pet' }",
        )],
        NONE,
        INVISIBLE,
    ),
    step(
        "discriminator added, so that the constructor fills its property",
        &[
            (
                "      oneOf: [ { $ref: '#/components/schemas/Pet' }",
                "      discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Pet', herd: '#/components/schemas/Herd' } }\n      oneOf: [ { $ref: '#/components/schemas/Pet' }",
            ),
            ("enum: [cat, dog]", "enum: [cat]"),
        ],
        BREAKING,
        BREAKING,
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
    step(
        "enum made any text",
        &[("Mood: { type: string, enum: [good, bad] }", "Mood: { type: string }")],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "text made an enum, in a request",
        &[("remark: { type: string }", "remark: { type: string, enum: [late, loud] }")],
        BREAKING,
        BREAKING,
    ),
    step(
        "format of a field changed",
        &[(
            "        day: { type: string, format: date }\n",
            "        day: { type: string, format: date-time }\n",
        )],
        NONE,
        BREAKING,
    ),
    step(
        "whole number made smaller, in answers only",
        &[("guests: { type: integer }", "guests: { type: integer, format: int32 }")],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "value of a discriminator renamed",
        &[("mapping: { came:", "mapping: { arrived:")],
        NONE,
        BREAKING,
    ),
    step(
        "value of a discriminator added, so that the constructor asks for it",
        &[(
            "mapping: { came:",
            "mapping: { arrived: '#/components/schemas/Came', came:",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "field made read-only",
        &[("remark: { type: string }", "remark: { type: string, readOnly: true }")],
        NONE,
        BREAKING,
    ),
    step(
        "default of a field changed",
        &[("default: hall", "default: hut")],
        NONE,
        BREAKING,
    ),
    step(
        "default of a field removed",
        &[("room: { type: string, default: hall }", "room: { type: string }")],
        BREAKING,
        INVISIBLE,
    ),
    step(
        "inline object made a component",
        &[
            (
                "host: { type: object, properties: { phone: { type: string } } }",
                "host: { $ref: '#/components/schemas/Host' }",
            ),
            (
                "    Mood:",
                "    Host: { type: object, properties: { phone: { type: string } } }\n    Mood:",
            ),
        ],
        BREAKING,
        INVISIBLE,
    ),
    step(
        "one of two variants removed",
        &[
            (
                "{ $ref: '#/components/schemas/Came' }, { $ref: '#/components/schemas/Went' }",
                "{ $ref: '#/components/schemas/Came' }",
            ),
            (", went: '#/components/schemas/Went'", ""),
        ],
        BREAKING,
        BREAKING,
    ),
    step(
        "required inline text made a component",
        &[
            (
                "        name: { type: string }",
                "        name: { $ref: '#/components/schemas/Name' }",
            ),
            ("    Kind: {", "    Name: { type: string }\n    Kind: {"),
        ],
        ADDITIVE,
        INVISIBLE,
    ),
    step(
        "one of two types that are the same changed",
        &[(
            "cook: { properties: { phone: { type: string } }",
            "cook: { properties: { phone: { type: string }, fax: { type: string } }",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "another name of a type put before it",
        &[(
            "        host: {",
            "        chef: { properties: { phone: { type: string } }, type: object }\n        host: {",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
];
