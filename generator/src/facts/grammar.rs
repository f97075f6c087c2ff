//! Where an OpenAPI document has facts, prose and samples.
//!
//! In: what kind of object one is in, and the name of a member. Out: what the member is. One table for 3.0 and 3.1; a
//! member it does not know is a fact, kept as it stands.

/// A kind of object. Of an array, it is the kind of the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Info,
    Tag,
    Server,
    PathItem,
    Operation,
    /// A parameter or header.
    Parameter,
    RequestBody,
    Response,
    MediaType,
    Encoding,
    Link,
    Components,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    /// The words about one scope.
    ScopeText,
    ExternalDocs,
    Schema,
    /// Members are names that people gave, or `x-` extensions, to things of a kind.
    Named(Things),
    /// Members are names that people gave, whatever they begin with.
    Map(Things),
    /// Nothing in it is touched.
    Verbatim,
}

/// What the members of a map are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Things {
    PathItems,
    Parameters,
    RequestBodies,
    Responses,
    MediaTypes,
    Encodings,
    Callbacks,
    Links,
    Schemas,
    SecuritySchemes,
    ServerVariables,
    Scopes,
}

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Member {
    /// Part of the interface.
    Fact(Kind),
    /// For people to read.
    Prose,
    /// An example or sample code, or a note to the document's authors.
    Sample,
    /// An `x-` member.
    Extension,
}

/// What a member of an object is.
pub(super) fn member(kind: Kind, name: &str) -> Member {
    match kind {
        Kind::Verbatim | Kind::ScopeText => return Member::Fact(Kind::Verbatim),
        Kind::Map(things) => return Member::Fact(thing(things)),
        Kind::Named(things) if !name.starts_with("x-") => return Member::Fact(thing(things)),
        _ => {}
    }
    match name {
        _ if name.starts_with("x-") => Member::Extension,
        "description" | "summary" => Member::Prose,
        "example" | "examples" | "$comment" => Member::Sample,
        _ => Member::Fact(field(kind, name)),
    }
}

/// The kind of one of the things a map holds.
fn thing(things: Things) -> Kind {
    match things {
        Things::PathItems => Kind::PathItem,
        Things::Parameters => Kind::Parameter,
        Things::RequestBodies => Kind::RequestBody,
        Things::Responses => Kind::Response,
        Things::MediaTypes => Kind::MediaType,
        Things::Encodings => Kind::Encoding,
        Things::Callbacks => Kind::Named(Things::PathItems),
        Things::Links => Kind::Link,
        Things::Schemas => Kind::Schema,
        Things::SecuritySchemes => Kind::SecurityScheme,
        // A variable has a `description` and facts, as a server has.
        Things::ServerVariables => Kind::Server,
        Things::Scopes => Kind::ScopeText,
    }
}

/// The kind of a field that is a fact.
fn field(kind: Kind, name: &str) -> Kind {
    use Kind::{Map, Named};
    match (kind, name) {
        (_, "externalDocs") => Kind::ExternalDocs,
        (Kind::Document | Kind::PathItem | Kind::Operation, "servers") | (Kind::Link, "server") => {
            Kind::Server
        }
        (Kind::Document, "info") => Kind::Info,
        (Kind::Document, "tags") => Kind::Tag,
        (Kind::Document, "paths") => Named(Things::PathItems),
        (Kind::Document, "webhooks") => Map(Things::PathItems),
        (Kind::Document, "components") => Kind::Components,
        (Kind::Server, "variables") => Map(Things::ServerVariables),

        (Kind::Components, "schemas") => Map(Things::Schemas),
        (Kind::Components, "responses") => Map(Things::Responses),
        (Kind::Components, "parameters" | "headers") => Map(Things::Parameters),
        (Kind::Components, "requestBodies") => Map(Things::RequestBodies),
        (Kind::Components, "securitySchemes") => Map(Things::SecuritySchemes),
        (Kind::Components, "links") => Map(Things::Links),
        (Kind::Components, "callbacks") => Map(Things::Callbacks),
        (Kind::Components, "pathItems") => Map(Things::PathItems),
        (Kind::SecurityScheme, "flows") => Kind::OAuthFlows,
        (Kind::OAuthFlows, _) => Kind::OAuthFlow,
        (Kind::OAuthFlow, "scopes") => Map(Things::Scopes),

        (Kind::PathItem | Kind::Operation, "parameters") => Kind::Parameter,
        (Kind::PathItem, "additionalOperations") => Map(Things::PathItems),
        (Kind::PathItem, "$ref") => Kind::Verbatim,
        (Kind::PathItem, _) => Kind::Operation,
        (Kind::Operation, "requestBody") => Kind::RequestBody,
        (Kind::Operation, "responses") => Named(Things::Responses),
        (Kind::Operation, "callbacks") => Map(Things::Callbacks),
        (Kind::Parameter | Kind::RequestBody | Kind::Response, "content") => {
            Map(Things::MediaTypes)
        }
        (Kind::Response | Kind::Encoding, "headers") => Map(Things::Parameters),
        (Kind::Response, "links") => Map(Things::Links),
        (Kind::MediaType, "encoding") => Map(Things::Encodings),
        (Kind::Parameter | Kind::MediaType, "schema" | "itemSchema") => Kind::Schema,

        (
            Kind::Schema,
            "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas"
            | "dependencies",
        ) => Map(Things::Schemas),
        (
            Kind::Schema,
            "allOf" | "anyOf" | "oneOf" | "prefixItems" | "items" | "additionalItems" | "not",
        ) => Kind::Schema,
        (Kind::Schema, "if" | "then" | "else" | "contains" | "contentSchema" | "propertyNames") => {
            Kind::Schema
        }
        (Kind::Schema, "additionalProperties" | "unevaluatedItems" | "unevaluatedProperties") => {
            Kind::Schema
        }
        _ => Kind::Verbatim,
    }
}
