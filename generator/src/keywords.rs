//! What happens to each keyword of OpenAPI and JSON Schema.
//!
//! Output: [`table`], which `docs/keywords.md` shows. It is derived from the grammar that the stages use, so that a
//! keyword that is added there appears in the table.

use std::fmt::Write as _;

use crate::grammar::{Field, ObjectKind, field, field_names};

/// What happens to a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// It determines types, names or requests.
    Used,
    /// It appears in the documentation of the crate.
    Documented,
    /// It is ignored with a warning: values that only this keyword excludes are accepted.
    Warned,
    /// It is ignored without a warning: it changes nothing that a client sends or receives.
    NotNeeded,
}

impl Treatment {
    /// Returns the name in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::Documented => "documented",
            Self::Warned => "warned about",
            Self::NotNeeded => "not needed",
        }
    }
}

/// A keyword of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// The object, such as `operation`.
    pub object: &'static str,
    /// The keyword.
    pub name: &'static str,
    /// What happens to it.
    pub treatment: Treatment,
}

/// Keywords of schemas that contain no schemas.
const SCHEMA: &[(&str, Treatment)] = &[
    ("$ref", Treatment::Used),
    ("$id", Treatment::Used),
    ("$anchor", Treatment::Used),
    ("$dynamicRef", Treatment::Used),
    ("$dynamicAnchor", Treatment::Used),
    ("$recursiveRef", Treatment::Used),
    ("$recursiveAnchor", Treatment::Used),
    ("$schema", Treatment::NotNeeded),
    ("$vocabulary", Treatment::NotNeeded),
    ("type", Treatment::Used),
    ("enum", Treatment::Used),
    ("const", Treatment::Used),
    ("format", Treatment::Used),
    ("required", Treatment::Used),
    ("nullable", Treatment::Used),
    ("discriminator", Treatment::Used),
    ("readOnly", Treatment::Used),
    ("writeOnly", Treatment::Used),
    ("contentEncoding", Treatment::Used),
    ("contentMediaType", Treatment::Used),
    ("default", Treatment::Documented),
    ("title", Treatment::Documented),
    ("deprecated", Treatment::Documented),
    ("pattern", Treatment::Documented),
    ("minLength", Treatment::Documented),
    ("maxLength", Treatment::Documented),
    ("minimum", Treatment::Documented),
    ("maximum", Treatment::Documented),
    ("exclusiveMinimum", Treatment::Documented),
    ("exclusiveMaximum", Treatment::Documented),
    ("multipleOf", Treatment::Documented),
    ("minItems", Treatment::Documented),
    ("maxItems", Treatment::Documented),
    ("minProperties", Treatment::Documented),
    ("maxProperties", Treatment::Documented),
    ("uniqueItems", Treatment::NotNeeded),
    ("xml", Treatment::NotNeeded),
    ("dependentRequired", Treatment::Warned),
    ("minContains", Treatment::Warned),
    ("maxContains", Treatment::Warned),
];

/// Keywords that contain schemas and do not affect the types.
const UNSUPPORTED: &[&str] = &[
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependencies",
    "unevaluatedItems",
    "contains",
    "contentSchema",
    "not",
];

/// Fields that change nothing that a client sends or receives, by the object that has them.
const NOT_NEEDED: &[(ObjectKind, &str)] = &[
    (ObjectKind::Document, "externalDocs"),
    (ObjectKind::Document, "tags"),
    (ObjectKind::Info, "termsOfService"),
    (ObjectKind::Info, "contact"),
    (ObjectKind::Info, "license"),
    (ObjectKind::Operation, "callbacks"),
    (ObjectKind::Operation, "tags"),
    (ObjectKind::Schema, "externalDocs"),
    (ObjectKind::Schema, "propertyNames"),
    (ObjectKind::Components, "callbacks"),
    (ObjectKind::Components, "links"),
    (ObjectKind::Response, "links"),
    (ObjectKind::Parameter, "allowEmptyValue"),
    (ObjectKind::SecurityScheme, "bearerFormat"),
    (ObjectKind::SecurityScheme, "deprecated"),
    (ObjectKind::SecurityScheme, "oauth2MetadataUrl"),
    (ObjectKind::Tag, "name"),
    (ObjectKind::Tag, "parent"),
    (ObjectKind::Tag, "kind"),
    (ObjectKind::Tag, "externalDocs"),
];

