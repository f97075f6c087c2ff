//! Parameters of operations.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use openapiv3::{Parameter as RawParameter, ParameterData, ParameterSchemaOrContent, ReferenceOr};

use super::media_types::{MediaKind, essence};
use super::parameter_style;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{
    Docs, Parameter, ParameterLocation, ParameterStyle, Scalar, SchemaPath, SchemaRoot, StyleKind,
    TypeRef,
};
use crate::lower::schema::{SchemaReader, SchemaRef, schema_docs};
use crate::openapi::{names_in, pointer};
use crate::parameter_name;
use crate::source::Origin;

/// Reads the parameters of an operation.
///
/// An earlier stage has reported two kinds of mistakes. Parameters without a name, duplicates, and path parameters that
/// the path does not contain are skipped. Path parameters without a declaration are strings.
pub fn parameters<'a>(
    reader: &mut SchemaReader<'a>,
    raw: &'a [ReferenceOr<RawParameter>],
    operation: &str,
    path: &str,
    pointer: &str,
) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = Vec::with_capacity(raw.len());
    let names = names_in(path);
    let in_path: HashSet<&str> = names.iter().copied().collect();
    let mut declared = BTreeSet::new();
    for (index, parameter) in raw.iter().enumerate() {
        let at = format!("{pointer}/parameters/{index}");
        let Some(located) = reader.document.parameter(parameter, &at) else {
            continue;
        };
        let location = location(located.value);
        let name = &located.value.parameter_data_ref().name;
        let is_unused = location == ParameterLocation::Path && !in_path.contains(name.as_str());
        let key = parameter_name::comparable(name, location == ParameterLocation::Header);
        if name.is_empty() || is_unused || !declared.insert((location, key)) {
            continue;
        }
        let parameter = read(reader, located.value, operation, &located.pointer);
        parameters.push(parameter);
    }
    let origin = reader.document.origins.key(pointer);
    let missing = names
        .into_iter()
        .filter(|name| !declared.contains(&(ParameterLocation::Path, Cow::Borrowed(*name))));
    parameters.extend(missing.map(|name| undeclared(name, origin)));
    parameters
}

/// A parameter that only the path template mentions.
fn undeclared(name: &str, origin: Origin) -> Parameter {
    Parameter {
        wire: name.to_owned(),
        location: ParameterLocation::Path,
        ty: TypeRef::Scalar(Scalar::String),
        required: true,
        style: ParameterStyle::SIMPLE,
        origin,
        docs: Docs::default(),
    }
}

fn location(raw: &RawParameter) -> ParameterLocation {
    match raw {
        RawParameter::Query { .. } => ParameterLocation::Query,
        RawParameter::Header { .. } => ParameterLocation::Header,
        RawParameter::Path { .. } => ParameterLocation::Path,
        RawParameter::Cookie { .. } => ParameterLocation::Cookie,
    }
}

fn read<'a>(
    reader: &mut SchemaReader<'a>,
    raw: &'a RawParameter,
    operation: &str,
    pointer: &str,
) -> Parameter {
    let data = raw.parameter_data_ref();
    let root = SchemaRoot::Parameter {
        operation: operation.to_owned(),
        name: data.name.clone(),
    };
    let is_query_string = parameter_style::is_query_string(raw);
    let value = value(reader, data, root, pointer, is_query_string);
    let location = location(raw);
    let origin = reader.document.origins.origin(pointer);
    let content = |kind| ParameterStyle {
        kind,
        explode: false,
        allow_reserved: false,
    };
    let style = match (value.is_json, is_query_string) {
        (true, true) => content(StyleKind::JsonQueryString),
        (false, true) => content(StyleKind::QueryString),
        (true, false) => content(StyleKind::Json),
        (false, false) => parameter_style::style(reader.document, raw),
    };
    Parameter {
        wire: data.name.clone(),
        location,
        ty: value.ty,
        required: data.required,
        style,
        origin,
        docs: Docs {
            prose: data.description.clone().or(value.docs.prose),
            deprecated: data.deprecated.unwrap_or(false) || value.docs.deprecated,
            ..value.docs
        },
    }
}

/// The properties of a parameter that its schema determines.
struct ParameterValue {
    ty: TypeRef,
    docs: Docs,
    /// Whether the value is serialized as JSON (`content` of a JSON media type).
    is_json: bool,
}

fn value<'a>(
    reader: &mut SchemaReader<'a>,
    data: &'a ParameterData,
    root: SchemaRoot,
    pointer: &str,
    is_query_string: bool,
) -> ParameterValue {
    let (schema, relative, is_json) = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => (Some(schema), "/schema".to_owned(), false),
        ParameterSchemaOrContent::Content(content) => match content.first() {
            Some((media, content)) => {
                let relative = format!("/content/{}", pointer::escape(media));
                let kind = MediaKind::of(media);
                let schema = content.schema.as_ref();
                let schema = schema.filter(|_| {
                    is_read(
                        reader,
                        kind,
                        is_query_string,
                        media,
                        &format!("{pointer}{relative}"),
                    )
                });
                (
                    schema,
                    format!("{relative}/schema"),
                    kind == MediaKind::Json,
                )
            }
            None => (None, String::new(), false),
        },
    };
    let Some(schema) = schema.map(SchemaRef::from) else {
        return ParameterValue {
            ty: TypeRef::Scalar(Scalar::String),
            docs: Docs::default(),
            is_json,
        };
    };
    let docs = match schema {
        SchemaRef::Inline(schema) => schema_docs(schema),
        SchemaRef::Ref(_) => Docs::default(),
    };
    let path = SchemaPath::new(root, format!("{pointer}{relative}"));
    let ty = reader.type_of(schema, &path);
    ParameterValue {
        ty: ty.without_null().clone(),
        docs,
        is_json,
    }
}

/// Returns whether values in a media type are serialized. All others are strings, which is reported.
fn is_read(
    reader: &mut SchemaReader<'_>,
    kind: MediaKind,
    is_query_string: bool,
    media: &str,
    pointer: &str,
) -> bool {
    let is_form = kind == MediaKind::UrlEncoded && is_query_string;
    if is_form
        || matches!(kind, MediaKind::Json | MediaKind::Text) && !essence(media).ends_with("xml")
    {
        return true;
    }
    let origin = reader.document.origins.key(pointer);
    let message = format!("parameters are not serialized as `{media}`");
    reader.report(
        Diagnostic::warning(Code::UnsupportedKeyword, message, origin)
            .help("the parameter is a string, which the caller serializes"),
    );
    false
}
