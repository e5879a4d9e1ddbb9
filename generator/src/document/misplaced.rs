//! Keys that belong somewhere else: what people mean who write them here.

/// What to do about a key that this object does not have, if it is a known mistake.
pub(super) fn remedy(object: &str, key: &str) -> Option<String> {
    Some(match (object, key) {
        (
            "OpenAPI object",
            "schemas" | "responses" | "parameters" | "examples" | "requestBodies"
            | "headers" | "securitySchemes" | "links" | "callbacks" | "pathItems",
        ) => format!("put it under `components`: `components: {{ {key}: … }}`"),
        ("OpenAPI object", "definitions") => {
            "this is Swagger 2.0; in OpenAPI 3 it is `components: { schemas: … }`".to_owned()
        }
        ("OpenAPI object", "securityDefinitions") => {
            "this is Swagger 2.0; in OpenAPI 3 it is `components: { securitySchemes: … }`"
                .to_owned()
        }
        ("OpenAPI object", "host" | "basePath" | "schemes") => {
            "this is Swagger 2.0; in OpenAPI 3 it is `servers: [ { url: … } ]`".to_owned()
        }
        (_, "consumes" | "produces") => {
            "this is Swagger 2.0; in OpenAPI 3 media types are the keys of `content`"
                .to_owned()
        }
        ("Response Object" | "Request Body Object", "schema") => {
            "put it under a media type: `content: { application/json: { schema: … } }`"
                .to_owned()
        }
        (
            "Parameter Object",
            "type" | "format" | "items" | "enum" | "default" | "minimum" | "maximum"
            | "pattern" | "minLength" | "maxLength" | "nullable",
        ) => format!("put it into `schema`: `schema: {{ {key}: … }}`"),
        ("Schema Object", "in" | "explode" | "style") => {
            "put it beside `schema`, into the parameter".to_owned()
        }
        _ => return None,
    })
}

/// What to write instead of a value of another kind.
pub(super) fn form(key: &str, wanted: &str) -> String {
    match key {
        "parameters" => "write a list: each parameter begins with `- name: …`".to_owned(),
        "properties" => {
            "write a mapping from names to schemas, without `-`: `name: { type: string }`"
                .to_owned()
        }
        "required" => "write a list of the names of properties: `required: [name]`".to_owned(),
        "enum" => "write a list of values: `enum: [one, two]`".to_owned(),
        "tags" | "security" | "servers" | "allOf" | "anyOf" | "oneOf" => {
            format!("write a list: `{key}: [ … ]`")
        }
        _ => format!("write {wanted} here"),
    }
}