/// The objects in the table, with their names.
const OBJECTS: &[(ObjectKind, &str)] = &[
    (ObjectKind::Document, "document"),
    (ObjectKind::Info, "info"),
    (ObjectKind::Tag, "tag"),
    (ObjectKind::ExternalDocs, "external documentation"),
    (ObjectKind::Server, "server"),
    (ObjectKind::ServerVariable, "server variable"),
    (ObjectKind::Components, "components"),
    (ObjectKind::SecurityScheme, "security scheme"),
    (ObjectKind::OAuthFlows, "OAuth flows"),
    (ObjectKind::OAuthFlow, "OAuth flow"),
    (ObjectKind::PathItem, "path item"),
    (ObjectKind::Operation, "operation"),
    (ObjectKind::Parameter, "parameter"),
    (ObjectKind::Header, "header"),
    (ObjectKind::RequestBody, "request body"),
    (ObjectKind::MediaType, "media type"),
    (ObjectKind::Encoding, "encoding"),
    (ObjectKind::Response, "response"),
    (ObjectKind::Link, "link"),
    (ObjectKind::Schema, "schema"),
];

/// Returns all keywords, by object.
pub fn table() -> Vec<Keyword> {
    let mut table = Vec::new();
    for &(kind, object) in OBJECTS {
        let names = field_names(kind).iter();
        table.extend(names.map(|&name| Keyword {
            object,
            name,
            treatment: treatment(kind, name),
        }));
        if kind == ObjectKind::Schema {
            table.extend(SCHEMA.iter().map(|&(name, treatment)| Keyword {
                object,
                name,
                treatment,
            }));
        }
    }
    table
}

fn treatment(kind: ObjectKind, name: &str) -> Treatment {
    if kind == ObjectKind::Schema && UNSUPPORTED.contains(&name) {
        return Treatment::Warned;
    }
    let is_positional = matches!(name, "prefixEncoding" | "itemEncoding");
    if is_positional || (kind, name) == (ObjectKind::Encoding, "encoding") {
        return Treatment::Warned;
    }
    let is_link = matches!(
        (kind, name),
        (ObjectKind::Operation, "externalDocs") | (ObjectKind::ExternalDocs, "url")
    );
    if is_link {
        return Treatment::Documented;
    }
    if NOT_NEEDED.contains(&(kind, name))
        || matches!(kind, ObjectKind::ExternalDocs | ObjectKind::Link)
    {
        return Treatment::NotNeeded;
    }
    match field(kind, name) {
        Field::Prose => Treatment::Documented,
        Field::Sample | Field::Metadata if name != "$self" => Treatment::NotNeeded,
        _ => Treatment::Used,
    }
}

/// Returns the table as Markdown.
pub fn markdown() -> String {
    let mut text = String::from(
        "# Keywords\n\n\
         What the generator does with each keyword of OpenAPI 3.0, 3.1 and 3.2 and of JSON Schema 2020-12. Extensions (`x-`) that\n\
         are not listed in ARCHITECTURE.md have no effect. Any other keyword is reported as unknown, with the nearest match.\n\n\
         - **used**: determines types, names or requests.\n\
         - **documented**: appears in the documentation of the crate.\n\
         - **warned about**: ignored with a warning; values that only this keyword excludes are accepted.\n\
         - **not needed**: ignored, because it changes nothing that a client sends or receives.\n\n\
         An invalid value of a keyword is rejected with its location in strict mode. Otherwise it is reported, and the\n\
         keyword is ignored.\n\n\
         | object | keyword | treatment |\n|---|---|---|\n",
    );
    for keyword in table() {
        let (object, name) = (keyword.object, keyword.name);
        let treatment = keyword.treatment.as_str();
        let _ = writeln!(text, "| {object} | `{name}` | {treatment} |");
    }
    text
}
