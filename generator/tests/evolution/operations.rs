//! What happens to operations, what they send and what comes back, and to what is around them.

use super::{ADDITIVE, BREAKING, INVISIBLE, NONE, Step, step};

/// Changes of operations.
pub(super) const STEPS: &[Step] = &[
    step("nothing", &[], NONE, NONE),
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
        "constant parameter added",
        &[(
            "        - { name: limit",
            "        - { name: version, in: query, required: true, schema: { const: v1 } }\n        - { name: limit",
        )],
        NONE,
        BREAKING,
    ),
    step(
        "parameter made constant",
        &[(
            "{ name: kind, in: query, required: true, schema: { $ref: '#/components/schemas/Kind' } }",
            "{ name: kind, in: query, required: true, schema: { const: cat } }",
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
        "files added to the media types of a body",
        &[(
            "content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }\n      responses:\n        '201'",
            "content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } }, multipart/form-data: { schema: { $ref: '#/components/schemas/Pet' } } }\n      responses:\n        '201'",
        )],
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
        "operation added that shares a parameter",
        &[(
            "paths:\n",
            "paths:\n  /areas: { get: { operationId: areas, parameters: [ { $ref: '#/components/parameters/Zone' } ], responses: { '204': { description: None } } } }\n",
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
    step("path changed", &[("  /pets:", "  /animals:")], INVISIBLE, BREAKING),
    step("description changed", &[("Lists pets", "Lists some pets")], NONE, INVISIBLE),
    step(
        "security added",
        &[
            ("components:\n", "security: [ { key: [] } ]\ncomponents:\n"),
            (
                "securitySchemes: {",
                "securitySchemes: { key: { type: http, scheme: bearer },",
            ),
        ],
        ADDITIVE,
        BREAKING,
    ),
    step(
        "operation deprecated",
        &[(
            "      operationId: addPet\n",
            "      operationId: addPet\n      deprecated: true\n",
        )],
        ADDITIVE,
        INVISIBLE,
    ),
    step(
        "parameter deprecated",
        &[("{ name: limit, in: query,", "{ name: limit, in: query, deprecated: true,")],
        ADDITIVE,
        INVISIBLE,
    ),
    step(
        "optional body added",
        &[(
            "      operationId: seeSwarm\n",
            "      operationId: seeSwarm\n      requestBody:\n        content: { application/json: { schema: { $ref: '#/components/schemas/Unused' } } }\n",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "optional list added to the query",
        &[(
            "        - { name: limit",
            "        - { name: page, in: query, schema: { type: array, items: { type: string } } }\n        - { name: limit",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "header added to an answer",
        &[(
            "          description: The pet\n",
            "          description: The pet\n          headers: { X-Age: { schema: { type: integer } } }\n",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "media type added to an answer",
        &[(
            "          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }",
            "          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } }, text/plain: { schema: { type: string } } }",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "answer without a body added",
        &[(
            "        '201':",
            "        '204': { description: Nothing new }\n        '201':",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "default added to a parameter",
        &[(
            "name: limit, in: query, schema: { type: integer }",
            "name: limit, in: query, schema: { type: integer, default: 10 }",
        )],
        NONE,
        INVISIBLE,
    ),
    step(
        "webhook added",
        &[(
            "components:\n",
            "webhooks: { seen: { post: { operationId: seen, requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Swarm' } } } }, responses: { '200': { description: Good } } } } }\ncomponents:\n",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "stream added",
        &[(
            "  /swarms:\n",
            "  /flights:\n    get:\n      operationId: watch\n      responses:\n        '200':\n          description: Events\n          content: { text/event-stream: { schema: { $ref: '#/components/schemas/Swarm' } } }\n  /swarms:\n",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "file added",
        &[(
            "  /swarms:\n",
            "  /photos:\n    post:\n      operationId: addPhoto\n      requestBody:\n        required: true\n        content: { multipart/form-data: { schema: { type: object, required: [photo], properties: { photo: { type: string, format: binary } } } } }\n      responses: { '204': { description: Kept } }\n  /swarms:\n",
        )],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "server added",
        &[("paths:\n", "servers: [ { url: https://pets.example.com } ]\npaths:\n")],
        ADDITIVE,
        ADDITIVE,
    ),
    step(
        "header parameter made required",
        &[("X-Trace, in: header,", "X-Trace, in: header, required: true,")],
        BREAKING,
        BREAKING,
    ),
    step(
        "format of a parameter changed",
        &[(
            "day, in: query, schema: { type: string, format: date }",
            "day, in: query, schema: { type: string, format: date-time }",
        )],
        NONE,
        BREAKING,
    ),
    step(
        "enum of a parameter made any text",
        &[(
            "{ type: string, enum: [up, down], default: up }",
            "{ type: string, default: up }",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "default of a parameter changed",
        &[("[up, down], default: up", "[up, down], default: down")],
        NONE,
        BREAKING,
    ),
    step(
        "style of a list changed",
        &[("{ name: ids, in: query,", "{ name: ids, in: query, explode: false,")],
        NONE,
        BREAKING,
    ),
    step(
        "parameter moved to a header",
        &[("{ name: day, in: query,", "{ name: day, in: header,")],
        NONE,
        BREAKING,
    ),
    step(
        "parameter of the path renamed",
        &[
            ("/visits/{id}", "/visits/{visit}"),
            ("{ name: id, in: path,", "{ name: visit, in: path,"),
        ],
        INVISIBLE,
        INVISIBLE,
    ),
    step(
        "security taken from an operation",
        &[("      security: [ { badge: [] } ]\n", "")],
        NONE,
        ADDITIVE,
    ),
    step(
        "anonymous calls allowed",
        &[("security: [ { badge: [] } ]", "security: [ { badge: [] }, {} ]")],
        NONE,
        ADDITIVE,
    ),
    step(
        "another header asked for by a security scheme",
        &[("name: X-Badge", "name: X-Card")],
        NONE,
        BREAKING,
    ),
    step(
        "security scheme renamed",
        &[
            ("{ badge: []", "{ card: []"),
            ("securitySchemes: { badge:", "securitySchemes: { card:"),
        ],
        NONE,
        INVISIBLE,
    ),
    step(
        "own server of an operation removed",
        &[("      servers: [ { url: https://visits.example.com } ]\n", "")],
        NONE,
        BREAKING,
    ),
    step(
        "empty answer of another status",
        &[("{ '200': { description: Kept } }", "{ '204': { description: Kept } }")],
        NONE,
        INVISIBLE,
    ),
    step(
        "body made required",
        &[(
            "      requestBody:\n        content: { application/json: { schema: { $ref: '#/components/schemas/NewVisit'",
            "      requestBody:\n        required: true\n        content: { application/json: { schema: { $ref: '#/components/schemas/NewVisit'",
        )],
        BREAKING,
        BREAKING,
    ),
    step(
        "media type added to a body that may be left out",
        &[(
            "{ application/json: { schema: { $ref: '#/components/schemas/NewVisit' } } }",
            "{ application/json: { schema: { $ref: '#/components/schemas/NewVisit' } }, application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/NewVisit' } } }",
        )],
        BREAKING,
        ADDITIVE,
    ),
    step(
        "media type of a body changed",
        &[(
            "{ application/json: { schema: { $ref: '#/components/schemas/NewVisit' } } }",
            "{ application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/NewVisit' } } }",
        )],
        NONE,
        BREAKING,
    ),
    step(
        "header taken from an answer",
        &[("          headers: { X-Left: { schema: { type: integer } } }\n", "")],
        BREAKING,
        BREAKING,
    ),
];
