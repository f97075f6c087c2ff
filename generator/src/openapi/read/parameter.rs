//! Reads parameters and headers.

use openapiv3::{
    CookieStyle, Header, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr,
};

use super::Reader;
use crate::document::{Map, Node};

impl Reader<'_> {
    pub(super) fn parameter_or_reference(&mut self, node: &Node) -> ReferenceOr<Parameter> {
        self.reference_or(node, "parameters", Self::parameter)
    }

    pub(super) fn header_or_reference(&mut self, node: &Node) -> ReferenceOr<Header> {
        self.reference_or(node, "headers", Self::header)
    }

    fn parameter(&mut self, node: &Node) -> Parameter {
        let empty = Map::default();
        let map = self.object(node, "a parameter").unwrap_or(&empty);
        let mut parameter_data = ParameterData {
            name: self.required_string(map, node.origin, "a parameter", "name"),
            description: self.string(map, "description"),
            required: self.flag(map, "required").unwrap_or_default(),
            deprecated: self.flag(map, "deprecated"),
            format: self.schema_or_content(map),
            example: None,
            examples: Default::default(),
            explode: self.flag(map, "explode"),
            extensions: Self::extensions(map),
        };
        let locations = [
            ("query", 'q'),
            ("header", 'h'),
            ("path", 'p'),
            ("cookie", 'c'),
        ];
        if !map.contains_key("in") {
            self.invalid("a parameter needs `in`", node.origin);
        }
        match self.one_of(map, "in", &locations) {
            Some('h') => Parameter::Header {
                parameter_data,
                style: self
                    .one_of(map, "style", &[("simple", HeaderStyle::Simple)])
                    .unwrap_or_default(),
            },
            Some('p') => Parameter::Path {
                parameter_data,
                style: self.path_style(map).unwrap_or_default(),
            },
            Some('c') => Parameter::Cookie {
                parameter_data,
                style: self
                    .one_of(map, "style", &[("form", CookieStyle::Form)])
                    .unwrap_or_default(),
            },
            location => Parameter::Query {
                parameter_data: {
                    // Without a valid location, the name is cleared, so that later stages ignore the parameter.
                    if location.is_none() {
                        parameter_data.name.clear();
                    }
                    parameter_data
                },
                allow_reserved: self.flag(map, "allowReserved").unwrap_or_default(),
                style: self.query_style(map).unwrap_or_default(),
                allow_empty_value: self.flag(map, "allowEmptyValue"),
            },
        }
    }

    fn header(&mut self, node: &Node) -> Header {
        let empty = Map::default();
        let map = self.object(node, "a header").unwrap_or(&empty);
        Header {
            description: self.string(map, "description"),
            style: HeaderStyle::Simple,
            required: self.flag(map, "required").unwrap_or_default(),
            deprecated: self.flag(map, "deprecated"),
            format: self.schema_or_content(map),
            example: None,
            examples: Default::default(),
            extensions: Self::extensions(map),
        }
    }

    fn schema_or_content(&mut self, map: &Map) -> ParameterSchemaOrContent {
        match map.get("schema") {
            Some(schema) => ParameterSchemaOrContent::Schema(self.schema(schema)),
            None => ParameterSchemaOrContent::Content(self.content(map)),
        }
    }

    fn path_style(&mut self, map: &Map) -> Option<PathStyle> {
        let styles = [
            ("simple", PathStyle::Simple),
            ("label", PathStyle::Label),
            ("matrix", PathStyle::Matrix),
        ];
        self.one_of(map, "style", &styles)
    }

    pub(super) fn query_style(&mut self, map: &Map) -> Option<QueryStyle> {
        let styles = [
            ("form", QueryStyle::Form),
            ("spaceDelimited", QueryStyle::SpaceDelimited),
            ("pipeDelimited", QueryStyle::PipeDelimited),
            ("deepObject", QueryStyle::DeepObject),
        ];
        self.one_of(map, "style", &styles)
    }

    /// Reads a string that must be one of several, and returns the corresponding value.
    pub(super) fn one_of<T: Clone>(
        &mut self,
        map: &Map,
        name: &str,
        allowed: &[(&str, T)],
    ) -> Option<T> {
        let text = self.string(map, name)?;
        let value = allowed.iter().find(|(word, _)| *word == text);
        if value.is_none() {
            let words: Vec<String> = allowed
                .iter()
                .map(|(word, _)| format!("`{word}`"))
                .collect();
            let at = map.get(name).map(|node| node.origin)?;
            self.invalid(
                format!("`{name}` must be {} here, not `{text}`", words.join(" or ")),
                at,
            );
        }
        value.map(|(_, value)| value.clone())
    }
}
