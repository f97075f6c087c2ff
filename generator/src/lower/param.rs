//! Parameters.

use openapiv3::{Parameter, ParameterData, ParameterSchemaOrContent, QueryStyle, ReferenceOr};

use super::Lowering;
use super::docs::docs;
use super::view::{Sch, View};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Docs, Location, Param, ParamStyle, Place, Root, Shape, TypeRef};
use crate::openapi::pointer;

impl<'a> Lowering<'a> {
    /// The parameters of an operation.
    ///
    /// A path parameter that the path does not name is left out; an earlier stage has said so.
    pub fn params(
        &mut self,
        raw: &'a [ReferenceOr<Parameter>],
        id: &str,
        path: &str,
        pointer: &str,
    ) -> Vec<Param> {
        let mut params = Vec::with_capacity(raw.len());
        for (index, parameter) in raw.iter().enumerate() {
            let at = format!("{pointer}/parameters/{index}");
            if let Some(located) = self.document.parameter(parameter, &at) {
                let param = self.param(located.value, id, &located.pointer);
                if param.location != Location::Path || path.contains(&format!("{{{}}}", param.wire))
                {
                    params.push(param);
                }
            }
        }
        params
    }

    fn param(&mut self, raw: &'a Parameter, id: &str, pointer: &str) -> Param {
        let data = raw.parameter_data_ref();
        let root = Root::Param(id.to_owned(), data.name.clone());
        let (ty, docs, is_json) = self.param_type(data, root, pointer);
        let location = match raw {
            Parameter::Query { .. } => Location::Query,
            Parameter::Header { .. } => Location::Header,
            Parameter::Path { .. } => Location::Path,
            Parameter::Cookie { .. } => Location::Cookie,
        };
        if let Parameter::Query {
            style: QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited,
            ..
        } = raw
            && data.explode != Some(true)
        {
            let message = format!(
                "the list `{}` of `{id}` is written with commas, whatever its `style` says",
                data.name
            );
            let at = self.document.origins.origin(pointer);
            self.found
                .push(Diagnostic::warning(Code::UnsupportedKeyword, message, at));
        }
        if location == Location::Cookie {
            let message = format!(
                "the parameter `{}` of `{id}` is a cookie, which no call sends",
                data.name
            );
            let at = self.document.origins.origin(pointer);
            self.found
                .push(Diagnostic::warning(Code::UnsupportedKeyword, message, at));
        }
        Param {
            wire: data.name.clone(),
            location,
            style: if is_json {
                ParamStyle::Json
            } else {
                self.style(raw, &ty)
            },
            ty,
            required: data.required,
            origin: self.document.origins.origin(pointer),
            docs: Docs {
                prose: data.description.clone().or(docs.prose),
                deprecated: data.deprecated.unwrap_or(false) || docs.deprecated,
                ..docs
            },
        }
    }

    fn param_type(
        &mut self,
        data: &'a ParameterData,
        root: Root,
        pointer: &str,
    ) -> (TypeRef, Docs, bool) {
        let (schema, relative, is_json) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => (Some(schema), "/schema".to_owned(), false),
            ParameterSchemaOrContent::Content(content) => match content.first() {
                Some((media, content)) => (
                    content.schema.as_ref(),
                    format!("/content/{}/schema", pointer::escape(media)),
                    true,
                ),
                None => (None, String::new(), false),
            },
        };
        let Some(schema) = schema.map(Sch::from) else {
            return (
                TypeRef::Scalar(crate::ir::Scalar::String),
                Docs::default(),
                is_json,
            );
        };
        let docs = match schema {
            Sch::Item(item) => docs(item, &View::of(item)),
            Sch::Ref(_) => Docs::default(),
        };
        let ty = self.type_of(schema, &Place::root(root, format!("{pointer}{relative}")));
        (ty.without_null().clone(), docs, is_json)
    }

    /// How the parameter is written. A plain list in a query is repeated, unless `x-array-style` on the document
    /// or the parameter's own name says brackets.
    fn style(&self, raw: &Parameter, ty: &TypeRef) -> ParamStyle {
        let Parameter::Query {
            parameter_data,
            style,
            ..
        } = raw
        else {
            return ParamStyle::Joined(',');
        };
        let explode = parameter_data
            .explode
            .unwrap_or(matches!(style, QueryStyle::Form));
        match style {
            QueryStyle::DeepObject => ParamStyle::DeepObject,
            QueryStyle::SpaceDelimited if !explode => ParamStyle::Joined(' '),
            QueryStyle::PipeDelimited if !explode => ParamStyle::Joined('|'),
            QueryStyle::Form if !explode => ParamStyle::Joined(','),
            _ if self.is_object(ty) => ParamStyle::DeepObject,
            _ if parameter_data.name.ends_with("[]") || self.brackets() => ParamStyle::Brackets,
            _ => ParamStyle::Repeat,
        }
    }

    /// `x-query-arrays: brackets` at the root of the document.
    fn brackets(&self) -> bool {
        let setting = self.document.api.extensions.get("x-query-arrays");
        setting.and_then(|value| value.as_str()) == Some("brackets")
    }

    fn is_object(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Map(_) => true,
            TypeRef::Def(id) => match self.done(*id).map(|def| &def.shape) {
                Some(Shape::Record { .. }) => true,
                Some(Shape::Alias(ty)) => self.is_object(ty),
                _ => false,
            },
            _ => false,
        }
    }
}
