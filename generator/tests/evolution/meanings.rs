//! Steps that leave every program compiling, and change what it does.

/// A step, and what is said of it.
pub(super) struct Step {
    /// What it is called.
    pub name: &'static str,
    /// What the document says before it, below `info`.
    pub old: &'static str,
    /// What it says after it.
    pub new: &'static str,
    /// The change that breaks.
    pub said: &'static str,
}

/// All of them.
pub(super) const STEPS: &[Step] = &[
    Step {
        name: "an operation takes the method of another one",
        old: "paths: { /purge: { delete: { operationId: drop-user } } }",
        new: "paths: { /purge: { delete: { operationId: drop-user } }, /user: { delete: { operationId: drop_user } } }",
        said: "client.drop_user stands for `DELETE /user`, and stood for `DELETE /purge`",
    },
    Step {
        name: "an operation gets the method of one that is gone",
        old: "paths: { /purge: { delete: { operationId: drop-user } }, /user: { delete: { operationId: drop_user } } }",
        new: "paths: { /purge: { delete: { operationId: drop-user } } }",
        said: "client.drop_user stands for `DELETE /purge`, and stood for `DELETE /user`",
    },
    Step {
        name: "an id takes the method of an operation without one",
        old: "paths: { '/x/{id}': { get: { parameters: [ { name: id, in: path, required: true, schema: { type: string } } ] } } }",
        new: "paths: { '/x/{id}': { get: { parameters: [ { name: id, in: path, required: true, schema: { type: string } } ] } }, '/y/{id}': { get: { operationId: get_x_id, parameters: [ { name: id, in: path, required: true, schema: { type: string } } ] } } }",
        said: "client.get_x_id stands for `GET /y/{id}`, and stood for `GET /x/{id}`",
    },
    Step {
        name: "a security scheme takes the method of another one",
        old: "security: [ { key: [] } ]\ncomponents: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }\npaths: { /a: { get: {} } }",
        new: "security: [ { key: [] } ]\ncomponents: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key }, apiKey: { type: apiKey, in: query, name: k } } }\npaths: { /a: { get: {} } }",
        said: "ClientBuilder::api_key stands for `apiKey`, and stood for `key`",
    },
    Step {
        name: "a variable is read for another security scheme",
        old: "security: [ { key: [] } ]\ncomponents: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }\npaths: { /a: { get: {} } }",
        new: "security: [ { key: [] } ]\ncomponents: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key }, apiKey: { type: apiKey, in: query, name: k } } }\npaths: { /a: { get: {} } }",
        said: "the variable `V_API_KEY` of `Client::from_env` stands for `apiKey`, and stood for `key`",
    },
    Step {
        name: "a bearer token is that of another security scheme",
        old: "security: [ { login: [] } ]\ncomponents: { securitySchemes: { login: { type: http, scheme: bearer } } }\npaths: { /a: { get: {} } }",
        new: "security: [ { login: [] } ]\ncomponents: { securitySchemes: { login: { type: http, scheme: bearer }, bearerAuth: { type: http, scheme: bearer } } }\npaths: { /a: { get: {} } }",
        said: "ClientBuilder::bearer_auth stands for `bearerAuth`, and stood for `login`",
    },
    Step {
        name: "a variant takes the title of another one",
        old: "components: { schemas: { Size: { oneOf: [ { title: A, type: object, required: [kind, v], properties: { kind: { const: x }, v: { type: string } } }, { title: B, type: object, required: [kind, v], properties: { kind: { const: y }, v: { type: string } } } ] } } }",
        new: "components: { schemas: { Size: { oneOf: [ { title: a, type: object, required: [kind, v], properties: { kind: { const: z }, v: { type: string } } }, { title: A, type: object, required: [kind, v], properties: { kind: { const: x }, v: { type: string } } }, { title: B, type: object, required: [kind, v], properties: { kind: { const: y }, v: { type: string } } } ] } } }",
        said: "types::Size::A stands for `z`, and stood for `x`",
    },
    Step {
        name: "a variant takes the name that another one has by its constant",
        old: "components: { schemas: { Size: { oneOf: [ { type: object, required: [kind, v], properties: { kind: { const: a-b }, v: { type: string } } }, { type: object, required: [kind, v], properties: { kind: { const: y }, v: { type: string } } } ] } } }",
        new: "components: { schemas: { Size: { oneOf: [ { type: object, required: [kind, v], properties: { kind: { const: a_b }, v: { type: string } } }, { type: object, required: [kind, v], properties: { kind: { const: a-b }, v: { type: string } } }, { type: object, required: [kind, v], properties: { kind: { const: y }, v: { type: string } } } ] } } }",
        said: "types::Size::AB stands for `a_b`, and stood for `a-b`",
    },
    Step {
        name: "a header takes the constant of another one",
        old: "paths: { /a: { get: { operationId: a, responses: { '200': { description: It, headers: { X-Total: { schema: { type: integer } } } } } } } }",
        new: "paths: { /a: { get: { operationId: a, responses: { '200': { description: It, headers: { X_Total: { schema: { type: integer } }, X-Total: { schema: { type: integer } } } } } } } }",
        said: "client.a, A::X_TOTAL stands for `X_Total`, and stood for `X-Total`",
    },
    Step {
        name: "a parameter takes the setter of one in another place",
        old: "paths: { /a: { get: { operationId: a, parameters: [ { name: id, in: header, schema: { type: string } } ] } } }",
        new: "paths: { /a: { get: { operationId: a, parameters: [ { name: id, in: header, schema: { type: string } }, { name: id, in: query, schema: { type: string } } ] } } }",
        said: "client.a.id stands for `query id`, and stood for `header id`",
    },
    Step {
        name: "a parameter takes the setter of one that is spelled alike",
        old: "paths: { /a: { get: { operationId: a, parameters: [ { name: page-size, in: query, schema: { type: string } } ] } } }",
        new: "paths: { /a: { get: { operationId: a, parameters: [ { name: page_size, in: query, schema: { type: string } }, { name: page-size, in: query, schema: { type: string } } ] } } }",
        said: "client.a.page_size stands for `query page_size`, and stood for `query page-size`",
    },
    Step {
        name: "a property takes the field of one that is spelled alike",
        old: "components: { schemas: { User: { type: object, properties: { userId: { type: string } } } } }",
        new: "components: { schemas: { User: { type: object, properties: { user_id: { type: string }, userId: { type: string } } } } }",
        said: "types::User.user_id stands for `user_id`, and stood for `userId`",
    },
    Step {
        name: "arguments move along",
        old: "paths: { /a: { get: { operationId: search, parameters: [ { name: q, in: query, required: true, schema: { type: string } }, { name: lang, in: query, required: true, schema: { type: string } } ] } } }",
        new: "paths: { /a: { get: { operationId: search, parameters: [ { name: lang, in: query, required: true, schema: { type: string } }, { name: region, in: query, required: true, schema: { type: string } } ] } } }",
        said: "client.search is `search(lang: String, region: String) -> Call<Search>`, was `search(q: String, lang: String) -> Call<Search>`",
    },
];
