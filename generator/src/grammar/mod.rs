//! The grammar of OpenAPI 3.0, 3.1 and 3.2: the kinds of objects in a document, and the fields of each.
//!
//! Input: a kind of object and the name of a field. Output: what the field contains. One table, no behavior. It
//! omits keywords of JSON Schema that contain no schemas.

mod object;
mod operations;

pub(crate) use object::ObjectKind;
pub(crate) use operations::{http_method, is_method, operations, operations_mut};

/// What a field of an object contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// A value without objects of the specification in it.
    Value,
    /// Prose: a description or a summary.
    Prose,
    /// Examples, or a comment for the authors of the document.
    Sample,
    /// A value of an `x-` extension.
    Extension,
    /// The dialect or the identity of the document itself.
    Metadata,
    /// Schemas that are only used by reference (`$defs`).
    Definitions,
    /// An object.
    One(ObjectKind),
    /// An array of objects.
    Many(ObjectKind),
    /// An object or an array of objects.
    OneOrMany(ObjectKind),
    /// A map of objects with names that the author chose.
    Map(ObjectKind),
    /// The specification does not define it.
    Unknown,
}

/// The HTTP methods of a path item.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Returns what the field `name` of an object contains.
pub(crate) fn field(kind: ObjectKind, name: &str) -> Field {
    if name.starts_with("x-") {
        return Field::Extension;
    }
    fixed_field(kind, name)
}

/// Declares the fields of each kind of object: a function that looks one up and a function that lists them.
macro_rules! fields {
    ($($kind:ident { $($name:literal $(| $more:literal)* => $field:expr,)* $(_ => $other:expr,)? })+) => {
        fn fixed_field(kind: ObjectKind, name: &str) -> Field {
            match kind {
                $(ObjectKind::$kind => match name {
                    $($name $(| $more)* => $field,)*
                    $(_ => $other,)?
                    #[allow(unreachable_patterns, reason = "some kinds of objects allow any name")]
                    _ => Field::Unknown,
                },)+
            }
        }

        /// The names of the fields of an object, for suggestions; empty if it allows any name.
        pub(crate) fn field_names(kind: ObjectKind) -> &'static [&'static str] {
            match kind {
                $(ObjectKind::$kind => &[$($name, $($more,)*)*],)+
            }
        }
    };
}

