//! Which objects an OpenAPI document is made of, and what each member of them is.
//!
//! In: a kind of object and a member's name. Out: what stands there. A table, no behaviour. Serves 3.0 and 3.1 alike.

/// A kind of object that can hold schemas, directly or further down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Components,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Header,
    Callback,
    Schema,
}

/// What stands at a member of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Member {
    /// Text, numbers or objects without schemas.
    Plain,
    /// Nothing the generator needs.
    Dropped,
    /// Schemas that only references can reach.
    Definitions,
    /// An object.
    One(Kind),
    /// An array of objects.
    Many(Kind),
    /// An object or an array of objects.
    OneOrMany(Kind),
    /// An object of named objects.
    Named(Kind),
    /// No specification knows it.
    Unknown,
}

/// What stands at the member `name` of an object of this kind.
pub(super) fn member(kind: Kind, name: &str) -> Member {
    use Member::*;
    if name.starts_with("x-") {
        return Plain;
    }
    match kind {
        Kind::Document => match name {
            "openapi" | "info" | "servers" | "security" | "tags" | "externalDocs" => Plain,
            "paths" => One(Kind::Paths),
            "webhooks" => Named(Kind::PathItem),
            "components" => One(Kind::Components),
            "jsonSchemaDialect" | "$schema" | "$self" => Dropped,
            "definitions" | "$defs" => Definitions,
            _ => Unknown,
        },
        Kind::Components => match name {
            "schemas" => Named(Kind::Schema),
            "responses" => Named(Kind::Response),
            "parameters" => Named(Kind::Parameter),
            "requestBodies" => Named(Kind::RequestBody),
            "headers" => Named(Kind::Header),
            "callbacks" => Named(Kind::Callback),
            "pathItems" => Named(Kind::PathItem),
            "securitySchemes" | "links" => Plain,
            "examples" => Dropped,
            _ => Unknown,
        },
        Kind::Paths | Kind::Callback => One(Kind::PathItem),
        Kind::PathItem => match name {
            "$ref" | "summary" | "description" | "servers" => Plain,
            "parameters" => Many(Kind::Parameter),
            name if METHODS.contains(&name) => One(Kind::Operation),
            _ => Unknown,
        },
        Kind::Operation => match name {
            "tags" | "summary" | "description" | "externalDocs" | "operationId" | "deprecated"
            | "security" | "servers" => Plain,
            "parameters" => Many(Kind::Parameter),
            "requestBody" => One(Kind::RequestBody),
            "responses" => One(Kind::Responses),
            "callbacks" => Named(Kind::Callback),
            _ => Unknown,
        },
        Kind::Parameter => match name {
            "$ref" | "name" | "in" | "allowEmptyValue" => Plain,
            name => parameter_or_header(name),
        },
        Kind::Header => match name {
            "$ref" => Plain,
            name => parameter_or_header(name),
        },
        Kind::RequestBody => match name {
            "$ref" | "summary" | "description" | "required" => Plain,
            "content" => Named(Kind::MediaType),
            _ => Unknown,
        },
        Kind::MediaType => match name {
            "schema" => One(Kind::Schema),
            "encoding" => Named(Kind::Encoding),
            "example" | "examples" => Dropped,
            _ => Unknown,
        },
        Kind::Encoding => match name {
            "contentType" | "style" | "explode" | "allowReserved" => Plain,
            "headers" => Named(Kind::Header),
            _ => Unknown,
        },
        Kind::Responses => One(Kind::Response),
        Kind::Response => match name {
            "$ref" | "summary" | "description" | "links" => Plain,
            "headers" => Named(Kind::Header),
            "content" => Named(Kind::MediaType),
            _ => Unknown,
        },
        Kind::Schema => schema(name),
    }
}

/// The methods a path item can have.
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

fn parameter_or_header(name: &str) -> Member {
    match name {
        "description" | "required" | "deprecated" | "style" | "explode" | "allowReserved" => {
            Member::Plain
        }
        "schema" => Member::One(Kind::Schema),
        "content" => Member::Named(Kind::MediaType),
        "example" | "examples" => Member::Dropped,
        _ => Member::Unknown,
    }
}

fn schema(name: &str) -> Member {
    use Member::*;
    match name {
        "properties" | "patternProperties" | "dependentSchemas" => Named(Kind::Schema),
        "items" => OneOrMany(Kind::Schema),
        "additionalProperties"
        | "additionalItems"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "propertyNames"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "contentSchema" => One(Kind::Schema),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Many(Kind::Schema),
        "$defs" | "definitions" => Definitions,
        _ => Plain,
    }
}

/// The names that may stand in an object of this kind, for suggestions; empty where any name may.
pub(super) fn names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Document => &[
            "openapi",
            "info",
            "servers",
            "paths",
            "webhooks",
            "components",
            "security",
            "tags",
        ],
        Kind::Components => &[
            "schemas",
            "responses",
            "parameters",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
            "callbacks",
            "pathItems",
        ],
        Kind::PathItem => &[
            "summary",
            "description",
            "servers",
            "parameters",
            "get",
            "put",
            "post",
            "delete",
            "options",
            "head",
            "patch",
            "trace",
        ],
        Kind::Operation => &[
            "tags",
            "summary",
            "description",
            "externalDocs",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
            "deprecated",
            "security",
            "servers",
        ],
        Kind::Parameter | Kind::Header => &[
            "name",
            "in",
            "description",
            "required",
            "deprecated",
            "allowEmptyValue",
            "style",
            "explode",
            "allowReserved",
            "schema",
            "content",
        ],
        Kind::RequestBody => &["description", "content", "required"],
        Kind::MediaType => &["schema", "encoding"],
        Kind::Encoding => &[
            "contentType",
            "headers",
            "style",
            "explode",
            "allowReserved",
        ],
        Kind::Response => &["description", "headers", "content", "links"],
        Kind::Paths | Kind::Responses | Kind::Callback | Kind::Schema => &[],
    }
}