fields! {
    Document {
        "openapi" | "security" => Field::Value,
        "info" => Field::One(ObjectKind::Info),
        "servers" => Field::Many(ObjectKind::Server),
        "paths" => Field::One(ObjectKind::Paths),
        "webhooks" => Field::Map(ObjectKind::PathItem),
        "components" => Field::One(ObjectKind::Components),
        "tags" => Field::Many(ObjectKind::Tag),
        "externalDocs" => Field::One(ObjectKind::ExternalDocs),
        "jsonSchemaDialect" | "$schema" | "$self" => Field::Metadata,
        "definitions" | "$defs" => Field::Definitions,
    }
    Info {
        "title" | "termsOfService" | "contact" | "license" | "version" => Field::Value,
        "description" | "summary" => Field::Prose,
    }
    Tag {
        "name" | "parent" | "kind" => Field::Value,
        "summary" | "description" => Field::Prose,
        "externalDocs" => Field::One(ObjectKind::ExternalDocs),
    }
    ExternalDocs {
        "url" => Field::Value,
        "description" => Field::Prose,
    }
    Server {
        "url" | "name" => Field::Value,
        "description" => Field::Prose,
        "variables" => Field::Map(ObjectKind::ServerVariable),
    }
    ServerVariable {
        "enum" | "default" => Field::Value,
        "description" => Field::Prose,
    }
    Components {
        "schemas" => Field::Map(ObjectKind::Schema),
        "responses" => Field::Map(ObjectKind::Response),
        "parameters" => Field::Map(ObjectKind::Parameter),
        "requestBodies" => Field::Map(ObjectKind::RequestBody),
        "headers" => Field::Map(ObjectKind::Header),
        "securitySchemes" => Field::Map(ObjectKind::SecurityScheme),
        "links" => Field::Map(ObjectKind::Link),
        "callbacks" => Field::Map(ObjectKind::Callback),
        "pathItems" => Field::Map(ObjectKind::PathItem),
        "mediaTypes" => Field::Map(ObjectKind::MediaType),
        "examples" => Field::Sample,
    }
    SecurityScheme {
        "$ref" | "type" | "name" | "in" | "scheme" | "bearerFormat" | "openIdConnectUrl" => Field::Value,
        "deprecated" | "oauth2MetadataUrl" => Field::Value,
        "description" => Field::Prose,
        "flows" => Field::One(ObjectKind::OAuthFlows),
    }
    OAuthFlows {
        "implicit" | "password" | "clientCredentials" | "authorizationCode" | "deviceAuthorization" => {
            Field::One(ObjectKind::OAuthFlow)
        },
    }
    OAuthFlow {
        "authorizationUrl" | "deviceAuthorizationUrl" | "tokenUrl" | "refreshUrl" => Field::Value,
        "scopes" => Field::Map(ObjectKind::ScopeDescription),
    }
    ScopeDescription {
        _ => Field::Value,
    }
    Paths {
        _ => Field::One(ObjectKind::PathItem),
    }
    PathItem {
        "$ref" => Field::Value,
        "summary" | "description" => Field::Prose,
        "servers" => Field::Many(ObjectKind::Server),
        "parameters" => Field::Many(ObjectKind::Parameter),
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query" => {
            Field::One(ObjectKind::Operation)
        },
        "additionalOperations" => Field::Map(ObjectKind::Operation),
    }
    Operation {
        "tags" | "operationId" | "deprecated" | "security" => Field::Value,
        "summary" | "description" => Field::Prose,
        "externalDocs" => Field::One(ObjectKind::ExternalDocs),
        "servers" => Field::Many(ObjectKind::Server),
        "parameters" => Field::Many(ObjectKind::Parameter),
        "requestBody" => Field::One(ObjectKind::RequestBody),
        "responses" => Field::One(ObjectKind::Responses),
        "callbacks" => Field::Map(ObjectKind::Callback),
    }
    Parameter {
        "$ref" | "name" | "in" | "required" | "deprecated" | "allowEmptyValue" => Field::Value,
        "style" | "explode" | "allowReserved" => Field::Value,
        "description" => Field::Prose,
        "schema" => Field::One(ObjectKind::Schema),
        "content" => Field::Map(ObjectKind::MediaType),
        "example" | "examples" => Field::Sample,
    }
    Header {
        "$ref" | "required" | "deprecated" | "style" | "explode" | "allowReserved" => Field::Value,
        "description" => Field::Prose,
        "schema" => Field::One(ObjectKind::Schema),
        "content" => Field::Map(ObjectKind::MediaType),
        "example" | "examples" => Field::Sample,
    }
    RequestBody {
        "$ref" | "required" => Field::Value,
        "summary" | "description" => Field::Prose,
        "content" => Field::Map(ObjectKind::MediaType),
    }
    MediaType {
        "$ref" => Field::Value,
        "schema" | "itemSchema" => Field::One(ObjectKind::Schema),
        "encoding" => Field::Map(ObjectKind::Encoding),
        "prefixEncoding" => Field::Many(ObjectKind::Encoding),
        "itemEncoding" => Field::One(ObjectKind::Encoding),
        "example" | "examples" => Field::Sample,
    }
    Encoding {
        "contentType" | "style" | "explode" | "allowReserved" => Field::Value,
        "headers" => Field::Map(ObjectKind::Header),
        "encoding" => Field::Map(ObjectKind::Encoding),
        "prefixEncoding" => Field::Many(ObjectKind::Encoding),
        "itemEncoding" => Field::One(ObjectKind::Encoding),
    }
    Responses {
        _ => Field::One(ObjectKind::Response),
    }
    Response {
        "$ref" => Field::Value,
        "summary" | "description" => Field::Prose,
        "headers" => Field::Map(ObjectKind::Header),
        "content" => Field::Map(ObjectKind::MediaType),
        "links" => Field::Map(ObjectKind::Link),
    }
    Callback {
        _ => Field::One(ObjectKind::PathItem),
    }
    Link {
        "$ref" | "operationRef" | "operationId" | "parameters" | "requestBody" => Field::Value,
        "description" => Field::Prose,
        "server" => Field::One(ObjectKind::Server),
    }
    Schema {
        "properties" | "patternProperties" | "dependentSchemas" | "dependencies" => {
            Field::Map(ObjectKind::Schema)
        },
        "items" => Field::OneOrMany(ObjectKind::Schema),
        "additionalProperties" | "additionalItems" | "unevaluatedProperties" | "unevaluatedItems" => {
            Field::One(ObjectKind::Schema)
        },
        "propertyNames" | "not" | "if" | "then" | "else" | "contains" | "contentSchema" => {
            Field::One(ObjectKind::Schema)
        },
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Field::Many(ObjectKind::Schema),
        "$defs" | "definitions" => Field::Definitions,
        "externalDocs" => Field::One(ObjectKind::ExternalDocs),
        "description" => Field::Prose,
        "example" | "examples" | "$comment" => Field::Sample,
        _ => Field::Value,
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, METHODS, ObjectKind, field, field_names};

    #[test]
    fn every_method_of_a_path_item_is_an_operation() {
        let operations = field_names(ObjectKind::PathItem).iter();
        let operations = operations
            .filter(|name| field(ObjectKind::PathItem, name) == Field::One(ObjectKind::Operation));
        let mut operations: Vec<&str> = operations.copied().collect();
        let mut methods = METHODS.to_vec();
        operations.sort_unstable();
        methods.sort_unstable();
        assert_eq!(operations, methods);
    }

    #[test]
    fn names_are_fields_extensions_or_unknown() {
        assert_eq!(
            field(ObjectKind::Paths, "/a"),
            Field::One(ObjectKind::PathItem)
        );
        assert_eq!(field(ObjectKind::Paths, "x-a"), Field::Extension);
        assert_eq!(field(ObjectKind::Operation, "operationID"), Field::Unknown);
        assert_eq!(field(ObjectKind::Schema, "minLength"), Field::Value);
    }
}
